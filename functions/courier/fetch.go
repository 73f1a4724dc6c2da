package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"transom/shared/channel/whatsapp"
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

// toFetch picks the attachments that are still with the platform.
func toFetch(rec store.Record) bool {
	return rec.Entry != nil && rec.Entry.Media != nil && rec.Entry.Media.State == rules.MediaPending
}

// fetch brings one attachment into the bucket, or writes down why it cannot be had. An error asks for the
// record to come again.
func (c courier) fetch(ctx context.Context, rec store.Record) error {
	e := rec.Entry
	ref := store.Ref{Conversation: e.Conversation, Key: e.Key}
	m, err := c.bring(ctx, rec.Workspace, *e)
	if err != nil && !fault.Permanent(err) && clock.Now().Sub(e.ReceivedAt) < tooOld {
		wait(ctx, c.patience.pauses[0])
		return errLater.Because(fmt.Errorf("fetch media of %s of %s: %w", ref.Key, ref.Conversation, err))
	}
	if err != nil {
		slog.Warn("media", "conversation", ref.Conversation, "message", ref.Key, "error", err)
		m = *e.Media
		m.State, m.Problem = rules.MediaFailed, problemOf(err)
	}
	if err := c.store.SetMedia(ctx, rec.Workspace, ref, 0, m); err != nil {
		return fmt.Errorf("write down media of %s of %s: %w", ref.Key, ref.Conversation, err)
	}
	return nil
}

// bring asks where the file is, gets it and stores it. An address is good for five minutes: if the file is
// not there, a new one is asked for once.
func (c courier) bring(ctx context.Context, ws store.Workspace, e rules.Entry) (rules.Media, error) {
	head, err := c.store.Head(ctx, ws, e.Conversation)
	if err != nil {
		return rules.Media{}, fmt.Errorf("read conversation: %w", err)
	}
	ch, err := c.store.Channel(ctx, ws, head.Channel)
	if err != nil {
		return rules.Media{}, fmt.Errorf("read channel: %w", err)
	}
	token, err := c.secrets.Get(ctx, secret.ChannelToken(ch.ID))
	if err != nil {
		return rules.Media{}, err
	}
	file, at, err := c.find(ctx, token, ch.AccountID, *e.Media)
	if err != nil {
		return rules.Media{}, err
	}
	defer func() { _ = file.Close() }()
	m := *e.Media
	m.MIME = media.Safer(first(at.MIME, m.MIME), file.MIME)
	m.Size = file.Size
	m.Object = "m/" + ws.String() + "/" + string(e.Conversation) + "/" + tail(e.Key)
	if err := c.bucket.Put(ctx, m.Object, m.MIME, file, file.Size); err != nil {
		return rules.Media{}, err
	}
	m.State, m.URL, m.Problem = rules.MediaReady, "", ""
	return m, nil
}

// find gets the file: at the place the platform tells for its id, twice if need be, or else at the address
// that came with the message.
func (c courier) find(ctx context.Context, token, account string, m rules.Media) (*media.File, whatsapp.Located, error) {
	if m.PlatformID == "" {
		file, err := c.fetcher.Fetch(ctx, m.URL, token)
		return file, whatsapp.Located{}, err
	}
	for try := 0; ; try++ {
		at, err := c.whatsapp.Locate(ctx, token, account, m.PlatformID)
		if err != nil {
			return nil, at, err
		}
		file, err := c.fetcher.Fetch(ctx, at.URL, token)
		if err == nil || try > 0 || !errors.Is(err, media.ErrGone) {
			return file, at, err
		}
	}
}

// problemOf is the code that the client shows a sentence for.
func problemOf(err error) string {
	var f *fault.Error
	if errors.As(err, &f) && fault.Permanent(err) {
		return f.Code
	}
	return "media_unreachable"
}

// tail is the part of an entry's key that tells it apart.
func tail(k rules.EntryKey) string { return string(k)[strings.LastIndexByte(string(k), '#')+1:] }

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
