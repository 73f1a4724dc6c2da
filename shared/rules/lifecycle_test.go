package rules

import (
	"errors"
	"slices"
	"testing"
	"time"

	"transom/shared/fault"
)

func TestOnlyOneOfTwoClaimsWins(t *testing.T) {
	c := Receive(fresh(), Channel{}, []Entry{inbound("a", noon)}, noon).Conversation
	ana, ben := Member{ID: "ana", Role: Agent}, Member{ID: "ben", Role: Agent}
	won, err := Claim(c, ana, noon)
	if err != nil {
		t.Fatal(err)
	}
	want(t, "assignee", won.Conversation.Assignee.User, "ana")
	_, err = Claim(won.Conversation, ben, noon)
	var f *fault.Error
	if !errors.Is(err, ErrAlreadyTaken) || !errors.As(err, &f) || f.Details["user"] != "ana" {
		t.Errorf("got %v, want already_taken naming ana", err)
	}
	again, err := Claim(won.Conversation, ana, noon)
	if err != nil || len(again.Entries) != 0 || again.Conversation != won.Conversation {
		t.Errorf("claiming one's own changed something: %v %v", again, err)
	}
	if _, err := Claim(Assign(c, Assignee{Team: "sales"}, "sam", noon).Conversation, ben, noon); !errors.Is(err, ErrNoConversation) {
		t.Errorf("claiming another team's: got %v, want conversation_missing", err)
	}
}

func TestAssignArrivesUnreadUnlessTakenByOneself(t *testing.T) {
	c := MarkRead(Receive(fresh(), Channel{}, []Entry{inbound("a", noon)}, noon).Conversation, "ana", noon).Conversation
	want(t, "unread for ben", Assign(c, Assignee{User: "ben"}, "ana", noon).Conversation.Unread, 1)
	want(t, "unread for ana", Assign(c, Assignee{User: "ana"}, "ana", noon).Conversation.Unread, 0)
	back := Assign(Assign(c, Assignee{User: "ben"}, "ana", noon).Conversation, Assignee{}, "ana", noon)
	want(t, "event", back.Entries[0].Event.Type, EventUnassigned)
	want(t, "assigned at", back.Conversation.AssignedAt, time.Time{})
}

func TestExpire(t *testing.T) {
	mark, shut := Channel{OnExpiry: MarkExpired}, Channel{OnExpiry: CloseExpired}
	open := Receive(fresh(), mark, []Entry{inbound("a", noon)}, noon).Conversation
	end := open.WindowClosesAt
	for _, c := range []struct {
		name   string
		old    Conversation
		ch     Channel
		now    time.Time
		events []EventType
		status Status
	}{
		{"before the deadline nothing happens", open, shut, end.Add(-time.Second), nil, Open},
		{"at the deadline it is marked", open, mark, end, []EventType{EventWindowExpired}, Open},
		{"at the deadline it is closed where the channel says so", open, shut, end, []EventType{EventWindowExpired, EventClosed}, Closed},
		{"a second timer changes nothing", Expire(open, mark, end).Conversation, mark, end.Add(time.Hour), nil, Open},
		{"a closed conversation is left alone", Close(open, "", "", noon).Conversation, shut, end.Add(time.Hour), nil, Closed},
		{"a conversation without a window is left alone", Conversation{On: WebChat, Status: Open}, shut, end, nil, Open},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := Expire(c.old, c.ch, c.now)
			var events []EventType
			for _, e := range got.Entries {
				events = append(events, e.Event.Type)
				want(t, "time of the event", e.At, end)
			}
			if !slices.Equal(events, c.events) {
				t.Errorf("events: got %v, want %v", events, c.events)
			}
			want(t, "status", got.Conversation.Status, c.status)
		})
	}
}

func TestAMessageAfterTheExpiryOpensTheWindowAgain(t *testing.T) {
	c := Receive(fresh(), Channel{}, []Entry{inbound("a", noon)}, noon).Conversation
	c = Expire(c, Channel{OnExpiry: CloseExpired}, c.WindowClosesAt).Conversation
	again := noon.Add(30 * time.Hour)
	c = Receive(c, Channel{}, []Entry{inbound("b", again)}, again).Conversation
	want(t, "status", c.Status, Open)
	want(t, "expired", c.WindowExpired, false)
	want(t, "asks for a timer", c.WantsTimer, false)
	want(t, "open now", c.WindowOpen(again), true)
}

func TestDistribute(t *testing.T) {
	on := func(id UserID, n, limit int) Candidate {
		return Candidate{Member: Member{ID: id, Limit: limit}, Online: true, InProgress: n}
	}
	off := on("off", 0, 0)
	off.Online = false
	gone := on("gone", 0, 0)
	gone.Member.Disabled = true
	for _, c := range []struct {
		name string
		in   []Candidate
		pick UserID
		ok   bool
	}{
		{"nobody is there", nil, "", false},
		{"only people offline or disabled", []Candidate{off, gone}, "", false},
		{"the one with the fewest", []Candidate{on("a", 3, 0), on("b", 1, 0), on("c", 2, 0)}, "b", true},
		{"of equals the lower id", []Candidate{on("b", 1, 0), on("a", 1, 0)}, "a", true},
		{"those at their limit are passed over", []Candidate{on("a", 1, 1), on("b", 5, 6)}, "b", true},
		{"everybody is full", []Candidate{on("a", 1, 1)}, "", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			pick, ok := Distribute(c.in)
			want(t, "pick", pick, c.pick)
			want(t, "ok", ok, c.ok)
		})
	}
}

func TestDeliveryOnlyMovesUp(t *testing.T) {
	order := []Delivery{Queued, Sending, Uncertain, Accepted, Sent, Failed, Delivered, Read, Played}
	for i, from := range order {
		for j, to := range order {
			got, _ := Advance(Entry{Status: from}, Report{Status: to, At: noon})
			if want := order[max(i, j)]; got.Status != want {
				t.Errorf("%s then %s: got %s, want %s", from, to, got.Status, want)
			}
		}
	}
	got, _ := Advance(Entry{Status: Sent}, Report{Status: Read, At: noon})
	want(t, "read implies delivered", got.DeliveredAt, noon)
	late, ok := Advance(Entry{Status: Delivered}, Report{Status: Failed, Error: &SendError{Code: 131049}})
	if !ok || late.Status != Delivered || late.Error == nil {
		t.Errorf("a failure after delivery must leave its error and nothing else: %+v", late)
	}
}

func TestWhoSeesWhat(t *testing.T) {
	mine := Conversation{Assignee: Assignee{User: "ana"}}
	bens := Conversation{Assignee: Assignee{User: "ben"}}
	teams := Conversation{Assignee: Assignee{Team: "sales"}}
	for _, c := range []struct {
		name string
		m    Member
		c    Conversation
		want bool
	}{
		{"an agent sees their own", Member{ID: "ana", Role: Agent}, mine, true},
		{"an agent sees the queue", Member{ID: "ana", Role: Agent}, Conversation{}, true},
		{"an agent does not see a colleague's", Member{ID: "ana", Role: Agent}, bens, false},
		{"an agent sees their team's", Member{ID: "ana", Role: Agent, Teams: []TeamID{"sales"}}, teams, true},
		{"an agent does not see another team's", Member{ID: "ana", Role: Agent}, teams, false},
		{"a supervisor sees everything", Member{ID: "sam", Role: Supervisor}, bens, true},
		{"a disabled admin sees nothing", Member{ID: "x", Role: Admin, Disabled: true}, bens, false},
	} {
		t.Run(c.name, func(t *testing.T) { want(t, "sees", c.m.Sees(c.c), c.want) })
	}
}

func TestKeysOrderByTimeAndAreCheckable(t *testing.T) {
	a, b := MessageKey(noon, "x"), MessageKey(noon.Add(time.Millisecond), "a")
	if a >= b {
		t.Errorf("%s should sort before %s", a, b)
	}
	if EventKey("c", 3, 0, noon) >= EventKey("c", 3, 1, noon) {
		t.Error("the second event of a transaction should sort after the first")
	}
	for key, ok := range map[EntryKey]bool{a: true, EventKey("c", 3, 0, noon): true, "": false, "M#12#x": false, "A": false, "M#00000000000000#0123456789": false} {
		want(t, "valid "+string(key), key.Valid(), ok)
	}
}
