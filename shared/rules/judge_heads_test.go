package rules_test

import (
	"fmt"
	"time"

	"transom/shared/rules"
)

// wrote is when the customer of every case wrote first.
var wrote = time.Date(2026, 11, 20, 9, 30, 15, 0, time.UTC)

// named is a head with the words for how it came about.
type named struct {
	name string
	head rules.Conversation
}

// said is a customer's message.
func said(id string, at time.Time) rules.Entry {
	return rules.Entry{Kind: rules.Message, Direction: rules.In, Type: rules.Text, Text: "hello", PlatformID: id, Key: rules.MessageKey(at, id),
		At: at, Status: rules.Received, Opens: true, Counts: true}
}

// byAd is a customer's message that came by a click on an ad.
func byAd(id string, at time.Time) rules.Entry {
	e := said(id, at)
	e.ByAd = true
	return e
}

// commented is a customer's comment, which opens no window.
func commented(id string, at time.Time) rules.Entry {
	e := said(id, at)
	e.Opens, e.Comment = false, &rules.Place{PostID: "post"}
	return e
}

// heads are conversations as they come about on every kind of channel.
func heads() []named {
	var all []named
	for _, on := range []rules.ChannelKind{rules.WhatsApp, rules.Messenger, rules.Instagram, rules.WebChat} {
		for _, human := range []bool{false, true} {
			ch := rules.Channel{ID: "ch1", Kind: on, HumanAgent: human, OnExpiry: rules.MarkExpired}
			name := string(on)
			if human {
				name += " with HUMAN_AGENT"
			}
			for _, h := range histories(ch) {
				all = append(all, named{name + ", " + h.name, h.head})
			}
		}
	}
	return all
}

// histories are what may have happened on a channel.
func histories(ch rules.Channel) []named {
	blank := rules.Conversation{ID: "c1", Contact: "p1", Channel: ch.ID, On: ch.Kind, Kind: rules.Messages, Address: rules.Address{UserID: "u", Phone: "4915112345678"}}
	comment := blank
	comment.Kind = rules.Comments
	take := func(c rules.Conversation, e ...rules.Entry) rules.Conversation {
		return rules.Receive(c, ch, e, wrote).Conversation
	}
	once, ad := take(blank, said("a", wrote)), take(blank, byAd("a", wrote))
	days := func(n int) time.Time { return wrote.AddDate(0, 0, n) }
	all := []named{
		{"nobody wrote yet", blank},
		{"wrote once", once},
		{"wrote twice, the later one first", take(once, said("b", wrote.Add(-time.Hour)))},
		{"end acted on", rules.Expire(once, ch, wrote.Add(24*time.Hour)).Conversation},
		{"every end acted on", rules.Expire(once, ch, days(30)).Conversation},
		{"by an ad", ad},
		{"by an ad and wrote again after three days", take(ad, said("b", days(3)))},
		{"by an ad and answered", answer(ad, wrote.Add(time.Hour))},
		{"wrote, and came by an ad after three days", take(once, byAd("b", days(3)))},
	}
	for _, refused := range []rules.Permit{rules.Free, rules.AsHuman, rules.Perhaps} {
		at := map[rules.Permit]time.Time{rules.Free: wrote.Add(2 * time.Hour), rules.AsHuman: days(2), rules.Perhaps: days(3)}[refused]
		all = append(all, named{fmt.Sprintf("by an ad, refused where we said %s", refused), rules.CloseWindow(ad, ch, refused, at, at).Conversation})
	}
	if ch.Kind == rules.Messenger || ch.Kind == rules.Instagram {
		all = append(all, named{"a comment", rules.Receive(comment, ch, []rules.Entry{commented("a", wrote)}, wrote).Conversation})
	}
	return all
}

// answer is the head after a colleague wrote back.
func answer(c rules.Conversation, at time.Time) rules.Conversation {
	change, err := rules.Reply(c, rules.Draft{ClientID: "01", At: at, By: "u1", Text: "hello"}, at)
	if err != nil {
		panic(err) // every history answers within its window
	}
	return change.Conversation
}
