package main

import (
	"context"
	"slices"

	"github.com/danielgtaylor/huma/v2"

	"transom/shared/clock"
	"transom/shared/fault"
	"transom/shared/rules"
	"transom/shared/store"
	"transom/shared/wire"
)

var errNoAssignee = fault.New(fault.Invalid, "no_such_assignee", "There is no such colleague or team to give it to.")

// Assignment says who gets a conversation; null gives it back to the queue.
type Assignment struct {
	Assignee *choice `json:"assignee"`
	Version  int64   `json:"version,omitempty" minimum:"0"`
}

// choice is an agent or a team; exactly one is set.
type choice struct {
	UserID string `json:"userId,omitempty"`
	TeamID string `json:"teamId,omitempty"`
}

// Schema describes a choice that may be null, which struct tags cannot say.
func (choice) Schema(huma.Registry) *huma.Schema {
	longest := 80
	id := func(doc string) *huma.Schema {
		s := &huma.Schema{Type: huma.TypeString, MaxLength: &longest, Description: doc}
		s.PrecomputeMessages()
		return s
	}
	s := &huma.Schema{
		Type: huma.TypeObject, Nullable: true, AdditionalProperties: false,
		Description: "an agent or a team, exactly one; null gives it back to the queue",
		Properties:  map[string]*huma.Schema{"userId": id("a member's id"), "teamId": id("a team's id")},
	}
	s.PrecomputeMessages()
	return s
}

type assignInput struct {
	ID   string `path:"id" maxLength:"64"`
	Body Assignment
}

func (d *desk) assign(ctx context.Context, v store.Viewer, in *assignInput) (*reply[wire.Conversation], error) {
	to, err := d.chosen(ctx, v, in.Body.Assignee)
	if err != nil {
		return nil, err
	}
	return d.change(ctx, v, in.ID, in.Body.Version, func(c rules.Conversation) (rules.Change, error) {
		return rules.Assign(c, to, v.ID, clock.Now()), nil
	})
}

// chosen checks that an assignee is somebody who can work here: an enabled colleague, or a team that has one.
func (d *desk) chosen(ctx context.Context, v store.Viewer, c *choice) (rules.Assignee, error) {
	if c == nil {
		return rules.Assignee{}, nil
	}
	if (c.UserID == "") == (c.TeamID == "") {
		return rules.Assignee{}, errNoAssignee
	}
	to := rules.Assignee{User: rules.UserID(c.UserID), Team: rules.TeamID(c.TeamID)}
	all, err := d.store.Members(ctx, v.Workspace)
	if err != nil {
		return rules.Assignee{}, err
	}
	for _, m := range all {
		if !m.Disabled && (m.ID == to.User || (to.Team != "" && slices.Contains(m.Teams, to.Team))) {
			return to, nil
		}
	}
	return rules.Assignee{}, errNoAssignee
}
