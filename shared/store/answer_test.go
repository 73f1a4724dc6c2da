package store_test

import (
	"fmt"
	"testing"
	"time"

	"transom/shared/rules"
	"transom/shared/store"
)

// The account's own answer names nobody: the comment above leads to its conversation, also when both come in one
// payload and the answer first.
func TestAnAnswerFindsTheCommentThatComesInTheSamePayload(t *testing.T) {
	w := newWorld(t)
	page := w.channel
	page.Kind = rules.Messenger
	var all []store.Batch
	for i := range 20 {
		said, answer := inbound(fmt.Sprint("c", i), noon), inbound(fmt.Sprint("a", i), noon)
		said.Comment, said.Opens = &rules.Place{PostID: "p"}, false
		answer.Comment, answer.ReplyTo = &rules.Place{PostID: "p", ParentID: said.PlatformID}, said.PlatformID
		answer.Direction, answer.Status, answer.Via, answer.Opens, answer.Counts = rules.Out, rules.Sent, rules.ViaPage, false, false
		edit := inbound(fmt.Sprint("e", i), noon.Add(time.Minute))
		edit.Type, edit.ReplyTo, edit.Opens, edit.Counts = rules.Edit, said.PlatformID, false, false
		from := store.Sender{Address: rules.Address{UserID: fmt.Sprint("u", i)}, Kind: rules.Comments}
		all = append(all, store.Batch{From: store.Sender{Kind: rules.Comments}, Entries: []rules.Entry{answer}}, store.Batch{From: from, Entries: []rules.Entry{said, edit}})
	}
	got, err := w.ReceiveAll(w.ctx, w.ws, page, all)
	must(t, err)
	for i := 0; i < len(got); i += 2 {
		if got[i].Err != nil || got[i].Stored != 1 || got[i].Conversation.ID != got[i+1].Conversation.ID {
			t.Errorf("answer %d is stored as %+v, its comment as %+v", i/2, got[i], got[i+1])
		}
	}
}
