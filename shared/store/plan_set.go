package store

import (
	"context"
	"fmt"
	"reflect"
	"strconv"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"transom/shared/fault"
	"transom/shared/rules"
)

// PlanSet is a workspace's plan with what its settings' screen needs to know.
type PlanSet struct {
	rules.Plan
	Version int64        // 1 where nothing was ever set; one more with each time
	By      rules.UserID // who set it last; "" where nobody did, or a program
}

var errStalePlan = fault.New(fault.Conflict, "stale_version", "Somebody else has changed this plan since you read it.")

// PlanSet reads a workspace's plan to be changed. 1 RRU.
func (s *Store) PlanSet(ctx context.Context, ws Workspace) (PlanSet, error) {
	ctx = s.begin(ctx, "plan")
	it, err := s.get(ctx, s.tables.Core, settingsKey(ws), strong)
	if err != nil {
		return PlanSet{}, fmt.Errorf("read plan of %s: %w", ws, err)
	}
	return planSet(it), nil
}

// ReplacePlan replaces a workspace's plan by next, and gives it as it is then. Repeating is safe. Version is the one that was seen: a
// Version that is not 0 and not the present one is fault.Conflict (code "stale_version", detail "version").
func (s *Store) ReplacePlan(ctx context.Context, ws Workspace, next PlanSet) (PlanSet, error) {
	ctx = s.begin(ctx, "plan")
	for try, seen := 1, next.Version; ; try++ {
		it, err := s.get(ctx, s.tables.Core, settingsKey(ws), strong)
		if err != nil {
			return PlanSet{}, fmt.Errorf("read plan of %s: %w", ws, err)
		}
		was := planSet(it)
		if seen == was.Version-1 && next.By != "" && was.By == next.By && reflect.DeepEqual(was.Plan, next.Sorted()) {
			return was, nil // it was written, and the answer was lost
		}
		if seen != 0 && seen != was.Version {
			return PlanSet{}, errStalePlan.With("version", strconv.FormatInt(was.Version, 10))
		}
		next.Plan, next.Version = next.Sorted(), was.Version+1
		m := encodePlan(next.Plan)
		m.setNumber("v", was.Version)
		m.setText("u", string(next.By))
		e := newEdit().put(colPlan, &types.AttributeValueMemberM{Value: m}).whenSame(colPlan, it)
		_, held, err := s.update(ctx, s.tables.Core, settingsKey(ws), e)
		if err != nil {
			return PlanSet{}, fmt.Errorf("write plan of %s: %w", ws, err)
		}
		if held {
			return next, nil
		}
		if err := again(ctx, try); err != nil {
			return PlanSet{}, fmt.Errorf("write plan of %s: %w", ws, err)
		}
	}
}

// planSet reads the settings' item: v counts the times that a plan was set, and is missing where an older release did.
func planSet(it item) PlanSet {
	m := it.object(colPlan)
	if m == nil {
		return PlanSet{Plan: rules.Usual, Version: 1}
	}
	return PlanSet{Plan: decodePlan(m), Version: max(m.number("v"), 1) + 1, By: rules.UserID(m.text("u"))}
}
