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
	switch {
	case err != nil:
		return nil, err
	case e.Media == nil:
		return nil, errNoMedia
	case e.Media.State == rules.MediaPending:
		return nil, errMediaPending
	case e.Media.State != rules.MediaReady:
		return nil, errMediaFailed.With("problem", e.Media.Problem)
	}
	loan, err := d.bucket.Lend(ctx, e.Media.Object, e.Media.MIME, e.Media.Name, clock.Now())
	if err != nil {
		return nil, err
	}
	return answer(Attachment{URL: loan.URL, ExpiresAt: loan.Until, Inline: loan.Inline}), nil
}
