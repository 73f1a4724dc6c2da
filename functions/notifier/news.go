package main

import (
	"slices"
	"strings"

	"transom/functions/internal/stream"
	"transom/shared/rules"
	"transom/shared/store"
)

// news is what a batch says about one workspace.
type news struct {
	workspace     store.Workspace
	conversations []*thread
	touches       []store.Touch
	sequences     []string // of the stream records, to have them again
}

// thread is what a batch says about one conversation.
type thread struct {
	id       rules.ConversationID
	touched  bool             // the head moved; otherwise only entries changed (status, attachment)
	entries  []rules.Entry    // what people see, each in its newest state, in order
	assigned []rules.Assignee // who had it before each assignment in the batch
	shut     []rules.Teams    // whom the batch took it from, to whom a warning had opened it
	warned   []rules.Entry    // the warnings of the batch, in order of their times
}

// gather sorts a batch's records, thread by thread, by workspace.
func gather(threads [][]store.Record) []*news {
	var all []*news
	places := map[store.Workspace]*news{}
	for _, records := range threads {
		ws := records[0].Workspace
		n := places[ws]
		if n == nil {
			n = &news{workspace: ws}
			places[ws] = n
			all = append(all, n)
		}
		n.add(records)
	}
	return all
}

// add takes the records of one conversation.
func (n *news) add(records []store.Record) {
	t := &thread{id: stream.Conversation(records[0])}
	for _, r := range records {
		n.sequences = append(n.sequences, r.Sequence)
		if r.Entry == nil {
			continue
		}
		if r.Inserted {
			t.touched = true
			n.touch(*r.Entry)
			t.warn(*r.Entry)
			if r.Entry.Shut != "" {
				t.shut = append(t.shut, r.Entry.Shut)
			}
		}
		t.take(*r.Entry)
	}
	slices.SortFunc(t.entries, func(a, b rules.Entry) int { return strings.Compare(string(a.Key), string(b.Key)) })
	n.conversations = append(n.conversations, t)
}

// touch notes that a transaction moved the head; its entries are one touch.
func (n *news) touch(e rules.Entry) {
	for i := range n.touches {
		if t := &n.touches[i]; t.Conversation == e.Conversation && t.Version == e.Version {
			t.Deltas = t.Deltas.Plus(e.Deltas)
			return
		}
	}
	n.touches = append(n.touches, store.Touch{Conversation: e.Conversation, Version: e.Version, Deltas: e.Deltas})
}

// take keeps what people see of an entry, and "scheduled", which has who looks read again what waits. "Seen" and
// "failed" only move the row, warnings have a place of their own.
func (t *thread) take(e rules.Entry) {
	if e.Event != nil {
		switch e.Event.Type {
		case rules.EventSeen, rules.EventFailed, rules.EventAmended, rules.EventNamed, rules.EventWarned:
			return
		case rules.EventAssigned, rules.EventUnassigned:
			t.assigned = append(t.assigned, e.Event.From)
		}
	}
	if i := slices.IndexFunc(t.entries, func(old rules.Entry) bool { return old.Key == e.Key }); i >= 0 {
		t.entries[i] = e
		return
	}
	t.entries = append(t.entries, e)
}
