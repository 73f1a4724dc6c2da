package main

import (
	"context"
	"fmt"

	"transom/shared/rules"
	"transom/shared/store"
)

// opened lets the colleagues of a person see what that person has, where a change warns their team of it. Colleagues
// are read for such a change alone.
func (k *known) opened(ctx context.Context, ws store.Workspace, change rules.Change) (rules.Change, error) {
	if !rules.WarnsTeam(change) {
		return change, nil
	}
	all, err := k.colleagues(ctx, ws)
	if err != nil {
		return rules.Change{}, fmt.Errorf("read colleagues: %w", err)
	}
	return rules.OpenToTeam(change, all), nil
}
