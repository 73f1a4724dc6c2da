package main

import (
	"net/http"
	"testing"
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
