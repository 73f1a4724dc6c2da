package main

import (
	"context"

	"transom/shared/rules"
	"transom/shared/store"
	"transom/shared/wire"
)

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
