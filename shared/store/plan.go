package store

import (
	"context"

	"transom/shared/rules"
)

// Plan is what a workspace wants done before an unanswered window closes: rules.Usual where it has set nothing.
func (s *Store) Plan(ctx context.Context, ws Workspace) (rules.Plan, error) {
	return rules.Plan{}, errNotYet
}

// SetPlan replaces a workspace's plan.
func (s *Store) SetPlan(ctx context.Context, ws Workspace, p rules.Plan) error { return errNotYet }
