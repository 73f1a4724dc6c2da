package main

import (
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"transom/shared/rules"
	"transom/shared/store/storetest"
)

// crowd has many customers write in the same second, on as many channels as one.
func (s *shop) crowd(customers int, at time.Time) {
	s.t.Helper()
	var g errgroup.Group
	g.SetLimit(16)
	for i := range customers {
		g.Go(func() error {
			e, from := greeting(s.channel, i, at)
			_, err := s.store.Receive(s.t.Context(), s.ws, s.channel, from, []rules.Entry{e})
			return err
		})
	}
	must(s.t, g.Wait())
}

// swept says that everything was done before a moment, by an environment that has followed all leads.
func (s *shop) swept(at time.Time) {
	s.t.Helper()
	must(s.t, s.store.Swept(s.t.Context(), at.Add(-2*time.Minute), at.Add(-2*time.Minute)))
	s.sweep(at.Add(-time.Minute))
}

// A thousand conversations that are due take ten reads of a hundred, and one transaction each where something changes;
// no timer is written. A minute in which nothing is due takes a query for each lead of the plan.
func TestAThousandDueConversationsTakeTenReads(t *testing.T) {
	const customers = 1000
	db, calls, meter := storetest.Counted(t)
	s := openIn(t, db, rules.Channel{Kind: rules.WhatsApp, OnExpiry: rules.CloseExpired})
	s.crowd(customers, noon)
	for _, c := range []struct {
		name string
		at   time.Duration
		due  int
	}{
		{"nothing is due", 10*time.Hour + 30*time.Minute, 0},
		{"everybody is warned of", 22 * time.Hour, customers},
		{"the windows end, and the conversations are closed", 24 * time.Hour, customers},
	} {
		at := noon.Add(c.at)
		s.swept(at)
		calls.Take()
		meter.TakeAll()
		s.sweep(at)
		by, used := calls.Take(), meter.TakeAll()
		t.Logf("%s: %v; %.0f WRU for changes, %.0f RRU for heads, %.1f RRU for the index, %.1f for timers", c.name, by, used["change"].Write,
			used["timer heads"].Read, used["closing"].Read, used["due"].Read)
		if by["BatchGetItem"] != c.due/100 || by["TransactWriteItems"] != c.due || used["arm"].Write != 0 {
			t.Errorf("%s: %v, %.0f WRU for timers", c.name, by, used["arm"].Write)
		}
		if by["GetItem"] > 4 || by["Query"] > 14 || by["PutItem"] != 1 || by["DeleteItem"]+by["BatchWriteItem"] != 0 {
			t.Errorf("%s: %v", c.name, by)
		}
	}
}
