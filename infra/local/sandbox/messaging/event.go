package messaging

import (
	"encoding/json"
	"fmt"
	"time"
)

// Event is one item of an entry's messaging or standby.
type Event struct {
	Sender    *Party          `json:"sender,omitempty"`
	Recipient *Party          `json:"recipient,omitempty"`
	Timestamp int64           `json:"timestamp"` // milliseconds
	Message   *Message        `json:"message,omitempty"`
	Postback  *Postback       `json:"postback,omitempty"`
	Referral  *Referral       `json:"referral,omitempty"`
	Reaction  *Reaction       `json:"reaction,omitempty"`
	Edit      *Edit           `json:"message_edit,omitempty"`
	Delivery  *Watermark      `json:"delivery,omitempty"`
	Read      *Watermark      `json:"read,omitempty"`
	Optin     json.RawMessage `json:"optin,omitempty"`
	Pass      *Handover       `json:"pass_thread_control,omitempty"`
	Take      *Handover       `json:"take_thread_control,omitempty"`
	Policy    json.RawMessage `json:"policy_enforcement,omitempty"`
}

// The members of an event.
type (
	// Party is a sender or recipient.
	Party struct {
		ID string `json:"id"`
	}
	// Message is what was written, or an echo of it.
	Message struct {
		MID         string       `json:"mid"`
		Text        string       `json:"text,omitempty"`
		QuickReply  *Payload     `json:"quick_reply,omitempty"`
		ReplyTo     *ReplyTo     `json:"reply_to,omitempty"`
		Attachments []Attachment `json:"attachments,omitempty"`
		Referral    *Referral    `json:"referral,omitempty"`
		IsEcho      bool         `json:"is_echo,omitempty"`
		AppID       json.Number  `json:"app_id,omitempty"`
		Metadata    string       `json:"metadata,omitempty"`
		IsDeleted   bool         `json:"is_deleted,omitempty"`
		Unsupported bool         `json:"is_unsupported,omitempty"`
	}
	// Payload is what a button carries.
	Payload struct {
		Payload string `json:"payload"`
	}
	// ReplyTo points at a message or at a story.
	ReplyTo struct {
		MID   string `json:"mid,omitempty"`
		Story *Story `json:"story,omitempty"`
	}
	// Story is somebody's story.
	Story struct {
		ID  string `json:"id"`
		URL string `json:"url"`
	}
	// Attachment is a file, a place, a share.
	Attachment struct {
		Type    string   `json:"type"`
		Payload *Content `json:"payload,omitempty"`
	}
	// Content is what an attachment carries.
	Content struct {
		URL         string       `json:"url,omitempty"`
		Title       string       `json:"title,omitempty"`
		StickerID   json.Number  `json:"sticker_id,omitempty"`
		Coordinates *Coordinates `json:"coordinates,omitempty"`
		ReelID      string       `json:"reel_video_id,omitempty"`
		PostID      string       `json:"ig_post_media_id,omitempty"`
		Template    string       `json:"template_type,omitempty"`
	}
	// Coordinates are a place.
	Coordinates struct {
		Lat  float64 `json:"lat"`
		Long float64 `json:"long"`
	}
	// Postback is a tap on a button, an ice breaker or Get Started.
	Postback struct {
		MID      string    `json:"mid,omitempty"`
		Title    string    `json:"title,omitempty"`
		Payload  string    `json:"payload,omitempty"`
		Referral *Referral `json:"referral,omitempty"`
	}
	// Referral says what brought the customer.
	Referral struct {
		Ref     string   `json:"ref,omitempty"`
		Source  string   `json:"source"`
		Type    string   `json:"type"`
		AdID    string   `json:"ad_id,omitempty"`
		Context *Context `json:"ads_context_data,omitempty"`
	}
	// Context is an ad.
	Context struct {
		Title  string `json:"ad_title,omitempty"`
		Photo  string `json:"photo_url,omitempty"`
		Video  string `json:"video_url,omitempty"`
		PostID string `json:"post_id,omitempty"`
	}
	// Reaction is set on, or with unreact taken from, a message.
	Reaction struct {
		MID      string `json:"mid"`
		Action   string `json:"action"`
		Reaction string `json:"reaction,omitempty"`
		Emoji    string `json:"emoji,omitempty"`
	}
	// Edit is the new text of a message.
	Edit struct {
		MID  string `json:"mid"`
		Text string `json:"text"`
		Num  int    `json:"num_edit"`
	}
	// Watermark says how far deliveries or reads have come: by time (Messenger) or by the newest message (Instagram).
	Watermark struct {
		MIDs      []string `json:"mids,omitempty"`
		MID       string   `json:"mid,omitempty"`
		Watermark int64    `json:"watermark,omitempty"`
	}
	// Handover is a change of who holds the thread.
	Handover struct {
		Previous json.Number `json:"previous_owner_app_id,omitempty"`
		New      json.Number `json:"new_owner_app_id,omitempty"`
		Metadata string      `json:"metadata,omitempty"`
	}
)

// The apps that hold threads: the one that is played to, the platform's own inboxes, another one.
const (
	OurApp         = "300000000000001"
	PageInbox      = "263902037430900"
	InstagramInbox = "1217981644879628"
	OtherApp       = "300000000000099"
)

// Stamp is a time as these webhooks write it, in milliseconds.
func Stamp(at time.Time) int64 { return at.UnixMilli() }

// names are the words for reactions that are set with an emoji (messages webhooks page).
var names = map[string]string{"😀": "smile", "😊": "smile", "😆": "smile", "😂": "smile", "😠": "angry", "😡": "angry", "😢": "sad", "😮": "wow",
	"❤": "love", "❤️": "love", "😍": "love", "👍": "like", "👎": "dislike"}

// React is the reaction with an emoji; with none it takes one back.
func React(mid, emoji string) *Reaction {
	if emoji == "" {
		return &Reaction{MID: mid, Action: "unreact"}
	}
	name := names[emoji]
	if name == "" {
		name = "other"
	}
	return &Reaction{MID: mid, Action: "react", Reaction: name, Emoji: emoji}
}

// Raw is the event as JSON.
func (e Event) Raw() (json.RawMessage, error) {
	out, err := json.Marshal(e)
	if err != nil {
		return nil, fmt.Errorf("write event: %w", err)
	}
	return out, nil
}
