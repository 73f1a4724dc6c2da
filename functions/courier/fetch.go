package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"transom/shared/clock"
	"transom/shared/fault"
	"transom/shared/media"
	"transom/shared/rules"
	"transom/shared/secret"
	"transom/shared/store"
)

// tooOld is how long an attachment is tried for. The platform keeps it for seven days, but a record of the
// stream comes again for a few hours only, and an agent wants to know.
const tooOld = 2 * time.Minute

// toKeep picks the entries with attachments that are still with the platform, or that have to go.
func toKeep(rec store.Record) bool {
	if rec.Entry == nil {
		return false
	}
	for _, m := range attachments(*rec.Entry) {
		if m.State == rules.MediaPending || m.State == rules.MediaDoomed {
			return true
		}
	}
	return false
}

// attachments are all of an entry's, numbered as SetMedia does.
func attachments(e rules.Entry) []rules.Media {
	if e.Media == nil {
		return nil
	}
	return append([]rules.Media{*e.Media}, e.More...)
}

// keep does what each attachment of an entry waits for. An error asks for the record to come again; those that
// are done with by then are left alone.
func (c courier) keep(ctx context.Context, rec store.Record) error {
	ref := store.Ref{Conversation: rec.Entry.Conversation, Key: rec.Entry.Key}
	now, err := c.store.EntryOf(ctx, system(rec.Workspace), ref)
	if fault.KindOf(err) == fault.Missing && err != nil {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read %s of %s: %w", ref.Key, ref.Conversation, err)
	}
	var failed error
	for n, m := range attachments(now) {
		switch m.State {
		case rules.MediaPending:
			failed = errors.Join(failed, c.fetch(ctx, rec.Workspace, now, n, m))
		case rules.MediaDoomed:
			failed = errors.Join(failed, c.remove(ctx, rec.Workspace, ref, n, m))
		}
	}
	if failed != nil {
		return errLater.Because(failed)
	}
	return nil
}

// fetch brings one attachment into the bucket, or writes down why it cannot be had. A story is not ours to
// keep (Instagram "webhooks", 2026-06-26).
func (c courier) fetch(ctx context.Context, ws store.Workspace, e rules.Entry, n int, was rules.Media) error {
	ref := store.Ref{Conversation: e.Conversation, Key: e.Key}
	if e.Type == rules.StoryMention {
		was.State = rules.MediaGone
		return c.store.SetMedia(ctx, ws, ref, n, was)
	}
	m, err := c.bring(ctx, ws, e, n, was)
	if err != nil && !fault.Permanent(err) && clock.Now().Sub(e.ReceivedAt) < tooOld {
		wait(ctx, c.patience.pauses[0])
		return fmt.Errorf("fetch media %d of %s of %s: %w", n, ref.Key, ref.Conversation, err)
	}
	if err != nil {
		slog.Warn("media", "conversation", ref.Conversation, "message", ref.Key, "attachment", n, "error", err)
		m = was
		m.State, m.Problem = rules.MediaFailed, problemOf(err)
	}
	if err := c.store.SetMedia(ctx, ws, ref, n, m); err != nil {
		return fmt.Errorf("write down media %d of %s of %s: %w", n, ref.Key, ref.Conversation, err)
	}
	return c.orphaned(ctx, ws, ref, n, m)
}

// bring asks where the file is, gets it, weighs it against what the platform told, and stores it.
func (c courier) bring(ctx context.Context, ws store.Workspace, e rules.Entry, n int, m rules.Media) (rules.Media, error) {
	_, ch, err := c.place(ctx, ws, e.Conversation)
	if err != nil {
		return rules.Media{}, err
	}
	token, err := c.secrets.Get(ctx, secret.ChannelToken(ch.ID))
	if err != nil && m.PlatformID != "" { // an address that came along may need none
		return rules.Media{}, err
	}
	file, at, err := c.find(ctx, token, ch.AccountID, m)
	if err != nil {
		return rules.Media{}, err
	}
	defer func() { _ = file.Close() }()
	for _, told := range []string{at.SHA256, m.SHA256} {
		if !media.SameSum(told, file.SHA256) {
			return rules.Media{}, media.ErrChecksum
		}
	}
	m.MIME = media.Safer(first(at.MIME, m.MIME), file.MIME)
	m.Size = file.Size
	m.Object = objectOf(ws, e, n)
	if err := c.bucket.Put(ctx, m.Object, m.MIME, file, file.Size); err != nil {
		return rules.Media{}, err
	}
	m.State, m.URL, m.Problem = rules.MediaReady, "", ""
	return m, nil
}
