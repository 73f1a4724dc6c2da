package main

import (
	"context"
	"time"

	"transom/shared/rules"
	"transom/shared/store"
	"transom/shared/wire"
)

// maxPasted is the longest body of a request that carries a webhook's body, in bytes: 1 MB with room for its
// escapes.
const maxPasted = 2 << 20

// QuarantinedBody is a webhook that could not be used, whole.
type QuarantinedBody struct {
	ID      string    `json:"id"`
	At      time.Time `json:"at"`
	Reason  string    `json:"reason" doc:"unknown_account, unknown_object, bad_json, bad_shape"`
	Kind    string    `json:"kind,omitempty" doc:"what the body said it was"`
	Account string    `json:"account,omitempty" doc:"the account it was for"`
	Size    int       `json:"size" doc:"bytes"`
	Body    string    `json:"body" doc:"as it came; what is no text is replaced"`
}

type quarantinedInput struct {
	ID string `path:"id" maxLength:"64"`
}

func (d *desk) quarantined(ctx context.Context, v store.Viewer, in *quarantinedInput) (*reply[QuarantinedBody], error) {
	return nil, rules.ErrNotAllowed
}

// Replayed says what became of a body that was tried again.
type Replayed struct {
	Understood wire.Understood `json:"understood"`
	Done       bool            `json:"done" doc:"everything in it has been used; it is no longer in quarantine"`
}

func (d *desk) replayQuarantined(ctx context.Context, v store.Viewer, in *quarantinedInput) (*reply[Replayed], error) {
	return nil, rules.ErrNotAllowed
}

// Pasted is a webhook's body to look at.
type Pasted struct {
	Body   string `json:"body" minLength:"1" maxLength:"1048576" doc:"JSON as a platform sends it"`
	Object string `json:"object,omitempty" enum:"whatsapp_business_account,page,instagram" doc:"for a body that does not say it itself"`
}

type pastedInput struct{ Body Pasted }

func (d *desk) previewReplay(ctx context.Context, v store.Viewer, in *pastedInput) (*reply[wire.Understood], error) {
	return nil, rules.ErrNotAllowed
}
