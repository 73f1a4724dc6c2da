package main

import (
	"testing"

	"transom/events"
	"transom/shared/rules"
)

func TestCustomersSeeThatSomebodyTypesAndReads(t *testing.T) {
	w := newWorld(t)
	c := w.says("a", "hello")
	path := "/conversations/" + string(c.ID)
	w.want(w.call(ben, "POST", path+"/typing", nil), 204, "")
	want := events.Job{Kind: events.JobSignal, Workspace: "home", User: "sub-ben", Conversation: string(c.ID), Signal: events.SignalTyping}
	if got := w.jobs.taken(); len(got) != 1 || got[0] != want {
		t.Errorf("the worker is asked for %+v", got)
	}
	w.want(w.call(ben, "POST", path+"/read", nil), 200, "")
	want.Signal = events.SignalRead
	if got := w.jobs.taken(); len(got) != 1 || got[0] != want {
		t.Errorf("the worker is asked for %+v", got)
	}
	w.want(w.call(ben, "POST", path+"/read", nil), 200, "")
	if got := w.jobs.taken(); len(got) != 0 {
		t.Errorf("reading what is read asks for %+v", got)
	}
	w.want(w.call(zoe, "POST", path+"/typing", nil), 404, "conversation_missing")
	w.want(w.call(zoe, "POST", path+"/read", nil), 404, "conversation_missing")
	comment := w.receivesOn(w.connect(rules.Messenger, "5"), rules.Comments, "c", rules.Entry{Type: rules.Text, Text: "first!", PlatformID: "5_10", Comment: &rules.Place{PostID: "5_1"}})
	w.want(w.call(ben, "POST", "/conversations/"+string(comment.ID)+"/typing", nil), 204, "")
	w.want(w.call(ben, "POST", "/conversations/"+string(comment.ID)+"/read", nil), 200, "")
	if got := w.jobs.taken(); len(got) != 0 {
		t.Errorf("neighbours and comments ask for %+v", got)
	}
}

func TestNobodyWaitsForASignal(t *testing.T) {
	w := newWorld(t)
	c := w.says("a", "hello")
	w.jobs.away = true
	w.want(w.call(ben, "POST", "/conversations/"+string(c.ID)+"/typing", nil), 204, "")
	w.want(w.call(ben, "POST", "/conversations/"+string(c.ID)+"/read", nil), 200, "")
	w.jobs.away = false
	w.jobs.mu.Lock() // the worker's door does not answer at all
	defer w.jobs.mu.Unlock()
	w.want(w.call(ben, "POST", "/conversations/"+string(c.ID)+"/typing", nil), 204, "")
}
