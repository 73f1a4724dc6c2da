package rules

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"transom/shared/fault"
)

// office is everybody of a workspace, by who they are.
var office = []Member{
	{ID: "ana", Role: Agent, Teams: []TeamID{"workshop", "sales"}},
	{ID: "ben", Role: Agent, Teams: []TeamID{"workshop"}},
	{ID: "cem", Role: Agent, Teams: []TeamID{"billing", "sales"}},
	{ID: "dee", Role: Agent, Teams: []TeamID{"billing"}},
	{ID: "eve", Role: Agent},
	{ID: "off", Role: Agent, Teams: []TeamID{"workshop"}, Disabled: true},
	{ID: "sam", Role: Supervisor},
	{ID: "sue", Role: Supervisor, Teams: []TeamID{"sales"}},
	{ID: "ada", Role: Admin},
}

// opens is a conversation of an assignee that a warning to an audience has reached, as the closer gives it.
func opens(t *testing.T, to Audience, has Assignee) Conversation {
	t.Helper()
	c := Receive(fresh(), Channel{Kind: WhatsApp}, []Entry{inbound("a", noon)}, noon).Conversation
	c = Assign(c, has, "sam", noon).Conversation
	change := Tick(c, Channel{}, Plan{Warnings: []Warning{{Before: hour, To: to}}}, noon.Add(23*hour))
	if len(change.Entries) != 1 {
		t.Fatalf("%d warnings are given", len(change.Entries))
	}
	return OpenToTeam(change, office).Conversation
}

func seers(c Conversation) (all []string) {
	for _, m := range office {
		if m.Sees(c) {
			all = append(all, string(m.ID))
		}
	}
	return all
}

func TestAWarningToTheTeamOpensWhatAPersonHasToTheirColleagues(t *testing.T) {
	everybody := []string{"ana", "ben", "cem", "dee", "eve", "sam", "sue", "ada"}
	for _, c := range []struct {
		name   string
		to     Audience
		has    Assignee
		sees   []string
		warned []string
	}{
		{"ana's, her teams", ToTeam, Assignee{User: "ana"}, []string{"ana", "ben", "cem", "sam", "sue", "ada"}, []string{"ana", "ben", "cem", "sue"}},
		{"ben's, his team", ToTeam, Assignee{User: "ben"}, []string{"ana", "ben", "sam", "sue", "ada"}, []string{"ana", "ben"}},
		{"dee's, her team", ToTeam, Assignee{User: "dee"}, []string{"cem", "dee", "sam", "sue", "ada"}, []string{"cem", "dee"}},
		{"sue's, who is no agent", ToTeam, Assignee{User: "sue"}, []string{"ana", "cem", "sam", "sue", "ada"}, []string{"ana", "cem", "sue"}},
		{"eve's, who is in no team", ToTeam, Assignee{User: "eve"}, []string{"eve", "sam", "sue", "ada"}, nil},
		{"somebody's who has left", ToTeam, Assignee{User: "gone"}, []string{"sam", "sue", "ada"}, nil},
		{"a team's", ToTeam, Assignee{Team: "billing"}, []string{"cem", "dee", "sam", "sue", "ada"}, []string{"cem", "dee"}},
		{"nobody's", ToTeam, Assignee{}, everybody, everybody},
		{"ana's, herself", ToAssignee, Assignee{User: "ana"}, []string{"ana", "sam", "sue", "ada"}, []string{"ana"}},
		{"ana's, supervisors", ToSupervisors, Assignee{User: "ana"}, []string{"ana", "sam", "sue", "ada"}, []string{"sam", "sue", "ada"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := opens(t, c.to, c.has)
			want(t, "sees", fmt.Sprint(seers(got)), fmt.Sprint(c.sees))
			var warned []string
			for _, m := range office {
				if m.IsWarned(c.to, got, office) {
					warned = append(warned, string(m.ID))
				}
			}
			want(t, "is warned", fmt.Sprint(warned), fmt.Sprint(c.warned))
		})
	}
}

// Whatever answers the customer, begins a new window or gives the conversation to somebody shuts it, and its entry says
// whom out; anything else leaves it open.
func TestAnOpenedConversationShutsWhenItsReasonIsGone(t *testing.T) {
	at := noon.Add(23*hour + time.Minute)
	ch := Channel{Kind: WhatsApp, OnExpiry: MarkExpired}
	entry := func(id string, flags func(*Entry)) Entry {
		e := inbound(id, at)
		flags(&e)
		return e
	}
	same := func(c Change, err error) Change {
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	for _, c := range []struct {
		name  string
		act   func(Conversation) Change
		shuts bool
	}{
		{"answered by the colleague", func(c Conversation) Change {
			return same(Reply(c, Draft{ClientID: "d", At: at, By: "ben", Text: "yes"}, at))
		}, true},
		{"answered from elsewhere", func(c Conversation) Change {
			return Receive(c, ch, []Entry{entry("e", func(e *Entry) { e.Direction, e.Opens, e.Counts = Out, false, false })}, at)
		}, true},
		{"closed", func(c Conversation) Change { return Close(c, "ben", "", at) }, true},
		{"the customer writes again", func(c Conversation) Change { return Receive(c, ch, []Entry{inbound("b", at)}, at) }, true},
		{"the customer reacts, which begins a window", func(c Conversation) Change {
			return Receive(c, ch, []Entry{entry("r", func(e *Entry) { e.Counts = false })}, at)
		}, true},
		{"claimed by the colleague", func(c Conversation) Change { return same(Claim(c, office[1], at)) }, true},
		{"given to another", func(c Conversation) Change { return Assign(c, Assignee{User: "dee"}, "sam", at) }, true},
		{"given to the team", func(c Conversation) Change { return Assign(c, Assignee{Team: "workshop"}, "sam", at) }, true},
		{"given back to the queue", func(c Conversation) Change { return Assign(c, Assignee{}, "sam", at) }, true},
		{"its window ends and the channel closes it", func(c Conversation) Change {
			return Tick(c, Channel{OnExpiry: CloseExpired}, Plan{}, noon.Add(24*hour))
		}, true},

		{"its window ends, and the customer waits on", func(c Conversation) Change { return Tick(c, ch, Plan{}, noon.Add(24*hour)) }, false},
		{"the next warning", func(c Conversation) Change {
			return Tick(c, ch, Plan{Warnings: []Warning{{Before: hour, To: ToTeam}, {Before: 30 * time.Minute, To: ToSupervisors}}}, noon.Add(24*hour-time.Minute))
		}, false},
		{"a note", func(c Conversation) Change {
			return same(Annotate(c, Draft{ClientID: "n", At: at, By: "ben", Text: "?"}))
		}, false},
		{"a label", func(c Conversation) Change { return same(Label(c, "late", "ben", at)) }, false},
		{"read", func(c Conversation) Change { return MarkRead(c, "ben", at) }, false},
		{"snoozed", func(c Conversation) Change { return Snooze(c, noon.Add(48*hour), "ben", at) }, false},
		{"a last call", func(c Conversation) Change { return SkipLastCall(c, "label", at) }, false},
		{"an older message comes late", func(c Conversation) Change { return Receive(c, ch, []Entry{inbound("o", noon.Add(-hour))}, at) }, false},
		{"taken by the one who has it", func(c Conversation) Change { return same(Claim(c, office[0], at)) }, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			old := opens(t, ToTeam, Assignee{User: "ana"})
			change := c.act(old)
			want(t, "is shut", change.Conversation.OpenedTo == "", c.shuts)
			var out []Teams
			for _, e := range change.Entries {
				if e.Shut != "" {
					out = append(out, e.Shut)
				}
			}
			if c.shuts {
				want(t, "tells whom out", fmt.Sprint(out), fmt.Sprint([]Teams{old.OpenedTo}))
			} else {
				want(t, "tells nobody", len(out), 0)
			}
		})
	}
}

func TestWhoeverAWarningLetInMayTakeTheConversationOnce(t *testing.T) {
	c := opens(t, ToTeam, Assignee{User: "ana"})
	for _, m := range office {
		change, err := Claim(c, m, noon.Add(23*hour))
		switch {
		case !m.Sees(c):
			isTaken(t, err, "ana")
		case err != nil:
			t.Errorf("%s: %v", m.ID, err)
		case change.Conversation.Assignee != Assignee{User: m.ID}:
			t.Errorf("%s claimed it for %+v", m.ID, change.Conversation.Assignee)
		case m.ID != "ana":
			_, err := Claim(change.Conversation, office[2], noon.Add(23*hour))
			if m.ID != "cem" {
				isTaken(t, err, m.ID)
			}
		}
	}
	shut := Receive(c, Channel{Kind: WhatsApp}, []Entry{inbound("b", noon.Add(23*hour))}, noon.Add(23*hour)).Conversation
	_, err := Claim(shut, office[1], noon.Add(23*hour))
	isTaken(t, err, "ana")
}

func TestTeamsAreKeptSortedOnceAndWithinTheirRoom(t *testing.T) {
	long := TeamID(strings.Repeat("x", TeamsBytes))
	for _, c := range []struct {
		name string
		in   []TeamID
		want Teams
	}{
		{"none", nil, ""},
		{"one", []TeamID{"a"}, "a"},
		{"several, one twice", []TeamID{"b", "a", "b"}, "a b"},
		{"one that takes all the room", []TeamID{long}, Teams(long)},
		{"one that has no room any more", []TeamID{long, "a"}, "a"},
		{"a longer one than there is room", []TeamID{long + "x", "z"}, "z"},
	} {
		want(t, c.name, Teams("").with(c.in), c.want)
	}
	want(t, "more beside those that are there", Teams("b").with([]TeamID{"c", "a"}), "a b c")
	want(t, "more than there is room for", Teams("b").with([]TeamID{long}), "b")
	want(t, "a part of a name", Teams("workshop").Has([]TeamID{"work", "shop", ""}), false)
	want(t, "another's", Teams("a b").Has([]TeamID{"c", "b"}), true)
	want(t, "nothing", Teams("").Has([]TeamID{""}), false)
	want(t, "listed", slices.Equal(Teams("a b").List(), []TeamID{"a", "b"}), true)
}

func isTaken(t *testing.T, err error, by UserID) {
	t.Helper()
	var f *fault.Error
	if !errors.As(err, &f) || f.Code != ErrAlreadyTaken.Code || f.Details["user"] != string(by) {
		t.Errorf("got %v, want that %s has taken it", err, by)
	}
}
