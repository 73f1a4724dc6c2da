package store_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"transom/shared/rules"
	"transom/shared/store"
	"transom/shared/store/storetest"
)

func TestOneThousandEntriesOfOnePayloadAreStoredOnce(t *testing.T) {
	w := settle(t, storetest.Quiet(t), "demo")
	groups := make([][]rules.Entry, 20) // per sender
	for i := range 1000 {
		n := i % len(groups)
		groups[n] = append(groups[n], inbound(fmt.Sprint("k", i), noon.Add(time.Duration(i)*time.Second)))
	}
	var stored atomic.Int64
	start := time.Now()
	parallel(t, len(groups), func(i int) error {
		got, err := w.Receive(w.ctx, w.ws, w.channel, sender(i), groups[i])
		stored.Add(int64(got.Stored))
		return err
	})
	t.Logf("%d entries in %s", stored.Load(), time.Since(start))
	equal(t, "stored", stored.Load(), 1000)
	got, err := w.Receive(w.ctx, w.ws, w.channel, sender(0), groups[0])
	must(t, err)
	equal(t, "stored again", got.Stored, 0)
	equal(t, "duplicates", got.Duplicates, len(groups[0]))
	equal(t, "unread", got.Conversation.Unread, len(groups[0]))
}

func TestMoreEntriesThanATransactionTakesAllArrive(t *testing.T) {
	w := newWorld(t)
	var entries []rules.Entry
	for i := range 200 {
		entries = append(entries, inbound(fmt.Sprint("b", i), noon.Add(time.Duration(i)*time.Second)))
	}
	got, err := w.Receive(w.ctx, w.ws, w.channel, sender(1), append(entries, entries[:7]...))
	must(t, err)
	equal(t, "stored", got.Stored, 200)
	equal(t, "duplicates", got.Duplicates, 7)
	equal(t, "unread", got.Conversation.Unread, 200)
	equal(t, "version", got.Conversation.Version, 3)
	equal(t, "log", len(w.log(got.Conversation.ID)), 200)
}

func TestThirtyConcurrentWebhooksOfOneConversationAllLand(t *testing.T) {
	w := newWorld(t)
	const n = 30
	done := make(chan error, n)
	for i := range n {
		go func() {
			_, err := w.Receive(w.ctx, w.ws, w.channel, sender(1), []rules.Entry{inbound(fmt.Sprint("c", i), noon.Add(time.Duration(i)*time.Second))})
			done <- err
		}()
	}
	for range n {
		must(t, <-done)
	}
	c := w.receive(sender(1), inbound("c0", noon))
	equal(t, "unread", c.Unread, n)
	equal(t, "version", c.Version, n)
	equal(t, "log", len(w.log(c.ID)), n)
}

func TestAPersonIsOneContactByEitherId(t *testing.T) {
	w := newWorld(t)
	both := sender(1)
	idOnly, phoneOnly := both, both
	idOnly.Address.Phone, phoneOnly.Address.UserID = "", ""

	c := w.receive(both, inbound("a", noon))
	equal(t, "by id", w.receive(idOnly, inbound("b", noon.Add(1e9))).ID, c.ID)
	equal(t, "by phone", w.receive(phoneOnly, inbound("c", noon.Add(2e9))).ID, c.ID)
	got := w.receive(idOnly, inbound("d", noon.Add(3e9)))
	equal(t, "an address without a phone leaves it", got.Address, both.Address)

	older := sender(2)
	older.Address.UserID = ""
	first := w.receive(older, inbound("e", noon))
	equal(t, "the number's contact learns the id", w.receive(sender(2), inbound("f", noon.Add(1e9))).ID, first.ID)
	learned := sender(2)
	learned.Address.Phone = ""
	equal(t, "and is found by it", w.receive(learned, inbound("g", noon.Add(2e9))).ID, first.ID)

	stranger := sender(1) // the number of customer 1 now belongs to somebody else
	stranger.Address.UserID = "US.99999"
	theirs := w.receive(stranger, inbound("h", noon.Add(9e9)))
	if theirs.ID == c.ID {
		t.Error("another person with a recycled number got the old conversation")
	}
	moved := both
	moved.Address.Phone = "49160000000"
	equal(t, "a new number is an alias", w.receive(moved, inbound("i", noon.Add(10e9))).ID, c.ID)
	byNew := moved
	byNew.Address.UserID = ""
	equal(t, "and leads to the same", w.receive(byNew, inbound("j", noon.Add(11e9))).ID, c.ID)

	if _, err := w.Receive(w.ctx, w.ws, w.channel, store.Sender{Name: "x"}, []rules.Entry{inbound("z", noon)}); err == nil {
		t.Error("a sender without any id was accepted")
	}
}

// log reads a conversation's whole log, oldest first, page by page.
func (w *world) log(id rules.ConversationID) []rules.Entry {
	w.t.Helper()
	var all []rules.Entry
	for before := rules.EntryKey(""); ; {
		page, err := w.Entries(w.ctx, w.admin, id, before, "", 37)
		must(w.t, err)
		all = append(all, page.Items...)
		if page.Cursor == "" {
			slices.Reverse(all)
			return all
		}
		before = rules.EntryKey(page.Cursor)
	}
}

// happening is one thing a platform tells: a message of a sender, or a status.
type happening struct {
	from   int
	entry  rules.Entry
	status rules.Report
}

// light is a workspace of its own without anything written for it: what comes in needs no more.
func light(t testing.TB, s *store.Store, id string) (*world, error) {
	ws, err := s.CreateWorkspace(t.Context(), id, "")
	w := &world{Store: s, t: t, ctx: t.Context(), ws: ws, channel: rules.Channel{ID: "channel1", Kind: rules.WhatsApp}}
	w.admin = store.Viewer{Workspace: ws, Member: rules.Member{ID: "admin", Role: rules.Admin}}
	return w, err
}

// script is what five customers do, in order. Customer 3 is known by number only, 2 by scoped id only, and
// the number of 4 is in every second message; all but 3 change their name on the way.
func script() []happening {
	var all []happening
	for i := range 13 {
		at := noon.Add(time.Duration(i/4) * time.Minute) // several in one second
		all = append(all, happening{from: i % 5, entry: inbound(fmt.Sprintf("p%02d", i), at)})
	}
	for i, e := range []rules.Entry{ // about messages of customer 2, the last of which is the newest
		about(rules.React, "p02", "👍", noon.Add(70*time.Second)), about(rules.React, "p02", "", noon.Add(71*time.Second)),
		about(rules.Edit, "p12", "second", noon.Add(4*time.Minute)), about(rules.Edit, "p12", "third", noon.Add(5*time.Minute)),
		about(rules.Revoke, "p07", "", noon.Add(72*time.Second)),
	} {
		e.PlatformID += fmt.Sprint(i)
		all = append(all, happening{from: 2, entry: e})
	}
	for i := range 2 { // written on the phone app, and reported on
		at := noon.Add(time.Duration(90+i) * time.Second)
		e := inbound(fmt.Sprintf("echo%d", i), at)
		e.Direction, e.Status, e.Opens, e.Counts = rules.Out, rules.Accepted, false, false
		all = append(all, happening{from: i, entry: e})
		for j, st := range []rules.Delivery{rules.Sent, rules.Delivered, rules.Read}[:3-i] {
			all = append(all, happening{from: -1, status: rules.Report{Status: st, PlatformID: e.PlatformID, At: at.Add(time.Duration(j+1) * time.Second)}})
		}
	}
	return all
}

// said is what the webhook tells of a sender beside these entries.
func said(from int, entries []rules.Entry) store.Sender {
	s := sender(from)
	for _, e := range entries {
		if e.At.After(noon.Add(time.Minute)) && from != 3 {
			s.Name = "Somebody New"
		}
	}
	numbered := slices.ContainsFunc(entries, func(e rules.Entry) bool { return e.Key[len(e.Key)-1] < 'h' })
	if from == 2 || (from == 4 && !numbered) {
		s.Address.Phone = ""
	}
	if from == 3 {
		s.Address.UserID = ""
	}
	return s
}

// play tells the happenings in the order given: neighbours of one sender may come as one payload.
func (w *world) play(all []happening, together func() bool) error {
	for i := 0; i < len(all); {
		h := all[i]
		i++
		if h.from < 0 {
			if err := w.ReportByPlatformID(w.ctx, w.ws, w.channel.ID, h.status); err != nil {
				return err
			}
			continue
		}
		entries := []rules.Entry{h.entry}
		for ; i < len(all) && all[i].from == h.from && together(); i++ {
			entries = append(entries, all[i].entry)
		}
		if _, err := w.Receive(w.ctx, w.ws, w.channel, said(h.from, entries), entries); err != nil {
			return err
		}
	}
	return nil
}

// outcome is everything a workspace ended up with, without what counts transactions or names the workspace.
func (w *world) outcome() (string, error) {
	page, err := w.Conversations(w.ctx, w.admin, store.View{}, "", 100)
	if err != nil {
		return "", err
	}
	var all []rules.ConversationID
	for _, row := range page.Items {
		all = append(all, row.ID)
	}
	heads, err := w.Heads(w.ctx, w.ws, all)
	if err != nil {
		return "", err
	}
	var out []string
	for _, c := range heads {
		log, err := w.Entries(w.ctx, w.admin, c.ID, "", "", 100)
		if err != nil {
			return "", err
		}
		c.ID, c.Contact, c.Channel, c.Version, c.WantsTimer, c.NeedsRouting = "", "", "", 0, false, false
		if !c.LastOutboundAt.IsZero() { // whether an echo answers depends on what had come in before it
			c.Unread, c.WaitingSince, c.Handler = 0, time.Time{}, ""
		}
		lines := []string{asJSON(c)}
		for _, e := range log.Items {
			e.Conversation, e.Version, e.Deltas, e.ReceivedAt = "", 0, rules.Counters{}, time.Time{}
			lines = append(lines, asJSON(e))
		}
		out = append(out, strings.Join(lines, "\n"))
	}
	slices.Sort(out)
	return strings.Join(out, "\n\n"), nil
}

func asJSON(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(b)
}

// Any order, any repetition and any grouping of what the platform tells gives one log and the same heads.
func TestShuffledWebhooksConverge(t *testing.T) {
	s := storetest.Quiet(t)
	plain, err := light(t, s, "plain")
	must(t, err)
	must(t, plain.play(script(), func() bool { return false }))
	want, err := plain.outcome()
	must(t, err)
	if n := strings.Count(want, `"Kind":"message","Direction"`); n < 15 {
		t.Fatalf("the reference has too little in it:\n%s", want)
	}
	parallel(t, 500, func(seed int) error {
		w, err := light(t, s, fmt.Sprint("seed", seed))
		if err != nil {
			return err
		}
		rng := rand.New(rand.NewPCG(uint64(seed), 7))
		all := script()
		for _, h := range all {
			if rng.IntN(4) == 0 {
				all = append(all, h)
			}
		}
		rng.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		if rng.IntN(2) == 0 { // many of one sender in a row
			slices.SortStableFunc(all, func(a, b happening) int { return a.from/2 - b.from/2 })
		}
		if err := w.play(all, func() bool { return rng.IntN(3) > 0 }); err != nil {
			return fmt.Errorf("seed %d: %w", seed, err)
		}
		got, err := w.outcome()
		if err != nil {
			return fmt.Errorf("seed %d: %w", seed, err)
		}
		if got != want {
			return fmt.Errorf("seed %d leads elsewhere (-want +got):\n%s", seed, cmp.Diff(want, got))
		}
		return nil
	})
}
