package main

import (
	"context"

	"transom/shared/clock"
	"transom/shared/rules"
	"transom/shared/store"
	"transom/shared/wire"
)

// NewLabel is a label to be added.
type NewLabel struct {
	Label string `json:"label" maxLength:"120" doc:"1 to 30 characters, no commas; case does not tell labels apart"`
}

type labelInput struct {
	ID   string `path:"id" maxLength:"64"`
	Body NewLabel
}

func (d *desk) label(ctx context.Context, v store.Viewer, in *labelInput) (*reply[wire.Conversation], error) {
	return d.change(ctx, v, in.ID, 0, func(c rules.Conversation) (rules.Change, error) {
		return rules.Label(c, in.Body.Label, v.ID, clock.Now())
	})
}

type unlabelInput struct {
	ID    string `path:"id" maxLength:"64"`
	Label string `path:"label" maxLength:"400"`
}

// unlabel takes a label off; one that is not there changes nothing.
func (d *desk) unlabel(ctx context.Context, v store.Viewer, in *unlabelInput) (*reply[wire.Conversation], error) {
	return d.change(ctx, v, in.ID, 0, func(c rules.Conversation) (rules.Change, error) {
		return rules.Unlabel(c, in.Label, v.ID, clock.Now()), nil
	})
}
