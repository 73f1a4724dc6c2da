package main

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"transom/shared/rules"
)

// What becomes of a conversation when its window ends, by what the channel says and how it stands.
func TestAChannelDecidesWhatAWindowsEndCloses(t *testing.T) {
	closes := map[rules.ExpiryPolicy][]string{
		rules.MarkExpired:     nil,
		rules.CloseExpired:    {"unassigned waiting", "unassigned answered", "assigned waiting", "assigned answered"},
		rules.CloseUnassigned: {"unassigned waiting", "unassigned answered"},
		rules.CloseAnswered:   {"unassigned answered", "assigned answered"},
	}
	for policy, closed := range closes {
		t.Run(string(policy), func(t *testing.T) {
			s := open(t, policy)
			s.sweep(noon)
			var all []rules.Conversation
			names := []string{"unassigned waiting", "unassigned answered", "assigned waiting", "assigned answered"}
			for i := range names {
				c := s.writes(i, noon)
				if i >= 2 {
					s.changes(c, noon.Add(time.Minute), func(old rules.Conversation) rules.Change {
						return rules.Assign(old, rules.Assignee{User: "u1"}, "u1", noon.Add(time.Minute))
					})
				}
				if i%2 == 1 {
					s.answers(c, noon.Add(2*time.Minute))
				}
				all = append(all, c)
			}
			s.minutes(noon.Add(21*time.Hour), noon.Add(24*time.Hour-time.Minute))
			for i, c := range all {
				if h := s.head(c); h.Status != rules.Open || h.WindowOver {
					t.Errorf("%s: a minute before its end it is %s", names[i], h.Status)
				}
			}
			s.minutes(noon.Add(24*time.Hour), noon.Add(24*time.Hour+time.Minute))
			var got []string
			for i, c := range all {
				h := s.head(c)
				if !h.WindowOver {
					t.Errorf("%s: its end was not acted on", names[i])
				}
				if h.Status == rules.Closed {
					got = append(got, names[i])
				}
			}
			same(t, "closed", got, closed)
		})
	}
}

func TestAPersonsLongerWindowIsToldApartAndClosesLast(t *testing.T) {
	s := openOn(t, rules.Channel{Kind: rules.Messenger, HumanAgent: true, OnExpiry: rules.CloseExpired})
	s.sweep(noon)
	c := s.writes(1, noon)
	for _, at := range []time.Duration{22 * time.Hour, 24 * time.Hour, 25 * time.Hour, 166 * time.Hour, 167 * time.Hour, 168*time.Hour - time.Second} {
		s.sweep(noon.Add(at))
		if h := s.head(c); h.Status != rules.Open || h.WindowOver || h.WindowExpired != (at >= 24*time.Hour) {
			t.Errorf("after %s: %s, expired %t, over %t", at, h.Status, h.WindowExpired, h.WindowOver)
		}
	}
	s.sweep(noon.Add(168 * time.Hour))
	if h := s.head(c); h.Status != rules.Closed || !h.WindowOver {
		t.Errorf("at its last deadline it is %s", h.Status)
	}
	same(t, "events", s.happened(c, rules.EventWarned, rules.EventWindowExpired, rules.EventClosed), []string{
		"24h0m0s window_expired standard", "166h0m0s warned assignee", "167h0m0s warned team", "167h30m0s warned supervisors", "168h0m0s window_expired", "168h0m0s closed window_expired",
	})
}

// The right to answer for seven days is gone when the customer writes again: all that is due goes by the day that is left.
func TestAWindowThatBecameShorterIsNotLostSightOf(t *testing.T) {
	s := openOn(t, rules.Channel{Kind: rules.Messenger, HumanAgent: true, OnExpiry: rules.CloseExpired})
	must(t, s.store.SetPlan(t.Context(), s.ws, rules.Plan{Warnings: rules.Usual.Warnings, LastCall: rules.LastCall{Do: rules.CallLabel, Label: "late", Before: 3 * time.Hour}}))
	s.sweep(noon)
	c := s.writes(1, noon)
	s.answers(c, noon.Add(time.Hour))
	s.minutes(noon.Add(24*time.Hour-time.Minute), noon.Add(24*time.Hour))
	s.channel.HumanAgent = false
	s.writes(1, noon.Add(48*time.Hour))
	s.minutes(noon.Add(69*time.Hour-time.Minute), noon.Add(72*time.Hour))
	same(t, "events", s.happened(c, rules.EventLastCall, rules.EventWarned, rules.EventWindowExpired, rules.EventClosed), []string{
		"24h0m0s window_expired standard", "69h0m0s last_call label", "70h0m0s warned assignee", "71h0m0s warned team", "71h30m0s warned supervisors",
		"72h0m0s window_expired", "72h0m0s closed window_expired",
	})
}

// Warnings carry the moment at which they were due, each comes once, and those who are to be written to are asked for.
func TestWhoIsConcernedIsWarnedAtTheirTimes(t *testing.T) {
	s := open(t, rules.MarkExpired)
	must(t, s.store.SetPlan(t.Context(), s.ws, rules.Plan{Warnings: []rules.Warning{
		{Before: 2 * time.Hour, To: rules.ToAssignee, Mail: true}, {Before: time.Hour, To: rules.ToTeam}, {Before: 30 * time.Minute, To: rules.ToSupervisors, Mail: true},
	}}))
	s.colleague(rules.Member{ID: "ana", Role: rules.Agent})
	s.colleague(rules.Member{ID: "ben", Role: rules.Agent})
	s.colleague(rules.Member{ID: "sam", Role: rules.Supervisor})
	s.colleague(rules.Member{ID: "off", Role: rules.Admin, Disabled: true})
	s.sweep(noon)
	c := s.writes(1, noon)
	s.changes(c, noon, func(old rules.Conversation) rules.Change {
		return rules.Assign(old, rules.Assignee{User: "ana"}, "ana", noon)
	})
	s.minutes(noon.Add(21*time.Hour+58*time.Minute), noon.Add(22*time.Hour+3*time.Minute))
	same(t, "written to about the first warning", s.jobs.users(), []string{"ana"})
	s.minutes(noon.Add(22*time.Hour+55*time.Minute), noon.Add(24*time.Hour+2*time.Minute))
	same(t, "events", s.happened(c, rules.EventWarned, rules.EventWindowExpired), []string{
		"22h0m0s warned assignee", "23h0m0s warned team", "23h30m0s warned supervisors", "24h0m0s window_expired",
	})
	same(t, "written to", s.jobs.users(), []string{"ana", "sam"})
	for _, job := range s.jobs.all {
		if job.Kind != "mail" || job.Conversation != string(c.ID) || !rules.EntryKey(job.Warning).Valid() {
			t.Errorf("asked for %+v", job)
		}
	}
}

// Neither a worker that cannot be asked nor a process that ends right after the warning loses a letter.
func TestALetterIsAskedForUntilTheWorkerHasHeard(t *testing.T) {
	for _, ends := range []bool{false, true} {
		t.Run(fmt.Sprint("the process ends ", ends), func(t *testing.T) {
			s := open(t, rules.MarkExpired)
			must(t, s.store.SetPlan(t.Context(), s.ws, rules.Plan{Warnings: []rules.Warning{{Before: time.Hour, To: rules.ToSupervisors, Mail: true}}}))
			s.colleague(rules.Member{ID: "sam", Role: rules.Supervisor})
			s.sweep(noon)
			s.writes(1, noon)
			s.jobs.fail = errors.New("throttled")
			s.sweep(noon.Add(23 * time.Hour))
			if ends {
				s.restart()
			}
			s.sweep(noon.Add(23*time.Hour + time.Minute))
			s.jobs.fail = nil
			s.minutes(noon.Add(23*time.Hour+2*time.Minute), noon.Add(23*time.Hour+10*time.Minute))
			same(t, "asked for", s.jobs.users(), []string{"sam"})
		})
	}
}

func TestWhoeverWasAnsweredIsNotWarnedAbout(t *testing.T) {
	s := open(t, rules.MarkExpired)
	s.sweep(noon)
	answered, closed, again := s.writes(1, noon), s.writes(2, noon), s.writes(3, noon)
	s.answers(answered, noon.Add(time.Hour))
	s.changes(closed, noon.Add(time.Hour), func(c rules.Conversation) rules.Change { return rules.Close(c, "u1", "", noon.Add(time.Hour)) })
	s.answers(again, noon.Add(time.Hour))
	s.minutes(noon.Add(21*time.Hour+59*time.Minute), noon.Add(22*time.Hour+30*time.Minute))
	s.writes(3, noon.Add(22*time.Hour+31*time.Minute)) // after its timer found it answered
	s.minutes(noon.Add(22*time.Hour+32*time.Minute), noon.Add(24*time.Hour+time.Minute))
	for name, c := range map[string]rules.Conversation{"answered": answered, "closed": closed, "written again": again} {
		if got := s.happened(c, rules.EventWarned); len(got) > 0 {
			t.Errorf("%s: %q", name, got)
		}
	}
	s.minutes(noon.Add(44*time.Hour+30*time.Minute), noon.Add(46*time.Hour+32*time.Minute))
	got := s.happened(again, rules.EventWarned, rules.EventWindowExpired)
	want := []string{"44h31m0s warned assignee", "45h31m0s warned team", "46h1m0s warned supervisors", "46h31m0s window_expired"}
	if !slices.Equal(got, want) {
		t.Errorf("its next window: %q", got)
	}
}

// Counters stay exact whatever a sweep did.
func TestWhatAWindowsEndDoesIsCounted(t *testing.T) {
	s := open(t, rules.CloseAnswered)
	s.sweep(noon)
	for i := range 12 {
		c := s.writes(i, noon.Add(time.Duration(i)*time.Second))
		if i%3 == 0 {
			s.answers(c, noon.Add(time.Minute))
		}
		if i%4 == 0 {
			s.changes(c, noon, func(old rules.Conversation) rules.Change {
				return rules.Assign(old, rules.Assignee{User: "u1"}, "u1", noon.Add(time.Minute))
			})
		}
	}
	s.minutes(noon.Add(22*time.Hour), noon.Add(22*time.Hour+3*time.Minute))
	s.minutes(noon.Add(24*time.Hour), noon.Add(24*time.Hour+3*time.Minute))
	var told rules.Counters
	var counted rules.Counters
	for i := range 12 {
		c := s.head(s.find(i))
		counted = counted.Plus(rules.Tally(c))
		for _, e := range s.log(c) {
			told = told.Plus(e.Deltas)
		}
	}
	if told != counted || counted.Open != 8 {
		t.Errorf("the entries tell %+v, the heads show %+v", told, counted)
	}
	loads, err := s.store.Loads(t.Context(), s.ws)
	must(t, err)
	if loads["u1"] != 2 { // customers 4 and 8 wait; 0 was answered and closed
		t.Errorf("the load is %d", loads["u1"])
	}
}
