package main

import (
	"context"
	"time"

	"transom/shared/rules"
	"transom/shared/store"
)

// Quarantined is a webhook, or a part of one, that could not be used.
type Quarantined struct {
	ID      string    `json:"id"`
	At      time.Time `json:"at"`
	Reason  string    `json:"reason" doc:"unknown_account, unknown_object, bad_json, bad_shape"`
	Kind    string    `json:"kind,omitempty" doc:"what the body said it was"`
	Account string    `json:"account,omitempty" doc:"the account it was for"`
	Size    int       `json:"size" doc:"bytes"`
}

type pageInput struct {
	Cursor string `query:"cursor" maxLength:"4096"`
	Limit  int    `query:"limit" minimum:"1" maximum:"100" default:"50"`
}

func (d *desk) quarantine(ctx context.Context, v store.Viewer, in *pageInput) (*reply[list[Quarantined]], error) {
	if v.Role != rules.Admin {
		return nil, rules.ErrNotAllowed
	}
	page, err := d.store.Quarantines(ctx, v, in.Cursor, in.Limit)
	if err != nil {
		return nil, err
	}
	return answer(list[Quarantined]{Items: each(page.Items, ofQuarantined), Cursor: page.Cursor}), nil
}

func ofQuarantined(q store.Quarantined) Quarantined {
	return Quarantined{ID: quarantineID(q), At: q.At, Reason: q.Reason, Kind: q.Kind, Account: q.Account, Size: q.Size}
}
