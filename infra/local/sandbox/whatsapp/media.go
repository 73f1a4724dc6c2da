package whatsapp

import (
	"mime"
	"slices"
)

// sendable lists what may be sent as each type (media page, read 2026-11). Sizes are in bytes.
var sendable = map[string]struct {
	size  int64
	types []string
}{
	"audio":   {16 << 20, []string{"audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"}},
	"image":   {5 << 20, []string{"image/jpeg", "image/png"}},
	"video":   {16 << 20, []string{"video/mp4", "video/3gpp"}},
	"sticker": {500 << 10, []string{"image/webp"}},
	"document": {100 << 20, []string{"text/plain", "text/csv", "application/pdf", "application/msword",
		"application/vnd.openxmlformats-officedocument.wordprocessingml.document", "application/vnd.ms-excel",
		"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/vnd.ms-powerpoint",
		"application/vnd.openxmlformats-officedocument.presentationml.presentation"}},
}

// Takes reports whether a file of this MIME type, parameters aside, may be sent as a message type; as any at
// all when the type is empty. Documents may be of every type that is taken.
func Takes(typ, mimeType string) bool {
	bare, _, err := mime.ParseMediaType(mimeType)
	if err != nil {
		return false
	}
	for name, s := range sendable {
		if (typ == "" || typ == name || typ == "document") && slices.Contains(s.types, bare) {
			return true
		}
	}
	return false
}

// SizeLimit is how large an uploaded file of this MIME type may be, in bytes.
func SizeLimit(mimeType string) int64 {
	bare, _, _ := mime.ParseMediaType(mimeType) // a broken type has no list and gets the largest limit
	for _, s := range sendable {
		if slices.Contains(s.types, bare) {
			return s.size
		}
	}
	return sendable["document"].size
}
