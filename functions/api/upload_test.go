package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"transom/functions/internal/intake"
	"transom/shared/clock"
	"transom/shared/media"
	"transom/shared/media/mediatest"
	"transom/shared/media/opus"
	"transom/shared/rules"
)

// withFiles is a world whose bucket is a real one.
func withFiles(t *testing.T) *world {
	t.Helper()
	w := newWorld(t)
	w.desk.bucket = media.NewBucket(mediatest.New(t), mediatest.Name)
	w.desk.intake = intake.New(w.store, w.desk.bucket)
	return w
}

var png = []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR and so on")

// uploads asks for a place and puts a file there, as a browser does; it gives the upload's id.
func (w *world) uploads(as rules.Member, c rules.Conversation, name, mime string, file []byte) string {
	w.Helper()
	return w.uploaded(as, map[string]any{"conversationId": string(c.ID), "name": name, "mime": mime, "size": len(file)}, file)
}

// uploadsFor puts a file that is not for a conversation.
func (w *world) uploadsFor(as rules.Member, what, name, mime string, file []byte) string {
	w.Helper()
	return w.uploaded(as, map[string]any{"for": what, "name": name, "mime": mime, "size": len(file)}, file)
}

func (w *world) uploaded(as rules.Member, body map[string]any, file []byte) string {
	w.Helper()
	r := w.want(w.call(as, "POST", "/uploads", body), 201, "")
	if status := w.puts(r, file); status != http.StatusOK {
		w.Fatalf("the bucket answers %d", status)
	}
	return r.body["id"].(string)
}

func (w *world) puts(r result, file []byte) int {
	w.Helper()
	req, err := http.NewRequestWithContext(w.Context(), r.body["method"].(string), r.body["url"].(string), bytes.NewReader(file))
	w.must(err)
	for name, value := range r.body["headers"].(map[string]any) {
		req.Header.Set(name, value.(string))
	}
	answer, err := http.DefaultClient.Do(req)
	w.must(err)
	_ = answer.Body.Close()
	return answer.StatusCode
}

func TestAFileGoesOutOnceAndIsSeenInTheThread(t *testing.T) {
	w := withFiles(t)
	c := w.says("a", "hello")
	path := "/conversations/" + string(c.ID) + "/messages"
	id := w.uploads(ben, c, "../Screen\u202e shot.png", "image/png", png)
	body := saying(map[string]any{"type": "image", "text": "Look", "uploadId": id})
	r := w.want(w.call(ben, "POST", path, body), 202, "")
	m, _ := r.body["media"].(map[string]any)
	if r.body["type"] != "image" || r.body["text"] != "Look" || m["state"] != "ready" || m["mime"] != "image/png" || m["name"] != "Screen shot.png" || m["size"] != float64(len(png)) {
		t.Errorf("sent %s", r.text)
	}
	if again := w.want(w.call(ben, "POST", path, body), 202, ""); again.text != r.text {
		t.Errorf("again %s", again.text)
	}
	lent := w.want(w.call(ben, "GET", path+"/"+escape(r.body["id"].(string))+"/media", nil), 200, "")
	answer, err := http.Get(lent.body["url"].(string))
	w.must(err)
	defer func() { _ = answer.Body.Close() }()
	if answer.StatusCode != http.StatusOK || answer.Header.Get("Content-Type") != "image/png" || answer.ContentLength != int64(len(png)) || lent.body["inline"] != true {
		t.Errorf("the thread gets %d %s of %d bytes", answer.StatusCode, answer.Header.Get("Content-Type"), answer.ContentLength)
	}
	w.want(w.call(ben, "POST", path, saying(map[string]any{"type": "image", "uploadId": id})), 409, "upload_used")
	w.want(w.call(ben, "GET", path+"/"+escape(r.body["id"].(string))+"/media?n=1", nil), 404, "media_missing")
}

func TestAnUploadBelongsToItsPersonAndConversation(t *testing.T) {
	w := withFiles(t)
	c, other := w.says("a", "hello"), w.says("b", "hello")
	id := w.uploads(ben, c, "a.png", "image/png", png)
	send := func(as rules.Member, c rules.Conversation, upload string, status int, code string) {
		t.Helper()
		w.want(w.call(as, "POST", "/conversations/"+string(c.ID)+"/messages", saying(map[string]any{"type": "image", "uploadId": upload})), status, code)
	}
	send(cem, c, id, 404, "upload_missing")
	send(ada, c, id, 404, "upload_missing")
	send(zoe, c, id, 404, "conversation_missing")
	send(ben, other, id, 404, "upload_missing")
	send(ben, c, "01ARZ3NDEKTSV4RRFFQ69G5FAV", 404, "upload_missing")
	announced := w.want(w.call(ben, "POST", "/uploads", map[string]any{"conversationId": string(c.ID), "name": "a.png", "mime": "image/png", "size": 3}), 201, "")
	send(ben, c, announced.body["id"].(string), 404, "upload_missing")
	w.want(w.call(zoe, "POST", "/uploads", map[string]any{"conversationId": string(c.ID), "name": "a.png", "mime": "image/png", "size": 3}), 404, "conversation_missing")
	send(ben, c, id, 202, "")
}

func TestOneMessageSentTwiceAtOnceTakesItsUploadOnce(t *testing.T) {
	w := withFiles(t)
	c := w.says("a", "hello")
	body := saying(map[string]any{"type": "image", "uploadId": w.uploads(ben, c, "a.png", "image/png", png)})
	var wait sync.WaitGroup
	var results [6]result
	for i := range results {
		wait.Go(func() { results[i] = w.call(ben, "POST", "/conversations/"+string(c.ID)+"/messages", body) })
	}
	wait.Wait()
	for _, r := range results {
		if r.status != 202 || r.body["id"] != results[0].body["id"] {
			t.Errorf("answered %d %s", r.status, r.text)
		}
	}
}

func TestTwoMessagesAtOnceDoNotShareAnUpload(t *testing.T) {
	w := withFiles(t)
	c := w.says("a", "hello")
	id := w.uploads(ben, c, "a.png", "image/png", png)
	var wait sync.WaitGroup
	var results [6]result
	for i := range results {
		body := saying(map[string]any{"type": "image", "uploadId": id})
		wait.Go(func() { results[i] = w.call(ben, "POST", "/conversations/"+string(c.ID)+"/messages", body) })
	}
	wait.Wait()
	sent := 0
	for _, r := range results {
		if r.status == 202 {
			sent++
		} else if r.code() != "upload_used" {
			t.Errorf("answered %d %s", r.status, r.text)
		}
	}
	if sent != 1 {
		t.Errorf("%d messages took the file", sent)
	}
}

func TestAFileIsRefusedBeforeAByteIsSent(t *testing.T) {
	w := withFiles(t)
	chats := map[string]rules.Conversation{"whatsapp": w.says("a", "hello")}
	for _, kind := range []rules.ChannelKind{rules.Messenger, rules.Instagram, rules.WebChat} {
		chats[string(kind)] = w.receivesOn(w.connect(kind, "5"), rules.Messages, "c", rules.Entry{Type: rules.Text, Text: "hi", PlatformID: "in." + string(kind)})
	}
	for _, c := range []struct {
		on, mime string
		size     int64
		status   int
		code     string
	}{
		{"whatsapp", "image/png", 5 << 20, 201, ""},
		{"whatsapp", "image/png", 5<<20 + 1, 413, "file_too_large"},
		{"whatsapp", "IMAGE/JPG; x=y", 9, 201, ""},
		{"whatsapp", "text/csv", 9, 201, ""},
		{"whatsapp", "application/pdf", 100 << 20, 201, ""},
		{"whatsapp", "audio/webm;codecs=opus", 9, 201, ""},
		{"whatsapp", "image/gif", 9, 400, "file_type"},
		{"whatsapp", "text/html", 9, 400, "file_type"},
		{"whatsapp", "image/svg+xml", 9, 400, "file_type"},
		{"messenger", "application/pdf", 9, 400, "file_type"},
		{"messenger", "text/csv", 9, 400, "file_type"},
		{"messenger", "image/gif", 9, 201, ""},
		{"instagram", "application/pdf", 9, 400, "file_type"},
		{"instagram", "audio/webm", 9, 400, "file_type"},
		{"instagram", "audio/mp4", 9, 201, ""},
		{"webchat", "audio/ogg", 9, 400, "file_type"},
		{"webchat", "audio/webm", 9, 400, "file_type"},
		{"webchat", "text/csv", 9, 400, "file_type"},
		{"webchat", "image/webp", 9, 201, ""},
		{"whatsapp", "image/png", 0, 400, "invalid_input"},
		{"whatsapp", "image/png", 1 << 40, 400, "invalid_input"},
		{"whatsapp", "png", 9, 400, "invalid_input"},
		{"whatsapp", "image/png\r\nX-Y: z", 9, 400, "invalid_input"},
	} {
		t.Run(c.on+" "+c.mime, func(t *testing.T) {
			here := *w
			here.T = t
			r := here.call(ben, "POST", "/uploads", map[string]any{"conversationId": string(chats[c.on].ID), "name": "f", "mime": c.mime, "size": c.size})
			here.want(r, c.status, c.code)
			if c.code == "file_too_large" && r.detail("limit") != fmt.Sprint(5<<20) || c.code == "file_type" && !strings.Contains(r.detail("allowed"), "image/png") {
				t.Errorf("details %v", r.body["details"])
			}
		})
	}
	r := w.want(w.call(ben, "POST", "/uploads", map[string]any{"conversationId": string(chats["whatsapp"].ID), "name": "f", "mime": "image/png", "size": 9}), 201, "")
	until, err := time.Parse(time.RFC3339, r.body["expiresAt"].(string))
	if left := until.Sub(clock.Now()); err != nil || left > 15*time.Minute || left < 14*time.Minute {
		t.Errorf("the address works for %v", left)
	}
}

func TestAFileThatLiesIsRefused(t *testing.T) {
	w := withFiles(t)
	c := w.says("a", "hello")
	page := []byte("<!doctype html><script>alert(1)</script>")
	for _, f := range []struct {
		name, kind, mime string
		data             []byte
		status           int
		code             string
	}{
		{"a page as a picture", "image", "image/png", page, 422, "file_mismatch"},
		{"a page as a table", "document", "text/csv", page, 422, "file_mismatch"},
		{"a page as a document", "document", "application/pdf", page, 422, "file_mismatch"},
		{"a picture as sound", "audio", "audio/ogg", png, 422, "file_mismatch"},
		{"a picture as a recording", "audio", "audio/webm", png, 422, "file_mismatch"},
		{"a picture as a document", "document", "image/png", png, 400, "file_type"},
		{"a table", "document", "text/csv", []byte("name,age\nAna,7\n"), 202, ""},
	} {
		t.Run(f.name, func(t *testing.T) {
			here := *w
			here.T = t
			id := here.uploads(ben, c, "f", f.mime, f.data)
			r := here.want(here.call(ben, "POST", "/conversations/"+string(c.ID)+"/messages", saying(map[string]any{"type": f.kind, "uploadId": id})), f.status, f.code)
			if f.code == "file_mismatch" && (r.detail("declared") != f.mime || r.detail("found") == "") {
				t.Errorf("details %v", r.body["details"])
			}
		})
	}
	r := w.want(w.call(ben, "POST", "/uploads", map[string]any{"conversationId": string(c.ID), "name": "a.png", "mime": "image/png", "size": len(png)}), 201, "")
	if status := w.puts(r, append(png, png...)); status == http.StatusOK {
		t.Error("the bucket takes a file of another size")
	}
	sum := sha256.Sum256(png)
	r = w.want(w.call(ben, "POST", "/uploads", map[string]any{"conversationId": string(c.ID), "name": "a.png", "mime": "image/png", "size": len(png), "sha256": base64.StdEncoding.EncodeToString(sum[:])}), 201, "")
	if status := w.puts(r, bytes.Repeat([]byte("x"), len(png))); status == http.StatusOK {
		t.Error("the bucket takes other bytes than the checksum's")
	}
	if status := w.puts(r, png); status != http.StatusOK {
		t.Errorf("the bucket answers %d to the right bytes", status)
	}
}

func TestARecordingBecomesAVoiceNote(t *testing.T) {
	w := withFiles(t)
	c := w.says("a", "hello")
	path := "/conversations/" + string(c.ID) + "/messages"
	recorded := func(name string) []byte {
		data, err := os.ReadFile(filepath.Join("../../shared/media/opus/testdata", name))
		w.must(err)
		return data
	}
	send := func(mime string, data []byte, voice bool, status int, code string) result {
		t.Helper()
		id := w.uploads(ben, c, "voice.webm", mime, data)
		return w.want(w.call(ben, "POST", path, saying(map[string]any{"type": "audio", "uploadId": id, "voice": voice})), status, code)
	}
	r := send("audio/webm;codecs=opus", recorded("chromium-mono.webm"), true, 202, "")
	m := r.body["media"].(map[string]any)
	if m["voice"] != true || m["mime"] != "audio/ogg" || m["name"] != "voice.ogg" {
		t.Errorf("sent %s", r.text)
	}
	data, _, err := w.desk.bucket.Read(t.Context(), "m/home/"+string(c.ID)+"/"+r.body["id"].(string)[16:], 1<<20)
	w.must(err)
	if err := opus.Check(data); err != nil || float64(len(data)) != m["size"] || opus.Length(data) < time.Second {
		t.Errorf("kept %d bytes that sound for %v: %v", len(data), opus.Length(data), err)
	}
	if r := send("audio/webm", recorded("stereo.webm"), true, 422, "voice_format"); r.detail("reason") != opus.ErrNotMono.Error() {
		t.Errorf("details %v", r.body["details"])
	}
	send("audio/webm", recorded("vorbis.webm"), true, 422, "voice_format")
	send("audio/ogg", recorded("stereo.ogg"), false, 422, "voice_format")
	send("audio/ogg", data, true, 202, "")
}

func TestAWindowThatClosesKeepsTheFileForLater(t *testing.T) {
	w := withFiles(t)
	c := w.says("a", "hello")
	path := "/conversations/" + string(c.ID) + "/messages"
	id := w.uploads(ben, c, "a.png", "image/png", png)
	advance(t, 25*time.Hour)
	w.want(w.call(ben, "POST", path, saying(map[string]any{"type": "image", "uploadId": id})), 422, "window_closed")
	w.receives("a", rules.Entry{Type: rules.Text, Text: "again", PlatformID: "wamid.again"})
	w.want(w.call(ben, "POST", path, saying(map[string]any{"type": "image", "uploadId": id})), 202, "")
}

func TestATemplatesHeaderTakesAFile(t *testing.T) {
	w := withFiles(t)
	c := w.says("a", "hello")
	path := "/conversations/" + string(c.ID) + "/messages"
	for _, format := range []string{"image", "video", "text"} {
		w.template(format, rules.TemplatePart{Type: "header", Format: format, Text: map[string]string{"text": "Hello"}[format]}, rules.TemplatePart{Type: "body", Text: "Look."})
	}
	template := func(kind string) map[string]any {
		use := map[string]any{"name": kind, "language": "en_US"}
		if kind != "text" {
			use["header"] = []any{map[string]any{"kind": kind}}
		}
		return use
	}
	id := w.uploads(ben, c, "a.png", "image/png", png)
	wrong := w.want(w.call(ben, "POST", path, saying(map[string]any{"type": "template", "template": template("video"), "uploadId": id})), 400, "template_values")
	surplus := w.want(w.call(ben, "POST", path, saying(map[string]any{"type": "template", "template": template("text"), "uploadId": id})), 400, "template_values")
	if wrong.detail("header.video") != "file_type" || surplus.detail("header") != "too_many" {
		t.Errorf("a file of the wrong type: %s; a file too many: %s", wrong.text, surplus.text)
	}
	w.want(w.call(ben, "POST", path, saying(map[string]any{"type": "template", "template": template("image"), "uploadId": id})), 202, "")
	kept := w.uploadsFor(ben, "template", "b.png", "image/png", png)
	w.want(w.call(ben, "POST", path, saying(map[string]any{"type": "image", "uploadId": kept})), 404, "upload_missing")
	w.want(w.call(ben, "POST", path, saying(map[string]any{"type": "template", "template": template("image"), "uploadId": kept})), 202, "")
}
