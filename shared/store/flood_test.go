package store_test

import (
	"fmt"
	"testing"
	"time"

	"transom/shared/rules"
	"transom/shared/store"
)

func flood(n int) []store.Batch {
	var all []store.Batch
	for i := range n {
		all = append(all, store.Batch{From: sender(i), Entries: []rules.Entry{inbound(fmt.Sprint("s", i), noon)}})
	}
	return all
}

func TestAThousandNewSendersInOnePayloadAreStored(t *testing.T) {
	w, m := meteredWorld(t)
	start := time.Now()
	got, err := w.ReceiveAll(w.ctx, w.ws, w.channel, flood(1000))
	must(t, err)
	took := time.Since(start)
	for i, r := range got {
		if r.Err != nil || r.Stored != 1 || r.Conversation.Unread != 1 {
			t.Fatalf("sender %d: %+v", i, r)
		}
	}
	c := over(m.Take("receive"), 1000)
	t.Log(took)
	within(t, "first message of a new customer, among many", c, 17, 3)

	again, err := w.ReceiveAll(w.ctx, w.ws, w.channel, flood(1000))
	must(t, err)
	for i, r := range again {
		if r.Stored != 0 || r.Duplicates != 1 || r.Conversation.ID != got[i].Conversation.ID {
			t.Fatalf("sender %d came again: %+v", i, r)
		}
	}
	t.Log(time.Since(start) - took)
	e, err := w.EntryByPlatformID(w.ctx, w.admin, w.channel.ID, inbound("s999", noon).PlatformID)
	must(t, err)
	equal(t, "found by its platform id in", e.Conversation, got[999].Conversation.ID)
}
