package whatsapp

import (
	"encoding/json"
)

// Message is an item of a webhook's messages: the common members, and the object named like the type.
type Message struct {
	Context    *Context        `json:"context,omitempty"`
	From       string          `json:"from,omitempty"`
	FromUserID string          `json:"from_user_id,omitempty"`
	To         string          `json:"to,omitempty"` // echoes
	ToUserID   string          `json:"to_user_id,omitempty"`
	ID         string          `json:"id,omitempty"`
	Timestamp  string          `json:"timestamp,omitempty"`
	History    *History        `json:"history_context,omitempty"`
	Text       *Text           `json:"text,omitempty"`
	Image      *File           `json:"image,omitempty"`
	Video      *File           `json:"video,omitempty"`
	Audio      *File           `json:"audio,omitempty"`
	Document   *File           `json:"document,omitempty"`
	Sticker    *File           `json:"sticker,omitempty"`
	Location   *Location       `json:"location,omitempty"`
	Contacts   json.RawMessage `json:"contacts,omitempty"`
	Reaction   *Reaction       `json:"reaction,omitempty"`
	Button     *Button         `json:"button,omitempty"`
	Reply      *Interactive    `json:"interactive,omitempty"`
	Order      json.RawMessage `json:"order,omitempty"`
	System     *System         `json:"system,omitempty"`
	Edit       *Edit           `json:"edit,omitempty"`
	Revoke     *Revoke         `json:"revoke,omitempty"`
	Referral   *Referral       `json:"referral,omitempty"`
	Errors     []Problem       `json:"errors,omitempty"`
	Strange    *Strange        `json:"unsupported,omitempty"`
	Type       string          `json:"type"`
}

// The objects of the types.
type (
	// History says how far an imported message came.
	History struct {
		Status string `json:"status"`
		FromMe bool   `json:"from_me,omitempty"`
	}
	// Context points at the message that is answered.
	Context struct {
		From      string `json:"from,omitempty"`
		ID        string `json:"id,omitempty"`
		Forwarded bool   `json:"forwarded,omitempty"`
	}
	// Text is the object of type text.
	Text struct {
		Body string `json:"body"`
	}
	// File is the object of the five media types. Voice belongs to audio, Animated to stickers, and there
	// they are never left out.
	File struct {
		Caption  string `json:"caption,omitempty"`
		Filename string `json:"filename,omitempty"`
		MIME     string `json:"mime_type"`
		SHA256   string `json:"sha256"` // base64
		ID       string `json:"id"`
		URL      string `json:"url,omitempty"`
		Voice    *bool  `json:"voice,omitempty"`
		Animated *bool  `json:"animated,omitempty"`
	}
	// Location is the object of type location.
	Location struct {
		Latitude  float64 `json:"latitude"`
		Longitude float64 `json:"longitude"`
		Name      string  `json:"name,omitempty"`
		Address   string  `json:"address,omitempty"`
	}
	// Reaction is the object of type reaction; without an emoji an earlier one is taken back.
	Reaction struct {
		MessageID string `json:"message_id"`
		Emoji     string `json:"emoji,omitempty"`
	}
	// Button is the object of type button: a tap on a template's quick reply.
	Button struct {
		Payload string `json:"payload"`
		Text    string `json:"text"`
	}
	// Interactive is the object of type interactive: a tap on a button or a row of a list.
	Interactive struct {
		Type        string  `json:"type"`
		ButtonReply *Choice `json:"button_reply,omitempty"`
		ListReply   *Choice `json:"list_reply,omitempty"`
		Form        *Form   `json:"nfm_reply,omitempty"`
	}
	// Form is what was filled in; Response is JSON in a string.
	Form struct {
		Name     string `json:"name"`
		Body     string `json:"body"`
		Response string `json:"response_json"`
	}
	// System is the object of type system: the customer has a new number or a new user id.
	System struct {
		Body     string `json:"body"`
		Type     string `json:"type"` // user_changed_number, user_changed_user_id
		WaID     string `json:"wa_id,omitempty"`
		UserID   string `json:"user_id,omitempty"`
		Previous string `json:"previous_user_id,omitempty"` // since 2026-08-11
	}
	// Edit is the object of type edit: the message as it is now.
	Edit struct {
		Original string   `json:"original_message_id"`
		Message  *Message `json:"message"`
	}
	// Revoke is the object of type revoke.
	Revoke struct {
		Original string `json:"original_message_id"`
	}
	// Referral is the ad that a message came from.
	Referral struct {
		SourceURL  string `json:"source_url"`
		SourceID   string `json:"source_id"`
		SourceType string `json:"source_type"`
		Headline   string `json:"headline,omitempty"`
		Body       string `json:"body,omitempty"`
		MediaType  string `json:"media_type,omitempty"`
		ImageURL   string `json:"image_url,omitempty"`
		CtwaClid   string `json:"ctwa_clid,omitempty"`
	}
	// Choice is what was tapped.
	Choice struct {
		ID          string `json:"id"`
		Title       string `json:"title"`
		Description string `json:"description,omitempty"`
	}
	// Strange is the object of type unsupported.
	Strange struct {
		Type string `json:"type"`
	}
)
