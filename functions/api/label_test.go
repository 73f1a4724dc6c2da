package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"transom/shared/clock"
	"transom/shared/rules"
)

func TestLabelsAreAddedAndTakenOff(t *testing.T) {
	w := newWorld(t)
	path := "/conversations/" + string(w.says("a", "hello").ID)
	label := func(text string) result { return w.call(ben, "POST", path+"/labels", map[string]any{"label": text}) }
	w.want(label(" VIP "), 200, "")
	r := w.want(label("Rückfrage / später"), 200, "")
	if got := fmt.Sprint(r.body["labels"]); got != "[Rückfrage / später VIP]" {
		t.Errorf("labels %s", got)
	}
	version := r.body["version"]
	if again := w.want(label("vip"), 200, ""); again.body["version"] != version {
		t.Errorf("a label in another case changes %v into %v", version, again.body["version"])
	}
	for _, text := range []string{"", "  ", "a,b", "a|b", "line\nbreak", strings.Repeat("x", 31)} {
		w.want(label(text), 400, "bad_label")
	}
	r = w.want(w.call(ben, "DELETE", path+"/labels/"+escape("Rückfrage / später"), nil), 200, "")
	if got := fmt.Sprint(r.body["labels"]); got != "[VIP]" {
		t.Errorf("labels %s", got)
	}
	again := w.want(w.call(ben, "DELETE", path+"/labels/none", nil), 200, "")
	if again.body["version"] != r.body["version"] {
		t.Error("taking off what is not there changes something")
	}
	for i := range 9 {
		w.want(label(fmt.Sprint("l", i)), 200, "")
	}
	w.want(label("the eleventh"), 422, "too_many_labels")
	w.want(w.call(zoe, "POST", path+"/labels", map[string]any{"label": "x"}), 404, "conversation_missing")
	row := w.want(w.call(ben, "GET", "/conversations", nil), 200, "").items()[0]
	if n := len(row["labels"].([]any)); n != 10 {
		t.Errorf("the row shows %d labels", n)
	}
}

func TestAPermitSaysWhatMayBeSentByWhichRule(t *testing.T) {
	w := newWorld(t)
	messenger := w.connect(rules.Messenger, "5")
	ago := func(ch rules.Channel, customer string, d time.Duration) string {
		e := rules.Entry{Type: rules.Text, Text: "hi", PlatformID: "m." + customer, At: clock.Now().Add(-d).Truncate(time.Millisecond)}
		return "/conversations/" + string(w.receivesOn(ch, rules.Messages, customer, e).ID)
	}
	for _, c := range []struct {
		name, path, permit, rule, ways string
		ends                           bool
	}{
		{"WhatsApp, open", ago(w.channel, "1", time.Hour), "free", "whatsapp_24h", "[]", true},
		{"WhatsApp, closed", ago(w.channel, "2", 25*time.Hour), "template", "whatsapp_24h", "[template wait note]", false},
		{"Messenger, for a person", ago(messenger, "3", 25*time.Hour), "human_agent", "human_7d", "[]", true},
		{"Messenger, closed", ago(messenger, "4", 8*24*time.Hour), "wait", "meta_24h", "[wait note]", false},
	} {
		r := w.want(w.call(ben, "GET", c.path+"/permit", nil), 200, "")
		if r.body["permit"] != c.permit || r.body["rule"] != c.rule || fmt.Sprint(r.body["ways"]) != c.ways || (r.body["until"] != nil) != c.ends {
			t.Errorf("%s: %s", c.name, r.text)
		}
	}
	closed := ago(w.channel, "2", 25*time.Hour)
	r := w.want(w.call(ben, "POST", closed+"/messages", saying(map[string]any{"text": "hello?"})), 422, "window_closed")
	if r.detail("permit") != "template" || r.detail("rule") != "whatsapp_24h" || r.detail("ways") != "template,wait,note" {
		t.Errorf("refused with %s", r.text)
	}
	r = w.want(w.call(ben, "POST", ago(messenger, "4", 8*24*time.Hour)+"/messages", saying(map[string]any{"text": "hello?"})), 422, "must_wait")
	if r.detail("permit") != "wait" || r.detail("ways") != "wait,note" {
		t.Errorf("refused with %s", r.text)
	}
	w.want(w.call(zoe, "GET", closed+"/permit", nil), 404, "conversation_missing")

	messenger.HumanAgent = false
	w.must(w.store.UpdateChannel(t.Context(), w.home, messenger))
	late := ago(messenger, "3", 25*time.Hour)
	if r := w.want(w.call(ben, "GET", late+"/permit", nil), 200, ""); r.body["permit"] != "wait" {
		t.Errorf("without the right to answer for seven days: %s", r.text)
	}
	w.want(w.call(ben, "POST", late+"/messages", saying(map[string]any{"text": "hello?"})), 422, "must_wait")
}
