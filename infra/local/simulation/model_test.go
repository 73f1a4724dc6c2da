package simulation

import (
	"testing"
	"time"
)

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

// wrote is a conversation whose customer wrote at noon.
func wrote(l line, ad bool) *chat {
	c := &chat{on: &l, status: "open"}
	c.hears(noon, noon, ad)
	return c
}

func TestTheModelKnowsWhatMayBeSentAtTheSecondBeforeAtAndAfterADeadline(t *testing.T) {
	phone, page, desk := line{platform: whatsapp}, line{platform: messenger}, line{platform: instagram, human: true}
	for _, c := range []struct {
		name             string
		on               line
		ad               bool
		end              time.Duration
		before, at, past string
	}{
		{"WhatsApp", phone, false, day, "free", "template", "template"},
		{"WhatsApp, by an ad", phone, true, day, "free", "template", "template"},
		{"Messenger without seven days", page, false, day, "free", "wait", "wait"},
		{"Messenger, by an ad", page, true, day, "free", "perhaps", "perhaps"},
		{"Messenger, the ad's week", page, true, week, "perhaps", "wait", "wait"},
		{"Instagram, everybody's day", desk, false, day, "free", "human_agent", "human_agent"},
		{"Instagram, a person's week", desk, false, week, "human_agent", "wait", "wait"},
		{"Instagram, a person's week by an ad", desk, true, week, "human_agent", "wait", "wait"},
	} {
		t.Run(c.name, func(t *testing.T) {
			model, end := wrote(c.on, c.ad), noon.Add(c.end)
			for at, want := range map[time.Time]string{end.Add(-time.Second): c.before, end: c.at, end.Add(time.Second): c.past} {
				if got := model.permit(at); got != want {
					t.Errorf("at %s: %s, want %s", at, got, want)
				}
			}
		})
	}
}

func TestTheModelKnowsWhetherAWindowWasOpenAllTheTime(t *testing.T) {
	c := wrote(line{platform: whatsapp}, false)
	c.hears(noon.Add(20*time.Hour), noon.Add(20*time.Hour), false) // until 44 h
	c.hears(noon.Add(50*time.Hour), noon.Add(50*time.Hour), false) // until 74 h
	c.hears(noon.Add(74*time.Hour), noon.Add(74*time.Hour), false) // in the very second
	for _, x := range []struct {
		from, to time.Duration
		want     bool
	}{
		{0, time.Hour, true}, {time.Hour, 43 * time.Hour, true}, {time.Hour, 44 * time.Hour, false}, {43 * time.Hour, 51 * time.Hour, false},
		{45 * time.Hour, 46 * time.Hour, false}, {50 * time.Hour, 74*time.Hour - time.Second, true}, {60 * time.Hour, 76 * time.Hour, false}, {74 * time.Hour, 75 * time.Hour, true},
	} {
		if got := c.openThroughout(&send{at: noon.Add(x.from)}, noon.Add(x.to)); got != x.want {
			t.Errorf("from %s to %s: %t, want %t", x.from, x.to, got, x.want)
		}
	}
}

func TestTheScriptGivesTheEarliestFirstAndOneOrderOfEquals(t *testing.T) {
	var q queue[happening]
	for _, n := range []int{3, 1, 2} {
		q.push(happening{at: noon, chat: &chat{n: n}})
		q.push(happening{at: noon.Add(time.Duration(n) * time.Minute), chat: &chat{n: 10 * n}})
	}
	q.push(happening{at: noon})
	var got []int
	for _, h := range q.until(noon.Add(2 * time.Minute)) {
		got = append(got, h.order())
	}
	want := []int{-1, 1, 2, 3, 10, 20}
	if len(got) != len(want) {
		t.Fatalf("got %v, want %v", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Fatalf("got %v, want %v", got, want)
		}
	}
	if at, ok := q.next(); !ok || !at.Equal(noon.Add(3*time.Minute)) {
		t.Errorf("next is %s, want the one of three minutes later", at)
	}
}
