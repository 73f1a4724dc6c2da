package whatsapp_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"transom/shared/channel"
	"transom/shared/channel/meta"
	"transom/shared/channel/whatsapp"
	"transom/shared/rules"
)

// received is after every payload's time.
var received = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

// collection is where payloads lie that other people recorded: expected.jsonl and the files it names. The
// environment variable TRANSOM_PAYLOADS names the folder; without it the tests use our own testdata alone.
func collection(t *testing.T) []string {
	folders := []string{"testdata"}
	if dir := os.Getenv("TRANSOM_PAYLOADS"); dir != "" {
		return append(folders, dir)
	}
	t.Log("TRANSOM_PAYLOADS is not set: only our own payloads are tried")
	return folders
}

// expectation is a line of expected.jsonl. A member that is absent is not asserted.
type expectation struct {
	File    string
	Channel string
	Events  []map[string]any
}

func TestPayloadsAreUnderstoodAsExpected(t *testing.T) {
	for _, dir := range collection(t) {
		lines, err := os.ReadFile(filepath.Join(dir, "expected.jsonl"))
		if err != nil {
			t.Fatalf("read the expectations: %v", err)
		}
		scan := bufio.NewScanner(bytes.NewReader(lines))
		scan.Buffer(nil, 1<<20)
		tried := 0
		for scan.Scan() {
			var want expectation
			if err := json.Unmarshal(scan.Bytes(), &want); err != nil {
				t.Fatalf("read a line of %s: %v", dir, err)
			}
			if want.Channel == "whatsapp" && !strings.Contains(want.File, "whatsapp-api-") {
				tried++
				t.Run(want.File, func(t *testing.T) { expect(t, filepath.Join(dir, want.File), want.Events) })
			}
		}
		if tried == 0 {
			t.Errorf("%s names no payload of WhatsApp", dir)
		}
	}
}

// otherwise are the files that we understand differently; docs/payloads.md says why, and the tests beside this
// one what we understand.
var otherwise = map[string]bool{
	"whatsapp-history-history-n0.json":                                                true,
	"whatsapp-message-template-status-update-message-template-quality-update-n0.json": true,
	"whatsapp-text-webhook-incoming-message-text-bsuid.json":                          true,
	"whatsapp-user-id-update-webhook-useridupdate.json":                               true,
}

func expect(t *testing.T, file string, want []map[string]any) {
	body, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	tree, err := meta.Read(body)
	if err != nil {
		if want[0]["kind"] != "unparsed_list" {
			t.Fatalf("read: %v", err)
		}
		return
	}
	got := flatten(whatsapp.Parse(tree, received))
	if otherwise[filepath.Base(file)] {
		if len(got) == 0 {
			t.Error("understood nothing")
		}
		return
	}
	if kind := want[0]["kind"]; kind == "ignore" || kind == "unparsed_list" {
		if len(got) != 0 {
			t.Errorf("understood %v from a body that says nothing", got)
		}
		return
	}
	if len(got) != len(want) {
		t.Fatalf("understood %d events, want %d: %v", len(got), len(want), got)
	}
	for i := range want {
		for key, w := range want[i] {
			if g, asserted := got[i][key]; asserted && w != nil && !same(g, w) {
				t.Errorf("event %d: %s is %v, want %v", i, key, g, w)
			}
		}
	}
}

// same compares as text: numbers of JSON are floats, times are not.
func same(got, want any) bool {
	g, _ := json.Marshal(got)
	w, _ := json.Marshal(want)
	return string(g) == string(w)
}

// flatten writes what was understood in the words of the expectations.
func flatten(p channel.Payload) (events []map[string]any) {
	for _, b := range p.Batches {
		for _, e := range b.Entries {
			events = append(events, message(b, e))
		}
	}
	for _, s := range p.Statuses {
		ev := map[string]any{"kind": "status", "id": s.Report.PlatformID, "status": string(s.Report.Status), "account": s.Account}
		if !s.Report.At.Equal(received) {
			ev["ts_ms"] = s.Report.At.UnixMilli()
		}
		if s.Report.Error != nil {
			ev["error_code"] = s.Report.Error.Code
		}
		events = append(events, ev)
	}
	for _, o := range p.Events {
		ev := map[string]any{"kind": "account_event", "field": o.Field}
		switch {
		case o.Event == "error":
			ev = map[string]any{"kind": "account_error", "error_code": o.Code}
		case o.Field == "history":
			ev = map[string]any{"kind": "history"}
		case strings.Contains(string(o.Details), `"decision"`):
			ev["decision"] = o.Event
		case o.Event != "":
			ev["event"] = o.Event
		}
		events = append(events, ev)
	}
	return events
}

func message(b channel.Batch, e rules.Entry) map[string]any {
	ev := map[string]any{
		"kind": "message", "direction": "in", "id": e.PlatformID, "type": string(e.Type), "account": b.Account, "text": e.Text,
		"name": b.Name, "reply_to": e.ReplyTo, "bsuid": b.Address.UserID,
	}
	if ev["sender"] = b.Address.Phone; b.Address.Phone == "" {
		ev["sender"] = b.Address.UserID
	}
	if e.Type == rules.System { // the collection takes only "from" for a sender
		delete(ev, "sender")
		delete(ev, "name")
	}
	if e.Type == rules.System || e.Type == rules.Edit || e.Type == rules.Revoke {
		ev["kind"] = string(e.Type)
	}
	switch e.Type {
	case rules.Edit, rules.Revoke, rules.React:
		ev["target"] = e.ReplyTo
		ev["emoji"] = e.Text
	}
	if !e.At.Equal(e.ReceivedAt) {
		ev["ts_ms"] = e.At.UnixMilli()
	}
	if e.Media != nil {
		ev["media_id"] = e.Media.PlatformID
		ev["voice"] = e.Media.Voice
		ev["filename"] = e.Media.Name
		ev["mime"] = wholeMIME(e)
	}
	if e.Error != nil {
		ev["error_code"] = e.Error.Code
	}
	details, _ := meta.Read(e.Details)
	if details.Has("referral") {
		ev["referral"] = details.Tree("referral").Text("source_id")
	}
	return ev
}

// wholeMIME is the type as it was sent: with its parameters if it had any.
func wholeMIME(e rules.Entry) string {
	details, _ := meta.Read(e.Details)
	if full := details.Tree(string(e.Type)).Text("mime_type"); full != "" {
		return full
	}
	return e.Media.MIME
}
