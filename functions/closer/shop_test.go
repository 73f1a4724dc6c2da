package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"transom/events"
	"transom/functions/internal/streamtest"
	"transom/functions/internal/windows"
	"transom/shared/clock"
	"transom/shared/media"
	"transom/shared/rules"
	"transom/shared/store"
)

// noon is an hour after the time at which the clock of these tests stands: the store arms what was due in the past for
// the present moment. No test may depend on the time of day at which it runs.
var noon = time.Date(2026, 11, 2, 12, 0, 0, 0, time.UTC)

func TestMain(m *testing.M) {
	file := filepath.Join(os.TempDir(), fmt.Sprintf("closer-clock-%d", os.Getpid()))
	if err := os.WriteFile(file, []byte(noon.Add(-time.Hour).Format(time.RFC3339Nano)), 0o600); err != nil {
		panic(err)
	}
	if err := os.Setenv(clock.File, file); err != nil {
		panic(err)
	}
	code := m.Run()
	_ = os.Remove(file)
	os.Exit(code)
}

// shop is a workspace with one channel and the closer under test.
type shop struct {
	t       *testing.T
	store   *store.Store
	desk    *streamtest.Desk
	told    []rules.Entry // every event that the stream has shown
	ws      store.Workspace
	channel rules.Channel
	closer  *closer
	bucket  *media.Bucket // nil unless a test sets it
	jobs    *jobs
	known   map[int]rules.Conversation // by customer
}

// jobs are what the worker was asked for.
type jobs struct {
	mu   sync.Mutex
	all  []events.Job
	fail error
}

func (j *jobs) ask(_ context.Context, job events.Job) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.fail != nil {
		return j.fail
	}
	j.all = append(j.all, job)
	return nil
}

func (j *jobs) users() []string {
	j.mu.Lock()
	defer j.mu.Unlock()
	var users []string
	for _, job := range j.all {
		users = append(users, job.User)
	}
	slices.Sort(users)
	return users
}

func open(t *testing.T, policy rules.ExpiryPolicy) *shop {
	t.Helper()
	return openOn(t, rules.Channel{Kind: rules.WhatsApp, OnExpiry: policy})
}

// openOn is open on another kind of channel, with the streams of its tables.
func openOn(t *testing.T, ch rules.Channel) *shop {
	t.Helper()
	d := streamtest.Open(t)
	s := openIn(t, d.Store, ch)
	s.desk = d
	return s
}

// openIn is open in a store that is there already.
func openIn(t *testing.T, s *store.Store, ch rules.Channel) *shop {
	t.Helper()
	ws, err := s.CreateWorkspace(t.Context(), "w1", "Workspace")
	must(t, err)
	ch.ID, ch.AccountID, ch.Name, ch.NewStatus, ch.Distribution, ch.CreatedAt = "ch1", "1555", "Desk", rules.Open, rules.Manual, noon
	must(t, s.ConnectChannel(t.Context(), ws, ch))
	out := &shop{t: t, store: s, ws: ws, channel: ch, jobs: &jobs{}, known: map[int]rules.Conversation{}}
	out.restart()
	return out
}

// restart begins with an environment that remembers nothing.
func (s *shop) restart() { s.closer = newCloser(s.store, s.bucket, s.jobs.ask) }

func (s *shop) colleague(m rules.Member) {
	s.t.Helper()
	m.Email, m.Name = string(m.ID)+"@example.com", string(m.ID)
	must(s.t, s.store.PutMember(s.t.Context(), s.ws, m))
}

// greeting is a message of a customer at a time, as a channel reads it.
func greeting(ch rules.Channel, customer int, at time.Time) (rules.Entry, store.Sender) {
	id := fmt.Sprintf("mid.%d.%d", customer, at.UnixMilli())
	e := rules.Entry{Kind: rules.Message, Direction: rules.In, Type: rules.Text, Text: "hello", PlatformID: id,
		Key: rules.MessageKey(at, id), At: at, ReceivedAt: at, Status: rules.Received, Opens: true, Counts: true}
	address := rules.Address{UserID: fmt.Sprintf("user%d", customer)}
	if ch.Kind == rules.WhatsApp {
		address.Phone = fmt.Sprintf("49151%07d", customer)
	}
	return e, store.Sender{Address: address, Name: "Mia Berg"}
}

// writes has a customer write at a time and arms timers as the expirer would.
func (s *shop) writes(customer int, at time.Time) rules.Conversation {
	s.t.Helper()
	e, from := greeting(s.channel, customer, at)
	got, err := s.store.Receive(s.t.Context(), s.ws, s.channel, from, []rules.Entry{e})
	must(s.t, err)
	s.known[customer] = got.Conversation
	return s.expires(got.Conversation, at)
}

// find gives the conversation of a customer who has written.
func (s *shop) find(customer int) rules.Conversation { return s.known[customer] }

// expires does what the expirer does with a head at a time.
func (s *shop) expires(c rules.Conversation, at time.Time) rules.Conversation {
	s.t.Helper()
	if c.WantsTimer {
		plan, err := s.store.Plan(s.t.Context(), s.ws)
		must(s.t, err)
		must(s.t, s.store.Arm(s.t.Context(), windows.Timers(s.ws, c, plan, at)...))
	}
	return c
}

// changes applies a rule at a time.
func (s *shop) changes(c rules.Conversation, at time.Time, rule func(rules.Conversation) rules.Change) rules.Conversation {
	s.t.Helper()
	now, err := s.store.Change(s.t.Context(), s.ws, c.ID, func(old rules.Conversation) (rules.Change, error) { return rule(old), nil })
	must(s.t, err)
	return s.expires(now, at)
}

// answers has an agent write at a time.
func (s *shop) answers(c rules.Conversation, at time.Time) store.Ref {
	s.t.Helper()
	ref := store.Ref{Conversation: c.ID}
	_, err := s.store.Change(s.t.Context(), s.ws, c.ID, func(old rules.Conversation) (rules.Change, error) {
		change, err := rules.Reply(old, rules.Draft{ClientID: at.String(), At: at, By: "u1", Text: "x"}, at)
		if err == nil {
			ref.Key = change.Entries[0].Key
		}
		return change, err
	})
	must(s.t, err)
	return ref
}

func (s *shop) sweep(at time.Time) {
	s.t.Helper()
	must(s.t, s.closer.sweep(s.t.Context(), at))
}

// minutes sweeps every minute from one moment to another.
func (s *shop) minutes(from, to time.Time) {
	s.t.Helper()
	for at := from; !at.After(to); at = at.Add(time.Minute) {
		s.sweep(at)
	}
}

func (s *shop) head(c rules.Conversation) rules.Conversation {
	s.t.Helper()
	h, err := s.store.Head(s.t.Context(), s.ws, c.ID)
	must(s.t, err)
	return h
}

func (s *shop) entry(ref store.Ref) rules.Entry {
	s.t.Helper()
	e, err := s.store.EntryOf(s.t.Context(), system(s.ws), ref)
	must(s.t, err)
	return e
}

// log gives a conversation's entries, oldest first.
func (s *shop) log(c rules.Conversation) []rules.Entry {
	s.t.Helper()
	page, err := s.store.Entries(s.t.Context(), system(s.ws), c.ID, "", "", 100)
	must(s.t, err)
	slices.Reverse(page.Items)
	return page.Items
}

// happened gives a conversation's events of some types as text, in the order in which they were written, also of those
// that nobody is shown.
func (s *shop) happened(c rules.Conversation, types ...rules.EventType) []string {
	s.t.Helper()
	for _, r := range s.desk.Records(s.t, "notifier").Records {
		rec, ok, err := store.DecodeRecord(r)
		must(s.t, err)
		if ok && rec.Inserted && rec.Entry != nil && rec.Entry.Event != nil {
			s.told = append(s.told, *rec.Entry)
		}
	}
	var all []string
	for _, e := range s.told {
		if e.Conversation == c.ID && slices.Contains(types, e.Event.Type) {
			all = append(all, strings.TrimSpace(fmt.Sprintf("%s %s %s", e.At.Sub(noon), e.Event.Type, e.Event.Reason)))
		}
	}
	return all
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func same(t *testing.T, what string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s:\n got %q\nwant %q", what, got, want)
	}
}
