package main

import (
	"fmt"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"transom/shared/rules"
	"transom/shared/store"
)

// TestAFloodLosesNothingThatWasAcknowledged lets one visitor write a hundred messages at once, some of them
// twice. However many are let through, exactly those are there.
func TestAFloodLosesNothingThatWasAcknowledged(t *testing.T) {
	h := newHouse(t)
	v := h.visitor(h.channel)
	var mu sync.Mutex
	stored, refused := map[string]bool{}, 0
	var wait sync.WaitGroup
	began := time.Now()
	for range 100 {
		id := uuid.NewString()
		wait.Go(func() {
			r := v.call("POST", "/messages", map[string]any{"clientMessageId": id, "text": "flood " + id})
			mu.Lock()
			defer mu.Unlock()
			switch r.status {
			case 200:
				stored[id] = true
			case 429:
				refused++
				if after, err := strconv.Atoi(r.headers["Retry-After"]); err != nil || after < 1 || after > 10 {
					t.Errorf("come again after %q", r.headers["Retry-After"])
				}
			default:
				t.Errorf("got %d %s", r.status, r.text)
			}
		})
	}
	wait.Wait()
	windows := int(time.Since(began)/perShort) + 2
	if len(stored) < messagesByVisitor || len(stored) > messagesByVisitor*windows || len(stored)+refused != 100 {
		t.Errorf("%d stored and %d refused", len(stored), refused)
	}
	all := v.log(h.channel)
	if len(all) != len(stored) {
		t.Errorf("%d entries for %d acknowledged", len(all), len(stored))
	}
	for _, e := range all {
		if !stored[e.PlatformID[len(v.who().Visitor)+1:]] {
			t.Errorf("%s was never acknowledged", e.Text)
		}
	}
}

func TestSessionsAreLimitedByAddress(t *testing.T) {
	h := newHouse(t)
	ask := func(ip string) int {
		return caller{h: h, page: shop, ip: ip}.call("POST", "/sessions", map[string]any{"channel": "shop"}).status
	}
	// A window of the limit may end meanwhile: of three times as many, one more share may pass.
	refused := 0
	for range 3 * sessionsByIP {
		if ask("203.0.113.7") == 429 {
			refused++
		}
	}
	if refused < sessionsByIP {
		t.Errorf("%d of %d refused", refused, 3*sessionsByIP)
	}
	if got := ask("203.0.113.8"); got != 200 {
		t.Errorf("another address: %d", got)
	}
	// Who puts hops in front of their own is counted under their own, as CloudFront wrote it down.
	refused = 0
	for i := range 3 * sessionsByIP {
		if ask(fmt.Sprintf("10.0.%d.%d, 203.0.113.9", i/200, i%200)) == 429 {
			refused++
		}
	}
	if refused < sessionsByIP {
		t.Errorf("a forged way in front of the address: %d of %d refused", refused, 3*sessionsByIP)
	}
}

func TestFilesAreLookedAtWhenTheyAreSent(t *testing.T) {
	h := newHouse(t)
	v, other := h.visitor(h.channel), h.visitor(h.channel)
	for _, c := range []struct {
		mime   string
		size   int
		status int
		code   string
	}{
		{"image/png", 8 << 20, 200, ""},
		{"image/png", 8<<20 + 1, 413, "file_too_large"},
		{"video/mp4", 25 << 20, 200, ""},
		{"video/mp4", 25<<20 + 1, 413, "file_too_large"},
		{"application/pdf", 10, 400, "file_type"},
		{"text/csv", 10, 400, "file_type"},
		{"audio/ogg", 10, 400, "file_type"},
		{"image/svg+xml", 10, 400, "file_type"},
		{"", 10, 400, "file_type"},
		{"image/png", 0, 400, "invalid_input"},
		{"image/png", -1, 400, "invalid_input"},
	} {
		v.want(v.call("POST", "/uploads", map[string]any{"name": "x", "mime": c.mime, "size": c.size}), c.status, c.code)
	}
	id, status := v.put(picture(t), "image/png")
	if status != 200 {
		t.Fatalf("the upload answers %d", status)
	}
	body := map[string]any{"clientMessageId": uuid.NewString(), "text": "This lamp", "uploadId": id}
	other.want(other.call("POST", "/messages", body), 422, "upload_missing")
	sent := v.want(v.call("POST", "/messages", body), 200, "")
	files := sent.body["files"].([]any)
	if file := files[0].(map[string]any); sent.body["type"] != "image" || file["inline"] != true || file["mime"] != "image/png" || file["url"] == "" {
		t.Errorf("got %s", sent.text)
	}
	e := v.log(h.channel)[0]
	if e.Type != rules.Image || e.Media.State != rules.MediaReady || e.Media.Size != int64(len(picture(t))) || e.Media.Name != "lamp.png" {
		t.Errorf("stored %+v", e.Media)
	}
	// The answer got lost, the file has been cleared away meanwhile: the message is there all the same.
	var s slot
	if ok, err := h.desk.unseal(t.Context(), forUploads, id, &s); !ok || err != nil {
		t.Fatal(err)
	}
	h.must(h.desk.bucket.Remove(t.Context(), s.Object))
	v.want(v.call("POST", "/messages", body), 200, "")

	page, _ := v.put([]byte("<html><script>alert(1)</script></html>"), "image/png")
	v.want(v.call("POST", "/messages", map[string]any{"clientMessageId": uuid.NewString(), "uploadId": page}), 422, "file_content")
	film, _ := v.put(picture(t), "video/mp4")
	v.want(v.call("POST", "/messages", map[string]any{"clientMessageId": uuid.NewString(), "uploadId": film}), 422, "file_content")
}

func TestALimitCountsInWindows(t *testing.T) {
	h := newHouse(t)
	for i := range 3 {
		if err := h.store.Allow(t.Context(), "a", 3, time.Hour); err != nil {
			t.Fatalf("act %d: %v", i, err)
		}
	}
	err := h.store.Allow(t.Context(), "a", 3, time.Hour)
	if f := store.ErrTooMany; err == nil || err.Error() != f.Error() {
		t.Errorf("got %v", err)
	}
	h.must(h.store.Allow(t.Context(), "b", 3, time.Hour))
}
