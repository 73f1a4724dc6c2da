package store

import (
	"strconv"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"transom/shared/rules"
)

var viaCodes = codes{{"p", string(rules.ViaPhone)}, {"i", string(rules.ViaPage)}, {"o", string(rules.ViaApp)}, {"a", string(rules.ViaAuto)}}

// encodeOutgoing writes what only messages of ours have.
func encodeOutgoing(it item, e rules.Entry) {
	it.setText(colVia, viaCodes.short(string(e.Via)))
	if in := e.Interactive; in != nil {
		m := item{}
		m.setText("h", in.Header)
		m.setText("f", in.Footer)
		m.setText("o", in.Open)
		m.setList("b", encodeChoices(in.Buttons))
		var sections []item
		for _, s := range in.Sections {
			row := item{}
			row.setText("t", s.Title)
			row.setList("r", encodeChoices(s.Rows))
			sections = append(sections, row)
		}
		m.setList("s", sections)
		it[colChoices] = &types.AttributeValueMemberM{Value: m}
	}
	if e.Template != nil {
		it.setMap(colTemplate, encodeUse(*e.Template))
	}
}

// encodeUse writes a template with its values.
func encodeUse(t rules.TemplateUse) item {
	m := item{}
	m.setText("n", t.Name)
	m.setText("l", t.Language)
	m.setList("h", encodeValues(t.Header))
	m.setList("b", encodeValues(t.Body))
	var buttons []item
	for _, b := range t.Buttons {
		row := item{"i": numText(strconv.Itoa(b.Index))}
		row.setText("y", b.SubType)
		row.setText("t", b.Text)
		buttons = append(buttons, row)
	}
	m.setList("u", buttons)
	return m
}

func encodeChoices(all []rules.Choice) []item {
	var out []item
	for _, c := range all {
		row := item{}
		row.setText("i", c.ID)
		row.setText("t", c.Title)
		row.setText("d", c.Description)
		out = append(out, row)
	}
	return out
}

func encodeValues(all []rules.Value) []item {
	var out []item
	for _, v := range all {
		row := item{}
		row.setText("k", v.Kind)
		row.setText("n", v.Name)
		row.setText("t", v.Text)
		out = append(out, row)
	}
	return out
}

func decodeOutgoing(it item, e *rules.Entry) {
	e.Via = rules.Via(viaCodes.long(it.text(colVia)))
	if m := it.object(colChoices); m != nil {
		e.Interactive = &rules.Interactive{Header: m.text("h"), Footer: m.text("f"), Open: m.text("o"), Buttons: decodeChoices(m.list("b"))}
		for _, row := range m.list("s") {
			e.Interactive.Sections = append(e.Interactive.Sections, rules.Section{Title: row.text("t"), Rows: decodeChoices(row.list("r"))})
		}
	}
	e.Template = decodeUse(it.object(colTemplate))
}

// decodeUse reads a template with its values; nil where there is none.
func decodeUse(m item) *rules.TemplateUse {
	if m == nil {
		return nil
	}
	t := &rules.TemplateUse{Name: m.text("n"), Language: m.text("l"), Header: decodeValues(m.list("h")), Body: decodeValues(m.list("b"))}
	for _, row := range m.list("u") {
		t.Buttons = append(t.Buttons, rules.ButtonValue{Index: int(row.number("i")), SubType: row.text("y"), Text: row.text("t")})
	}
	return t
}

func decodeChoices(all []item) []rules.Choice {
	var out []rules.Choice
	for _, row := range all {
		out = append(out, rules.Choice{ID: row.text("i"), Title: row.text("t"), Description: row.text("d")})
	}
	return out
}

func decodeValues(all []item) []rules.Value {
	var out []rules.Value
	for _, row := range all {
		out = append(out, rules.Value{Kind: row.text("k"), Name: row.text("n"), Text: row.text("t")})
	}
	return out
}
