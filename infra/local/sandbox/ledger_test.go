package sandbox_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// ledger lists what was asked since: platform, code, whether it was a fault and whether something was accepted.
func (g *rig) ledger(since string) (out []string) {
	g.t.Helper()
	for _, i := range g.api("GET", "ledger?since="+since, nil)["items"].([]any) {
		a := i.(map[string]any)
		word := a["platform"].(string)
		if a["human"] == true {
			word += " human"
		}
		if a["fault"] == true {
			word += " fault"
		}
		if id, ok := a["id"].(string); ok && id != "" {
			word += " taken"
		} else {
			word += " refused"
		}
		out = append(out, word)
	}
	return out
}

func TestTheLedgerHoldsEverySendAndItsAnswer(t *testing.T) {
	g := newRig(t)
	g.wrote("447700900123")
	_, _, psid := g.met("messenger", page)
	g.send(text("447700900123", "taken"))
	g.direct(page, plain(psid, "taken"))
	g.api("POST", "faults", m{"refuse": m{"status": 503, "count": 1}})
	g.send(text("447700900123", "a fault"))
	g.clock.set(noon.Add(25 * time.Hour))
	g.send(text("447700900123", "too late"))
	g.direct(page, plain(psid, "too late"))
	g.direct(page, human(psid))
	want := []string{"whatsapp taken", "messenger taken", "whatsapp fault refused", "whatsapp refused", "messenger refused", "messenger human taken"}
	if diff := cmp.Diff(want, g.ledger("")); diff != "" {
		t.Errorf("ledger (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(want[4:], g.ledger("4")); diff != "" {
		t.Errorf("since the fourth (-want +got):\n%s", diff)
	}
	if got := g.ledger("6"); len(got) != 0 {
		t.Errorf("since the last: %v, want nothing", got)
	}
}

func TestAPhoneTellsWhatItWouldTake(t *testing.T) {
	g := newRig(t)
	whatsapp, _ := g.wrote("447700900123")
	messenger, _, _ := g.met("messenger", page)
	for _, c := range []struct {
		name           string
		after          time.Duration
		phone, direct  bool
		human, outside bool
	}{
		{"the last second of a day", 24*time.Hour - time.Second, true, true, true, true},
		{"a day", 24 * time.Hour, false, false, true, true},
		{"the last second of a week", 7*24*time.Hour - time.Second, false, false, true, true},
		{"a week", 7 * 24 * time.Hour, false, false, false, true},
	} {
		g.clock.set(noon.Add(c.after))
		on, in := g.api("GET", "chats/"+whatsapp+"/takes", nil), g.api("GET", "chats/"+messenger+"/takes", nil)
		got := []any{on["text"], in["text"], in["human"], on["template"]}
		if diff := cmp.Diff([]any{c.phone, c.direct, c.human, c.outside}, got); diff != "" {
			t.Errorf("%s after the customer wrote: text, text and human on Messenger, template (-want +got):\n%s", c.name, diff)
		}
	}
}
