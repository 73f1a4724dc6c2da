package main

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	awsevents "github.com/aws/aws-lambda-go/events"

	"transom/functions/internal/stream"
	"transom/infra/local/sandbox"
	"transom/shared/clock"
	"transom/shared/rules"
	"transom/shared/store"
)

// kills is how often the courier is killed.
const kills = 1000

// The courier is killed before and after every call it makes, in every kind of sending. Lambda gives the record to
// another one, sometimes that is killed too, and the closer comes when all leases are over. In the end the platform
// has had each message once at most, and none is queued or being sent for ever. Where the platform is ourselves, each is
// sent.
func TestACourierKilledBetweenAnyTwoStepsSendsNothingTwiceAndLeavesNothingBehind(t *testing.T) {
	w := newTown(t)
	w.call("POST", "/api/settings", map[string]any{"anyTemplate": true, "deliverMs": 1}, nil)
	lanes := w.lanes()
	w.desk.Records(t, "courier") // what the customers wrote
	total, ends := 0, map[rules.Delivery]int{}
	var newest int64
	for round := 0; total < kills; round++ {
		if w.advance(2 * time.Minute); round%100 == 99 { // before their windows close
			for _, l := range lanes {
				if l.channel.Kind.Ours() { // which has no windows
					continue
				}
				w.says(l.channel, &l.who, map[string]any{"text": "Still there?"})
			}
		}
		refs := w.round(lanes, fmt.Sprint("r", round))
		taken := map[string]int{}
		for _, a := range w.since(&newest) {
			if a.ID != "" {
				taken[a.Callback]++
				taken[a.Text]++
			}
		}
		total = 0
		for i, l := range lanes {
			for _, ref := range refs[i] {
				ends[w.ended(l, ref, taken)]++
			}
			total += l.kills
		}
		if t.Failed() {
			t.Fatalf("after %d kills", total)
		}
	}
	for _, l := range lanes {
		if l.most == 0 {
			t.Errorf("%s: not every step was tried", l.name)
		}
		t.Logf("%4d kills of %s, which takes %d calls", l.kills, l.name, l.most)
	}
	t.Logf("%d kills; messages ended as %v", total, ends)
}

// round has each lane queue messages and its courier killed over them, and then everything settled.
func (w *town) round(lanes []*lane, text string) [][]store.Ref {
	refs := make([][]store.Ref, len(lanes))
	for i, l := range lanes {
		refs[i] = l.write(l, fmt.Sprint(text, ".", i))
	}
	w.each(lanes, refs, (*lane).crash)
	for range 8 {
		w.advance(time.Minute)
		acted := w.sweep(clock.Now().Add(usual.lease + time.Hour))
		if !w.each(lanes, refs, (*lane).finish) && acted == 0 {
			break
		}
	}
	return refs
}

// each gives every lane what the stream holds of its conversations beside what is undone, all at once; false when
// there was nothing.
func (w *town) each(lanes []*lane, refs [][]store.Ref, do func(*lane)) (some bool) {
	batch := w.desk.Records(w, "courier")
	var wait sync.WaitGroup
	for i, l := range lanes {
		for _, r := range batch.Records {
			if of(r) == refs[i][0].Conversation {
				l.undone.Records = append(l.undone.Records, r)
			}
		}
		if len(l.undone.Records) > 0 {
			some = true
			wait.Go(func() { do(l) })
		}
	}
	wait.Wait()
	return some
}

// of is the conversation of a record.
func of(r awsevents.DynamoDBEventRecord) rules.ConversationID {
	rec, _, err := store.DecodeRecord(r)
	if err != nil {
		return ""
	}
	return stream.Conversation(rec)
}

// ended holds one message against what the platform had of it.
func (w *town) ended(l *lane, ref store.Ref, taken map[string]int) rules.Delivery {
	w.Helper()
	e := w.entry(ref)
	n := taken[l.known(ref, e)]
	if n > 1 {
		w.Errorf("%s: the platform has a message %d times, it is %s (step %d)", l.name, n, e.Status, l.step)
	}
	if n == 1 { // statuses and echoes tell
		w.until(func() bool { e = w.entry(ref); return e.Status.Rank() >= rules.Accepted.Rank() })
	}
	switch {
	case l.channel.Kind.Ours():
		if e.Status != rules.Sent {
			w.Errorf("%s: a message is %s %+v (step %d)", l.name, e.Status, e.Error, l.step)
		}
	case e.Status == rules.Queued || e.Status == rules.Sending:
		w.Errorf("%s: a message is left %s %+v (step %d)", l.name, e.Status, e.Error, l.step)
	case e.Status == rules.Failed:
		w.Errorf("%s: a message failed: %+v (step %d)", l.name, e.Error, l.step)
	case n == 0 && e.Status != rules.Uncertain:
		w.Errorf("%s: a message is %s, and the platform never had it (step %d)", l.name, e.Status, l.step)
	}
	return e.Status
}

// since gives the platform's newest answers.
func (w *town) since(newest *int64) []sandbox.Asked {
	w.Helper()
	var all []sandbox.Asked
	for {
		var page struct{ Items []sandbox.Asked }
		w.call("GET", fmt.Sprint("/api/ledger?since=", *newest), nil, &page)
		if len(page.Items) == 0 {
			return all
		}
		all, *newest = append(all, page.Items...), page.Items[len(page.Items)-1].N
	}
}

// What goes to one customer goes in its order, however the courier dies.
func TestMessagesOfOneConversationKeepTheirOrderHoweverTheCourierDies(t *testing.T) {
	w := newTown(t)
	l := w.lane(0, "several to one customer", shops[1], (*lane).several)
	w.desk.Records(t, "courier")
	for round := range 12 {
		l.step = int64(round * 5)
		w.advance(time.Minute)
		w.round([]*lane{l}, fmt.Sprint("r", round))
	}
	last := ""
	for _, text := range w.arrived(l.who) {
		if round, n, _ := strings.Cut(text, "-"); strings.HasPrefix(last, round+"-") && last >= text {
			t.Errorf("%s comes after %s%s", text, last, n)
		}
		last = text
	}
}
