package whatsapp

import (
	"fmt"
	"time"
)

// Head fills what every message of a customer has: sender, id, and the time in whole seconds as a string.
func Head(p Person, id, typ string, at time.Time) *Message {
	return &Message{From: p.waID(), FromUserID: p.UserID, ID: id, Timestamp: Stamp(at), Type: typ}
}

// Stamp is a time as webhooks write it.
func Stamp(at time.Time) string { return fmt.Sprint(at.Unix()) }

// Attach puts a file under the member that the message's type names; other types keep none.
func (m *Message) Attach(f File) {
	switch m.Type {
	case "image":
		m.Image = &f
	case "video":
		m.Video = &f
	case "audio":
		m.Audio = &f
	case "document":
		m.Document = &f
	case "sticker":
		m.Sticker = &f
	}
}

// IsMedia reports whether a type carries a file.
func IsMedia(typ string) bool {
	switch typ {
	case "image", "video", "audio", "document", "sticker":
		return true
	default:
		return false
	}
}
