package main

import (
	"context"
	"strings"
	"time"

	"transom/shared/rules"
	"transom/shared/store"
	"transom/shared/wire"
)

// conversationPage is one page of the inbox.
type conversationPage struct {
	Items    []wire.Conversation `json:"items"`
	Cursor   string              `json:"cursor,omitempty" doc:"asks for the next page; absent on the last"`
	Examined int                 `json:"examined" doc:"rows read for this page"`
}

// viewInput is which conversations a person asks for; a filter narrows a view or, for status and assignee,
// takes the place of the view's own.
type viewInput struct {
	View       string   `query:"view" enum:"all,mine,unassigned,assigned,pending,closed,closing" default:"all" doc:"closing: in progress, and the last deadline is near and not passed"`
	Status     []string `query:"status,explode" maxItems:"3" enum:"open,pending,closed"`
	Assignee   string   `query:"assignee" maxLength:"80" doc:"a member's id, team:ID, or none"`
	Channel    []string `query:"channel,explode" maxItems:"20" doc:"channel ids"`
	Unanswered bool     `query:"unanswered" doc:"only those whose customer waits for an answer"`
	Sort       string   `query:"sort" enum:"newest,oldest,deadline" doc:"newest activity first, waiting longest first, or what is in progress by its deadline: open windows, then those that are over, then the rest by activity. Absent: newest, and deadline where the view is closing"`
	Within     int      `query:"closesWithin" minimum:"1" maximum:"10080" default:"240" doc:"minutes; of the view closing"`
	Kind       string   `query:"kind" enum:"message,comment"`
	Cursor     string   `query:"cursor" maxLength:"4096"`
	Limit      int      `query:"limit" minimum:"1" maximum:"100" default:"50"`
}

func (d *desk) conversations(ctx context.Context, v store.Viewer, in *viewInput) (*reply[conversationPage], error) {
	page, err := d.store.Conversations(ctx, v, in.view(v), in.Cursor, in.Limit)
	if err != nil {
		return nil, err
	}
	return answer(conversationPage{Items: each(page.Items, wire.OfConversation), Cursor: page.Cursor, Examined: page.Examined}), nil
}

// view translates the product's words into the store's.
func (in *viewInput) view(v store.Viewer) store.View {
	out := store.View{Kind: rules.Kind(in.Kind), Unanswered: in.Unanswered, Oldest: in.Sort == "oldest", Soonest: in.Sort == "deadline"}
	switch in.View {
	case "mine":
		out.Assignee, out.Statuses = &rules.Assignee{User: v.ID}, []rules.Status{rules.Open, rules.Pending}
	case "unassigned":
		out.Assignee, out.Statuses = &rules.Assignee{}, []rules.Status{rules.Open}
	case "assigned":
		out.Assigned, out.Statuses = true, []rules.Status{rules.Open}
	case "pending":
		out.Statuses = []rules.Status{rules.Pending}
	case "closing":
		out.Within, out.Statuses = time.Duration(in.Within)*time.Minute, []rules.Status{rules.Open, rules.Pending}
		out.Soonest = in.Sort == "" || out.Soonest
	case "closed":
		out.Statuses = []rules.Status{rules.Closed}
	}
	if len(in.Status) > 0 {
		out.Statuses = each(in.Status, func(s string) rules.Status { return rules.Status(s) })
	}
	if in.Assignee != "" {
		a := assignee(in.Assignee)
		out.Assignee, out.Assigned = &a, false
	}
	for _, id := range in.Channel {
		out.Channels = append(out.Channels, rules.ChannelID(id))
	}
	return out
}

// assignee reads a filter's value: "none", "team:ID" or a member's id.
func assignee(text string) rules.Assignee {
	if text == "none" {
		return rules.Assignee{}
	}
	if team, ok := strings.CutPrefix(text, "team:"); ok {
		return rules.Assignee{Team: rules.TeamID(team)}
	}
	return rules.Assignee{User: rules.UserID(text)}
}

// conversationInput names a conversation.
type conversationInput struct {
	ID string `path:"id" maxLength:"64"`
}

func (d *desk) conversation(ctx context.Context, v store.Viewer, in *conversationInput) (*reply[wire.Conversation], error) {
	c, err := d.store.Conversation(ctx, v, rules.ConversationID(in.ID))
	if err != nil {
		return nil, err
	}
	return answer(wire.OfConversation(c)), nil
}
