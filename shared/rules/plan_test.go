package rules

import (
	"slices"
	"testing"
	"time"
)

func TestWhoIsWarnedOfWhat(t *testing.T) {
	people := map[string]Member{
		"admin":       {ID: "admin", Role: Admin},
		"supervisor":  {ID: "supervisor", Role: Supervisor, Teams: []TeamID{"t1"}},
		"ana in t1":   {ID: "ana", Role: Agent, Teams: []TeamID{"t1"}},
		"bo in t2":    {ID: "bo", Role: Agent, Teams: []TeamID{"t2"}},
		"cy in both":  {ID: "cy", Role: Agent, Teams: []TeamID{"t2", "t1"}},
		"dee in none": {ID: "dee", Role: Agent},
		"disabled":    {ID: "eve", Role: Supervisor, Teams: []TeamID{"t1"}, Disabled: true},
	}
	var all []Member
	everybody := []string{}
	for name, m := range people {
		all = append(all, m)
		if !m.Disabled {
			everybody = append(everybody, name)
		}
	}
	for _, c := range []struct {
		name string
		has  Assignee
		to   Audience
		want []string
	}{
		{"nobody's, whoever may take it", Assignee{}, ToAssignee, everybody},
		{"nobody's, all teams", Assignee{}, ToTeam, everybody},
		{"nobody's, supervisors", Assignee{}, ToSupervisors, []string{"admin", "supervisor"}},
		{"ana's, ana", Assignee{User: "ana"}, ToAssignee, []string{"ana in t1"}},
		{"ana's, her team as far as it may see it", Assignee{User: "ana"}, ToTeam, []string{"ana in t1", "supervisor"}},
		{"ana's, supervisors", Assignee{User: "ana"}, ToSupervisors, []string{"admin", "supervisor"}},
		{"dee's, a team there is not", Assignee{User: "dee"}, ToTeam, nil},
		{"somebody's who has left, their team", Assignee{User: "gone"}, ToTeam, nil},
		{"t1's, whoever is in it", Assignee{Team: "t1"}, ToAssignee, []string{"ana in t1", "cy in both", "supervisor"}},
		{"t1's, the team", Assignee{Team: "t1"}, ToTeam, []string{"ana in t1", "cy in both", "supervisor"}},
		{"t2's, supervisors", Assignee{Team: "t2"}, ToSupervisors, []string{"admin", "supervisor"}},
		{"an audience nobody knows", Assignee{}, "everyone", nil},
	} {
		head := fresh()
		head.Assignee = c.has
		for name, m := range people {
			if got, want := m.IsWarned(c.to, head, all), slices.Contains(c.want, name); got != want {
				t.Errorf("%s: %s is warned: got %t, want %t", c.name, name, got, want)
			}
		}
	}
}

func TestWarningsAreGivenAtTheSecondTheyAreDue(t *testing.T) {
	c := Receive(fresh(), Channel{Kind: WhatsApp}, []Entry{inbound("a", noon)}, noon).Conversation
	end := noon.Add(24 * hour)
	for _, w := range []struct {
		at   time.Duration // from the end
		want int
	}{
		{-2*hour - time.Second, 0}, {-2 * hour, 1}, {-2*hour + time.Second, 1},
		{-hour - time.Second, 1}, {-hour, 2}, {-30*time.Minute - time.Second, 2}, {-30 * time.Minute, 3},
		{-time.Second, 3}, {0, 0}, {time.Second, 0},
	} {
		got := Tick(c, Channel{}, Usual, end.Add(w.at))
		n := 0
		for _, e := range got.Entries {
			if e.Event.Type == EventWarned {
				n++
				want(t, "true time", e.At, end.Add(-Usual.Warnings[n-1].Before))
			}
		}
		if n != w.want {
			t.Errorf("%v from the end: got %d warnings, want %d", w.at, n, w.want)
		}
	}
}

func TestALastCallIsDueOnceWhileTheCustomerWaits(t *testing.T) {
	plan := Plan{LastCall: LastCall{Do: CallLabel, Label: "soon", Before: hour}}
	c := fresh()
	c.On = Messenger
	c = Receive(c, Channel{Kind: Messenger, HumanAgent: true}, []Entry{inbound("a", noon)}, noon).Conversation
	end := noon.Add(24 * hour) // of everybody's window: a program may not write later
	for name, w := range map[string]struct {
		change func(Conversation) Conversation
		at     time.Duration
		want   bool
	}{
		"a second before":      {at: -hour - time.Second},
		"at its time":          {at: -hour, want: true},
		"late":                 {at: -time.Second, want: true},
		"at the end":           {at: 0},
		"in a person's window": {at: 48 * hour},
		"made already":         {func(c Conversation) Conversation { return SkipLastCall(c, "label", noon).Conversation }, -hour, false},
		"answered":             {func(c Conversation) Conversation { c.WaitingSince = time.Time{}; return c }, -hour, false},
		"closed":               {func(c Conversation) Conversation { return Close(c, "u1", "", noon).Conversation }, -hour, false},
		"the customer wrote again": {func(c Conversation) Conversation {
			return Receive(c, Channel{Kind: Messenger}, []Entry{inbound("b", noon.Add(hour))}, noon.Add(hour)).Conversation
		}, -hour, false},
		"and is due in that window": {func(c Conversation) Conversation {
			return Receive(SkipLastCall(c, "label", noon).Conversation, Channel{Kind: Messenger}, []Entry{inbound("b", noon.Add(hour))}, noon.Add(hour)).Conversation
		}, 0, true},
	} {
		head := c
		if w.change != nil {
			head = w.change(c)
		}
		if got := CallsLast(head, plan, end.Add(w.at)); got != w.want {
			t.Errorf("%s: got %t, want %t", name, got, w.want)
		}
	}
	want(t, "without a plan", CallsLast(c, Plan{}, end.Add(-time.Second)), false)
}
