package store_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"transom/shared/rules"
	"transom/shared/store/storetest"
)

func TestOfManyWhoTakeAThingAtOnceOneHasIt(t *testing.T) {
	w := newDesk(t, storetest.New(t), "demo", rules.WhatsApp)
	var wait sync.WaitGroup
	var got [12]bool
	for i := range got {
		wait.Go(func() {
			mine, err := w.Take(w.ctx, w.ws, "u/1", fmt.Sprint(i), noon, time.Hour)
			if got[i] = mine; err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	has := -1
	for i, mine := range got {
		if mine && has >= 0 {
			t.Errorf("%d and %d have it", has, i)
		}
		if mine {
			has = i
		}
	}
	if has < 0 {
		t.Fatal("nobody has it")
	}
	for _, c := range []struct {
		name, what, by string
		at             time.Time
		mine           bool
	}{
		{"who has it asks again", "u/1", fmt.Sprint(has), noon, true},
		{"another asks", "u/1", "z", noon.Add(time.Hour - time.Second), false},
		{"another thing", "u/2", "z", noon, true},
		{"another asks when its time is over", "u/1", "z", noon.Add(time.Hour), true},
	} {
		mine, err := w.Take(w.ctx, w.ws, c.what, c.by, c.at, time.Hour)
		if must(t, err); mine != c.mine {
			t.Errorf("%s: %t, want %t", c.name, mine, c.mine)
		}
	}
}
