// Package audience knows who has a socket open in a workspace and tells them things. It keeps the registry
// true: a socket that turns out closed is forgotten, one that missed a frame is marked, so that the next
// frame it gets says "resync". It refuses to know what the frames are about and who may see what.
package audience

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"time"

	"transom/shared/fault"
	"transom/shared/live"
	"transom/shared/rules"
	"transom/shared/store"
	"transom/shared/wire"
)

// opening is how long API Gateway may answer "gone" for a socket that is still being opened: $connect
// registers it before the browser has its answer.
const opening = 10 * time.Second

// Audience tells the open sockets of workspaces. It is safe for concurrent use.
type Audience struct {
	store  *store.Store
	pusher *live.Pusher
}

// New makes an audience over the registry and the connections API.
func New(s *store.Store, p *live.Pusher) *Audience { return &Audience{s, p} }

// Say is what one connection shall hear. Heals means that the frames make up for everything it missed.
type Say struct {
	To     store.Connection
	Frames [][]byte
	Heals  bool
}

// Tell posts to many connections and keeps the registry true. What a connection missed is not an error: it
// is marked in the registry. When closed sockets were found, those who remain hear the new presence.
func (a *Audience) Tell(ctx context.Context, ws store.Workspace, says []Say, now time.Time) {
	if a.post(ctx, says, now) {
		a.announce(ctx, ws, "", now)
	}
}

// Announce tells a workspace who is here, all but the connection named except ("" for none).
func (a *Audience) Announce(ctx context.Context, ws store.Workspace, except string, now time.Time) {
	if a.announce(ctx, ws, except, now) {
		a.announce(ctx, ws, except, now)
	}
}

func (a *Audience) announce(ctx context.Context, ws store.Workspace, except string, now time.Time) (found bool) {
	all, err := a.store.Connections(ctx, ws)
	if err != nil {
		slog.ErrorContext(ctx, "list connections", "workspace", ws, "error", err)
		return false
	}
	frames, err := live.Encode(wire.Down{T: "presence", Presence: Presence(all)})
	if err != nil {
		slog.ErrorContext(ctx, "encode presence", "workspace", ws, "error", err)
		return false
	}
	var says []Say
	for _, c := range all {
		if c.ID != except {
			says = append(says, Say{To: c, Frames: frames})
		}
	}
	return a.post(ctx, says, now)
}

// post sends and settles; found says that closed sockets were taken from the registry.
func (a *Audience) post(ctx context.Context, says []Say, now time.Time) (found bool) {
	posts := make([]live.Post, len(says))
	for i, s := range says {
		posts[i] = live.Post{To: s.To.ID, Frames: s.Frames}
	}
	missed := a.pusher.Fan(ctx, posts)
	for _, s := range says {
		err := missed[s.To.ID]
		switch {
		case err == nil && s.Heals && s.To.Dirty:
			a.mark(ctx, s.To.ID, false)
		case err == nil:
		case errors.Is(err, live.ErrGone):
			found = a.forget(ctx, s.To, now) || found
		default:
			slog.WarnContext(ctx, "push lost", "connection", s.To.ID, "error", err)
			a.mark(ctx, s.To.ID, true)
		}
	}
	return found
}

// forget drops a closed socket, unless it may still be opening.
func (a *Audience) forget(ctx context.Context, c store.Connection, now time.Time) bool {
	if now.Before(c.Since.Add(opening)) {
		return false
	}
	if err := a.store.RemoveConnection(ctx, c.Workspace, c.ID); err != nil {
		slog.WarnContext(ctx, "forget connection", "connection", c.ID, "error", err)
		return false
	}
	return true
}

// mark notes in the registry that a push was lost, or made up for. It reads the connection again, so that
// what its browser said meanwhile stays.
func (a *Audience) mark(ctx context.Context, id string, dirty bool) {
	c, err := a.store.Connection(ctx, id)
	if err == nil {
		c.Dirty = dirty
		err = a.store.UpdateConnection(ctx, c)
	}
	if err != nil && fault.KindOf(err) != fault.Missing {
		slog.WarnContext(ctx, "mark connection", "connection", id, "error", err)
	}
}

// Presence is who is here: one line per colleague, online if any of their sockets is, in order of id.
func Presence(all []store.Connection) []wire.Presence {
	byUser := map[rules.UserID]*wire.Presence{}
	for _, c := range all {
		p := byUser[c.User]
		if p == nil {
			p = &wire.Presence{UserID: string(c.User), State: Away}
			byUser[c.User] = p
		}
		if c.State != Away {
			p.State = Online
		}
		if v := string(c.Viewing); v != "" && !slices.Contains(p.Viewing, v) {
			p.Viewing = append(p.Viewing, v)
		}
	}
	out := make([]wire.Presence, 0, len(byUser))
	for _, p := range byUser {
		slices.Sort(p.Viewing)
		out = append(out, *p)
	}
	slices.SortFunc(out, func(a, b wire.Presence) int { return strings.Compare(a.UserID, b.UserID) })
	return out
}

// The states of a connection.
const (
	Online = "online"
	Away   = "away"
)

// MemberOf is the colleague behind a connection, as far as seeing goes.
func MemberOf(c store.Connection) rules.Member {
	return rules.Member{ID: c.User, Role: c.Role, Teams: c.Teams}
}
