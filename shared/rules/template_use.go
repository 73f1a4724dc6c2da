package rules

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"transom/shared/fault"
)

// CanUse judges a send by a template as it is stored now. media is the file for its header, nil without one.
// nil, or ErrNoTemplate (another template, or none), ErrTemplateUnusable (with "status", or with "reason" where
// Unfillable names one), ErrTemplateValues with a word for each place: "missing", "too_long", "line_break", "tab",
// "spaces", "wrong_kind", "wrong_name", "too_many", "file_type", "file_too_large", "bad_location".
func CanUse(t MessageTemplate, use TemplateUse, media *Media) error {
	if t.Name == "" || t.Name != use.Name || t.Language != use.Language {
		return ErrNoTemplate
	}
	if t.Status != TemplateApproved {
		return ErrTemplateUnusable.With("status", string(t.Status))
	}
	if reason := Unfillable(t); reason != "" {
		return ErrTemplateUnusable.With("reason", reason)
	}
	p := problems{}
	var header, body []Hole
	buttons := map[int]Hole{}
	for _, h := range Holes(t) {
		switch h.Part {
		case "header":
			header = append(header, h)
		case "body":
			body = append(body, h)
		default:
			buttons[h.Index] = h
		}
	}
	p.header(t, header, use.Header, media)
	p.text(t, "body", body, use.Body)
	p.buttons(buttons, use.Buttons)
	p.whole(t, use)
	return p.as(ErrTemplateValues)
}

// problems are words by place; the first one of a place stays.
type problems map[string]string

func (p problems) add(place, word string) {
	if _, there := p[place]; !there && word != "" {
		p[place] = word
	}
}

// as gives the error with its places; nil where there are none.
func (p problems) as(err *fault.Error) error {
	if len(p) == 0 {
		return nil
	}
	for place, word := range p {
		err = err.With(place, word)
	}
	return err
}

// header judges a file, a location or a text. More than one value for a file is one too many.
func (p problems) header(t MessageTemplate, holes []Hole, values []Value, media *Media) {
	if len(holes) != 1 || holes[0].Kind == "text" {
		p.text(t, "header", holes, values)
		if media != nil {
			p.add("header", "too_many")
		}
		return
	}
	hole := holes[0]
	place := hole.Place()
	switch {
	case len(values) == 0:
		p.add(place, "missing")
	case len(values) > 1:
		p.add("header", "too_many")
	case values[0].Kind != hole.Kind:
		p.add(place, "wrong_kind")
	case values[0].Name != "":
		p.add(place, "wrong_name")
	case hole.Kind == "location":
		p.add(place, located(values[0].Text))
	case media == nil:
		p.add(place, "missing")
	default:
		p.add(place, fileFits(hole.Kind, *media))
	}
	if hole.Kind == "location" && media != nil {
		p.add("header", "too_many")
	}
}

// fileFits holds a file against WhatsApp's limits of its kind. A document in a template is a PDF ("Messages",
// parameter object, 2026-03-12).
func fileFits(kind string, m Media) string {
	limit := Capabilities[WhatsApp].Files[Type(kind)]
	switch {
	case !slices.Contains(limit.MIMEs, m.MIME), kind == "document" && m.MIME != "application/pdf":
		return "file_type"
	case m.Size > limit.Bytes:
		return "file_too_large"
	default:
		return ""
	}
}

// located reads a location: an object of latitude, longitude, name and address, which the platform wants all of.
func located(text string) string {
	var at struct {
		Latitude, Longitude *json.Number
		Name, Address       string
	}
	switch {
	case text == "":
		return "missing"
	case json.Unmarshal([]byte(text), &at) != nil || at.Latitude == nil || at.Longitude == nil:
		return "bad_location"
	case !within(*at.Latitude, 90) || !within(*at.Longitude, 180) || strings.TrimSpace(at.Name) == "" || strings.TrimSpace(at.Address) == "":
		return "bad_location"
	default:
		return ""
	}
}

func within(n json.Number, degrees float64) bool {
	f, err := strconv.ParseFloat(string(n), 64)
	return err == nil && f >= -degrees && f <= degrees
}

// text judges the values of a part that has words.
func (p problems) text(t MessageTemplate, part string, holes []Hole, values []Value) {
	for i, v := range values {
		switch {
		case !t.Named && i >= len(holes), t.Named && len(values) > len(holes):
			p.add(part, "too_many")
		case t.Named && v.Name == "":
			p.add(part, "wrong_name")
		case t.Named && !slices.ContainsFunc(holes, func(h Hole) bool { return h.Name == v.Name }):
			p.add(part+"."+v.Name, "wrong_name")
		case !t.Named && v.Name != "":
			p.add(holes[i].Place(), "wrong_name")
		}
	}
	for i, h := range holes {
		v, ok := t.valueOf(h.Name, i, values)
		switch {
		case !ok:
			p.add(h.Place(), "missing")
		case v.Kind != "text" && v.Kind != "":
			p.add(h.Place(), "wrong_kind")
		default:
			p.add(h.Place(), valueFits(v.Text, h.Limit))
		}
	}
}

// valueFits says what is wrong with a value in a text: the platform takes no line breaks, no tabs and no more than
// three spaces in a row ("Messages", parameter object, 2026-03-12).
func valueFits(text string, limit int) string {
	switch {
	case strings.TrimSpace(text) == "":
		return "missing"
	case strings.ContainsAny(text, "\n\r\u2028\u2029\v\f"):
		return "line_break"
	case strings.Contains(text, "\t"):
		return "tab"
	case strings.Contains(text, strings.Repeat(" ", TemplateLimits.Spaces+1)):
		return "spaces"
	case runes(text) > limit:
		return "too_long"
	default:
		return ""
	}
}

// buttons judges what fills buttons: one value at most for each that takes one.
func (p problems) buttons(holes map[int]Hole, values []ButtonValue) {
	filled := map[int]bool{}
	for _, v := range values {
		hole, there := holes[v.Index]
		place := Hole{Part: "button", Index: v.Index}.Place()
		switch {
		case !there || filled[v.Index]:
			p.add(place, "too_many")
		case v.SubType != hole.Kind:
			p.add(place, "wrong_kind")
		default:
			p.add(place, valueFits(v.Text, hole.Limit))
			if hole.Kind == "url" && strings.Contains(v.Text, " ") {
				p.add(place, "spaces")
			}
		}
		filled[v.Index] = true
	}
	for i, hole := range holes {
		if !filled[i] && !hole.Optional {
			p.add(hole.Place(), "missing")
		}
	}
}

// whole measures the texts as they are when every place is filled.
func (p problems) whole(t MessageTemplate, use TemplateUse) {
	for _, part := range t.Parts {
		switch {
		case part.Type == "header" && (part.Format == "text" || part.Format == "") && runes(t.fill(part.Text, use.Header)) > TemplateLimits.Header:
			p.add("header", "too_long")
		case part.Type == "body" && runes(t.fill(part.Text, use.Body)) > TemplateLimits.Body:
			p.add("body", "too_long")
		}
	}
}
