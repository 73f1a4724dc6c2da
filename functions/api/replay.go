package main

import (
	"context"

	"transom/shared/rules"
	"transom/shared/store"
	"transom/shared/wire"
)

// replayQuarantined takes a body that was put aside for good, as far as it concerns the admin's workspace.
func (d *desk) replayQuarantined(ctx context.Context, v store.Viewer, in *quarantinedInput) (*reply[Replayed], error) {
	q, kept, body, err := d.aside(ctx, v, in.ID)
	if err != nil {
		return nil, err
	}
	understood, done, err := d.intake.Replay(ctx, v, kept, q, body)
	if err != nil {
		return nil, err
	}
	return answer(Replayed{Understood: understood, Done: done}), nil
}

// Pasted is a webhook's body to look at.
type Pasted struct {
	Body   string `json:"body" minLength:"1" doc:"JSON as a platform sends it, at most 1 MB"`
	Object string `json:"object,omitempty" enum:"whatsapp_business_account,page,instagram" doc:"for a body that does not say it itself"`
}

type pastedInput struct{ Body Pasted }

// previewReplay only reads: what would be understood, and what would be done about it.
func (d *desk) previewReplay(ctx context.Context, v store.Viewer, in *pastedInput) (*reply[wire.Understood], error) {
	if v.Role != rules.Admin {
		return nil, rules.ErrNotAllowed
	}
	if len(in.Body.Body) > maxShown {
		return nil, errPastedTooLarge
	}
	understood, err := d.intake.Preview(ctx, v, []byte(in.Body.Body), in.Body.Object)
	if err != nil {
		return nil, err
	}
	return answer(understood), nil
}
