package store_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"transom/shared/clock"
	"transom/shared/fault"
	"transom/shared/rules"
	"transom/shared/store"
	"transom/shared/store/storetest"
)

func TestATicketLetsOneSocketIn(t *testing.T) {
	w := newWorld(t)
	ana := w.member("ana", rules.Agent, "sales", "support")
	now := clock.Now().Truncate(time.Millisecond)
	ticket, err := w.IssueTicket(w.ctx, ana, now)
	must(t, err)
	v, err := w.TakeTicket(w.ctx, ticket.Secret, now.Add(time.Minute))
	must(t, err)
	if diff := cmp.Diff(ana.Member, v.Member); diff != "" || v.Workspace != w.ws {
		t.Errorf("another viewer came out: %v %s", v.Workspace, diff)
	}
	refused := func(name, secret string, at time.Time) {
		t.Helper()
		var f *fault.Error
		if _, err := w.TakeTicket(w.ctx, secret, at); !errors.As(err, &f) || f.Code != "bad_ticket" || f.Kind != fault.Unknown {
			t.Errorf("%s: got %v", name, err)
		}
	}
	refused("used", ticket.Secret, now)
	refused("forged", "AAAA", now)
	refused("empty", "", now)
	late, err := w.IssueTicket(w.ctx, ana, now)
	must(t, err)
	refused("late", late.Secret, now.Add(time.Minute+time.Second))
	gone, err := w.IssueTicket(w.ctx, ana, now)
	must(t, err)
	off := ana.Member
	off.Disabled = true
	must(t, w.PutMember(w.ctx, w.ws, off))
	refused("disabled meanwhile", gone.Secret, now)
}

func TestConnectionsAreKeptAndForgotten(t *testing.T) {
	w := newWorld(t)
	c := store.Connection{Workspace: w.ws, ID: "conn1=", User: "ana", Role: rules.Agent, Teams: []rules.TeamID{"sales"}, State: "online", Since: noon}
	must(t, w.AddConnection(w.ctx, c, noon))
	got, err := w.Connection(w.ctx, c.ID)
	must(t, err)
	if diff := cmp.Diff(c, got, cmp.AllowUnexported(store.Workspace{})); diff != "" {
		t.Error(diff)
	}
	c.Viewing, c.State, c.Dirty = "conv", "away", true
	must(t, w.UpdateConnection(w.ctx, c))
	all, err := w.Connections(w.ctx, w.ws)
	must(t, err)
	if diff := cmp.Diff([]store.Connection{c}, all, cmp.AllowUnexported(store.Workspace{})); diff != "" {
		t.Error(diff)
	}
	c.Viewing, c.Dirty = "", false
	must(t, w.UpdateConnection(w.ctx, c))
	got, err = w.Connection(w.ctx, c.ID)
	must(t, err)
	equal(t, "viewing", got.Viewing, "")
	equal(t, "dirty", got.Dirty, false)
	for range 2 {
		must(t, w.RemoveConnection(w.ctx, w.ws, c.ID))
	}
	must(t, w.UpdateConnection(w.ctx, c))
	for _, id := range []string{c.ID, ""} {
		_, err = w.Connection(w.ctx, id)
		equal(t, "gone", fault.KindOf(err), fault.Missing)
	}
	all, err = w.Connections(w.ctx, w.ws)
	must(t, err)
	equal(t, "left", len(all), 0)
}

func TestTimersComeDueOnceAndInOrder(t *testing.T) {
	w := newWorld(t)
	now := clock.Now().Truncate(time.Minute).Add(30 * time.Second)
	timer := func(id string, due time.Time) store.Timer {
		return store.Timer{Workspace: w.ws, Conversation: rules.ConversationID(id), Kind: store.ExpireTimer, Due: due.Truncate(time.Millisecond)}
	}
	send := timer("d", now.Add(26*time.Hour))
	send.Kind, send.Key = store.SendTimer, rules.MessageKey(noon, "x")
	all := []store.Timer{timer("a", now.Add(3*time.Minute)), timer("b", now.Add(24*time.Hour)), timer("c", now.Add(25*time.Hour)), send}
	for range 2 {
		for _, x := range all {
			must(t, w.Arm(w.ctx, x))
		}
	}
	due := func(at time.Time, limit int) []store.Timer {
		t.Helper()
		got, err := w.Due(w.ctx, at, limit)
		must(t, err)
		return got
	}
	equal(t, "before", len(due(now.Add(3*time.Minute-time.Millisecond), 10)), 0)
	equal(t, "at its second", len(due(now.Add(3*time.Minute), 10)), 1)
	must(t, w.Swept(w.ctx, now, now))
	got := due(now.Add(48*time.Hour), 10)
	if diff := cmp.Diff(all, got, cmp.AllowUnexported(store.Workspace{})); diff != "" {
		t.Errorf("after a jump of two days (-want +got):\n%s", diff)
	}
	equal(t, "limit", len(due(now.Add(48*time.Hour), 2)), 2)

	again := timer("a", all[0].Due.Add(5*time.Second)) // within the same minute
	must(t, w.Arm(w.ctx, again))
	must(t, w.Disarm(w.ctx, got))
	if diff := cmp.Diff([]store.Timer{again}, due(now.Add(48*time.Hour), 10), cmp.AllowUnexported(store.Workspace{})); diff != "" {
		t.Errorf("a timer armed again must stay (-want +got):\n%s", diff)
	}
	must(t, w.Disarm(w.ctx, []store.Timer{again, again}))
	equal(t, "none left", len(due(now.Add(48*time.Hour), 10)), 0)

	must(t, w.Swept(w.ctx, now.Add(48*time.Hour), now))
	must(t, w.Swept(w.ctx, now, now)) // never back
	must(t, w.Arm(w.ctx, timer("late", clock.Now().Add(-72*time.Hour))))
	equal(t, "one from the past is due now", len(due(clock.Now().Add(time.Second), 10)), 1)
}

func TestADayIsCaughtUpWithInAHundredQueries(t *testing.T) {
	w, m := meteredWorld(t)
	now := clock.Now()
	must(t, w.Swept(w.ctx, now, now))
	m.TakeAll()
	_, err := w.Due(w.ctx, now.Add(24*time.Hour), 10)
	must(t, err)
	if got := m.Take("due").Read; got > 110 {
		t.Errorf("consumed %.1f RRU", got)
	}
}

func TestQuarantineIsForAdmins(t *testing.T) {
	s := storetest.New(t)
	w, other := settle(t, s, "demo"), settle(t, s, "other")
	for i := range 5 {
		ws := []store.Workspace{w.ws, {}}[i%2]
		must(t, w.Quarantine(w.ctx, ws, store.Quarantined{At: noon.Add(time.Duration(i) * time.Second), Reason: "bad_json", Object: fmt.Sprint("q/", i), Size: i}))
	}
	list := func(v store.Viewer) (sizes []int) {
		for cursor := ""; ; {
			page, err := w.Quarantines(w.ctx, v, cursor, 2)
			must(t, err)
			for _, q := range page.Items {
				sizes = append(sizes, q.Size)
			}
			if cursor = page.Cursor; cursor == "" {
				return sizes
			}
		}
	}
	if got := list(w.admin); !slices.Equal(got, []int{4, 3, 2, 1, 0}) {
		t.Errorf("got %v", got)
	}
	if got := list(other.admin); !slices.Equal(got, []int{3, 1}) {
		t.Errorf("another workspace's admin got %v", got)
	}
	if _, err := w.Quarantines(w.ctx, w.member("ana", rules.Agent), "", 2); !errors.Is(err, rules.ErrNotAllowed) {
		t.Errorf("an agent got %v", err)
	}
}

func TestChannelsAndMembers(t *testing.T) {
	s := storetest.New(t)
	w, other := settle(t, s, "demo"), settle(t, s, "other")
	must(t, s.Create(t.Context())) // repeating is safe
	ws, ch, err := s.ChannelByAccount(w.ctx, rules.WhatsApp, w.channel.AccountID)
	must(t, err)
	if diff := cmp.Diff(w.channel, ch); diff != "" || ws != w.ws {
		t.Errorf("%v %s", ws, diff)
	}
	taken := other.channel
	taken.AccountID = w.channel.AccountID
	taken.ID = "another"
	equal(t, "connecting twice", code(s.ConnectChannel(w.ctx, other.ws, taken)), "account_taken")
	equal(t, "unknown account", code(second3(s.ChannelByAccount(w.ctx, rules.Instagram, w.channel.AccountID))), "unknown_account")
	ch.Name, ch.NewStatus, ch.Distribution, ch.OnExpiry = "Support", rules.Pending, rules.Fewest, rules.CloseExpired
	must(t, s.UpdateChannel(w.ctx, w.ws, ch))
	got, err := s.Channel(w.ctx, w.ws, ch.ID)
	must(t, err)
	if diff := cmp.Diff(ch, got); diff != "" {
		t.Errorf("channel: %s", diff)
	}
	equal(t, "no such channel", code(s.UpdateChannel(w.ctx, w.ws, rules.Channel{ID: "none"})), "channel_missing")
	all, err := s.Channels(w.ctx, w.ws)
	must(t, err)
	equal(t, "channels", len(all), 1)

	m := rules.Member{ID: "ana", Email: "ana@demo", Name: "Ana", Role: rules.Agent, Teams: []rules.TeamID{"a", "b"}, Limit: 5}
	must(t, s.PutMember(w.ctx, w.ws, m))
	v, err := s.Member(w.ctx, "ana")
	must(t, err)
	if diff := cmp.Diff(m, v.Member); diff != "" || v.Workspace != w.ws {
		t.Errorf("%v %s", v.Workspace, diff)
	}
	members, err := s.Members(w.ctx, w.ws)
	must(t, err)
	equal(t, "members", len(members), 2)
	m.Disabled = true
	must(t, s.PutMember(w.ctx, w.ws, m))
	for _, subject := range []string{"ana", "nobody", ""} {
		equal(t, "sign-in of "+subject, code(second(s.Member(w.ctx, subject))), "no_membership")
	}
}

func second3[A, B any](_ A, _ B, err error) error { return err }

func code(err error) string {
	var f *fault.Error
	if errors.As(err, &f) {
		return f.Code
	}
	return fmt.Sprint(err)
}

func TestALogIsReadBothWays(t *testing.T) {
	w := newWorld(t)
	var c rules.Conversation
	for i := range 25 {
		c = w.receive(sender(1), inbound(fmt.Sprintf("%02d", i), noon.Add(time.Duration(i)*time.Second)))
		_, err := w.Change(w.ctx, w.ws, c.ID, func(c rules.Conversation) (rules.Change, error) {
			return rules.MarkRead(c, "ana", noon.Add(time.Duration(i)*time.Second+time.Millisecond)), nil
		})
		must(t, err)
	}
	all := w.log(c.ID)
	equal(t, "entries; what was only seen is not shown", len(all), 25)
	var gap []rules.Entry
	for after := all[4].Key; ; {
		page, err := w.Entries(w.ctx, w.admin, c.ID, "", after, 6)
		must(t, err)
		gap = append(gap, page.Items...)
		if page.Cursor == "" {
			break
		}
		after = rules.EntryKey(page.Cursor)
	}
	if diff := cmp.Diff(all[5:], gap); diff != "" {
		t.Errorf("newer than the fifth (-want +got):\n%s", diff)
	}
	heads, err := w.Heads(w.ctx, w.ws, []rules.ConversationID{"none", c.ID, c.ID})
	must(t, err)
	equal(t, "heads", len(heads), 1)
}
