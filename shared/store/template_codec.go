package store

import (
	"strings"

	"transom/shared/rules"
)

// templateColumns are the columns of a template.
var templateColumns = []string{colPlatformID, colCategory, colState, colNamed, colParts, colQuality, colReason, colSince}

func encodeTemplate(ws Workspace, t rules.MessageTemplate) item {
	it := newItem(templateKey(ws, t.Holder, t.Name, t.Language))
	it.setText(colPlatformID, t.ID)
	it.setText(colCategory, t.Category)
	it.setText(colState, string(t.Status))
	it.setFlag(colNamed, t.Named)
	var parts []item
	for _, p := range t.Parts {
		parts = append(parts, encodePart(p))
	}
	it.setList(colParts, parts)
	it.setText(colQuality, t.Quality)
	it.setText(colReason, t.Rejected)
	it.setTime(colSince, t.UpdatedAt)
	return it
}

// encodePart: y the type, f the format, t the text, e the examples, b the buttons.
func encodePart(p rules.TemplatePart) item {
	m := item{}
	m.setText("y", p.Type)
	m.setText("f", p.Format)
	m.setText("t", p.Text)
	m.setList("e", encodeValues(p.Examples))
	var buttons []item
	for _, b := range p.Buttons {
		row := item{}
		row.setText("y", b.Type)
		row.setText("t", b.Text)
		row.setText("u", b.URL)
		row.setText("p", b.Phone)
		row.setText("e", b.Example)
		buttons = append(buttons, row)
	}
	m.setList("b", buttons)
	return m
}

func decodeTemplate(holder string, it item) rules.MessageTemplate {
	name, language, _ := strings.Cut(strings.TrimPrefix(it.text(SortKey), templatePrefix), "#")
	t := rules.MessageTemplate{
		ID: it.text(colPlatformID), Holder: holder, Name: name, Language: language, Category: it.text(colCategory),
		Status: rules.TemplateStatus(it.text(colState)), Named: it.flag(colNamed), Quality: it.text(colQuality),
		Rejected: it.text(colReason), UpdatedAt: it.time(colSince),
	}
	for _, m := range it.list(colParts) {
		p := rules.TemplatePart{Type: m.text("y"), Format: m.text("f"), Text: m.text("t"), Examples: decodeValues(m.list("e"))}
		for _, row := range m.list("b") {
			p.Buttons = append(p.Buttons, rules.TemplateButton{Type: row.text("y"), Text: row.text("t"), URL: row.text("u"), Phone: row.text("p"), Example: row.text("e")})
		}
		t.Parts = append(t.Parts, p)
	}
	return t
}
