package store_test

import (
	"fmt"
	"testing"
	"time"

	"transom/shared/rules"
	"transom/shared/store"
)

// within fails when an operation consumed more than its budget (docs/architecture.md, Budgets).
func within(t *testing.T, what string, got store.Capacity, writes, reads float64) {
	t.Helper()
	t.Logf("%-45s %6.2f WRU of %5.1f %6.2f RRU of %5.1f", what, got.Write, writes, got.Read, reads)
	if got.Write > writes || got.Read > reads {
		t.Errorf("%s: consumed %.2f WRU and %.2f RRU, may consume %.1f and %.1f", what, got.Write, got.Read, writes, reads)
	}
}

func plus(cs ...store.Capacity) (sum store.Capacity) {
	for _, c := range cs {
		sum.Write += c.Write
		sum.Read += c.Read
	}
	return sum
}

func over(c store.Capacity, n float64) store.Capacity {
	return store.Capacity{Write: c.Write / n, Read: c.Read / n}
}

// A conversation's messages come in bursts: here one every three minutes for an hour.
func TestAnInboundMessageStaysWithinItsBudget(t *testing.T) {
	w, m := meteredWorld(t)
	from := sender(1)
	c := w.receive(from, inbound("first", noon))
	_, _, err := w.Advance(w.ctx, w.ws, []store.Touch{{Conversation: c.ID, Version: c.Version}})
	must(t, err)
	within(t, "first message of a new customer", m.Take("receive"), 17, 3)
	m.TakeAll()

	const n = 20
	for i := range n {
		at := noon.Add(time.Duration(i+1) * 3 * time.Minute)
		c = w.receive(from, inbound(fmt.Sprint("m", i), at))
		_, _, err := w.Advance(w.ctx, w.ws, []store.Touch{{Conversation: c.ID, Version: c.Version}})
		must(t, err)
		_, _, err = w.ChannelByAccount(w.ctx, rules.WhatsApp, w.channel.AccountID)
		must(t, err)
	}
	receive, advance, route := over(m.Take("receive"), n), over(m.Take("advance"), n), over(m.Take("route"), n)
	within(t, "receive with the way back", receive, 7.5, 1)
	within(t, "advance", advance, 1, 0)
	within(t, "inbound message, everything", plus(receive, advance, route), 8.5, 2.5)
}

func TestAnOutboundMessageStaysWithinItsBudget(t *testing.T) {
	w, m := meteredWorld(t)
	c := w.receive(sender(1), inbound("first", noon))
	_, _, err := w.Advance(w.ctx, w.ws, []store.Touch{{Conversation: c.ID, Version: c.Version}})
	must(t, err)
	w.reply(c.ID, "warm")
	m.TakeAll()

	ref := w.reply(c.ID, "client")
	_, ok, err := w.Claim(w.ctx, w.ws, ref, noon, time.Minute)
	must(t, err)
	equal(t, "claimed", ok, true)
	_, err = w.Report(w.ctx, w.ws, ref, rules.Report{Status: rules.Accepted, At: noon, PlatformID: "wamid.out"})
	must(t, err)
	_, _, err = w.Advance(w.ctx, w.ws, []store.Touch{{Conversation: c.ID, Version: 3}})
	must(t, err)
	within(t, "outbound message, to accepted", plus(m.Take("change"), m.Take("claim"), m.Take("report"), m.Take("advance")), 9.5, 2.5)

	_, err = w.Report(w.ctx, w.ws, ref, rules.Report{Status: rules.Sent, At: noon, PlatformID: "wamid.out"})
	must(t, err)
	within(t, "sent status, with the way back", m.Take("report"), 2, 1)
	for _, st := range []rules.Delivery{rules.Delivered, rules.Read} {
		applied, err := w.Report(w.ctx, w.ws, ref, rules.Report{Status: st, At: noon, PlatformID: "wamid.out"})
		must(t, err)
		equal(t, "applied", applied, true)
		got := m.Take("report")
		within(t, string(st)+" status", got, 1, 0.5)
		equal(t, "WRU of a "+string(st)+" status", got.Write, 1)
	}
	applied, err := w.Report(w.ctx, w.ws, ref, rules.Report{Status: rules.Delivered, At: noon, PlatformID: "wamid.out"})
	must(t, err)
	equal(t, "applied", applied, false)
	within(t, "status that advances nothing", m.Take("report"), 0, 0.5)
}

func TestReadingStaysWithinItsBudget(t *testing.T) {
	w, m := meteredWorld(t)
	seed(t, w, 1000)
	m.TakeAll()
	page, err := w.Conversations(w.ctx, w.admin, store.View{Statuses: []rules.Status{rules.Open}}, "", 50)
	must(t, err)
	equal(t, "rows", len(page.Items), 50)
	equal(t, "rows examined", page.Examined, 50)
	within(t, "list page of 50, one status", m.Take("list"), 0, 2.5)
	_, err = w.Conversations(w.ctx, w.admin, store.View{}, "", 50)
	must(t, err)
	within(t, "list page of 50, every status", m.Take("list"), 0, 5)

	_, err = w.Conversations(w.ctx, w.admin, store.View{Channels: []rules.ChannelID{"other"}, Statuses: []rules.Status{rules.Open}}, "", 50)
	must(t, err)
	within(t, "1,000 rows read in vain (of at most 2,500)", m.Take("list"), 0, 122*1000/2500.)

	from := sender(5000)
	var entries []rules.Entry
	for i := range 60 {
		entries = append(entries, inbound(fmt.Sprint("x", i), noon.Add(time.Duration(i)*time.Second)))
	}
	c := w.receive(from, entries...)
	m.TakeAll()
	_, err = w.Conversation(w.ctx, w.admin, c.ID)
	must(t, err)
	log, err := w.Entries(w.ctx, w.admin, c.ID, "", "", 50)
	must(t, err)
	equal(t, "entries", len(log.Items), 50)
	within(t, "opening a conversation", plus(m.Take("conversation"), m.Take("entries")), 0, 3)
}

// seed fills a workspace with n open conversations. They keep no way back from a platform id: nobody asks.
func seed(t testing.TB, w *world, n int) {
	t.Helper()
	parallel(t, n, func(i int) error {
		e := inbound(fmt.Sprint("s", i), noon.Add(-time.Duration(i)*time.Second))
		e.PlatformID = ""
		_, err := w.Receive(w.ctx, w.ws, w.channel, sender(i), []rules.Entry{e})
		return err
	})
}
