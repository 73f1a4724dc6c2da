package whatsapp_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"strings"
	"testing"

	"transom/infra/local/sandbox/whatsapp"
)

// send is a whole request with some members replaced; a nil takes one away.
func send(changes map[string]any) string {
	body := map[string]any{"messaging_product": "whatsapp", "recipient_type": "individual", "to": "+447700900123",
		"type": "text", "text": map[string]any{"body": "Hello"}}
	maps.Copy(body, changes)
	maps.DeleteFunc(body, func(_ string, v any) bool { return v == nil })
	out, err := json.Marshal(body)
	if err != nil {
		panic(err)
	}
	return string(out)
}

type m = map[string]any

func of(typ string, object any) string {
	return send(m{"text": nil, "type": typ, typ: object})
}

func buttons(n int, title string) any {
	var list []any
	for i := range n {
		list = append(list, m{"type": "reply", "reply": m{"id": fmt.Sprint(i), "title": strings.ReplaceAll(title, "#", fmt.Sprint(i))}})
	}
	return m{"type": "button", "body": m{"text": "Well?"}, "action": m{"buttons": list}}
}

func rows(sections, each int) any {
	var list []any
	for s := range sections {
		var rows []any
		for r := range each {
			rows = append(rows, m{"id": fmt.Sprintf("%d.%d", s, r), "title": "Row"})
		}
		list = append(list, m{"title": "Section", "rows": rows})
	}
	return m{"type": "list", "body": m{"text": "Which?"}, "action": m{"button": "Choose", "sections": list}}
}

func TestRequestsAreHeldToTheDocumentation(t *testing.T) {
	tests := []struct {
		name string
		body string
		code int // 0 is taken
	}{
		{"a plain text", send(nil), 0},
		{"without type it is a text", send(m{"type": nil}), 0},
		{"a number as people write it", send(m{"to": "+44 (7700) 900-123"}), 0},
		{"a user id", send(m{"to": nil, "recipient": "GB.13491208655302741918"}), 0},
		{"both addresses", send(m{"recipient": "GB.13491208655302741918"}), 0},
		{"a text of 4096 characters", send(m{"text": m{"body": strings.Repeat("ä", 4096)}}), 0},
		{"a correlation of 512 characters", send(m{"biz_opaque_callback_data": strings.Repeat("x", 512)}), 0},
		{"an answer", send(m{"context": m{"message_id": "wamid.abc="}}), 0},
		{"a link preview", send(m{"text": m{"body": "https://example.org", "preview_url": true}}), 0},

		{"nothing", ``, 100},
		{"no JSON", `to=1`, 100},
		{"a list", `[]`, 100},
		{"null", `null`, 100},
		{"two values", send(nil) + `{}`, 100},
		{"no product", send(m{"messaging_product": nil}), 100},
		{"another product", send(m{"messaging_product": "messenger"}), 100},
		{"a group", send(m{"recipient_type": "group"}), 100},
		{"no recipient", send(m{"to": nil}), 100},
		{"a number in to", send(m{"to": 447700900123}), 100},
		{"words in to", send(m{"to": "Ana"}), 131009},
		{"a user id in to", send(m{"to": "GB.13491208655302741918"}), 131009},
		{"a phone number in recipient", send(m{"to": nil, "recipient": "+447700900123"}), 131009},
		{"a lower-case user id", send(m{"to": nil, "recipient": "gb.13491208655302741918"}), 131009},
		{"an unknown type", of("poll", m{}), 100},
		{"no object of the type", send(m{"text": nil}), 131008},
		{"the object of another type", send(m{"type": "image"}), 100},
		{"a text that is a string", send(m{"text": "Hello"}), 100},
		{"an empty text", send(m{"text": m{"body": ""}}), 100},
		{"a text of spaces", send(m{"text": m{"body": "  \n"}}), 100},
		{"a text of 4097 characters", send(m{"text": m{"body": strings.Repeat("ä", 4097)}}), 100},
		{"a misspelled member of text", send(m{"text": m{"body": "x", "preview": true}}), 100},
		{"a misspelled member", send(m{"biz_opaque_callback": "x"}), 100},
		{"a correlation of 513 characters", send(m{"biz_opaque_callback_data": strings.Repeat("x", 513)}), 100},
		{"an answer to no id", send(m{"context": m{"message_id": "12"}}), 131009},
		{"an empty context", send(m{"context": m{}}), 100},

		{"an uploaded picture", of("image", m{"id": "1", "caption": "Look"}), 0},
		{"a linked document", of("document", m{"link": "https://example.org/a.pdf", "filename": "a.pdf"}), 0},
		{"id and link", of("image", m{"id": "1", "link": "https://example.org/a.png"}), 131008},
		{"neither id nor link", of("image", m{"caption": "Look"}), 131008},
		{"a link to nowhere", of("image", m{"link": "ftp://example.org/a.png"}), 131009},
		{"a caption of 1025 characters", of("image", m{"id": "1", "caption": strings.Repeat("x", 1025)}), 100},
		{"a caption on audio", of("audio", m{"id": "1", "caption": "Listen"}), 100},
		{"a file name on a picture", of("image", m{"id": "1", "filename": "a.png"}), 100},

		{"a place", of("location", m{"latitude": 48.1, "longitude": 11.5, "name": "Here"}), 0},
		{"a place beyond the pole", of("location", m{"latitude": 91, "longitude": 11.5}), 131009},
		{"half a place", of("location", m{"latitude": 48.1}), 100},
		{"a card", of("contacts", []any{m{"name": m{"formatted_name": "Mira", "first_name": "Mira"}}}), 0},
		{"a card with half a name", of("contacts", []any{m{"name": m{"formatted_name": "Mira"}}}), 131009},
		{"no cards", of("contacts", []any{}), 131009},
		{"a reaction", of("reaction", m{"message_id": "wamid.a", "emoji": "👍"}), 0},
		{"a reaction taken back", of("reaction", m{"message_id": "wamid.a", "emoji": ""}), 0},
		{"a reaction without emoji", of("reaction", m{"message_id": "wamid.a"}), 131008},
		{"a reaction as an answer", send(m{"text": nil, "type": "reaction", "reaction": m{"message_id": "wamid.a", "emoji": "👍"},
			"context": m{"message_id": "wamid.a"}}), 131009},
		{"three buttons", of("interactive", buttons(3, "No #")), 0},
		{"four buttons", of("interactive", buttons(4, "No #")), 131009},
		{"buttons alike", of("interactive", buttons(2, "Same")), 131009},
		{"a button of 21 characters", of("interactive", buttons(1, "12345678901234567890#")), 100},
		{"ten rows", of("interactive", rows(2, 5)), 0},
		{"twelve rows", of("interactive", rows(2, 6)), 131009},
		{"no action", of("interactive", m{"type": "button", "body": m{"text": "Well?"}}), 131008},
		{"a template", of("template", m{"name": "hello_world", "language": m{"code": "en_US"}}), 0},
		{"a template without language", of("template", m{"name": "hello_world"}), 131008},
		{"a line break in a parameter", of("template", m{"name": "a", "language": m{"code": "en"}, "components": []any{
			m{"type": "body", "parameters": []any{m{"type": "text", "text": "a\nb"}}}}}), 100},

		{"a read receipt", `{"messaging_product":"whatsapp","status":"read","message_id":"wamid.a"}`, 0},
		{"typing", `{"messaging_product":"whatsapp","status":"read","message_id":"wamid.a","typing_indicator":{"type":"text"}}`, 0},
		{"a delivered receipt", `{"messaging_product":"whatsapp","status":"delivered","message_id":"wamid.a"}`, 100},
		{"a read receipt of nothing", `{"messaging_product":"whatsapp","status":"read"}`, 100},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := whatsapp.Parse([]byte(test.body))
			code := 0
			if err != nil {
				code = err.Code
			}
			if code != test.code {
				t.Errorf("code %d (%v), want %d", code, err, test.code)
			}
			if err == nil && (got.Send == nil) == (got.Read == nil) {
				t.Errorf("a request is a send or a receipt, got %+v", got)
			}
		})
	}
}

func TestToWinsOverRecipient(t *testing.T) {
	got, err := whatsapp.Parse([]byte(send(m{"recipient": "GB.13491208655302741918"})))
	if err != nil {
		t.Fatal(err)
	}
	if got.Send.Phone != "447700900123" || got.Send.UserID != "" || got.Send.Input != "+447700900123" {
		t.Errorf("addressed %+v", got.Send)
	}
}

// FuzzParse: whatever arrives is taken or refused, never a crash, and a refusal has a body that is JSON.
func FuzzParse(f *testing.F) {
	f.Add([]byte(send(nil)))
	f.Add([]byte(of("interactive", rows(1, 1))))
	f.Add([]byte(of("contacts", []any{m{"name": 1}})))
	f.Add([]byte(`{"messaging_product":"whatsapp","status":"read","message_id":7}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		got, err := whatsapp.Parse(body)
		if err == nil {
			if (got.Send == nil) == (got.Read == nil) {
				t.Errorf("taken as %+v", got)
			}
			return
		}
		if _, bad := json.Marshal(err.Body("trace")); bad != nil {
			t.Error(bad)
		}
	})
}

// FuzzFill: whatever a template is sent with, it is filled or refused.
func FuzzFill(f *testing.F) {
	f.Add(`{"name":"order_update","language":{"code":"en"},"components":[{"type":"body","parameters":[{"type":"text","text":"a"},{"type":"text","text":"b"}]}]}`)
	f.Add(`{"name":"tracking","language":{"code":"en"},"components":[{"type":"button","sub_type":"url","index":{},"parameters":null}]}`)
	f.Add(`{"name":7}`)
	f.Fuzz(func(t *testing.T, object string) {
		if text, _, err := whatsapp.Fill(whatsapp.Templates(), json.RawMessage(object)); err == nil && text == "" {
			t.Error("filled with nothing")
		}
	})
}
