package media_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"transom/shared/clock"
	"transom/shared/media"
	"transom/shared/media/mediatest"
)

// put sends a file as a browser does.
func put(t *testing.T, o media.Offer, body []byte, headers map[string]string) *http.Response {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), o.Method, o.URL, bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Origin", mediatest.Origin)
	for k, v := range o.Headers {
		r.Header.Set(k, v)
	}
	for k, v := range headers {
		r.Header.Set(k, v)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = answer.Body.Close() })
	return answer
}

func TestAnOfferTakesTheFileItWasMadeForAndNoOther(t *testing.T) {
	b := media.NewBucket(mediatest.New(t), mediatest.Name)
	file := []byte("\x89PNG\r\n\x1a\n and so on")
	sum := sha256.Sum256(file)
	digest := base64.StdEncoding.EncodeToString(sum[:])
	for _, c := range []struct {
		name    string
		sum     string
		body    []byte
		headers map[string]string
		taken   bool
	}{
		{"the file", "", file, nil, true},
		{"the file with its checksum", digest, file, nil, true},
		{"a longer file", "", append(slices.Clone(file), 'x'), nil, false},
		{"a shorter file", "", file[:5], nil, false},
		{"another type", "", file, map[string]string{"Content-Type": "text/html"}, false},
		{"other bytes than the checksum's", digest, bytes.Repeat([]byte("x"), len(file)), nil, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			key := "u/w/a/" + strings.ReplaceAll(c.name, " ", "-")
			o, err := b.Offer(t.Context(), key, "image/png", int64(len(file)), c.sum, clock.Now())
			if err != nil {
				t.Fatal(err)
			}
			answer := put(t, o, c.body, c.headers)
			said, _ := io.ReadAll(answer.Body)
			if (answer.StatusCode == http.StatusOK) != c.taken {
				t.Fatalf("answered %d %s to %v", answer.StatusCode, said, o.Headers)
			}
			if c.taken && answer.Header.Get("Access-Control-Allow-Origin") != mediatest.Origin {
				t.Error("a browser would not be told that it worked")
			}
			got, err := b.Look(t.Context(), key)
			if c.taken != (err == nil) || c.taken && (got.Size != int64(len(file)) || got.MIME != "image/png" || got.ETag == "") {
				t.Errorf("there is %+v, %v", got, err)
			}
			if !c.taken && !errors.Is(err, media.ErrNoObject) {
				t.Errorf("looking says %v", err)
			}
		})
	}
}

func TestOnlyOneOfTwoReplacesAnObject(t *testing.T) {
	b := media.NewBucket(mediatest.New(t), mediatest.Name)
	ctx := t.Context()
	if err := b.Replace(ctx, "u/x", "text/plain", []byte("one"), ""); err != nil {
		t.Fatal(err)
	}
	if err := b.Replace(ctx, "u/x", "text/plain", []byte("two"), ""); !errors.Is(err, media.ErrChanged) {
		t.Errorf("made again: %v", err)
	}
	o, err := b.Look(ctx, "u/x")
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Replace(ctx, "u/x", "text/plain", []byte("three"), o.ETag); err != nil {
		t.Fatal(err)
	}
	if err := b.Replace(ctx, "u/x", "text/plain", []byte("four"), o.ETag); !errors.Is(err, media.ErrChanged) {
		t.Errorf("replaced what had changed: %v", err)
	}
	if got, _, err := b.Read(ctx, "u/x", 10); string(got) != "three" || err != nil {
		t.Errorf("there is %q, %v", got, err)
	}
	if _, _, err := b.Read(ctx, "u/x", 4); !errors.Is(err, media.ErrTooLarge) {
		t.Errorf("reading five bytes as four says %v", err)
	}
}

func TestACopyIsOfWhatWasLookedAt(t *testing.T) {
	b := media.NewBucket(mediatest.New(t), mediatest.Name)
	ctx := t.Context()
	if err := b.Replace(ctx, "u/a b", "text/plain", []byte("one"), ""); err != nil {
		t.Fatal(err)
	}
	o, err := b.Look(ctx, "u/a b")
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := b.Copy(ctx, "u/a b", o.ETag, "m/c", "image/png"); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.Replace(ctx, "u/a b", "text/plain", []byte("two"), o.ETag); err != nil {
		t.Fatal(err)
	}
	if err := b.Copy(ctx, "u/a b", o.ETag, "m/c", "image/png"); !errors.Is(err, media.ErrChanged) {
		t.Errorf("copied what nobody looked at: %v", err)
	}
	if got, _, err := b.Read(ctx, "m/c", 10); string(got) != "one" || err != nil {
		t.Errorf("the copy is %q, %v", got, err)
	}
	for range 2 {
		if err := b.Remove(ctx, "m/c"); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := b.Look(ctx, "m/c"); !errors.Is(err, media.ErrNoObject) {
		t.Errorf("after removing: %v", err)
	}
	if err := b.Copy(ctx, "m/c", o.ETag, "m/d", "image/png"); !errors.Is(err, media.ErrNoObject) {
		t.Errorf("copied nothing: %v", err)
	}
}
