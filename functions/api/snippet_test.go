package main

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"transom/shared/rules"
)

// files puts a file where snippets take theirs from, and gives the upload's id.
func (w *world) files(as rules.Member, name, mime string, file []byte) string {
	w.Helper()
	r := w.want(w.call(as, "POST", "/uploads", map[string]any{"for": "snippet", "name": name, "mime": mime, "size": len(file)}), 201, "")
	if status := w.puts(r, file); status != http.StatusOK {
		w.Fatalf("the bucket answers %d", status)
	}
	return r.body["id"].(string)
}

func TestSnippetsAreKeptChangedAndForgotten(t *testing.T) {
	w := newWorld(t)
	add := func(title, body, shortcut string) result {
		return w.call(ben, "POST", "/snippets", map[string]any{"title": title, "body": body, "shortcut": shortcut})
	}
	hello := w.want(add(" Hello ", "Hello {{first_name|there}}!", "/Hello"), 201, "")
	if hello.body["title"] != "Hello" || hello.body["shortcut"] != "hello" || hello.body["authorId"] != "sub-ben" || hello.body["updatedAt"] == nil {
		t.Errorf("kept as %s", hello.text)
	}
	w.want(add("Again", "x", "HELLO"), 409, "shortcut_taken")
	bye := w.want(add("bye", "Goodbye", "bye"), 201, "")
	if got := w.want(w.call(cem, "GET", "/snippets", nil), 200, "").items(); len(got) != 2 || got[0]["title"] != "bye" || got[1]["title"] != "Hello" {
		t.Errorf("listed as %v", got)
	}
	for _, c := range []struct{ title, body, shortcut, code string }{
		{"", "x", "", "bad_title"}, {"  ", "x", "", "bad_title"}, {strings.Repeat("t", 81), "x", "", "bad_title"}, {"a\nb", "x", "", "bad_title"},
		{"t", "", "", "empty_snippet"}, {"t", " \n", "", "empty_snippet"}, {"t", strings.Repeat("ж", 4097), "", "text_too_long"},
		{"t", "x", "two words", "bad_shortcut"}, {"t", "x", "a/b", "bad_shortcut"}, {"t", "x", strings.Repeat("s", 31), "bad_shortcut"},
	} {
		w.want(add(c.title, c.body, c.shortcut), 400, c.code)
	}
	path := "/snippets/" + hello.body["id"].(string)
	w.want(w.call(ben, "PATCH", path, map[string]any{"shortcut": "bye"}), 409, "shortcut_taken")
	changed := w.want(w.call(cem, "PATCH", path, map[string]any{"body": "Hi!"}), 200, "")
	if changed.body["body"] != "Hi!" || changed.body["title"] != "Hello" || changed.body["shortcut"] != "hello" {
		t.Errorf("changed into %s", changed.text)
	}
	w.want(w.call(ben, "PATCH", path, map[string]any{"shortcut": ""}), 200, "")
	w.want(w.call(ben, "PATCH", "/snippets/"+bye.body["id"].(string), map[string]any{"shortcut": "hello"}), 200, "") // free again
	w.want(w.call(zoe, "PATCH", path, map[string]any{"body": "mine"}), 404, "snippet_missing")
	w.want(w.call(zoe, "DELETE", path, nil), 404, "snippet_missing")
	w.want(w.call(ben, "DELETE", path, nil), 204, "")
	w.want(w.call(ben, "DELETE", path, nil), 404, "snippet_missing")
	w.want(w.call(ben, "DELETE", "/snippets/"+bye.body["id"].(string), nil), 204, "")
	w.want(add("Hello", "x", "hello"), 201, "") // its shortcut went with it
	if got := w.want(w.call(zoe, "GET", "/snippets", nil), 200, "").items(); len(got) != 0 {
		t.Errorf("a neighbour sees %v", got)
	}
}

func TestASnippetsFileGoesOutAsACopy(t *testing.T) {
	w := withFiles(t)
	c := w.says("a", "hello")
	messages := "/conversations/" + string(c.ID) + "/messages"
	upload := w.files(ben, "price.png", "image/png", png)
	s := w.want(w.call(ben, "POST", "/snippets", map[string]any{"title": "Prices", "body": "", "uploadId": upload}), 201, "")
	if m, _ := s.body["media"].(map[string]any); m["mime"] != "image/png" || m["name"] != "price.png" || m["size"] != float64(len(png)) {
		t.Errorf("kept as %s", s.text)
	}
	id := s.body["id"].(string)
	sends := func(customer string, members map[string]any, status int, code string) result {
		t.Helper()
		return w.want(w.call(ben, "POST", messages, saying(members)), status, code)
	}
	first := sends("a", map[string]any{"type": "image", "text": "Here", "snippetId": id}, 202, "")
	second := sends("a", map[string]any{"type": "image", "snippetId": id}, 202, "")
	sends("a", map[string]any{"type": "document", "snippetId": id}, 400, "file_type")
	sends("a", map[string]any{"type": "image", "snippetId": "none"}, 404, "snippet_missing")
	sends("a", map[string]any{"text": "x", "snippetId": id}, 400, "surplus_member")
	sends("a", map[string]any{"type": "image", "snippetId": id, "uploadId": upload}, 400, "surplus_member")
	sends("a", map[string]any{"type": "image", "uploadId": upload}, 404, "upload_missing")
	w.want(w.call(ben, "POST", "/snippets", map[string]any{"title": "Again", "body": "", "uploadId": upload}), 409, "upload_used")
	w.want(w.call(ben, "POST", "/snippets", map[string]any{"title": "No file", "body": "", "uploadId": w.uploads(ben, c, "a.png", "image/png", png)}), 404, "upload_missing")

	lent := w.want(w.call(ben, "GET", "/snippets/"+id+"/media", nil), 200, "")
	w.fetches(lent, http.StatusOK)
	w.want(w.call(zoe, "GET", "/snippets/"+id+"/media", nil), 404, "snippet_missing")
	w.want(w.call(ben, "PATCH", "/snippets/"+id, map[string]any{"uploadId": nil}), 400, "empty_snippet")
	w.want(w.call(ben, "PATCH", "/snippets/"+id, map[string]any{"body": "see our page"}), 200, "")
	without := w.want(w.call(ben, "PATCH", "/snippets/"+id, map[string]any{"uploadId": nil}), 200, "")
	if without.body["media"] != nil {
		t.Errorf("without its file it is %s", without.text)
	}
	sends("a", map[string]any{"type": "image", "snippetId": id}, 422, "snippet_without_file")
	w.want(w.call(ben, "GET", "/snippets/"+id+"/media", nil), 404, "media_missing")
	w.fetches(lent, http.StatusNotFound)
	w.want(w.call(ben, "DELETE", "/snippets/"+id, nil), 204, "")
	for _, sent := range []result{first, second} {
		copied := w.want(w.call(ben, "GET", messages+"/"+escape(sent.body["id"].(string))+"/media", nil), 200, "")
		w.fetches(copied, http.StatusOK)
	}
}

// fetches asks for what was lent.
func (w *world) fetches(lent result, status int) {
	w.Helper()
	answer, err := http.Get(lent.body["url"].(string))
	w.must(err)
	_ = answer.Body.Close()
	if answer.StatusCode != status {
		w.Errorf("the file answers %d, want %d", answer.StatusCode, status)
	}
}

func TestWhatAChannelCannotCarryOfASnippetIsRefused(t *testing.T) {
	w := withFiles(t)
	pdf := []byte("%PDF-1.7\n1 0 obj\n")
	s := w.want(w.call(ben, "POST", "/snippets", map[string]any{"title": "Terms", "body": "", "uploadId": w.files(ben, "terms.pdf", "application/pdf", pdf)}), 201, "")
	for kind, code := range map[rules.ChannelKind]string{rules.WhatsApp: "", rules.Messenger: "type_not_supported", rules.WebChat: "type_not_supported"} {
		ch := w.channel
		if kind != rules.WhatsApp {
			ch = w.connect(kind, "9")
		}
		c := w.receivesOn(ch, rules.Messages, "z", rules.Entry{Type: rules.Text, Text: "hi", PlatformID: "m.z" + string(kind)})
		r := w.call(ben, "POST", fmt.Sprintf("/conversations/%s/messages", c.ID), saying(map[string]any{"type": "document", "snippetId": s.body["id"]}))
		if r.code() != code {
			t.Errorf("%s: %d %s", kind, r.status, r.text)
		}
	}
}
