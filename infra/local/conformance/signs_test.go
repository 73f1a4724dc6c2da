package conformance_test

import (
	"errors"
	"testing"

	"transom/infra/local/sandbox"
	"transom/shared/channel"
	"transom/shared/channel/meta"
	"transom/shared/rules"
)

func TestACustomerSeesThatTheyWereReadAndThatSomebodyTypes(t *testing.T) {
	r := newRig(t)
	for _, d := range desks {
		t.Run(d.name, func(t *testing.T) {
			th := r.wrote(d.kind, d.account)
			for _, typing := range []bool{false, true} {
				if err := r.senders[d.kind].Signal(t.Context(), "t0ken", channel.Signal{Channel: th.channel, To: th.to, PlatformID: th.message, Typing: typing}); err != nil {
					t.Fatalf("typing %t: %v", typing, err)
				}
			}
			var chat struct {
				Chat struct {
					Typing bool `json:"typing"`
				}
				Messages []sandbox.Message
			}
			r.call("GET", "/api/chats/"+th.chat+"?all=1", nil, &chat)
			if !chat.Chat.Typing || chat.Messages[len(chat.Messages)-1].Status != "read" {
				t.Errorf("typing: %t, the message is %s", chat.Chat.Typing, chat.Messages[len(chat.Messages)-1].Status)
			}
		})
	}
}

func TestAnAccountIsNamedAndADeadTokenIsTold(t *testing.T) {
	r := newRig(t)
	for _, d := range desks {
		th := r.wrote(d.kind, d.account)
		got, err := r.senders[d.kind].Check(t.Context(), "t0ken", th.channel)
		if err != nil || got.Name == "" || got.Health.State != rules.Working {
			t.Errorf("%s is %+v, %v", d.name, got, err)
		}
		r.call("POST", "/api/settings", map[string]any{"token": "another"}, nil)
		got, err = r.senders[d.kind].Check(t.Context(), "t0ken", th.channel)
		r.call("POST", "/api/settings", map[string]any{"token": ""}, nil)
		if !errors.Is(err, meta.ErrRefused) || got.Health.State != rules.Unauthorized {
			t.Errorf("%s with a dead token is %+v, %v", d.name, got, err)
		}
	}
}
