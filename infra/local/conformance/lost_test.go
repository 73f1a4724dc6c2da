package conformance_test

import (
	"context"
	"testing"
	"time"

	"transom/shared/channel"
	"transom/shared/channel/faults"
	"transom/shared/rules"
)

func TestAnAnswerThatGetsLostIsUnknownAndNothingIsSentTwice(t *testing.T) {
	r := newRig(t)
	for _, c := range []struct {
		name  string
		fault map[string]any
		taken bool // the platform has it, and nobody said so
		brief bool // the sender gives up when the platform has it
	}{
		{"the connection is cut after the message was taken", map[string]any{"drop": map[string]any{"count": 1}}, true, false},
		{"the connection hangs after the message was taken", map[string]any{"drop": map[string]any{"count": 1, "hang": true}}, true, true},
		{"the connection is cut after the request was read", map[string]any{"drop": map[string]any{"count": 1, "lost": true}}, false, false},
		{"a bad gateway in HTML", map[string]any{"refuse": map[string]any{"count": 1, "status": 502}}, false, false},
		{"500 without a body", map[string]any{"refuse": map[string]any{"count": 1, "status": 500, "empty": true}}, false, false},
		{"504 without a body", map[string]any{"refuse": map[string]any{"count": 1, "status": 504, "empty": true}}, false, false},
	} {
		for _, p := range []faults.Platform{faults.WhatsApp, faults.Messenger, faults.Instagram} {
			t.Run(c.name+" on "+string(p), func(t *testing.T) {
				th := on(r, p)
				r.call("POST", "/api/faults", c.fault, nil)
				defer r.call("DELETE", "/api/faults", nil, nil)
				before := r.sends.Load()
				ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
				defer cancel()
				said := make(chan channel.Outcome, 1)
				go func() {
					said <- r.senders[th.channel.Kind].Send(ctx, "t0ken", channel.Outgoing{Channel: th.channel, To: th.to, Message: rules.Entry{Type: rules.Text, Text: "x"}, Correlation: correlation})
				}()
				if c.brief {
					for ctx.Err() == nil && r.arrived(th).ID == th.message {
						time.Sleep(5 * time.Millisecond)
					}
					cancel()
				}
				out := <-said
				if !out.Unknown || out.Error != nil || out.PlatformID != "" {
					t.Errorf("outcome %+v %+v", out, out.Error)
				}
				if n := r.sends.Load() - before; n != 1 {
					t.Errorf("sent %d times", n)
				}
				if got := r.arrived(th).ID != th.message; got != c.taken {
					t.Errorf("the platform has it: %t, want %t", got, c.taken)
				}
			})
		}
	}
}

func TestAFileThatCannotGoUpSendsNothing(t *testing.T) {
	r := newRig(t)
	for _, d := range desks[:3] {
		th := r.wrote(d.kind, d.account)
		r.call("POST", "/api/settings", map[string]any{"token": "another"}, nil)
		out := r.send(th, media(rules.Image, "image/jpeg", "image.jpg", ""), "image.jpg")
		r.call("POST", "/api/settings", map[string]any{"token": ""}, nil)
		if out.Unknown || out.Error == nil || out.Error.Reason != "channel_unauthorized" || r.arrived(th).ID != th.message {
			t.Errorf("%s: %+v %+v", d.name, out, out.Error)
		}
	}
}
