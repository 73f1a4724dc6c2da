package conformance_test

import (
	"fmt"
	"testing"

	"transom/shared/channel"
	"transom/shared/channel/faults"
	"transom/shared/rules"
)

// on is the desk that a platform's codes are answered to.
func on(r *rig, p faults.Platform) thread {
	switch p {
	case faults.Messenger:
		return r.wrote(rules.Messenger, page)
	case faults.Instagram:
		return r.wrote(rules.Instagram, linked)
	default:
		return r.wrote(rules.WhatsApp, number)
	}
}

func TestEveryErrorOfTheCatalogueIsReadForWhatItIs(t *testing.T) {
	r := newRig(t)
	threads := map[faults.Platform]thread{}
	for _, p := range []faults.Platform{faults.WhatsApp, faults.Messenger, faults.Instagram} {
		threads[p] = on(r, p)
	}
	text := rules.Entry{Type: rules.Text, Text: "x"}
	for _, c := range faults.Listed() {
		code := c.Number
		if c.Subcode != 0 {
			code = 100 // whatever it comes with
		}
		t.Run(fmt.Sprintf("%s %d/%d", c.On, code, c.Subcode), func(t *testing.T) {
			// Code 0 alone means something else to the sandbox, so its status says that an error is meant.
			r.call("POST", "/api/faults", map[string]any{"refuse": map[string]any{"count": 1, "code": code, "subcode": c.Subcode, "status": status(code)}}, nil)
			before := r.sends.Load()
			out := r.send(threads[c.On], text, "")
			r.call("DELETE", "/api/faults", nil, nil)
			if code == 0 {
				return // answered as HTML by the sandbox: read as unknown, which lost_test.go looks at
			}
			want := faults.Reasons[c.Reason]
			if out.Unknown || out.Error == nil || out.Error.Reason != string(c.Reason) || out.Class != want.Class || out.Error.Code != code {
				t.Errorf("outcome %+v %+v, want %s, class %s", out, out.Error, c.Reason, want.Class)
			}
			if n := r.sends.Load() - before; n != 1 {
				t.Errorf("sent %d times", n)
			}
		})
	}
}

func status(code int) int {
	if code == 0 {
		return 401
	}
	return 0
}

func TestACodeThatNobodyListedIsRefusedOrTriedAgainByItsStatus(t *testing.T) {
	r := newRig(t)
	for _, p := range []faults.Platform{faults.WhatsApp, faults.Messenger, faults.Instagram} {
		th := on(r, p)
		for status, class := range map[int]channel.Class{400: channel.Never, 500: channel.Retry} {
			r.call("POST", "/api/faults", map[string]any{"refuse": map[string]any{"count": 1, "code": 987654, "status": status}}, nil)
			out := r.send(th, rules.Entry{Type: rules.Text, Text: "x"}, "")
			if out.Unknown || out.Error == nil || out.Error.Reason != "refused" || out.Class != class {
				t.Errorf("%s with HTTP %d: %+v %+v, want class %s", p, status, out, out.Error, class)
			}
		}
	}
}
