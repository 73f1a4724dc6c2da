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

// letterLease is how long a letter that somebody writes is left to them: longer than mail.Post has patience, and
// shorter than a minute, after which a call that failed is first repeated.
const letterLease = 45 * time.Second

var errUnderWay = fault.New(fault.Later, "letter_under_way", "Somebody else is writing this letter.")

// letters writes to colleagues that a window closes soon. A letter goes out once. If the worker ends in between, or SES
// does not answer, the call is repeated, twice at most, and the letter with it: then it may come twice, which is better
// than not at all. What the repetitions do not bring either is lost, and what the screens show is not.
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

// once sends a letter that nobody has sent, and notes it after SES has answered.
func (l letters) once(ctx context.Context, v store.Viewer, id rules.ConversationID, key rules.EntryKey, letter mail.Letter, now time.Time) error {
	word := "letter#" + string(key) + "#" + string(v.ID)
	stage, err := l.store.Start(ctx, v.Workspace, id, word, now, letterLease)
	switch {
	case err != nil || stage == store.Done:
		return err
	case stage == store.UnderWay: // whoever writes it may have died
		return errUnderWay
	}
	err = l.post.Send(ctx, letter)
	switch {
	case fault.KindOf(err) == fault.Later, errors.Is(err, mail.ErrSilence):
		return errors.Join(err, l.store.Undo(ctx, v.Workspace, id, word))
	case err != nil:
		slog.ErrorContext(ctx, "letter", "workspace", v.Workspace, "conversation", id, "user", v.ID, "error", err)
	}
	return l.store.Finish(ctx, v.Workspace, id, word, now, letterOnce)
}
