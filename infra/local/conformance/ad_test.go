package conformance_test

import (
	"fmt"
	"testing"
	"time"

	"transom/shared/channel"
	"transom/shared/channel/faults"
	"transom/shared/channel/instagram"
	"transom/shared/channel/messenger"
	"transom/shared/channel/meta"
	"transom/shared/channel/whatsapp"
	"transom/shared/rules"
)

// cameByAd has a thread's customer come back by an ad, and gives our conversation with them.
func (r *rig) cameByAd(th thread, how map[string]any) rules.Conversation {
	r.Helper()
	said := map[string]any{"customer": th.customer, "platform": string(th.channel.Kind), "account": th.channel.AccountID, "referral": map[string]any{"source": "ad"}}
	for k, v := range how {
		said[k] = v
	}
	r.call("POST", "/api/messages", said, nil)
	everybody, human := rules.Window(th.channel.Kind, false, r.now)
	return rules.Conversation{ID: "c", On: th.channel.Kind, Kind: rules.Messages, Status: rules.Open, Version: 1, Address: th.to,
		LastInboundAt: r.now, WindowClosesAt: everybody, HumanWindowClosesAt: human, AdAt: r.now}
}

// Whether an ad's window lasts seven days the platform alone knows: what it does not take closes it.
func TestWhatAPersonWritesDaysAfterAnAdGoesOutOrClosesTheWindow(t *testing.T) {
	ways := map[string]map[string]any{
		"a message by an ad":           {"text": "Hello"},
		"a tap by an ad":               {"type": "postback", "text": "Go", "payload": "GO"},
		"an ad that opened the thread": {"type": "referral"},
	}
	for _, lasts := range []bool{true, false} {
		for _, account := range []string{page, linked, direct} {
			for name, how := range ways {
				t.Run(fmt.Sprintf("%s, account %s, lasts: %t", name, account, lasts), func(t *testing.T) {
					r := newRig(t)
					kind := rules.Instagram
					if account == page {
						kind = rules.Messenger
					}
					r.call("POST", "/api/settings", map[string]any{"adWindow": lasts}, nil)
					th := r.wrote(kind, account)
					head := r.cameByAd(th, how)
					for _, after := range []time.Duration{24 * time.Hour, 6 * 24 * time.Hour, 7*24*time.Hour - time.Second} {
						at := head.AdAt.Add(after)
						if r.now = at; rules.Judge(head, rules.ByHuman, at).Permit != rules.Perhaps {
							t.Fatalf("after %s the verdict is %+v", after, rules.Judge(head, rules.ByHuman, at))
						}
						out := r.send(th, rules.Entry{Type: rules.Text, Text: "x"}, "")
						if lasts {
							if out.Error != nil || out.PlatformID == "" {
								t.Errorf("after %s it is refused: %+v", after, out.Error)
							}
							continue
						}
						if out.Error == nil || faults.MeaningOf(out.Error.Reason).Effect != faults.CloseWindow {
							t.Fatalf("after %s it is not refused for the window: %+v %+v", after, out, out.Error)
						}
						closed := rules.CloseWindow(head, th.channel, rules.Perhaps, at, at).Conversation
						if v := rules.Judge(closed, rules.ByHuman, at); v.Permit != rules.MustWait {
							t.Errorf("then the verdict is %+v", v)
						}
					}
					if r.now = head.AdAt.Add(7 * 24 * time.Hour); rules.Judge(head, rules.ByHuman, r.now).Permit != rules.MustWait {
						t.Errorf("after seven days the verdict is %+v", rules.Judge(head, rules.ByHuman, r.now))
					}
					if out := r.send(th, rules.Entry{Type: rules.Text, Text: "x"}, ""); out.Error == nil {
						t.Error("after seven days it is taken all the same")
					}
				})
			}
		}
	}
}

func TestANumberThatAlsoRunsThePhoneAppIsKnownAsOne(t *testing.T) {
	r := newRig(t)
	r.wrote(rules.WhatsApp, number)
	for _, app := range []bool{false, true} {
		r.call("PATCH", "/api/accounts/"+number, map[string]any{"coexistence": app}, nil)
		got, err := r.senders[rules.WhatsApp].Check(t.Context(), "t0ken", rules.Channel{Kind: rules.WhatsApp, AccountID: number})
		if err != nil || got.PhoneApp != app {
			t.Errorf("with the app %t it is %+v, %v", app, got, err)
		}
	}
}

func TestWhoeverComesByAnAdIsMarked(t *testing.T) {
	for _, c := range []struct {
		kind    rules.ChannelKind
		account string
		parse   func(meta.Tree, time.Time) channel.Payload
	}{{rules.WhatsApp, number, whatsapp.Parse}, {rules.Messenger, page, messenger.Parse}, {rules.Instagram, direct, instagram.Parse}} {
		for _, source := range []string{"ad", "link"} {
			r := newRig(t)
			th := r.wrote(c.kind, c.account)
			r.cameByAd(th, map[string]any{"text": "Is it still there?", "referral": map[string]any{"source": source}})
			for e := (rules.Entry{}); e.Text != "Is it still there?"; {
				select {
				case body := <-r.hooks:
					tree, err := meta.Read(body)
					if err != nil {
						t.Fatal(err)
					}
					for _, b := range c.parse(tree, r.now).Batches {
						e = b.Entries[0]
					}
				case <-t.Context().Done():
					t.Fatal("no webhook came")
				}
				if e.Text == "Is it still there?" && e.ByAd != (source == "ad") {
					t.Errorf("%s by %s: by an ad is %t", c.kind, source, e.ByAd)
				}
			}
		}
	}
}
