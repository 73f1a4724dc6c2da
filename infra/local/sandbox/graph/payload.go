package graph

import (
	"bytes"
	"encoding/json"
	"fmt"
	"unicode/utf16"
	"unicode/utf8"
)

// Update is the smallest thing a webhook can carry: one event of a conversation (Event, under "messaging" or, with
// Standby, under "standby") or one change of a field (Field and Value).
type Update struct {
	Object  string          `json:"object"`
	Account string          `json:"account"`        // entry.id
	Time    int64           `json:"time,omitempty"` // entry.time: milliseconds, of changes seconds; absent when zero
	Event   json.RawMessage `json:"event,omitempty"`
	Standby bool            `json:"standby,omitempty"`
	Field   string          `json:"field,omitempty"`
	Value   json.RawMessage `json:"value,omitempty"`
	Flat    bool            `json:"flat,omitempty"` // field and value stand on the entry itself, as Instagram Login writes comments
}

type (
	payload struct {
		Object string  `json:"object"`
		Entry  []entry `json:"entry"`
	}
	entry struct {
		ID        string            `json:"id"`
		Time      int64             `json:"time,omitempty"`
		Messaging []json.RawMessage `json:"messaging,omitempty"`
		Standby   []json.RawMessage `json:"standby,omitempty"`
		Changes   []change          `json:"changes,omitempty"`
		Field     string            `json:"field,omitempty"`
		Value     json.RawMessage   `json:"value,omitempty"`
	}
	change struct {
		Value json.RawMessage `json:"value"`
		Field string          `json:"field"`
	}
)

// Payload is the body of one webhook with these updates in their order, an entry for each. All of them are of one
// object. The bytes are what is signed and posted.
func Payload(updates []Update) ([]byte, error) {
	out := payload{}
	for _, u := range updates {
		out.Object = u.Object
		e := entry{ID: u.Account, Time: u.Time}
		switch {
		case u.Flat:
			e.Field, e.Value = u.Field, u.Value
		case u.Field != "":
			e.Changes = []change{{Field: u.Field, Value: u.Value}}
		case u.Standby:
			e.Standby = []json.RawMessage{u.Event}
		default:
			e.Messaging = []json.RawMessage{u.Event}
		}
		out.Entry = append(out.Entry, e)
	}
	return Write(out)
}

// Write writes a webhook's body as the platform does: in ASCII with lower-case hexadecimal and escaped slashes. A
// receiver that hashes anything but the bytes it got will not find the signature right.
func Write(body any) ([]byte, error) {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(body); err != nil {
		return nil, fmt.Errorf("write webhook: %w", err)
	}
	return escape(bytes.TrimSuffix(out.Bytes(), []byte("\n"))), nil
}

func escape(in []byte) []byte {
	out := make([]byte, 0, len(in)+len(in)/8)
	for i := 0; i < len(in); {
		switch c := in[i]; {
		case c == '/' && (i == 0 || in[i-1] != '\\'):
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
