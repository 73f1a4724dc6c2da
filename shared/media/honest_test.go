package media_test

import (
	"testing"

	"transom/shared/media"
)

func TestAFileIsWhatItSaysOrItIsNot(t *testing.T) {
	for _, c := range []struct {
		declared, found string
		honest          bool
	}{
		{"image/png", "image/png", true},
		{"image/jpg", "image/jpeg", true},
		{"IMAGE/PNG; x=y", "image/png", true},
		{"audio/webm;codecs=opus", "video/webm", true},
		{"audio/mp4", "video/mp4", true},
		{"text/csv", "text/plain", true},
		{"application/vnd.openxmlformats-officedocument.wordprocessingml.document", "application/zip", true},
		{"application/msword", "application/x-ole-storage", true},
		{"image/png", "text/html", false},
		{"image/png", "image/jpeg", false},
		{"text/plain", "text/html", false},
		{"text/csv", "image/svg+xml", false},
		{"text/csv", "application/octet-stream", false},
		{"application/pdf", "text/plain", false},
		{"application/pdf", "application/zip", false},
		{"image/webp", "application/vnd.microsoft.portable-executable", false},
		{"", "", true},
		{"audio/ogg", "", false},
	} {
		if got := media.Honest(c.declared, c.found); got != c.honest {
			t.Errorf("%s that is %s: %v", c.declared, c.found, got)
		}
	}
}
