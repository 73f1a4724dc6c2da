package media

import (
	"mime"
	"path"
	"strings"
	"unicode"

	"github.com/gabriel-vasile/mimetype"
)

// inline lists the types a browser shows in place: pictures, sound and film that cannot run code. SVG, HTML
// and PDF are not among them.
var inline = map[string]bool{
	"image/jpeg": true, "image/png": true, "image/gif": true, "image/webp": true,
	"audio/aac": true, "audio/amr": true, "audio/mpeg": true, "audio/mp4": true, "audio/ogg": true, "audio/wav": true,
	"video/mp4": true, "video/3gpp": true, "video/webm": true, "video/ogg": true,
}

// Inline reports whether a browser may show a type in place; a type is without parameters: "image/png".
func Inline(mime string) bool { return inline[mime] }

// servedAs is the type an object is served with: its own where a browser may show it, otherwise plain bytes.
func servedAs(mime string) string {
	if Inline(mime) || mime == "application/pdf" {
		return mime
	}
	return "application/octet-stream"
}

// disposition renders a Content-Disposition header. Names come from customers: only the last path element
// is used, control characters and those that turn the writing direction are dropped.
func disposition(show bool, name, typ string) string {
	kind := "attachment"
	if show {
		kind = "inline"
	}
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || strings.ContainsRune(`"\<>:|?*`, r) {
			return -1
		}
		return r
	}, path.Base(strings.ReplaceAll(name, `\`, "/")))
	if strings.Trim(name, ". /") == "" {
		name = "attachment"
		if m := mimetype.Lookup(typ); m != nil {
			name += m.Extension()
		}
	}
	return mime.FormatMediaType(kind, map[string]string{"filename": name})
}
