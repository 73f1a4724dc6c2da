package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"transom/events"
	"transom/functions/internal/boot"
	"transom/shared/fault"
	"transom/shared/mail"
	"transom/shared/rules"
	"transom/shared/store"
)

// letterOnce is how long it is remembered that somebody was written to about a warning: longer than a call of the
// worker waits for its repetitions, and than the longest lead.
const letterOnce = 48 * time.Hour

// letters writes to colleagues that a window closes soon. A letter goes out at most once: if the worker ends between
// noting it and sending it, it is lost, and what the screens show is not.
type letters struct {
	store *store.Store
	post  *mail.Post // nil: this deployment writes no e-mail
	site  string     // of the links; "" without
}

// newLetters reads from the environment whether and how this deployment writes e-mail.
func newLetters(ctx context.Context, s *store.Store) (letters, error) {
	out := letters{store: s, site: boot.EnvOr(events.EnvSiteURL, "")}
	from := boot.EnvOr(events.EnvMailFrom, "")
	if from == "" {
		return out, nil
	}
	cfg, err := boot.AWS(ctx)
	if err != nil {
		return letters{}, err
	}
	out.post, err = mail.NewPost(cfg, from)
	return out, err
}

// warn writes to a colleague about a warning in a conversation's log. Nothing happens when the customer was answered
// meanwhile or wrote again, when the window has closed, or when the conversation is no longer the colleague's
// business. An error asks to come again.
func (l letters) warn(ctx context.Context, v store.Viewer, id rules.ConversationID, key rules.EntryKey, now time.Time) error {
	if l.post == nil {
		return nil
	}
	head, err := l.store.Head(ctx, v.Workspace, id) // consistently: the warning was given a moment ago
	if fault.KindOf(err) == fault.Missing || (err == nil && !v.Sees(head)) {
		return nil
	} else if err != nil {
		return fmt.Errorf("read conversation %s: %w", id, err)
	}
	warning, err := l.store.EntryOf(ctx, v, store.Ref{Conversation: id, Key: key})
	if fault.KindOf(err) == fault.Missing || (err == nil && !rules.Warns(head, warning, now)) {
		return nil
	} else if err != nil {
		return fmt.Errorf("read warning %s: %w", key, err)
	}
	audience := rules.Audience(warning.Event.Reason)
	if concerned, err := l.concerns(ctx, v, audience, head); err != nil || !concerned {
		return err
	}
	return l.once(ctx, v, id, key, mail.Warning(head, audience, v.Email, l.site, now), now)
}

// concerns asks again whether a colleague belongs to those who are warned: the conversation may be another's by now.
func (l letters) concerns(ctx context.Context, v store.Viewer, to rules.Audience, head rules.Conversation) (bool, error) {
	var colleagues []rules.Member
	if to == rules.ToTeam {
		var err error
		if colleagues, err = l.store.Members(ctx, v.Workspace); err != nil {
			return false, fmt.Errorf("read colleagues: %w", err)
		}
	}
	return v.IsWarned(to, head, colleagues), nil
}

// once sends a letter that was not sent before. Only what surely was not sent is tried again.
func (l letters) once(ctx context.Context, v store.Viewer, id rules.ConversationID, key rules.EntryKey, letter mail.Letter, now time.Time) error {
	word := "mail#" + string(key) + "#" + string(v.ID)
	if first, err := l.store.Once(ctx, v.Workspace, id, word, now, letterOnce); err != nil || !first {
		return err
	}
	err := l.post.Send(ctx, letter)
	if err == nil {
		return nil
	}
	if fault.KindOf(err) == fault.Later {
		return errors.Join(err, l.store.Undo(ctx, v.Workspace, id, word))
	}
	slog.ErrorContext(ctx, "letter", "workspace", v.Workspace, "conversation", id, "user", v.ID, "error", err)
	return nil
}
