package whatsapp_test

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"transom/shared/channel"
	"transom/shared/channel/meta"
	"transom/shared/channel/meta/metatest"
	"transom/shared/channel/whatsapp"
	"transom/shared/rules"
)

type object = map[string]any

func TestEveryKindOfMessageGoesOutAsDocumented(t *testing.T) {
	media := func(kind rules.Type, mime, name, caption string, voice bool) rules.Entry {
		return rules.Entry{Type: kind, Text: caption, Media: &rules.Media{MIME: mime, Name: name, Voice: voice}}
	}
	for _, c := range []struct {
		name  string
		entry rules.Entry
		kind  string
		want  object
		file  metatest.File // what goes up, but for its bytes
	}{
		{"a picture with words", media(rules.Image, "image/png", "a.png", "see", false), "image", object{"id": "77", "caption": "see"}, metatest.File{Name: "a.png", MIME: "image/png"}},
		{"a film", media(rules.Video, "video/mp4", "a.mp4", "", false), "video", object{"id": "77"}, metatest.File{Name: "a.mp4", MIME: "video/mp4"}},
		{"sound carries no words", media(rules.Audio, "audio/mpeg", "a.mp3", "no", false), "audio", object{"id": "77"}, metatest.File{Name: "a.mp3", MIME: "audio/mpeg"}},
		{"a voice note ends in .ogg", media(rules.Audio, "audio/ogg", "rec.opus", "", true), "audio", object{"id": "77", "voice": true}, metatest.File{Name: "rec.ogg", MIME: "audio/ogg"}},
		{"a document has a name", media(rules.Document, "text/csv", "", "the list", false), "document", object{"id": "77", "caption": "the list", "filename": "document"}, metatest.File{Name: "file", MIME: "text/csv"}},
		{"a sticker", media(rules.Sticker, "image/webp", "s.webp", "", false), "sticker", object{"id": "77"}, metatest.File{Name: "s.webp", MIME: "image/webp"}},
		{"a reaction quotes nothing", rules.Entry{Type: rules.React, Text: "👍", ReplyTo: "wamid.IN"}, "reaction", object{"message_id": "wamid.IN", "emoji": "👍"}, metatest.File{}},
		{"a reaction taken back", rules.Entry{Type: rules.React, ReplyTo: "wamid.IN"}, "reaction", object{"message_id": "wamid.IN", "emoji": ""}, metatest.File{}},
		{"buttons", rules.Entry{Type: rules.Buttons, Text: "which?", Interactive: &rules.Interactive{Header: "H", Footer: "F", Buttons: []rules.Choice{{ID: "a", Title: "A"}}}}, "interactive",
			object{"type": "button", "header": object{"type": "text", "text": "H"}, "body": object{"text": "which?"}, "footer": object{"text": "F"},
				"action": object{"buttons": []any{object{"type": "reply", "reply": object{"id": "a", "title": "A"}}}}}, metatest.File{}},
		{"a list", rules.Entry{Type: rules.List, Text: "which?", Interactive: &rules.Interactive{Open: "Show", Sections: []rules.Section{{Title: "S", Rows: []rules.Choice{{ID: "a", Title: "A", Description: "D"}, {ID: "b", Title: "B"}}}, {Rows: []rules.Choice{{ID: "c", Title: "C"}}}}}}, "interactive",
			object{"type": "list", "body": object{"text": "which?"}, "action": object{"button": "Show", "sections": []any{
				object{"title": "S", "rows": []any{object{"id": "a", "title": "A", "description": "D"}, object{"id": "b", "title": "B"}}},
				object{"rows": []any{object{"id": "c", "title": "C"}}}}}}, metatest.File{}},
		{"a template without places", rules.Entry{Type: rules.Template, Template: &rules.TemplateUse{Name: "hello", Language: "en_US"}}, "template",
			object{"name": "hello", "language": object{"code": "en_US"}}, metatest.File{}},
		{"a template with every kind of value", rules.Entry{Type: rules.Template, Template: &rules.TemplateUse{Name: "order", Language: "ro",
			Header: []rules.Value{{Kind: "location", Text: `{"latitude":1.5,"longitude":2}`}}, Body: []rules.Value{{Kind: "text", Text: "one"}, {Kind: "text", Name: "when", Text: "two"}},
			Buttons: []rules.ButtonValue{{Index: 0, SubType: "quick_reply", Text: "yes"}, {Index: 1, SubType: "url", Text: "x"}, {Index: 2, SubType: "copy_code", Text: "C"}}}}, "template",
			object{"name": "order", "language": object{"code": "ro"}, "components": []any{
				object{"type": "header", "parameters": []any{object{"type": "location", "location": object{"latitude": 1.5, "longitude": 2.0}}}},
				object{"type": "body", "parameters": []any{object{"type": "text", "text": "one"}, object{"type": "text", "text": "two", "parameter_name": "when"}}},
				object{"type": "button", "sub_type": "quick_reply", "index": "0", "parameters": []any{object{"type": "payload", "payload": "yes"}}},
				object{"type": "button", "sub_type": "url", "index": "1", "parameters": []any{object{"type": "text", "text": "x"}}},
				object{"type": "button", "sub_type": "copy_code", "index": "2", "parameters": []any{object{"type": "coupon_code", "coupon_code": "C"}}}}}, metatest.File{}},
		{"a template with a document above", rules.Entry{Type: rules.Template, Media: &rules.Media{MIME: "application/pdf", Name: "bill.pdf"}, Template: &rules.TemplateUse{Name: "bill", Language: "en",
			Header: []rules.Value{{Kind: "document"}}}}, "template",
			object{"name": "bill", "language": object{"code": "en"}, "components": []any{
				object{"type": "header", "parameters": []any{object{"type": "document", "document": object{"id": "77", "filename": "bill.pdf"}}}}}}, metatest.File{Name: "bill.pdf", MIME: "application/pdf"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := metatest.Open(t, 200, `{"id":"77","messages":[{"id":"wamid.OUT"}]}`)
			m := outgoing(c.entry)
			m.Correlation = "1.a.2.b"
			if c.entry.Media != nil {
				m.File = fileOf(c.entry.Media.MIME, c.entry.Media.Name, "bytes")
			}
			if out := whatsapp.NewClient(g.URL).Send(context.Background(), "t0ken", m); out.PlatformID != "wamid.OUT" {
				t.Fatalf("outcome %+v %+v", out, out.Error)
			}
			all := g.Seen()
			want := object{"messaging_product": "whatsapp", "recipient_type": "individual", "to": "+40721", "type": c.kind, c.kind: c.want, "biz_opaque_callback_data": "1.a.2.b"}
			if diff := cmp.Diff(all[len(all)-1].JSON, want); diff != "" {
				t.Errorf("sent (-got +want):\n%s", diff)
			}
			if c.entry.Media == nil {
				if len(all) != 1 {
					t.Errorf("%d calls", len(all))
				}
				return
			}
			c.file.Field, c.file.Bytes = "file", "bytes"
			up := all[0]
			if len(all) != 2 || up.Path != "/300100/media" || up.File != c.file || up.Form["messaging_product"] != "whatsapp" || up.Form["type"] != c.file.MIME {
				t.Errorf("%d calls, uploaded %s %+v %+v, want %+v", len(all), up.Path, up.Form, up.File, c.file)
			}
		})
	}
}

func fileOf(mime, name, bytes string) *channel.File {
	if name == "" {
		name = "file"
	}
	return &channel.File{MIME: mime, Name: name, Size: int64(len(bytes)),
		Open: func(context.Context) (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(bytes)), nil }}
}

func TestWhatTheAnswerTellsOfTheCustomerIsKept(t *testing.T) {
	for _, c := range []struct {
		name, contacts string
		to, want       rules.Address
	}{
		{"the number as it was", `{"input":"+40721","wa_id":"40721"}`, rules.Address{Phone: "40721"}, rules.Address{}},
		{"the number in another form", `{"input":"+541112345678","wa_id":"5491112345678"}`, rules.Address{Phone: "541112345678"}, rules.Address{Phone: "5491112345678"}},
		{"a scoped id and nothing else", `{"input":"AR.1","user_id":"AR.1"}`, rules.Address{UserID: "AR.1"}, rules.Address{}},
		{"a scoped id behind the number", `{"input":"+40721","wa_id":"40721","user_id":"RO.9"}`, rules.Address{Phone: "40721"}, rules.Address{UserID: "RO.9"}},
	} {
		g := metatest.Open(t, 200, `{"contacts":[`+c.contacts+`],"messages":[{"id":"wamid.OUT"}]}`)
		m := outgoing(rules.Entry{Type: rules.Text, Text: "a"})
		m.To = c.to
		if out := whatsapp.NewClient(g.URL).Send(context.Background(), "t", m); out.Reached != c.want {
			t.Errorf("%s: reached %+v, want %+v", c.name, out.Reached, c.want)
		}
	}
}

func TestOneCallSaysThatAMessageWasReadAndThatSomebodyTypes(t *testing.T) {
	g := metatest.Open(t, 200, `{"success":true}`)
	client := whatsapp.NewClient(g.URL)
	s := channel.Signal{Channel: rules.Channel{AccountID: "300"}, PlatformID: "wamid.IN"}
	read := object{"messaging_product": "whatsapp", "status": "read", "message_id": "wamid.IN"}
	for _, typing := range []bool{false, true} {
		s.Typing = typing
		if err := client.Signal(context.Background(), "t", s); err != nil {
			t.Error(err)
		}
	}
	if diff := cmp.Diff(g.Seen()[0].JSON, read); diff != "" || g.Seen()[0].Path != "/300/messages" {
		t.Errorf("read (-got +want):\n%s", diff)
	}
	read["typing_indicator"] = object{"type": "text"}
	if diff := cmp.Diff(g.Seen()[1].JSON, read); diff != "" {
		t.Errorf("typing (-got +want):\n%s", diff)
	}
}

func TestANumberIsAskedForItsNameAndItsQuality(t *testing.T) {
	g := metatest.Open(t, 200, `{"id":"300","display_phone_number":"+1 555","verified_name":"Shop","quality_rating":"YELLOW"}`)
	client := whatsapp.NewClient(g.URL)
	got, err := client.Check(context.Background(), "t", rules.Channel{AccountID: "300"})
	if err != nil || got.Name != "Shop" || got.Health != (rules.Health{State: rules.Working, Quality: "YELLOW"}) {
		t.Errorf("the number is %+v, %v", got, err)
	}
	g.Answer = func(metatest.Request) (int, string) { return 403, `{"error":{"code":10}}` }
	got, err = client.Check(context.Background(), "t", rules.Channel{AccountID: "300"})
	if !errors.Is(err, meta.ErrRefused) || got.Health.State != rules.Restricted || got.Health.Reason != "channel_forbidden" {
		t.Errorf("without a permission it is %+v, %v", got, err)
	}
}

func TestWhatHasNoMessageIsRefusedBeforeAnythingIsAsked(t *testing.T) {
	g := metatest.Open(t, 200, `{}`)
	for _, e := range []rules.Entry{{Type: rules.Hide}, {Type: "poll"}, {Type: rules.Image}, {Type: rules.Buttons}, {Type: rules.Template}} {
		out := whatsapp.NewClient(g.URL).Send(context.Background(), "t", outgoing(e))
		if out.Error == nil || out.Class != channel.Never || len(g.Seen()) != 0 {
			t.Errorf("%s is %+v after %d calls", e.Type, out, len(g.Seen()))
		}
	}
}
