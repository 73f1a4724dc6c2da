package simulation

import (
	"context"
	"fmt"
	"net/http"
	"time"
)

// lastLabel is what the last call puts on a conversation.
const lastLabel = "last call"

// agree sets the workspace's plan and learns which doors this build has.
func (s *Simulation) agree(ctx context.Context) error {
	s.plan = usual
	if s.settings.Seed%2 == 1 { // a long lead brings moments of a window that timers of the one before do not know
		s.plan = plan{{12 * time.Hour, "assignee"}, {2 * time.Hour, "team"}, {30 * time.Minute, "supervisors"}}
	}
	s.lastCall = 45 * time.Minute
	body := struct {
		Warnings []map[string]any `json:"warnings"`
		LastCall map[string]any   `json:"lastCall"`
	}{LastCall: map[string]any{"minutesBefore": int(s.lastCall / time.Minute), "do": "label", "label": lastLabel}}
	for _, w := range s.plan {
		body.Warnings = append(body.Warnings, map[string]any{"minutesBefore": int(w.before / time.Minute), "to": w.to})
	}
	status, err := s.door.api(ctx, http.MethodPut, "/plan", body, nil)
	if err != nil {
		return err
	}
	if status == http.StatusNotFound || status == http.StatusMethodNotAllowed {
		s.plan, s.lastCall = usual, 0
	} else if status != http.StatusOK {
		return fmt.Errorf("set the plan: answered %d", status)
	}
	for path, has := range map[string]*bool{"permit": &s.asksPermit, "scheduled": &s.scheduling} {
		var problem struct{ Code string }
		if _, err := s.door.api(ctx, http.MethodGet, "/conversations/nobody/"+path, nil, &problem); err != nil {
			return err
		}
		*has = problem.Code != "no_such_route"
	}
	for _, l := range s.lines {
		if l.platform != whatsapp {
			continue
		}
		if _, err := s.door.api(ctx, http.MethodPost, "/channels/"+l.id+"/templates/sync", nil, nil); err != nil {
			return err
		}
	}
	return nil
}
