package store_test

import (
	"fmt"
	"testing"
	"time"

	"transom/shared/rules"
	"transom/shared/store"
	"transom/shared/store/storetest"
)

// Customers write while somebody leafs through what closes soon: who does not move is shown once, and nobody is lost.
func TestAListByDeadlineHoldsStillWhileCustomersWrite(t *testing.T) {
	w := settle(t, storetest.Quiet(t), "demo")
	now := time.Now().UTC().Truncate(time.Second)
	const n = 90
	writes := func(i int, id string, at time.Time) rules.Conversation {
		e := inbound(fmt.Sprint("m", i, id), at)
		e.PlatformID = ""
		return w.receive(sender(i), e)
	}
	name := map[rules.ConversationID]int{}
	first := func(i int) time.Time { return now.Add(-23*time.Hour + time.Duration(i)*time.Minute) }
	for i := range n {
		name[writes(i, "first", first(i)).ID] = i
	}
	shown, moved := map[int]int{}, map[int]bool{}
	step := 0
	for cursor := ""; ; step++ {
		page, err := w.Conversations(w.ctx, w.admin, store.View{Soonest: true}, cursor, 7)
		must(t, err)
		for _, c := range page.Items {
			shown[name[c.ID]]++
		}
		if cursor = page.Cursor; cursor == "" {
			break
		}
		// One that was shown, one that is about to be and one far off write again, soon after or just now.
		for _, i := range []int{step * 3, step*7 + 9, n - 1 - step*2} {
			if i >= 0 && i < n && !moved[i] {
				moved[i] = true
				writes(i, "again", []time.Time{first(i).Add(20 * time.Minute), now}[step%2])
			}
		}
	}
	for i := range n {
		if shown[i] == 0 || (shown[i] > 1 && !moved[i]) {
			t.Errorf("conversation %d, which moved: %v, is shown %d times", i, moved[i], shown[i])
		}
	}
	if len(moved) < n/4 || step < n/7 {
		t.Errorf("only %d moved in %d pages", len(moved), step)
	}
}

// A window that closes, and is acted on, between two pages is not lost between open and over.
func TestWhatClosesBetweenTwoPagesIsShown(t *testing.T) {
	w := settle(t, storetest.Quiet(t), "demo")
	now := time.Now().UTC()
	var last rules.Conversation
	for i := range 20 {
		e := inbound(fmt.Sprint("m", i), now.Add(-24*time.Hour+time.Duration(i+1)*time.Minute))
		e.PlatformID = ""
		last = w.receive(sender(i), e)
	}
	page, err := w.Conversations(w.ctx, w.admin, store.View{Soonest: true}, "", 7)
	must(t, err)
	_, err = w.Change(w.ctx, w.ws, last.ID, func(c rules.Conversation) (rules.Change, error) {
		return rules.Expire(c, w.channel, now.Add(time.Hour)), nil
	})
	must(t, err)
	var rest []rules.Conversation
	for cursor := page.Cursor; cursor != ""; {
		next, err := w.Conversations(w.ctx, w.admin, store.View{Soonest: true}, cursor, 7)
		must(t, err)
		rest, cursor = append(rest, next.Items...), next.Cursor
	}
	equal(t, "rows behind the first page", len(rest), 13)
	equal(t, "the last of them", rest[len(rest)-1].ID, last.ID)
}
