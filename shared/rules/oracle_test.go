package rules

import (
	"errors"
	"slices"
	"testing"
	"time"
)

// This file says what may be sent a second time, in the words of the platforms' pages, from what happened and not
// from what a head holds. It uses nothing of the rules but their names.

// past is what happened between a customer and a channel before now, in hours ago; 0 hours: never.
type past struct {
	on         ChannelKind
	comment    bool
	humanAgent bool
	wrote      time.Duration // how long ago the customer wrote
	ad         time.Duration // how long ago they came by an ad
}

const hour = time.Hour

// allowed says what a sender may send: "all", "template" or "none".
func (p past) allowed(by Sender) string {
	switch p.on {
	case WebChat:
		return "all"
	case WhatsApp:
		if p.wrote > 0 && p.wrote < 24*hour {
			return "all"
		}
		return "template"
	case Messenger, Instagram:
		person := by == ByHuman
		switch {
		case p.comment:
			return "all"
		case p.wrote > 0 && p.wrote < 24*hour:
			return "all"
		case person && p.humanAgent && p.wrote > 0 && p.wrote < 7*24*hour:
			return "all"
		case person && p.ad > 0 && p.ad < 7*24*hour:
			return "all"
		}
		return "none"
	default:
		return "none"
	}
}

// carried are the types that a channel can send at all, to a person or below a comment.
var carried = map[ChannelKind][]Type{
	WhatsApp:  {Text, Image, Video, Audio, Document, Sticker, Template, Buttons, List, React},
	Messenger: {Text, Image, Video, Audio, Buttons, React},
	Instagram: {Text, Image, Video, Audio, Buttons, React},
	WebChat:   {Text, Image, Video, Buttons},
}

var below = []Type{Text, Hide, Unhide}

// sendable are all types that anybody could want to send, and some that nobody can.
var sendable = []Type{Text, Image, Video, Audio, Document, Sticker, Template, Buttons, List, React, Hide, Unhide, Location, Contacts, Edit, Revoke, System}

// flags are what else a head can say; none but merged and no address has a say in what may be sent.
type flags struct {
	name            string
	set             func(*Conversation)
	merged, nowhere bool
}

var allFlags = []flags{
	{name: "plain", set: func(*Conversation) {}},
	{name: "expired", set: func(c *Conversation) { c.WindowExpired = true }},
	{name: "over", set: func(c *Conversation) { c.WindowExpired, c.WindowOver = true, true }},
	{name: "warned", set: func(c *Conversation) { c.Warned, c.LastCalled = time.Hour, true }},
	{name: "closed", set: func(c *Conversation) { c.Status = Closed }},
	{name: "snoozed", set: func(c *Conversation) { c.Status, c.SnoozedUntil = Pending, noon.AddDate(1, 0, 0) }},
	{name: "assigned", set: func(c *Conversation) { c.Assignee = Assignee{User: "u9"} }},
	{name: "failed", set: func(c *Conversation) { c.Failed = true }},
	{name: "labelled", set: func(c *Conversation) { c.Labels = "a,b" }},
	{name: "merged", set: func(c *Conversation) { c.Merged = "c2" }, merged: true},
	{name: "no address", set: func(c *Conversation) { c.Address = Address{} }, nowhere: true},
}

// expected is what sending must answer; nil: it goes.
func (p past) expected(by Sender, t Type, f flags) error {
	types := carried[p.on]
	if p.comment {
		types = below
	}
	switch may := p.allowed(by); {
	case f.merged:
		return ErrMerged
	case f.nowhere:
		return ErrNoAddress
	case t == List && !p.comment && !slices.Contains(types, t):
		return ErrBadInteractive // buttons of too many kinds
	case !slices.Contains(types, t):
		return ErrUnsupportedType
	case may == "all", may == "template" && t == Template:
		return nil
	case p.on == WhatsApp:
		return ErrWindowClosed
	default:
		return ErrMustWait
	}
}

// head plays what happened through the rules that make heads.
func (p past) head() Conversation {
	c := fresh()
	c.On = p.on
	ch := Channel{ID: c.Channel, Kind: p.on, HumanAgent: p.humanAgent}
	var entries []Entry
	if p.wrote > 0 {
		e := inbound("wrote", noon.Add(-p.wrote))
		if p.comment {
			e.Opens, e.Comment = false, &Place{PostID: "post"}
		}
		entries = append(entries, e)
	}
	if p.ad > 0 { // a click alone: it opens nothing
		e := inbound("ad", noon.Add(-p.ad))
		e.Type, e.Opens, e.Counts, e.ByAd = Referral, false, false, true
		entries = append(entries, e)
	}
	if p.comment {
		c.Kind = Comments
	}
	if len(entries) == 0 {
		c.Version, c.Status = 1, Open
		return c
	}
	return Receive(c, ch, entries, noon.Add(-p.wrote)).Conversation
}

// draft is a message of a type that breaks no other rule.
func draft(t Type) Entry {
	e := Entry{Type: t, Text: "hello", ReplyTo: "m1"}
	switch t {
	case Image:
		e.Media = &Media{MIME: "image/jpeg", Size: 1}
	case Video:
		e.Media = &Media{MIME: "video/mp4", Size: 1}
	case Audio:
		e.Media = &Media{MIME: "audio/aac", Size: 1}
	case Document:
		e.Media = &Media{MIME: "application/pdf", Size: 1}
	case Sticker:
		e.Media = &Media{MIME: "image/webp", Size: 1}
	case Template:
		e.Template = &TemplateUse{Name: "hello", Language: "en"}
	case Buttons:
		e.Interactive = &Interactive{Buttons: []Choice{{ID: "1", Title: "Yes"}}}
	case List:
		e.Interactive = &Interactive{Open: "Choose", Sections: []Section{{Title: "All", Rows: []Choice{{ID: "1", Title: "Yes"}}}}}
	case React:
		e.Text = "❤️"
	}
	if e.Media != nil {
		e.Text = ""
	}
	return e
}

// moments are the seconds around every edge there is, and the middles between.
func moments() []time.Duration {
	var all []time.Duration
	for _, edge := range []time.Duration{24 * hour, 72 * hour, 7 * 24 * hour} {
		all = append(all, edge-time.Second, edge-time.Millisecond, edge, edge+time.Millisecond, edge+time.Second)
	}
	return append(all, 0, time.Second, 12*hour, 48*hour, 100*hour, 365*24*hour)
}

func pasts() []past {
	var all []past
	for _, on := range []ChannelKind{WhatsApp, Messenger, Instagram, WebChat} {
		for _, comment := range []bool{false, true} {
			for _, humanAgent := range []bool{false, true} {
				for _, wrote := range moments() {
					for _, ad := range moments() {
						if comment && (ad > 0 || on == WhatsApp || on == WebChat) {
							continue // there is no such thing
						}
						all = append(all, past{on, comment, humanAgent, wrote, ad})
					}
				}
			}
		}
	}
	return all
}

func TestEveryCombinationIsJudgedAsThePlatformsSay(t *testing.T) {
	var asked, sent int
	for _, p := range pasts() {
		head := p.head()
		for _, f := range allFlags {
			c := head
			f.set(&c)
			for _, by := range []Sender{ByHuman, ByProgram} {
				for _, typ := range sendable {
					asked++
					_, err := CanSend(c, draft(typ), by, noon)
					if want := p.expected(by, typ, f); !errors.Is(err, want) {
						t.Fatalf("%+v, %s, %s by a %s: got %v, want %v", p, f.name, typ, by, err, want)
					}
					if err == nil {
						sent++
					}
				}
			}
		}
	}
	if sent < asked/20 || sent > asked/2 {
		t.Errorf("%d of %d may be sent: the combinations are one-sided", sent, asked)
	}
	t.Logf("%d combinations, of which %d may be sent", asked, sent)
}
