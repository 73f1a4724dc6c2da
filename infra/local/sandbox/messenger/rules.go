package messenger

import "transom/infra/local/sandbox/messaging"

// Object is what a Page's webhooks call themselves.
const Object = "page"

// Rules are what Messenger allows ("send messages", read 2026-05-05): 2,000 characters; pictures of 8 MB, other files
// of 25 MB; 30 pictures in a message (changelog, 2026-06-30).
var Rules = messaging.Rules{
	Chars: 2000, Types: []string{"image", "video", "audio", "file", "template"}, Images: 30,
	MIME: map[string][]string{"image": {"image/png", "image/jpeg", "image/gif"},
		"video": {"video/mp4", "video/quicktime", "video/webm", "video/ogg", "video/3gpp"},
		"audio": {"audio/mpeg", "audio/mp4", "audio/aac", "audio/ogg", "audio/wav", "audio/x-wav", "audio/x-m4a"}},
	Sizes: map[string]int64{"image": 8 << 20, "": 25 << 20}, IDs: []string{"image", "video", "audio", "file"},
	NeedsType: true, ReplyWith: []string{"text", "attachment", "quick_replies", "metadata"},
	OutsideWindow: 2018278, NoUser: 2018001, NotOwner: [2]int{10, 2018300},
	MetadataLimit: 1000, QuickTitle: 20, QuickReplies: 13,
}

// NewMID makes a message's id.
func NewMID() string { return messaging.NewMID("m_") }
