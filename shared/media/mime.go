package media

import "strings"

// Safer chooses the type to keep for a file: what its bytes are, unless the declared type is the same thing
// by another name or says more about plain bytes. A file that claims to be a picture and is a page is a page.
func Safer(declared, found string) string {
	declared, found = plainMIME(declared), plainMIME(found)
	switch {
	case declared == "" || declared == found:
		return found
	case !Inline(declared) && (found == "application/octet-stream" || found == "text/plain" || found == "application/zip"):
		return declared // an office document, a table: the bytes alone do not tell
	case sameSound[declared] != "" && sameSound[declared] == sameSound[found]:
		return declared
	default:
		return found
	}
}

// sameSound groups names of containers whose bytes cannot be told apart: sound or film in one wrapping.
var sameSound = map[string]string{
	"audio/mp4": "mp4", "audio/x-m4a": "mp4", "video/mp4": "mp4", "video/quicktime": "mp4", "video/3gpp": "mp4", "audio/3gpp": "mp4",
	"audio/ogg": "ogg", "video/ogg": "ogg", "application/ogg": "ogg", "audio/opus": "ogg",
	"audio/webm": "webm", "video/webm": "webm", "video/x-matroska": "webm",
	"audio/mpeg": "mp3", "audio/mp3": "mp3", "audio/aac": "aac", "audio/x-aac": "aac",
	"audio/amr": "amr", "audio/amr-nb": "amr", "image/jpeg": "jpeg", "image/jpg": "jpeg",
}

func plainMIME(s string) string {
	s, _, _ = strings.Cut(s, ";")
	return strings.ToLower(strings.TrimSpace(s))
}
