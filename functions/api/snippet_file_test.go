package main

import (
	"errors"
	"net/http"
	"sync"
	"testing"

	"transom/shared/media"
)

func TestASnippetsFileGivenTwiceStays(t *testing.T) {
	w := withFiles(t)
	path := "/snippets/" + w.want(w.call(ben, "POST", "/snippets", map[string]any{"title": "Prices", "body": "", "uploadId": w.files(ben, "old.png", "image/png", png)}), 201, "").body["id"].(string)
	old := w.want(w.call(ben, "GET", path+"/media", nil), 200, "")
	change := map[string]any{"uploadId": w.files(ben, "new.png", "image/png", png)}
	w.want(w.call(ben, "PATCH", path, change), 200, "")
	w.want(w.call(ben, "PATCH", path, change), 200, "") // the answer was lost
	w.fetches(w.want(w.call(ben, "GET", path+"/media", nil), 200, ""), http.StatusOK)
	w.fetches(old, http.StatusNotFound)
}

func TestOfTwoWhoChangeASnippetAtOnceNeitherIsLost(t *testing.T) {
	w := withFiles(t)
	path := "/snippets/" + w.want(w.call(ben, "POST", "/snippets", map[string]any{"title": "Prices", "body": "old", "uploadId": w.files(ben, "old.png", "image/png", png)}), 201, "").body["id"].(string)
	for range 5 {
		w.want(w.call(ben, "PATCH", path, map[string]any{"title": "Prices", "body": "old", "shortcut": ""}), 200, "")
		upload := w.files(ben, "new.png", "image/png", png)
		changes := []map[string]any{{"title": "Terms"}, {"body": "new"}, {"shortcut": "terms"}, {"uploadId": upload}}
		results := make([]result, len(changes))
		var wait sync.WaitGroup
		for i, change := range changes {
			wait.Go(func() { results[i] = w.call(ben, "PATCH", path, change) })
		}
		wait.Wait()
		for _, r := range results {
			w.want(r, 200, "")
		}
		now := w.want(w.call(ben, "GET", "/snippets", nil), 200, "").items()[0]
		if m, _ := now["media"].(map[string]any); now["title"] != "Terms" || now["body"] != "new" || now["shortcut"] != "terms" || m["name"] != "new.png" {
			t.Fatalf("changed into %v", now)
		}
		w.fetches(w.want(w.call(ben, "GET", path+"/media", nil), 200, ""), http.StatusOK)
	}
}

func TestASnippetDeletedWhileItChangesStaysDeletedWithItsFile(t *testing.T) {
	w := withFiles(t)
	for range 5 {
		upload := w.files(ben, "a.png", "image/png", png)
		id := w.want(w.call(ben, "POST", "/snippets", map[string]any{"title": "Prices", "body": "none yet"}), 201, "").body["id"].(string)
		var changed result
		var wait sync.WaitGroup
		wait.Go(func() { changed = w.call(ben, "PATCH", "/snippets/"+id, map[string]any{"uploadId": upload}) })
		wait.Go(func() { w.want(w.call(cem, "DELETE", "/snippets/"+id, nil), 204, "") })
		wait.Wait()
		if changed.status != 200 && changed.code() != "snippet_missing" {
			t.Errorf("changed: %d %s", changed.status, changed.text)
		}
		if all := w.want(w.call(ben, "GET", "/snippets", nil), 200, "").items(); len(all) != 0 {
			t.Fatalf("it is back: %v", all)
		}
		w.keepsNone(id, upload)
	}
}

func TestARefusedSnippetLeavesItsUploadForTheNextTry(t *testing.T) {
	w := withFiles(t)
	w.want(w.call(ben, "POST", "/snippets", map[string]any{"title": "Hello", "body": "x", "shortcut": "hi"}), 201, "")
	upload := w.files(ben, "price.png", "image/png", png)
	add := func(shortcut string) result {
		return w.call(ben, "POST", "/snippets", map[string]any{"title": "Prices", "body": "", "shortcut": shortcut, "uploadId": upload})
	}
	w.want(add("hi"), 409, "shortcut_taken")
	w.keepsNone(upload, upload)
	kept := w.want(add("prices"), 201, "")
	w.fetches(w.want(w.call(ben, "GET", "/snippets/"+kept.body["id"].(string)+"/media", nil), 200, ""), http.StatusOK)
}

func TestASnippetWithAFileIsKeptOnce(t *testing.T) {
	w := withFiles(t)
	body := map[string]any{"title": " Prices", "body": "", "shortcut": "/Prices", "uploadId": w.files(ben, "price.png", "image/png", png)}
	var results [4]result
	var wait sync.WaitGroup
	for i := range results {
		wait.Go(func() { results[i] = w.call(ben, "POST", "/snippets", body) })
	}
	wait.Wait()
	for _, r := range results {
		w.want(r, 201, "")
	}
	again := w.want(w.call(ben, "POST", "/snippets", body), 201, "") // the answer was lost
	path := "/snippets/" + results[0].body["id"].(string)
	if all := w.want(w.call(ben, "GET", "/snippets", nil), 200, "").items(); len(all) != 1 || again.body["id"] != all[0]["id"] || again.body["updatedAt"] != all[0]["updatedAt"] {
		t.Errorf("again %s, kept %v", again.text, all)
	}
	w.want(w.call(ben, "PATCH", path, map[string]any{"title": "Terms"}), 200, "")
	w.want(w.call(ben, "POST", "/snippets", body), 409, "upload_used")
	w.fetches(w.want(w.call(ben, "GET", path+"/media", nil), 200, ""), http.StatusOK)
	w.want(w.call(ben, "PATCH", path, map[string]any{"body": "x", "uploadId": nil}), 200, "")
	w.want(w.call(ben, "POST", "/snippets", body), 409, "upload_used")
	w.keepsNone(results[0].body["id"].(string), body["uploadId"].(string))
}

// keepsNone looks for the file that a snippet took of an upload.
func (w *world) keepsNone(id, upload string) {
	w.Helper()
	if _, err := w.desk.bucket.Look(w.Context(), "s/home/"+id+"/"+upload); !errors.Is(err, media.ErrNoObject) {
		w.Errorf("the file of %s is still there: %v", upload, err)
	}
}
