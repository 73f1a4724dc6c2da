package main

import (
	"context"
	"time"

	"transom/shared/clock"
	"transom/shared/fault"
	"transom/shared/rules"
	"transom/shared/store"
)

var (
	errNoMedia      = fault.New(fault.Missing, "media_missing", "This message has no attachment.")
	errMediaPending = fault.New(fault.Conflict, "media_pending", "The attachment is still on its way from the platform.")
	errMediaNotKept = fault.New(fault.Refused, "media_not_kept", "This is not kept: its author took it back, or it is a story, which belongs to its author and is gone from the platform after a day.")
	errMediaFailed  = fault.New(fault.Refused, "media_failed", "The attachment could not be fetched from the platform.")
)

// Attachment is a short-lived address of an attachment.
type Attachment struct {
	URL       string    `json:"url"`
	ExpiresAt time.Time `json:"expiresAt"`
	Inline    bool      `json:"inline" doc:"may be shown in place; otherwise the address downloads it"`
}

func (d *desk) media(ctx context.Context, v store.Viewer, in *mediaInput) (*reply[Attachment], error) {
	e, err := d.entry(ctx, v, in.ID, in.MessageID)
	if err != nil {
		return nil, err
	}
	m := attached(e, in.N)
	switch {
	case m == nil:
		return nil, errNoMedia
	case m.State == rules.MediaGone, m.State == rules.MediaDoomed, e.Type == rules.StoryMention:
		return nil, errMediaNotKept
	case m.State == rules.MediaPending:
		return nil, errMediaPending
	case m.State != rules.MediaReady:
		return nil, errMediaFailed.With("problem", m.Problem)
	}
	loan, err := d.bucket.Lend(ctx, m.Object, m.MIME, m.Name, clock.Now())
	if err != nil {
		return nil, err
	}
	return answer(Attachment{URL: loan.URL, ExpiresAt: loan.Until, Inline: loan.Inline}), nil
}

// attached is the n-th attachment of a message: 0 is its media, from 1 on its more. nil when there are fewer.
func attached(e rules.Entry, n int) *rules.Media {
	switch {
	case n == 0:
		return e.Media
	case n <= len(e.More):
		return &e.More[n-1]
	default:
		return nil
	}
}
