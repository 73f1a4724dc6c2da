package messaging

import "slices"

// Rules are what a platform allows, and how it names refusals.
type Rules struct {
	Chars, Bytes   int      // of a text; 0 is no limit of that kind
	Types          []string // of attachments
	MIME           map[string][]string
	Sizes          map[string]int64 // bytes; "" is that of all others
	Images         int              // in one message
	IDs            []string         // types that may be sent by attachment_id
	NeedsType      bool             // messaging_type is required
	Reactions      []string         // names that sender_action react takes; any if empty
	ReplyWith      []string         // members that a private reply's message may have
	OutsideWindow  int              // subcode of 10
	NoUser         int              // subcode of 100
	NotOwner       [2]int           // code and subcode
	MetadataLimit  int
	QuickTitle     int
	QuickReplies   int
	PrivateRefused int // subcode of 100
}

// Takes reports whether a file's MIME type fits an attachment's type.
func (r Rules) Takes(typ, mimeType string) bool {
	list, known := r.MIME[typ]
	return !known || slices.Contains(list, mimeType)
}

// Size is how large an attachment may be, in bytes.
func (r Rules) Size(typ string) int64 {
	if n, ok := r.Sizes[typ]; ok {
		return n
	}
	return r.Sizes[""]
}
