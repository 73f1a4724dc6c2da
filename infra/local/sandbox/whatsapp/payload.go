package whatsapp

import (
	"bytes"
	"encoding/json"
	"fmt"
	"unicode/utf16"
	"unicode/utf8"
)

// Business is the WhatsApp Business account that all numbers of the sandbox belong to.
const Business = "100000000000000"

// Number is a business phone number.
type Number struct {
	ID      string `json:"phone_number_id"`
	Display string `json:"display_phone_number"`
}

// Update is one message or one status with its contact, the smallest thing a webhook can carry. Exactly one
// of Message and Status is set; Contact is absent where the platform leaves it out.
type Update struct {
	Number  Number   `json:"number"`
	Contact *Contact `json:"contact,omitempty"`
	Message *Message `json:"message,omitempty"`
	Status  *Status  `json:"status,omitempty"`
}

type (
	payload struct {
		Object string  `json:"object"`
		Entry  []entry `json:"entry"`
	}
	entry struct {
		ID      string   `json:"id"`
		Changes []change `json:"changes"`
	}
	change struct {
		Value value  `json:"value"`
		Field string `json:"field"`
	}
	value struct {
		Product  string     `json:"messaging_product"`
		Metadata metadata   `json:"metadata"`
		Contacts []*Contact `json:"contacts,omitempty"`
		Messages []*Message `json:"messages,omitempty"`
		Statuses []*Status  `json:"statuses,omitempty"`
	}
	metadata struct {
		Display string `json:"display_phone_number"`
		ID      string `json:"phone_number_id"`
	}
)

// Payload is the body of one webhook with these updates in their order: neighbours of one number and one kind
// share a change, as the platform batches them. The bytes are what is signed and posted.
func Payload(updates []Update) ([]byte, error) {
	var changes []change
	for _, u := range updates {
		if n := len(changes); n == 0 || !joins(changes[n-1].Value, u) {
			changes = append(changes, change{Field: "messages", Value: value{
				Product: "whatsapp", Metadata: metadata{Display: u.Number.Display, ID: u.Number.ID}}})
		}
		last := &changes[len(changes)-1].Value
		last.add(u)
	}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	err := enc.Encode(payload{Object: "whatsapp_business_account", Entry: []entry{{ID: Business, Changes: changes}}})
	if err != nil {
		return nil, fmt.Errorf("write webhook of %d updates: %w", len(updates), err)
	}
	return escape(bytes.TrimSuffix(out.Bytes(), []byte("\n"))), nil
}

func joins(v value, u Update) bool {
	return v.Metadata.ID == u.Number.ID && (u.Status != nil) == (len(v.Statuses) > 0)
}

func (v *value) add(u Update) {
	if u.Message != nil {
		v.Messages = append(v.Messages, u.Message)
	}
	if u.Status != nil {
		v.Statuses = append(v.Statuses, u.Status)
	}
	if u.Contact == nil {
		return
	}
	for _, c := range v.Contacts {
		if c.same(u.Contact) {
			return
		}
	}
	v.Contacts = append(v.Contacts, u.Contact)
}

// escape writes JSON the way the platform does, in ASCII with lower-case hexadecimal and escaped slashes. A
// receiver that hashes anything but the bytes it got will not find the signature right.
func escape(in []byte) []byte {
	out := make([]byte, 0, len(in)+len(in)/8)
	for i := 0; i < len(in); {
		switch c := in[i]; {
		case c == '/':
			out = append(out, '\\', '/')
			i++
		case c < utf8.RuneSelf:
			out = append(out, c)
			i++
		default:
			r, size := utf8.DecodeRune(in[i:])
			i += size
			if hi, lo := utf16.EncodeRune(r); hi != utf8.RuneError {
				out = fmt.Appendf(out, `\u%04x\u%04x`, hi, lo)
			} else {
				out = fmt.Appendf(out, `\u%04x`, r)
			}
		}
	}
	return out
}
