package routing

import (
	"fmt"
	"testing"
	"time"

	"transom/shared/rules"
	"transom/shared/store"
	"transom/shared/store/storetest"
)

var noon = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

// office is a workspace with a channel and agents.
type office struct {
	t       *testing.T
	store   *store.Store
	ws      store.Workspace
	channel rules.Channel
}

func open(t *testing.T, how rules.Distribution, agents ...rules.Member) office {
	t.Helper()
	s := storetest.New(t)
	ws, err := s.CreateWorkspace(t.Context(), "w1", "Workspace")
	must(t, err)
	ch := rules.Channel{ID: "ch1", Kind: rules.WhatsApp, AccountID: "1555", Name: "Desk", NewStatus: rules.Open, Distribution: how, OnExpiry: rules.MarkExpired, CreatedAt: noon}
	must(t, s.ConnectChannel(t.Context(), ws, ch))
	for _, m := range agents {
		must(t, s.PutMember(t.Context(), ws, m))
	}
	return office{t, s, ws, ch}
}

func agent(id rules.UserID, limit int) rules.Member {
	return rules.Member{ID: id, Email: string(id) + "@example.com", Name: string(id), Role: rules.Agent, Limit: limit}
}

func (o office) comesOnline(id rules.UserID) {
	o.t.Helper()
	must(o.t, o.store.AddConnection(o.t.Context(), store.Connection{Workspace: o.ws, ID: "conn-" + string(id), User: id, Role: rules.Agent, State: "online", Since: noon}, noon))
}

// writes makes a customer's first message and gives the conversation.
func (o office) writes(customer int) rules.Conversation {
	o.t.Helper()
	id := fmt.Sprintf("wamid.%d", customer)
	e := rules.Entry{Kind: rules.Message, Direction: rules.In, Type: rules.Text, Text: "hello", PlatformID: id,
		Key: rules.MessageKey(noon, id), At: noon, ReceivedAt: noon, Status: rules.Received, Opens: true, Counts: true}
	got, err := o.store.Receive(o.t.Context(), o.ws, o.channel, store.Sender{Address: rules.Address{Phone: fmt.Sprintf("49151%07d", customer)}}, []rules.Entry{e})
	must(o.t, err)
	return got.Conversation
}

func (o office) gives(c rules.Conversation) rules.UserID {
	o.t.Helper()
	must(o.t, Give(o.t.Context(), o.store, o.ws, c.ID, noon))
	head, err := o.store.Head(o.t.Context(), o.ws, c.ID)
	must(o.t, err)
	return head.Assignee.User
}

func TestTheAgentWithTheFewestGetsTheNextOne(t *testing.T) {
	o := open(t, rules.Fewest, agent("ana", 0), agent("ben", 0), agent("cleo", 0))
	o.comesOnline("ana")
	o.comesOnline("ben")
	got := map[rules.UserID]int{}
	for i := range 6 {
		got[o.gives(o.writes(i))]++
	}
	if got["ana"] != 3 || got["ben"] != 3 || got["cleo"] != 0 {
		t.Errorf("got %v, want three each for those online", got)
	}
	loads, err := o.store.Loads(t.Context(), o.ws)
	must(t, err)
	if loads["ana"] != 3 || loads["ben"] != 3 {
		t.Errorf("loads: got %v, want 3 and 3", loads)
	}
}

func TestGivingAgainChangesNothing(t *testing.T) {
	o := open(t, rules.Fewest, agent("ana", 0), agent("ben", 0))
	o.comesOnline("ana")
	c := o.writes(1)
	first := o.gives(c)
	o.comesOnline("ben")
	if again := o.gives(c); again != first {
		t.Errorf("a repeated record moved the conversation from %s to %s", first, again)
	}
}

func TestNobodyOnlineLeavesItWaiting(t *testing.T) {
	o := open(t, rules.Fewest, agent("ana", 1))
	c := o.writes(1)
	if got := o.gives(c); got != "" {
		t.Errorf("given to %s, who is not there", got)
	}
	o.comesOnline("ana")
	if got := o.gives(c); got != "ana" {
		t.Errorf("got %q once ana is online, want ana", got)
	}
	if got := o.gives(o.writes(2)); got != "" {
		t.Errorf("given to %s beyond the limit of 1", got)
	}
}

func TestAManualChannelIsLeftToPeople(t *testing.T) {
	o := open(t, rules.Manual, agent("ana", 0))
	o.comesOnline("ana")
	if got := o.gives(o.writes(1)); got != "" {
		t.Errorf("a manual channel's conversation was given to %s", got)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
