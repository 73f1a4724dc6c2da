package main

import (
	"testing"

	"transom/shared/rules"
	"transom/shared/secret"
)

func TestAPostIsToldToWhoSeesItsComments(t *testing.T) {
	w := newWorld(t)
	page := w.connect(rules.Messenger, "5")
	c := w.receivesOn(page, rules.Comments, "c", rules.Entry{Type: rules.Text, Text: "first!", PlatformID: "5_10", Comment: &rules.Place{PostID: "5_1"}})
	path := "/conversations/" + string(c.ID) + "/posts/"
	w.want(w.call(zoe, "GET", path+"5_1", nil), 404, "conversation_missing")
	w.want(w.call(ben, "GET", path+"5_2", nil), 404, "post_missing")
	w.want(w.call(ben, "GET", path+"5%2F1", nil), 400, "invalid_input")

	if got := w.want(w.call(ben, "GET", path+"5_1", nil), 200, ""); got.body["text"] != "" {
		t.Errorf("without access it says %v", got.body)
	}
	w.keeps(page, "good-token")
	got := w.want(w.call(ben, "GET", path+"5_1", nil), 200, "")
	if got.body["text"] != "Our new lamp" || got.body["permalink"] != nil {
		t.Errorf("it says %v; an address without encryption is left out", got.body)
	}
	w.keeps(page, "expired")
	if got := w.want(w.call(ben, "GET", path+"5_1", nil), 200, ""); got.body["text"] != "" {
		t.Errorf("with an access that is over it says %v", got.body)
	}
}

// keeps gives a channel an access token.
func (w *world) keeps(ch rules.Channel, token string) {
	w.Helper()
	w.must(w.desk.secrets.Put(w.Context(), secret.ChannelToken(ch.ID), token))
}
