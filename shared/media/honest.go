package media

import "strings"

// Canonical gives the one name of a type that programs name differently, without parameters.
func Canonical(mime string) string {
	mime = plainMIME(mime)
	if name, ok := canonical[mime]; ok {
		return name
	}
	return mime
}

var canonical = map[string]string{
	"image/jpg": "image/jpeg", "image/pjpeg": "image/jpeg",
	"audio/mp3": "audio/mpeg", "audio/x-m4a": "audio/mp4", "audio/m4a": "audio/mp4", "audio/x-aac": "audio/aac",
	"audio/x-wav": "audio/wav", "audio/wave": "audio/wav", "audio/vnd.wave": "audio/wav", "audio/opus": "audio/ogg",
	"video/3gp": "video/3gpp", "video/avi": "video/x-msvideo", "video/msvideo": "video/x-msvideo",
	"application/csv": "text/csv", "text/x-csv": "text/csv", "application/x-pdf": "application/pdf",
}

// Honest reports that a file's bytes (found, by Object.MIME) are what it was declared to be. Where bytes alone
// cannot tell (a table is a text, an office document is an archive), what they look like is enough.
func Honest(declared, found string) bool {
	declared, found = Canonical(declared), Canonical(found)
	switch {
	case declared == found, sameSound[declared] != "" && sameSound[declared] == sameSound[found]:
		return true
	case declared == "text/plain" || declared == "text/csv":
		return words[found]
	case strings.HasPrefix(declared, "application/vnd.openxmlformats-officedocument."):
		return found == "application/zip"
	case declared == "application/msword", declared == "application/vnd.ms-excel", declared == "application/vnd.ms-powerpoint":
		return found == "application/x-ole-storage"
	default:
		return false
	}
}

// words are texts that no browser runs, whatever the sniffer takes them for.
var words = map[string]bool{
	"text/plain": true, "text/csv": true, "text/tab-separated-values": true, "application/json": true,
	"application/x-ndjson": true, "text/vcard": true, "text/calendar": true, "application/x-subrip": true,
}
