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
	"transom/shared/fault"
	"transom/shared/rules"
)

const firstPage = `{"data":[
	{"id":"1","name":"order","language":"en_US","status":"APPROVED","category":"UTILITY","parameter_format":"POSITIONAL","quality_score":{"score":"GREEN","date":1},"rejected_reason":"NONE","components":[
		{"type":"HEADER","format":"TEXT","text":"Order {{1}}","example":{"header_text":["20418"]}},
		{"type":"BODY","text":"Hi {{1}}, {{2}} is ready.","example":{"body_text":[["Lena","20418"]]}},
		{"type":"FOOTER","text":"Demo"},
		{"type":"BUTTONS","buttons":[{"type":"URL","text":"Track","url":"https://a.example/{{1}}","example":["7"]},{"type":"PHONE_NUMBER","text":"Call","phone_number":"+1555"},{"type":"COPY_CODE","text":"Copy","example":"SPRING"}]}]},
	{"id":"2","name":"named","language":"en","status":"paused","category":"marketing","parameter_format":"named","components":[
		{"type":"header","format":"image","example":{"header_handle":["https://scontent.example/x"]}},
		{"type":"body","text":"Hi {{first_name}}.","example":{"body_text_named_params":[{"param_name":"first_name","example":"Lena"}]}}]}],
	"paging":{"cursors":{"before":"a","after":"b"},"next":"https://elsewhere.example/steal?access_token=x"}}`

const lastPage = `{"data":[
	{"id":3,"name":"odd","language":"de","status":"IN_APPEAL","category":"MARKETING","rejected_reason":"PROMOTIONAL","quality_score":{"score":"UNKNOWN"},"components":[{"type":"BODY","text":"Hallo."},{"type":"CAROUSEL","cards":[{}]}]},
	{"id":"4","language":"de"}, 7, null],
	"paging":{"cursors":{"before":"b","after":"c"}}}`

func TestAWholeListIsReadWithWhatCannotBeUsed(t *testing.T) {
	g := metatest.Open(t, 200, "")
	g.Answer = func(r metatest.Request) (int, string) {
		if strings.Contains(r.Query, "after=b") {
			return 200, lastPage
		}
		return 200, firstPage
	}
	got, err := whatsapp.NewClient(g.URL).ListTemplates(t.Context(), "t0ken", "900")
	if err != nil {
		t.Fatal(err)
	}
	text := func(all ...string) []rules.Value {
		var out []rules.Value
		for _, s := range all {
			out = append(out, rules.Value{Kind: "text", Text: s})
		}
		return out
	}
	want := []rules.MessageTemplate{
		{ID: "1", Holder: "900", Name: "order", Language: "en_US", Category: "utility", Status: rules.TemplateApproved, Quality: "green", Parts: []rules.TemplatePart{
			{Type: "header", Format: "text", Text: "Order {{1}}", Examples: text("20418")},
			{Type: "body", Text: "Hi {{1}}, {{2}} is ready.", Examples: text("Lena", "20418")},
			{Type: "footer", Text: "Demo"},
			{Type: "buttons", Buttons: []rules.TemplateButton{{Type: "url", Text: "Track", URL: "https://a.example/{{1}}", Example: "7"},
				{Type: "phone_number", Text: "Call", Phone: "+1555"}, {Type: "copy_code", Text: "Copy", Example: "SPRING"}}}}},
		{ID: "2", Holder: "900", Name: "named", Language: "en", Category: "marketing", Status: rules.TemplatePaused, Named: true, Parts: []rules.TemplatePart{
			{Type: "header", Format: "image", Examples: []rules.Value{{Kind: "image", Text: "https://scontent.example/x"}}},
			{Type: "body", Text: "Hi {{first_name}}.", Examples: []rules.Value{{Kind: "text", Name: "first_name", Text: "Lena"}}}}},
		{ID: "3", Holder: "900", Name: "odd", Language: "de", Category: "marketing", Status: "in_appeal", Rejected: "PROMOTIONAL", Parts: []rules.TemplatePart{
			{Type: "body", Text: "Hallo."}, {Type: "carousel"}}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the list (-want +got):\n%s", diff)
	}
	for _, r := range g.Seen() {
		if r.Path != "/900/message_templates" || r.Token != "Bearer t0ken" || strings.Contains(r.Query, "t0ken") {
			t.Errorf("asked %s %s?%s", r.Method, r.Path, r.Query)
		}
	}
	if len(g.Seen()) != 2 || rules.Unfillable(got[2]) != "carousel" {
		t.Errorf("%d calls; the odd one lacks %q", len(g.Seen()), rules.Unfillable(got[2]))
	}
}

func TestAListThatGoesRoundInCirclesEnds(t *testing.T) {
	g := metatest.Open(t, 200, `{"data":[{"id":"1","name":"a","language":"en"}],"paging":{"cursors":{"after":"same"},"next":"x"}}`)
	got, err := whatsapp.NewClient(g.URL).ListTemplates(t.Context(), "t0ken", "900")
	if err != nil || len(got) != 2 || len(g.Seen()) != 2 {
		t.Errorf("%d templates by %d calls: %v", len(got), len(g.Seen()), err)
	}
}

func TestATemplateIsHandedInAsDocumented(t *testing.T) {
	g := metatest.Open(t, 200, `{"id":"77","status":"PENDING","category":"MARKETING"}`)
	c := whatsapp.NewClient(g.URL)
	named := rules.MessageTemplate{Holder: "900", Name: "ready", Language: "en_US", Category: "utility", Named: true, Parts: []rules.TemplatePart{
		{Type: "header", Format: "image", Examples: []rules.Value{{Kind: "image", Text: "4::aW"}}},
		{Type: "body", Text: "Hi {{first_name}}.", Examples: []rules.Value{{Name: "first_name", Text: "Lena"}}},
		{Type: "buttons", Buttons: []rules.TemplateButton{{Type: "quick_reply", Text: "Thanks"}, {Type: "url", Text: "Track", URL: "https://a.example/{{1}}", Example: "7"},
			{Type: "url", Text: "Shop", URL: "https://a.example"}, {Type: "phone_number", Text: "Call", Phone: "+1555"}, {Type: "copy_code", Example: "SPRING"}}}}}
	made, err := c.CreateTemplate(t.Context(), "t0ken", named)
	if err != nil || made.ID != "77" || made.Status != rules.TemplatePending || made.Category != "marketing" {
		t.Errorf("made %+v: %v", made, err)
	}
	counted := rules.MessageTemplate{ID: "77", Holder: "900", Name: "ready", Parts: []rules.TemplatePart{
		{Type: "header", Format: "text", Text: "Order {{1}}", Examples: []rules.Value{{Text: "20418"}}},
		{Type: "body", Text: "Hi {{1}}, {{2}}!", Examples: []rules.Value{{Text: "Lena"}, {Text: "now"}}}}}
	if err := c.EditTemplate(t.Context(), "t0ken", counted); err != nil {
		t.Error(err)
	}
	if err := c.DeleteTemplate(t.Context(), "t0ken", counted); err != nil {
		t.Error(err)
	}
	type m = map[string]any
	list := func(all ...any) []any { return all }
	seen := g.Seen()
	want := m{"name": "ready", "language": "en_US", "category": "UTILITY", "parameter_format": "NAMED", "components": list(
		m{"type": "HEADER", "format": "IMAGE", "example": m{"header_handle": list("4::aW")}},
		m{"type": "BODY", "text": "Hi {{first_name}}.", "example": m{"body_text_named_params": list(m{"param_name": "first_name", "example": "Lena"})}},
		m{"type": "BUTTONS", "buttons": list(m{"type": "QUICK_REPLY", "text": "Thanks"}, m{"type": "URL", "text": "Track", "url": "https://a.example/{{1}}", "example": list("7")},
			m{"type": "URL", "text": "Shop", "url": "https://a.example"}, m{"type": "PHONE_NUMBER", "text": "Call", "phone_number": "+1555"}, m{"type": "COPY_CODE", "example": "SPRING"})})}
	if diff := cmp.Diff(want, seen[0].JSON); diff != "" || seen[0].Path != "/900/message_templates" {
		t.Errorf("handed in to %s (-want +got):\n%s", seen[0].Path, diff)
	}
	want = m{"components": list(m{"type": "HEADER", "format": "TEXT", "text": "Order {{1}}", "example": m{"header_text": list("20418")}},
		m{"type": "BODY", "text": "Hi {{1}}, {{2}}!", "example": m{"body_text": list(list("Lena", "now"))}})}
	if diff := cmp.Diff(want, seen[1].JSON); diff != "" || seen[1].Path != "/77" {
		t.Errorf("changed at %s (-want +got):\n%s", seen[1].Path, diff)
	}
	if seen[2].Method != "DELETE" || seen[2].Path != "/900/message_templates" || seen[2].Query != "hsm_id=77&name=ready" {
		t.Errorf("taken away by %s %s?%s", seen[2].Method, seen[2].Path, seen[2].Query)
	}
}

func TestAnExampleIsUploadedToTheAppOfTheNumber(t *testing.T) {
	g := metatest.Open(t, 200, "")
	g.Answer = func(r metatest.Request) (int, string) {
		switch {
		case r.Path == "/300":
			return 200, `{"id":"300","health_status":{"entities":[{"entity_type":"APP","id":"42"}]}}`
		case r.Path == "/42/uploads":
			return 200, `{"id":"upload:MTph?sig=ARZ"}`
		case r.Path == "/upload:MTph" && r.Query == "sig=ARZ" && r.Token == "OAuth t0ken":
			return 200, `{"h":"4::aW"}`
		default:
			return 400, `{"error":{"code":100,"message":"no"}}`
		}
	}
	file := channel.File{MIME: "image/png", Name: "a b.png", Size: 4, Open: func(context.Context) (io.ReadCloser, error) { return io.NopCloser(strings.NewReader("file")), nil }}
	handle, err := whatsapp.NewClient(g.URL).UploadExample(t.Context(), "t0ken", rules.Channel{AccountID: "300"}, file)
	if err != nil || handle != "4::aW" {
		t.Errorf("handle %q: %v", handle, err)
	}
	if q := g.Seen()[1].Query; q != "file_length=4&file_name=a+b.png&file_type=image%2Fpng" {
		t.Errorf("the session was asked for by %s", q)
	}
	g.Answer = func(metatest.Request) (int, string) { return 200, `{"id":"http://elsewhere.example/x"}` }
	if _, err := whatsapp.NewClient(g.URL).UploadExample(t.Context(), "t0ken", rules.Channel{AccountID: "300"}, file); err == nil {
		t.Error("a number without an app took a file")
	}
}

func TestWhatThePlatformSaysAgainstATemplateIsToldByItsSubcode(t *testing.T) {
	for _, c := range []struct {
		body, reason string
	}{
		{`{"error":{"code":100,"error_subcode":2388040,"message":"Invalid parameter","error_user_msg":"Body is too long."}}`, "template_too_long"},
		{`{"error":{"code":100,"error_subcode":2388023,"message":"Invalid parameter","error_user_msg":"Being deleted."}}`, "template_cooling"},
		{`{"error":{"code":100,"error_subcode":2388299,"message":"Invalid parameter"}}`, "template_edge"},
		{`{"error":{"code":100,"error_subcode":33,"message":"Unsupported post request"}}`, "bad_request"},
		{`{"error":{"code":190,"message":"Session has expired"}}`, "channel_unauthorized"},
	} {
		g := metatest.Open(t, 400, c.body)
		_, err := whatsapp.NewClient(g.URL).CreateTemplate(t.Context(), "t0ken", rules.MessageTemplate{Holder: "900"})
		var said *fault.Error
		if !errors.Is(err, whatsapp.ErrTemplateRefused) || !errors.As(err, &said) || said.Details["reason"] != c.reason || said.Details["said"] == "" {
			t.Errorf("%s: %v", c.reason, err)
		}
	}
	g := metatest.Open(t, 503, "")
	if err := whatsapp.NewClient(g.URL).EditTemplate(t.Context(), "t0ken", rules.MessageTemplate{ID: "7"}); !errors.Is(err, meta.ErrAway) {
		t.Errorf("a platform that is away: %v", err)
	}
}
