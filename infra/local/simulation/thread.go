package simulation

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"time"
)

// entry is what the API tells of one message, note or event.
type entry struct {
	ID         string
	Kind       string
	Direction  string
	Type       string
	PlatformID string
	ClientID   string
	Status     string
	Error      *struct {
		Code   int
		Reason string
	}
	Event *struct{ Type, Reason string }
	At    time.Time
}

func (e entry) reason() string {
	if e.Error == nil {
		return ""
	}
	return e.Error.Reason
}

// head is what the API tells of a conversation.
type head struct {
	ID                        string
	Status                    string
	WaitingSince              *time.Time
	WindowExpired, WindowOver bool
	Labels                    []string
}

// view is a conversation as the API shows it.
type view struct {
	head    head
	entries []entry // newest first
}

// look reads a conversation: its newest hundred entries, or all.
func (s *Simulation) look(ctx context.Context, c *chat, all bool) (v view, err error) {
	if err := s.find(ctx, c); err != nil {
		return v, err
	}
	if status, err := s.door.api(ctx, http.MethodGet, "/conversations/"+c.id, nil, &v.head); err != nil || status != http.StatusOK {
		return v, fmt.Errorf("read conversation %s: answered %d: %w", c.id, status, orNil(err))
	}
	for cursor := ""; ; {
		var page struct {
			Items  []entry
			Cursor string
		}
		status, err := s.door.api(ctx, http.MethodGet, "/conversations/"+c.id+"/messages?limit=100&before="+escape(cursor), nil, &page)
		if err != nil || status != http.StatusOK {
			return v, fmt.Errorf("read messages of %s: answered %d: %w", c.id, status, orNil(err))
		}
		v.entries = append(v.entries, page.Items...)
		if cursor = page.Cursor; cursor == "" || !all {
			return v, nil
		}
	}
}

// events counts the events of a type, a reason and a moment.
func (v view) events(typ, reason string, at time.Time) int { return v.eventsIn(typ, reason, at, at) }

// eventsIn counts the events of a type and reason from a time to another, both included.
func (v view) eventsIn(typ, reason string, from, to time.Time) (n int) {
	for _, e := range v.entries {
		if e.Event != nil && e.Event.Type == typ && e.Event.Reason == reason && !e.At.Before(from) && !e.At.After(to) {
			n++
		}
	}
	return n
}

// reopened reports that what an agent sent opened the conversation again at a time or after it.
func (v view) reopened(since time.Time) bool {
	return slices.ContainsFunc(v.entries, func(e entry) bool {
		return e.Event != nil && e.Event.Type == "reopened" && e.Event.Reason == "agent" && !e.At.Before(since)
	})
}

// message finds one by its id or by the client's.
func (v view) message(id, client string) (entry, bool) {
	for _, e := range v.entries {
		if e.Kind == "message" && (id != "" && e.ID == id || client != "" && e.ClientID == client) {
			return e, true
		}
	}
	return entry{}, false
}

func escape(id string) string { return url.QueryEscape(id) }

// orNil keeps %w from printing what is not there.
func orNil(err error) error {
	if err == nil {
		return errAnswer
	}
	return err
}
