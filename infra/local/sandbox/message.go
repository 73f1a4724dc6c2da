package sandbox

import (
	"encoding/json"
	"time"

	"transom/infra/local/sandbox/whatsapp"
)

// The directions, as the business sees them.
const (
	In  = "in"  // the customer wrote
	Out = "out" // the business wrote
)

// Message is one bubble of a chat.
//
// The status of an inbound message says how far its webhook came: pending, then delivered (answered 200), then
// read (the business said so). That of an outbound one: accepted, sent, delivered, read, played, or failed.
type Message struct {
	ID          string          `json:"id"`
	Chat        string          `json:"chat"`
	Direction   string          `json:"direction"`
	Type        string          `json:"type"`
	Text        string          `json:"text,omitempty"`
	At          time.Time       `json:"at"`
	Status      string          `json:"status"`
	SentAt      *time.Time      `json:"sentAt,omitempty"`
	DeliveredAt *time.Time      `json:"deliveredAt,omitempty"`
	ReadAt      *time.Time      `json:"readAt,omitempty"`
	Failure     *Failure        `json:"failure,omitempty"`
	ReplyTo     string          `json:"replyTo,omitempty"`
	Comment     string          `json:"comment,omitempty"` // private reply: the comment it answers
	Via         string          `json:"via,omitempty"`     // outbound: sent from phone_app or inbox, not by the business's system
	Human       bool            `json:"human,omitempty"`   // tagged HUMAN_AGENT
	Edits       int             `json:"edits,omitempty"`
	Deleted     bool            `json:"deleted,omitempty"`
	Standby     bool            `json:"standby,omitempty"` // another app held the thread
	Ad          bool            `json:"ad,omitempty"`      // came from a click on an ad
	More        []File          `json:"more,omitempty"`    // the files of an album behind the first
	Target      string          `json:"target,omitempty"`  // reaction: the message it sits on
	File        *File           `json:"file,omitempty"`
	Link        string          `json:"link,omitempty"`     // outbound media that was given as an address
	Details     json.RawMessage `json:"details,omitempty"`  // the platform's object of the type, where text and file do not say it all
	Callback    string          `json:"callback,omitempty"` // biz_opaque_callback_data
	ToUserID    bool            `json:"toUserId,omitempty"` // the business addressed the user id
	Doom        int             `json:"doom,omitempty"`     // will fail with this code after sent
	DoomNow     bool            `json:"doomNow,omitempty"`  // will fail without ever being sent
}

// Failure is why an outbound message failed.
type Failure struct {
	Code    int    `json:"code"`
	Title   string `json:"title"`
	Details string `json:"details"`
}

// File is what a message shows of its medium.
type File struct {
	ID    string `json:"id"`
	MIME  string `json:"mime"`
	Name  string `json:"name,omitempty"`
	Size  int64  `json:"size"`
	Voice bool   `json:"voice,omitempty"`
}

var rank = map[string]int{"pending": 0, "accepted": 1, "sent": 2, "failed": 3, "delivered": 4, "read": 5, "played": 6}

// reach sets the status, which only moves up, and the time of its step.
func (m *Message) reach(mk mark) {
	if rank[mk.Status] <= rank[m.Status] {
		return
	}
	m.Status = mk.Status
	switch mk.Status {
	case "sent":
		m.SentAt = &mk.At
	case "delivered":
		m.DeliveredAt = &mk.At
	case "read":
		m.ReadAt = &mk.At
	case "failed":
		p := whatsapp.ProblemOf(mk.Code)
		m.Failure = &Failure{Code: p.Code, Title: p.Title, Details: p.Data.Details}
	}
}

func (m *Message) sent() whatsapp.Sent {
	return whatsapp.Sent{ID: m.ID, Callback: m.Callback, ToUserID: m.ToUserID, Template: m.Type == "template"}
}
