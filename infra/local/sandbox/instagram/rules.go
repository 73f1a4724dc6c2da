package instagram

import (
	"strings"

	"transom/infra/local/sandbox/messaging"
)

// Object is what Instagram's webhooks call themselves.
const Object = "instagram"

// Rules are what Instagram allows ("send messages", read 2026-06): 1,000 bytes of UTF-8; ten pictures of 8 MB, other
// files of 25 MB, of documents only PDF (changelog, 2025-12-19); pictures by attachment id (2026-03-13).
var Rules = messaging.Rules{
	Bytes: 1000, Types: []string{"image", "video", "audio", "file", "like_heart", "MEDIA_SHARE", "template"}, Images: 10,
	MIME: map[string][]string{"image": {"image/png", "image/jpeg", "image/gif"},
		"video": {"video/mp4", "video/ogg", "video/x-msvideo", "video/quicktime", "video/webm"},
		"audio": {"audio/aac", "audio/mp4", "audio/x-m4a", "audio/wav", "audio/x-wav", "audio/wave"}, "file": {"application/pdf"}},
	Sizes: map[string]int64{"image": 8 << 20, "": 25 << 20}, IDs: []string{"image"},
	Reactions: []string{"love"}, ReplyWith: []string{"text"},
	OutsideWindow: 2534022, NoUser: 2534014, NotOwner: [2]int{10, 2018300}, QuickTitle: 20, QuickReplies: 13,
}

// NewMID makes a message's id.
func NewMID() string { return messaging.NewMID("aWdfZAG1faXRlbToxOklHTWVzc2FnZAUlEO") }

// Direct reports whether an account is connected by Instagram Login, which the sandbox knows by its id.
func Direct(account string) bool { return strings.HasPrefix(account, "178415") }
