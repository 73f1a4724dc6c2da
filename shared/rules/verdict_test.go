package rules

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// verdict is what the oracle expects Judge to say in full.
func (p past) verdict(by Sender) Verdict {
	if p.on == WebChat || p.comment {
		return Verdict{Permit: Free, Rule: "none"}
	}
	since := func(ago, lasts time.Duration) time.Time { return noon.Add(lasts - ago) }
	rule := map[ChannelKind]RuleName{WhatsApp: "whatsapp_24h", Messenger: "meta_24h", Instagram: "meta_24h"}[p.on]
	meta, longer := p.on != WhatsApp, p.humanAgent && p.wrote > 0 && p.wrote < 7*24*hour
	byAd := p.ad > 0 && p.ad < 7*24*hour
	switch {
	case p.wrote > 0 && p.wrote < 24*hour:
		return Verdict{Permit: "free", Rule: rule, Until: since(p.wrote, 24*hour)}
	case !meta:
		return Verdict{Permit: "template", Rule: rule, Ways: []Way{"template", "wait", "note"}}
	case by == ByHuman && longer:
		return Verdict{Permit: "human_agent", Rule: "human_7d", Until: since(p.wrote, 7*24*hour)}
	case by == ByHuman && byAd:
		return Verdict{Permit: "perhaps", Rule: "ad_7d", Until: since(p.ad, 7*24*hour), Ways: []Way{"wait", "note"}}
	case longer || byAd: // a person could
		return Verdict{Permit: "wait", Rule: rule, Ways: []Way{"person", "wait", "note"}}
	default:
		return Verdict{Permit: "wait", Rule: rule, Ways: []Way{"wait", "note"}}
	}
}

func TestEveryVerdictNamesItsRuleItsEndAndTheWaysOut(t *testing.T) {
	for _, p := range pasts() {
		head := p.head()
		for _, f := range allFlags {
			c := head
			f.set(&c)
			for _, by := range []Sender{ByHuman, ByProgram} {
				if diff := cmp.Diff(Judge(c, by, noon), p.verdict(by)); diff != "" {
					t.Fatalf("%+v, %s, a %s (-got +want):\n%s", p, f.name, by, diff)
				}
			}
		}
	}
}

// What costs nothing changes nothing of what may be sent; it lasts 72 hours from an answer within 24.
func TestAnAdMakesMessagesFreeOfChargeForThreeDays(t *testing.T) {
	click := func(on ChannelKind) Conversation {
		c := fresh()
		c.On = on
		e := inbound("ad", noon)
		e.ByAd = true
		return Receive(c, Channel{Kind: on}, []Entry{e}, noon).Conversation
	}
	for _, c := range []struct {
		name   string
		on     ChannelKind
		answer time.Duration
		want   time.Duration // from the answer; 0: never
	}{
		{"answered at once", WhatsApp, time.Minute, 72 * hour},
		{"answered a second before the end of the day", WhatsApp, 24*hour - time.Second, 72 * hour},
		{"answered at the end of the day", WhatsApp, 24 * hour, 0},
		{"answered a second after the day", WhatsApp, 24*hour + time.Second, 0},
		{"answered before the click", WhatsApp, -time.Minute, 0},
		{"a platform that has no prices", Messenger, time.Minute, 0},
	} {
		at := noon.Add(c.answer)
		echo := Entry{Kind: Message, Direction: Out, Type: Text, Text: "hi", Via: ViaPhone, Key: MessageKey(at, "echo"), At: at, Status: Sent}
		got := Receive(click(c.on), Channel{Kind: c.on}, []Entry{echo}, at).Conversation
		want := time.Time{}
		if c.want > 0 {
			want = at.Add(c.want)
		}
		if !got.FreeUntil().Equal(want) {
			t.Errorf("%s: free until %v, want %v", c.name, got.FreeUntil(), want)
		}
		second := echo
		second.At, second.Key = at.Add(time.Hour), MessageKey(at.Add(time.Hour), "second")
		if more := Receive(got, Channel{Kind: c.on}, []Entry{second}, second.At).Conversation; c.want > 0 && !more.FreeUntil().Equal(want) {
			t.Errorf("%s: a second answer moves it to %v", c.name, more.FreeUntil())
		}
		if !got.WindowClosesAt.Equal(noon.Add(24 * hour)) {
			t.Errorf("%s: the window closes at %v", c.name, got.WindowClosesAt)
		}
	}
}

func TestARefusalBelievesThePlatformAndForgetsOnlyWhatItRefutes(t *testing.T) {
	const day, week = 24 * hour, 7 * 24 * hour
	for _, c := range []struct {
		name                string
		on                  ChannelKind
		humanAgent, ad      bool
		refused             Permit
		attempt             time.Duration // after the customer's message
		standard, human, by time.Duration // the deadlines afterwards; by: the ad's, 0 for none
	}{
		{"WhatsApp, in the window", WhatsApp, false, false, Free, 2 * hour, 2 * hour, 2 * hour, 0},
		{"WhatsApp, after it", WhatsApp, false, false, Free, 30 * hour, day, day, 0},
		{"a person's time goes on", Messenger, true, false, Free, 2 * hour, 2 * hour, week, 0},
		{"a person's time is over", Messenger, true, false, AsHuman, 30 * hour, day, 30 * hour, 0},
		{"everybody's alone", Instagram, false, false, Free, 2 * hour, 2 * hour, 2 * hour, 0},
		{"an ad's chance is refuted", Messenger, false, true, Perhaps, 40 * hour, day, day, 0},
		{"an ad's chance and a person's time", Messenger, true, true, AsHuman, 40 * hour, day, 40 * hour, 0},
	} {
		e := inbound("a", noon)
		e.ByAd = c.ad
		head := fresh()
		head.On = c.on
		ch := Channel{Kind: c.on, HumanAgent: c.humanAgent}
		head = Receive(head, ch, []Entry{e}, noon).Conversation
		at := noon.Add(c.attempt)
		got := CloseWindow(head, ch, c.refused, at, at.Add(time.Second)).Conversation
		ad := time.Time{}
		if c.by > 0 {
			ad = noon.Add(c.by)
		}
		want(t, c.name+": everybody's", got.WindowClosesAt, noon.Add(c.standard))
		want(t, c.name+": a person's", got.HumanWindowClosesAt, noon.Add(c.human))
		want(t, c.name+": the ad's", got.AdWindowClosesAt(), ad)
		want(t, c.name+": a person may the same again", c.refused != Free && Judge(got, ByHuman, at).Permit == c.refused, false)
		want(t, c.name+": a channel that looks again offers", Judge(Reach(got, ch), ByHuman, at).Permit, Judge(got, ByHuman, at).Permit)
		again := CloseWindow(got, ch, c.refused, at, at.Add(2*time.Second))
		want(t, c.name+": told twice, entries", len(again.Entries), 0)
		later := inbound("b", at.Add(time.Minute))
		open := Receive(got, ch, []Entry{later}, later.At).Conversation
		want(t, c.name+": the customer opens it again", Judge(open, ByProgram, later.At).Permit, Free)
		stale := CloseWindow(open, ch, c.refused, at, later.At)
		want(t, c.name+": a refusal from before that, entries", len(stale.Entries), 0)
	}
}

func TestARefusalKeepsWhatAnAdMakesCheaper(t *testing.T) {
	e := inbound("a", noon)
	e.ByAd = true
	ch := Channel{Kind: WhatsApp}
	c := Receive(fresh(), ch, []Entry{e}, noon).Conversation
	change, err := Reply(c, Draft{ClientID: "1", At: noon.Add(hour), By: "u1", Text: "hi"}, noon.Add(hour))
	if err != nil {
		t.Fatal(err)
	}
	got := CloseWindow(change.Conversation, ch, Free, noon.Add(2*hour), noon.Add(2*hour)).Conversation
	want(t, "free until", got.FreeUntil(), noon.Add(73*hour))
}
