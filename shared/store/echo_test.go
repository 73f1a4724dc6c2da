package store_test

import (
	"fmt"
	"testing"
	"time"

	"transom/shared/fault"
	"transom/shared/rules"
	"transom/shared/store"
	"transom/shared/store/storetest"
)

func echo(id, text string, at time.Time) rules.Entry {
	e := inbound(id, at)
	e.Direction, e.Status, e.Opens, e.Counts, e.Text, e.Via = rules.Out, rules.Sent, false, false, text, rules.ViaPage
	return e
}

func (w *world) messages(id rules.ConversationID) int {
	w.t.Helper()
	page, err := w.Entries(w.ctx, w.admin, id, "", "", 100)
	must(w.t, err)
	n := 0
	for _, e := range page.Items {
		if e.Kind == rules.Message {
			n++
		}
	}
	return n
}

const answer = "It left this morning and arrives tomorrow." // what (*world).reply says

func TestAnEchoOfOurOwnMessageIsAReport(t *testing.T) {
	person := store.Sender{Address: rules.Address{UserID: "igsid1"}}
	for _, c := range []struct {
		name   string
		kind   rules.ChannelKind
		state  rules.Delivery // of ours when the echo comes; accepted has the echo's id
		text   string
		off    time.Duration
		is     bool // ours
		status rules.Delivery
	}{
		{"it comes before the answer to our call", rules.Instagram, rules.Sending, answer, time.Second, true, rules.Sent},
		{"nobody knew whether it was sent", rules.Instagram, rules.Uncertain, answer, time.Second, true, rules.Sent},
		{"its id is known", rules.Instagram, rules.Accepted, "whatever", time.Hour, true, rules.Sent},
		{"its id is known", rules.WhatsApp, rules.Accepted, "whatever", time.Hour, true, rules.Sent},
		{"other words", rules.Instagram, rules.Sending, "Other words.", time.Second, false, rules.Sending},
		{"it was held back by an outage, and its echo comes first", rules.Instagram, rules.Sending, answer, 20 * time.Minute, true, rules.Sent},
		{"it was held back for hours, and nobody knew whether it was sent", rules.Instagram, rules.Uncertain, answer, 23 * time.Hour, true, rules.Sent},
		{"the same words, later than a message is ever held back", rules.Instagram, rules.Sending, answer, 25 * time.Hour, false, rules.Sending},
		{"the same words, before ours were written", rules.Instagram, rules.Sending, answer, -3 * time.Minute, false, rules.Sending},
		{"the same words on WhatsApp, which tells our id", rules.WhatsApp, rules.Sending, answer, time.Second, false, rules.Sending},
		{"the same words that are not on their way yet", rules.Instagram, rules.Queued, answer, time.Second, false, rules.Queued},
	} {
		t.Run(fmt.Sprint(c.kind, " ", c.name), func(t *testing.T) {
			w := newDesk(t, storetest.New(t), "demo", c.kind)
			from := person
			if c.kind == rules.WhatsApp {
				from = sender(1)
			}
			conv := w.receive(from, inbound("hello", noon))
			ref := w.reply(conv.ID, "01")
			if c.state != rules.Queued {
				_, _, err := w.Claim(w.ctx, w.ws, ref, time.Now(), time.Minute)
				must(t, err)
				r := rules.Report{Status: c.state, At: time.Now()}
				if c.state == rules.Accepted {
					r.PlatformID = inbound("echo", noon).PlatformID
				}
				_, err = w.Report(w.ctx, w.ws, ref, r)
				must(t, err)
			}
			e := echo("echo", c.text, w.entry(ref).At.Add(c.off))
			for range 2 {
				w.receive(from, e)
			}
			want := 2
			if !c.is {
				want = 3
			}
			equal(t, "messages", w.messages(conv.ID), want)
			equal(t, "status", w.entry(ref).Status, c.status)
			got := w.found(e.PlatformID)
			equal(t, "its id leads to ours", got.Key == ref.Key, c.is)
			if !c.is {
				equal(t, "sent from", got.Via, rules.ViaPage)
			}
		})
	}
}

func TestTwoOfOurMessagesWithTheSameWordsMeetTheirOwnEchoes(t *testing.T) {
	w := newDesk(t, storetest.New(t), "demo", rules.Instagram)
	from := store.Sender{Address: rules.Address{UserID: "igsid1"}}
	c := w.receive(from, inbound("hello", noon))
	var refs []store.Ref
	for i := range 2 {
		refs = append(refs, w.replyAt(c.ID, fmt.Sprint(i), time.Now().Add(time.Duration(i)*time.Second)))
		_, _, err := w.Claim(w.ctx, w.ws, refs[i], time.Now(), time.Minute)
		must(t, err)
	}
	w.receive(from, echo("e1", answer, time.Now()))
	w.receive(from, echo("e2", answer, time.Now()))
	equal(t, "messages", w.messages(c.ID), 3)
	equal(t, "the first", w.entry(refs[0]).PlatformID, inbound("e1", noon).PlatformID)
	equal(t, "the second", w.entry(refs[1]).PlatformID, inbound("e2", noon).PlatformID)
}

func comment(id, parent string, at time.Time) rules.Entry {
	e := inbound(id, at)
	e.Opens, e.Comment = false, &rules.Place{PostID: "post", ParentID: parent}
	return e
}

func TestCommentsAreAThreadOfTheirAuthorApartFromMessages(t *testing.T) {
	w := newDesk(t, storetest.New(t), "demo", rules.Messenger)
	author := store.Sender{Address: rules.Address{UserID: "77"}, Name: "Ana", Kind: rules.Comments}
	comments := w.receive(author, comment("c1", "", noon))
	messages := w.receive(store.Sender{Address: rules.Address{UserID: "77"}, Name: "Bo"}, inbound("m1", noon))
	equal(t, "kind", comments.Kind, rules.Comments)
	equal(t, "one thread", comments.ID == messages.ID, false)
	equal(t, "one contact: the same number says nothing", comments.Contact == messages.Contact, false)
	equal(t, "the row says that it is a comment", comments.Preview.Comment, true)
	equal(t, "window", comments.WindowClosesAt, time.Time{})

	own := comment("c2", inbound("c1", noon).PlatformID, noon.Add(time.Minute))
	own.Direction, own.Status, own.Counts, own.Via, own.Text = rules.Out, rules.Sent, false, rules.ViaPage, "Thank you!"
	page := store.Sender{Kind: rules.Comments}
	for range 2 {
		got, err := w.Receive(w.ctx, w.ws, w.channel, page, []rules.Entry{own})
		must(t, err)
		equal(t, "the account's own answer goes to", got.Conversation.ID, comments.ID)
		equal(t, "handler", got.Conversation.Handler, rules.Human)
		equal(t, "unread", got.Conversation.Unread, 0)
	}
	equal(t, "comments", w.messages(comments.ID), 2)
	lost := own
	lost.Comment = &rules.Place{PostID: "post", ParentID: "unknown"}
	_, err := w.Receive(w.ctx, w.ws, w.channel, page, []rules.Entry{lost})
	equal(t, "an answer to a comment that nobody knows", fault.KindOf(err), fault.Missing)

	hide := about(rules.Hide, "c1", "", noon.Add(2*time.Minute))
	hide.Direction, hide.Status, hide.Via = rules.Out, rules.Sent, rules.ViaPage
	got, err := w.Receive(w.ctx, w.ws, w.channel, store.Sender{Kind: rules.Comments, Address: rules.Address{UserID: "anonymous:c1"}}, []rules.Entry{hide})
	must(t, err)
	equal(t, "what is about a comment goes to its thread", got.Conversation.ID, comments.ID)
	equal(t, "hidden", w.found(inbound("c1", noon).PlatformID).Hidden(), true)
}

func TestHidingACommentThatComesBackIsNotHiddenTwice(t *testing.T) {
	w := newDesk(t, storetest.New(t), "demo", rules.Messenger)
	now := time.Now().UTC()
	said := w.receive(store.Sender{Address: rules.Address{UserID: "77"}, Kind: rules.Comments}, comment("c1", "", noon))
	target := w.found(inbound("c1", noon).PlatformID)
	for i, c := range []struct {
		deed rules.Type
		off  time.Duration
		want int
	}{
		{rules.Hide, time.Second, 2},
		{rules.Unhide, time.Second, 3},
		{rules.Hide, time.Hour, 5}, // a colleague on the Page did it again
	} {
		at := now.Add(time.Duration(i) * 10 * time.Minute)
		_, err := w.ChangeAs(w.ctx, w.admin, said.ID, 0, func(old rules.Conversation) (rules.Change, error) {
			return rules.Reply(old, rules.Draft{ClientID: fmt.Sprint(i), At: at, By: w.admin.ID, Type: c.deed, Target: &target}, at)
		})
		must(t, err)
		back := about(c.deed, "c1", "", at.Add(c.off))
		back.PlatformID, back.Direction, back.Status, back.Via = fmt.Sprint("back", i), rules.Out, rules.Sent, rules.ViaPage
		for range 2 {
			_, err := w.Receive(w.ctx, w.ws, w.channel, store.Sender{Kind: rules.Comments}, []rules.Entry{back})
			must(t, err)
		}
		equal(t, fmt.Sprint(c.deed, " comes back after ", c.off), w.messages(said.ID), c.want)
	}
}

func TestAPrivateAnswerJoinsTheCommenterAndTheMessages(t *testing.T) {
	for _, known := range []bool{false, true} {
		w := newDesk(t, storetest.New(t), "demo", rules.Messenger)
		dm := store.Sender{Address: rules.Address{UserID: "psid"}, Name: "Ana"}
		var before rules.Conversation
		if known {
			before = w.receive(dm, inbound("m0", noon.Add(-time.Hour)))
		}
		comments := w.receive(store.Sender{Address: rules.Address{UserID: "77"}, Kind: rules.Comments}, comment("c1", "", noon))
		for range 2 {
			must(t, w.AddReach(w.ctx, w.ws, comments.ID, dm.Address))
		}
		messages := w.receive(dm, inbound("m1", noon.Add(time.Minute)))
		again := w.receive(store.Sender{Address: rules.Address{UserID: "77"}, Kind: rules.Comments}, comment("c2", "", noon.Add(time.Minute)))
		equal(t, "contact", messages.Contact, again.Contact)
		equal(t, "thread of the comments", again.ID, comments.ID)
		if known {
			equal(t, "thread of the messages", messages.ID, before.ID)
			equal(t, "contact that was known first", messages.Contact, before.Contact)
		}
	}
}
