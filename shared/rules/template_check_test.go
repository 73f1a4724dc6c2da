package rules_test

import (
	"errors"
	"maps"
	"strings"
	"testing"

	"transom/shared/fault"
	"transom/shared/rules"
)

// whole is a template with everything that may be created here.
func whole() rules.MessageTemplate {
	return rules.MessageTemplate{Name: "order_update_2", Language: "en_US", Category: "utility", Parts: []rules.TemplatePart{
		{Type: "header", Format: "text", Text: "Order {{1}}", Examples: []rules.Value{{Kind: "text", Text: "20418"}}},
		{Type: "body", Text: "Hi {{1}}, your order {{2}} is on its way.\n\nSee you soon.", Examples: []rules.Value{{Kind: "text", Text: "Lena"}, {Kind: "text", Text: "20418"}}},
		{Type: "footer", Text: "Demo Cycles"},
		{Type: "buttons", Buttons: []rules.TemplateButton{{Type: "quick_reply", Text: "Thanks"}, {Type: "quick_reply", Text: "Stop"},
			{Type: "url", Text: "Track", URL: "https://shop.example/track/{{1}}", Example: "20418"}, {Type: "url", Text: "Shop", URL: "https://shop.example"},
			{Type: "phone_number", Text: "Call", Phone: "+12125550123"}, {Type: "copy_code", Example: "SPRING26"}}},
	}}
}

func TestATemplateIsCheckedBeforeThePlatformIsAsked(t *testing.T) {
	part := func(i int, change func(*rules.TemplatePart)) func(*rules.MessageTemplate) {
		return func(m *rules.MessageTemplate) { change(&m.Parts[i]) }
	}
	text := func(i int, text string) func(*rules.MessageTemplate) {
		return part(i, func(p *rules.TemplatePart) { p.Text = text })
	}
	button := func(i int, change func(*rules.TemplateButton)) func(*rules.MessageTemplate) {
		return part(3, func(p *rules.TemplatePart) { change(&p.Buttons[i]) })
	}
	buttons := func(all ...rules.TemplateButton) func(*rules.MessageTemplate) {
		return part(3, func(p *rules.TemplatePart) { p.Buttons = all })
	}
	quick, link := rules.TemplateButton{Type: "quick_reply", Text: "A"}, rules.TemplateButton{Type: "url", Text: "B", URL: "https://a.example"}
	for _, c := range []struct {
		name   string
		change func(*rules.MessageTemplate)
		want   map[string]string
	}{
		{"nothing wrong", func(*rules.MessageTemplate) {}, nil},
		{"a name with a capital", func(m *rules.MessageTemplate) { m.Name = "Order" }, map[string]string{"name": "name"}},
		{"a name too long", func(m *rules.MessageTemplate) { m.Name = strings.Repeat("a", 513) }, map[string]string{"name": "long"}},
		{"a language that is none", func(m *rules.MessageTemplate) { m.Language = "English" }, map[string]string{"language": "language"}},
		{"a category that is made elsewhere", func(m *rules.MessageTemplate) { m.Category = "authentication" }, map[string]string{"category": "category"}},
		{"no body", func(m *rules.MessageTemplate) { m.Parts = m.Parts[:1] }, map[string]string{"body": "required"}},
		{"two bodies", func(m *rules.MessageTemplate) { m.Parts = append(m.Parts[:2:2], m.Parts[1:]...) }, map[string]string{"body": "twice"}},
		{"the footer first", func(m *rules.MessageTemplate) { m.Parts[1], m.Parts[2] = m.Parts[2], m.Parts[1] }, map[string]string{"parts": "order"}},
		{"a part that cannot be made here", func(m *rules.MessageTemplate) { m.Parts[0] = rules.TemplatePart{Type: "carousel"} }, map[string]string{"parts": "type"}},
		{"an empty body", text(1, " "), map[string]string{"body": "required"}},
		{"a body too long", text(1, "Hi {{1}} and {{2}}: "+strings.Repeat("é", 1010)), map[string]string{"body": "long"}},
		{"a place at the start", text(1, "{{1}} and {{2}} it is."), map[string]string{"body": "edge"}},
		{"a place at the end", text(1, "It is {{1}} and {{2}} "), map[string]string{"body": "edge"}},
		{"punctuation around places is enough", text(1, "*{{1}}*, {{2}}."), nil},
		{"two places side by side", text(1, "So {{1}} {{2}} it is."), map[string]string{"body": "adjacent"}},
		{"numbers with a gap", text(1, "So {{1}} and {{3}} it is."), map[string]string{"body": "sequence"}},
		{"numbers from two", text(1, "So {{2}} and {{3}} it is."), map[string]string{"body": "sequence"}},
		{"a name among numbers", text(1, "So {{1}}, {{2}} and {{name}} it is."), map[string]string{"body": "mixed"}},
		{"a place that is none", text(1, "So {{1}}, {{2}} and {{ 3 }} it is."), map[string]string{"body": "mixed"}},
		{"a tab", text(1, "So {{1}}\tand {{2}} it is."), map[string]string{"body": "tab"}},
		{"two empty lines", text(1, "So {{1}}\n\n\nand {{2}} it is."), map[string]string{"body": "lines"}},
		{"four spaces", text(1, "So {{1}}    and {{2}} it is."), map[string]string{"body": "spaces"}},
		{"an example missing", part(1, func(p *rules.TemplatePart) { p.Examples = p.Examples[:1] }), map[string]string{"example.body.2": "example"}},
		{"an empty header", text(0, ""), map[string]string{"header": "required"}},
		{"a header too long", text(0, "{{1}} "+strings.Repeat("x", 60)), map[string]string{"header": "long"}},
		{"two places in the header", part(0, func(p *rules.TemplatePart) {
			p.Text, p.Examples = "{{1}} of {{2}} x", []rules.Value{{Text: "1"}, {Text: "2"}}
		}), map[string]string{"header": "onePlace"}},
		{"two lines in the header", text(0, "Order\n{{1}}"), map[string]string{"header": "lines"}},
		{"a header in bold letters", text(0, "*Order* {{1}}"), map[string]string{"header": "format"}},
		{"a header that is none", part(0, func(p *rules.TemplatePart) { p.Format = "gif" }), map[string]string{"header": "type"}},
		{"a picture without its example", part(0, func(p *rules.TemplatePart) { *p = rules.TemplatePart{Type: "header", Format: "image"} }), map[string]string{"example.header": "example"}},
		{"a place", part(0, func(p *rules.TemplatePart) { *p = rules.TemplatePart{Type: "header", Format: "location"} }), nil},
		{"a place in the footer", text(2, "Yours {{1}}"), map[string]string{"footer": "noPlace"}},
		{"a footer too long", text(2, strings.Repeat("x", 61)), map[string]string{"footer": "long"}},
		{"two lines in the footer", text(2, "a\nb"), map[string]string{"footer": "lines"}},
		{"an empty footer", text(2, ""), map[string]string{"footer": "required"}},
		{"no buttons", buttons(), map[string]string{"buttons": "required"}},
		{"quick answers apart", buttons(quick, link, rules.TemplateButton{Type: "quick_reply", Text: "C"}), map[string]string{"buttons": "group"}},
		{"buttons with the same words", buttons(quick, quick), map[string]string{"buttons": "twice"}},
		{"three addresses", buttons(link, rules.TemplateButton{Type: "url", Text: "C", URL: "https://a.example"}, rules.TemplateButton{Type: "url", Text: "D", URL: "https://a.example"}), map[string]string{"buttons": "many"}},
		{"a button without words", button(0, func(b *rules.TemplateButton) { b.Text = " " }), map[string]string{"buttons.0.text": "required"}},
		{"a button with too many words", button(0, func(b *rules.TemplateButton) { b.Text = strings.Repeat("x", 26) }), map[string]string{"buttons.0.text": "long"}},
		{"a place on a button", button(0, func(b *rules.TemplateButton) { b.Text = "{{1}}" }), map[string]string{"buttons.0.text": "noPlace"}},
		{"an address that is none", button(2, func(b *rules.TemplateButton) { b.URL = "shop" }), map[string]string{"buttons.2.url": "url"}},
		{"an address of another kind", button(2, func(b *rules.TemplateButton) { b.URL = "javascript://x/{{1}}" }), map[string]string{"buttons.2.url": "url"}},
		{"a place inside an address", button(2, func(b *rules.TemplateButton) { b.URL = "https://a.example/{{1}}/c" }), map[string]string{"buttons.2.url": "url"}},
		{"an address without its example", button(2, func(b *rules.TemplateButton) { b.Example = "" }), map[string]string{"buttons.2.example": "example"}},
		{"a number that is none", button(4, func(b *rules.TemplateButton) { b.Phone = "12" }), map[string]string{"buttons.4.phone": "phone"}},
		{"a code missing", button(5, func(b *rules.TemplateButton) { b.Example = "" }), map[string]string{"buttons.5.example": "example"}},
		{"a code too long", button(5, func(b *rules.TemplateButton) { b.Example = strings.Repeat("x", 16) }), map[string]string{"buttons.5.example": "long"}},
		{"a button that cannot be made here", button(0, func(b *rules.TemplateButton) { b.Type = "flow" }), map[string]string{"buttons.0.type": "type"}},
	} {
		m := whole()
		c.change(&m)
		var said *fault.Error
		err := rules.CheckTemplate(m)
		if errors.As(err, &said); (err == nil) != (c.want == nil) || err != nil && (!errors.Is(err, rules.ErrBadTemplate) || !maps.Equal(said.Details, c.want)) {
			t.Errorf("%s: got %v %v, want %v", c.name, err, detailsOf(said), c.want)
		}
	}
}

func detailsOf(e *fault.Error) map[string]string {
	if e == nil {
		return nil
	}
	return e.Details
}

func TestNamesStandInEveryPlaceOrInNone(t *testing.T) {
	m := rules.MessageTemplate{Name: "x", Language: "de", Category: "marketing", Named: true, Parts: []rules.TemplatePart{
		{Type: "body", Text: "Hi {{first_name}}, see you on {{day}}.", Examples: []rules.Value{{Name: "day", Text: "Monday"}, {Name: "first_name", Text: "Lena"}}}}}
	if err := rules.CheckTemplate(m); err != nil {
		t.Errorf("names: %v", err)
	}
	m.Parts[0].Text = "Hi {{first_name}}, see you on {{day}} at {{1}}."
	if err := rules.CheckTemplate(m); !errors.Is(err, rules.ErrBadTemplate) {
		t.Errorf("a number among names: %v", err)
	}
}
