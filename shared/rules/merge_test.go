package rules

import (
	"errors"
	"testing"
	"time"
)

func TestADeletedMessageLeavesNoWordsOnTheRow(t *testing.T) {
	ch := Channel{ID: "ch1", Kind: WhatsApp}
	said := inbound("a", noon)
	c := Receive(fresh(), ch, []Entry{said}, noon).Conversation
	gone, _ := Amend(said, about(Revoke, "", noon.Add(time.Minute), In))
	change := Refresh(c, gone, noon)
	want(t, "text", change.Conversation.Preview.Text, "")
	want(t, "type", change.Conversation.Preview.Type, Revoke)
	want(t, "news for the rows", change.Entries[0].Event.Type, EventAmended)
	want(t, "a repetition writes", len(Refresh(change.Conversation, gone, noon).Entries), 0)
	newer := Receive(c, ch, []Entry{inbound("b", noon.Add(time.Second))}, noon).Conversation
	want(t, "a row that shows another message changes", len(Refresh(newer, gone, noon).Entries), 0)
}

func TestMergedThreadsBecomeOne(t *testing.T) {
	ch := Channel{ID: "ch1", Kind: WhatsApp}
	first := fresh()
	older := Close(Receive(first, ch, []Entry{inbound("a", noon)}, noon).Conversation, "u1", "", noon).Conversation
	second := fresh()
	second.ID, second.Contact = "c2", "p2"
	later := noon.Add(time.Hour)
	newer := Assign(Receive(second, ch, []Entry{inbound("b", later)}, later).Conversation, Assignee{User: "u2"}, "u2", later).Conversation
	closed, goesOn := Merge(newer, older, later)
	want(t, "status of the merged", closed.Conversation.Status, Closed)
	want(t, "it goes on in", closed.Conversation.Merged, older.ID)
	want(t, "event", closed.Entries[0].Event.Type, EventMerged)
	want(t, "event names", closed.Entries[0].Event.Reason, string(older.ID))
	want(t, "status", goesOn.Conversation.Status, Open)
	want(t, "unread", goesOn.Conversation.Unread, older.Unread+newer.Unread)
	want(t, "window", goesOn.Conversation.WindowClosesAt, later.Add(24*time.Hour))
	want(t, "waiting", goesOn.Conversation.WaitingSince, later)
	want(t, "deltas", closed.Entries[0].Deltas.Plus(goesOn.Entries[0].Deltas),
		Tally(closed.Conversation).Plus(Tally(goesOn.Conversation)).Minus(Tally(newer).Plus(Tally(older))))
	again, same := Merge(closed.Conversation, goesOn.Conversation, later)
	want(t, "a repetition writes", len(again.Entries)+len(same.Entries), 0)
	_, err := CanSend(closed.Conversation, text("x"), ByHuman, later)
	want(t, "an answer there is refused", errors.Is(err, ErrMerged), true)
	want(t, "the older one goes on", Older(older, newer), true)
	want(t, "one that has not begun does not", Older(Conversation{ID: "a"}, newer), false)
}

func TestAMessageDeliveredAfterAFailureIsNoFailure(t *testing.T) {
	ch := Channel{ID: "ch1", Kind: WhatsApp}
	c := Receive(fresh(), ch, []Entry{inbound("a", noon)}, noon).Conversation
	sent, err := Reply(c, Draft{ClientID: "01", At: noon, By: "u1", Text: "x"}, noon)
	if err != nil {
		t.Fatal(err)
	}
	e := sent.Entries[0]
	e.Status = Failed
	marked := Fail(sent.Conversation, e, noon).Conversation
	want(t, "failed", marked.Failed, true)
	want(t, "a repetition writes", len(Fail(marked, e, noon).Entries), 0)
	e.Status = Delivered
	want(t, "failed after the delivery", Fail(marked, e, noon).Conversation.Failed, false)
	wrote := Receive(marked, ch, []Entry{inbound("b", noon.Add(time.Minute))}, noon).Conversation
	want(t, "also when the customer has written since", Fail(wrote, e, noon).Conversation.Failed, false)
	next, err := Reply(marked, Draft{ClientID: "02", At: noon.Add(time.Minute), By: "u1", Text: "y"}, noon)
	if err != nil {
		t.Fatal(err)
	}
	other := next.Entries[0]
	other.Status = Failed
	again := Fail(next.Conversation, other, noon).Conversation
	want(t, "failed of a newer message", Fail(again, e, noon).Conversation.Failed, true)
}
