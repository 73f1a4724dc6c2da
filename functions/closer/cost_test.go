package main

import (
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"transom/shared/rules"
	"transom/shared/store"
	"transom/shared/store/storetest"
)

// crowd has many customers write in the same second, on as many channels as one, and arms their timers.
func (s *shop) crowd(customers int, at time.Time) {
	s.t.Helper()
	var g errgroup.Group
	g.SetLimit(16)
	for i := range customers {
		g.Go(func() error {
			e, from := greeting(s.channel, i, at)
			got, err := s.store.Receive(s.t.Context(), s.ws, s.channel, from, []rules.Entry{e})
			if err != nil {
				return err
			}
			return s.store.Arm(s.t.Context(), store.Timer{Workspace: s.ws, Conversation: got.Conversation.ID, Kind: store.ExpireTimer, Due: got.Conversation.WindowClosesAt})
		})
	}
	must(s.t, g.Wait())
}

// early has every timer of a crowd fire at a moment.
func (s *shop) early(at time.Time) {
	s.t.Helper()
	all, err := s.store.Due(s.t.Context(), at.Add(25*time.Hour), 100_000)
	must(s.t, err)
	for i := range all {
		all[i].Due = at
	}
	must(s.t, s.store.Arm(s.t.Context(), all...))
}

// A thousand conversations that are due take ten reads of a hundred, and one transaction each where something changes.
func TestAThousandDueConversationsTakeTenReads(t *testing.T) {
	const customers = 1000
	db, calls, meter := storetest.Counted(t)
	s := openIn(t, db, rules.Channel{Kind: rules.WhatsApp, OnExpiry: rules.CloseExpired})
	s.crowd(customers, noon)
	for _, c := range []struct {
		name         string
		at           time.Duration
		transactions int
		arms         float64
	}{
		{"nothing has come, and the timers move", 10 * time.Hour, 0, customers},
		{"the windows end, and the conversations are closed", 24 * time.Hour, customers, 0},
	} {
		at := noon.Add(c.at)
		s.early(at)
		must(t, s.store.Swept(t.Context(), at.Add(-time.Minute), at.Add(-time.Minute)))
		calls.Take()
		meter.TakeAll()
		s.sweep(at)
		by, used := calls.Take(), meter.TakeAll()
		t.Logf("%s: %v; %.0f WRU for changes, %.0f RRU for heads", c.name, by, used["change"].Write, used["timer heads"].Read)
		if by["BatchGetItem"] > 10 || by["GetItem"] > 4 || by["Query"] > 12 || by["PutItem"] != 1 || by["DeleteItem"] != 0 {
			t.Errorf("%s: %v", c.name, by)
		}
		if by["TransactWriteItems"] != c.transactions || used["arm"].Write != c.arms || by["BatchWriteItem"] > 40 {
			t.Errorf("%s: %d transactions, want %d; %.0f timers in %d calls, want %.0f", c.name, by["TransactWriteItems"], c.transactions, used["arm"].Write, by["BatchWriteItem"], c.arms)
		}
	}
}
