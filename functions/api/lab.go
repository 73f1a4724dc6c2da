package main

import (
	"context"
	"strconv"
	"strings"
	"time"

	"transom/shared/fault"
	"transom/shared/rules"
	"transom/shared/store"
	"transom/shared/wire"
)

const (
	// maxPasted is the longest body of a request that carries a webhook's body, in bytes: 1 MB with its escapes.
	maxPasted = 2 << 20
	// maxShown is how much of a quarantined body is shown, in bytes.
	maxShown = 1 << 20
	// maxWebhook is the largest webhook body, in bytes.
	maxWebhook = 4 << 20
)

var (
	errNotQuarantined = fault.New(fault.Missing, "quarantined_missing", "This body is not in quarantine, or no longer.")
	errPastedTooLarge = fault.New(fault.TooLarge, "body_too_large", "This body is larger than 1 MB. Paste the part that you want to look at.")
)

// QuarantinedBody is a webhook that could not be used, as it came.
type QuarantinedBody struct {
	Quarantined
	Body      string `json:"body" doc:"as it came; what is no text is replaced"`
	Truncated bool   `json:"truncated,omitempty" doc:"it is longer than 1 MB, and this is its beginning"`
}

type quarantinedInput struct {
	ID string `path:"id" maxLength:"64"`
}

// quarantineID names a quarantined body to clients: when it came, and which one.
func quarantineID(q store.Quarantined) string {
	return strconv.FormatInt(q.At.UnixMilli(), 10) + "-" + q.ID
}

// aside finds a quarantined body for an admin, with all its bytes.
func (d *desk) aside(ctx context.Context, v store.Viewer, name string) (store.Quarantined, store.Workspace, []byte, error) {
	if v.Role != rules.Admin {
		return store.Quarantined{}, store.Workspace{}, nil, rules.ErrNotAllowed
	}
	at, id, _ := strings.Cut(name, "-")
	ms, err := strconv.ParseInt(at, 10, 64)
	if err != nil || ms < 0 || id == "" {
		return store.Quarantined{}, store.Workspace{}, nil, errNotQuarantined
	}
	q, ws, err := d.store.QuarantinedOne(ctx, v, time.UnixMilli(ms).UTC(), id)
	if err != nil {
		return q, ws, nil, err
	}
	body, _, err := d.bucket.Read(ctx, q.Object, maxWebhook)
	if fault.KindOf(err) == fault.Missing {
		return q, ws, nil, errNotQuarantined.Because(err)
	}
	return q, ws, body, absent(err)
}

func (d *desk) quarantined(ctx context.Context, v store.Viewer, in *quarantinedInput) (*reply[QuarantinedBody], error) {
	q, _, body, err := d.aside(ctx, v, in.ID)
	if err != nil {
		return nil, err
	}
	out := QuarantinedBody{Quarantined: ofQuarantined(q), Truncated: len(body) > maxShown}
	out.Body = strings.ToValidUTF8(string(body[:min(len(body), maxShown)]), "�")
	return answer(out), nil
}

// Replayed says what became of a body that was tried again.
type Replayed struct {
	Understood wire.Understood `json:"understood"`
	Done       bool            `json:"done" doc:"everything in it has been used; it is no longer in quarantine"`
}
