package audience

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"transom/shared/live"
	"transom/shared/rules"
	"transom/shared/store"
	"transom/shared/wire"
)

// TellVisitor posts one word to the sockets of a web chat conversation's visitor: "news" or "typing". What is
// lost is not an error: a widget reads the conversation again when it connects, when its tab is looked at, and
// from time to time. Sockets that turn out closed are forgotten.
func (a *Audience) TellVisitor(ctx context.Context, ws store.Workspace, id rules.ConversationID, word string, now time.Time) error {
	all, err := a.store.VisitorConnections(ctx, ws, id)
	if err != nil || len(all) == 0 {
		return err
	}
	frame, err := json.Marshal(wire.VisitorDown{T: word})
	if err != nil {
		return fmt.Errorf("encode %s: %w", word, err)
	}
	posts := make([]live.Post, len(all))
	for i, c := range all {
		posts[i] = live.Post{To: c.ID, Frames: [][]byte{frame}}
	}
	missed := a.pusher.Fan(ctx, posts)
	for _, c := range all {
		err := missed[c.ID]
		if err == nil || !errors.Is(err, live.ErrGone) || now.Before(c.Since.Add(opening)) {
			continue
		}
		if err := a.store.RemoveVisitorConnection(ctx, c); err != nil {
			slog.WarnContext(ctx, "forget visitor's connection", "connection", c.ID, "error", err)
		}
	}
	return nil
}
