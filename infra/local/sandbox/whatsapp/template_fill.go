package whatsapp

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"transom/infra/local/sandbox/graph"
)

// Limits of a filled template, in characters ("templates", 2026-03-12).
const (
	headerLimit = 60
	bodyLimit   = 1024
	codeLimit   = 15
	urlLimit    = 2000
)

// part is a component of a send.
type part struct {
	Type       string          `json:"type"`
	SubType    string          `json:"sub_type"`
	Index      json.RawMessage `json:"index"`
	Parameters []parameter     `json:"parameters"`
}

type parameter struct {
	Type          string          `json:"type"`
	Text          string          `json:"text"`
	ParameterName string          `json:"parameter_name"`
	Payload       string          `json:"payload"`
	Coupon        string          `json:"coupon_code"`
	Image         json.RawMessage `json:"image"`
	Video         json.RawMessage `json:"video"`
	Document      json.RawMessage `json:"document"`
	Location      json.RawMessage `json:"location"`
}

// Fill holds a send's template object against a list of templates. It gives the text that the customer reads, or
// the refusal: 132001, 132015, 132016, 132000, 132005 or 132012.
func Fill(list []Template, object json.RawMessage) (string, Template, *graph.Error) {
	var in struct {
		Name       string
		Language   struct{ Code string }
		Components []part
	}
	if json.Unmarshal(object, &in) != nil {
		return "", Template{}, ErrorOf(132000, "")
	}
	for _, t := range list {
		if t.Name != in.Name || t.Language != in.Language.Code || !t.Gone.IsZero() {
			continue
		}
		switch t.Status {
		case "APPROVED":
			text, refused := t.fill(in.Components)
			return text, t, refused
		case "PAUSED":
			return "", t, ErrorOf(132015, "")
		case "DISABLED":
			return "", t, ErrorOf(132016, "")
		}
	}
	return "", Template{}, ErrorOf(132001, "template name ("+in.Name+") does not exist in "+in.Language.Code)
}

func (t Template) fill(parts []part) (string, *graph.Error) {
	var lines []string
	for _, c := range t.Components {
		got := find(parts, c.Type)
		switch {
		case c.Type == "BUTTONS":
			if refused := pushes(c.Buttons, parts); refused != nil {
				return "", refused
			}
		case c.Format != "" && c.Format != "TEXT":
			if refused := c.file(got); refused != nil {
				return "", refused
			}
		case c.Type == "HEADER" || c.Type == "BODY" || c.Type == "FOOTER":
			text, refused := t.text(c, got)
			if refused != nil {
				return "", refused
			}
			lines = append(lines, text)
		default:
			return "", ErrorOf(132012, "Parameter format does not match format in the created template: "+c.Type)
		}
	}
	return strings.Join(lines, "\n"), nil
}

// file wants one parameter of the header's format.
func (c Component) file(got part) *graph.Error {
	if len(got.Parameters) != 1 || !strings.EqualFold(got.Parameters[0].Type, c.Format) {
		return ErrorOf(132012, "header: Format mismatch, expected "+c.Format)
	}
	p := got.Parameters[0]
	if c.Format != "LOCATION" {
		if raw := map[string]json.RawMessage{"IMAGE": p.Image, "VIDEO": p.Video, "DOCUMENT": p.Document}[c.Format]; len(raw) < len(`{"id":"1"}`) {
			return ErrorOf(132012, "header: "+c.Format+" needs an id or a link")
		}
		return nil
	}
	var at struct {
		Latitude, Longitude json.Number
		Name, Address       string
	}
	if json.Unmarshal(p.Location, &at) != nil || at.Latitude == "" || at.Longitude == "" || at.Name == "" || at.Address == "" {
		return ErrorOf(132012, "header: LOCATION needs latitude, longitude, name and address")
	}
	return nil
}

// text fills a text, all places at once: a value that looks like a place stays one.
func (t Template) text(c Component, got part) (string, *graph.Error) {
	places := t.places(c.Text)
	if len(places) != len(got.Parameters) {
		return "", ErrorOf(132000, fmt.Sprintf("%s: number of localizable_params (%d) does not match the expected number of params (%d)",
			strings.ToLower(c.Type), len(got.Parameters), len(places)))
	}
	values := map[string]string{}
	for i, p := range got.Parameters {
		name := places[i]
		if t.Format == "NAMED" {
			name = p.ParameterName
		}
		if refused := p.fits(c); refused != nil {
			return "", refused
		}
		values[name] = p.Text
	}
	for _, name := range places {
		if _, there := values[name]; !there {
			return "", ErrorOf(132000, "There is no parameter "+name+".")
		}
	}
	text := hole.ReplaceAllStringFunc(c.Text, func(h string) string { return values[strings.Trim(h, "{}")] })
	if most := map[string]int{"HEADER": headerLimit, "BODY": bodyLimit}[c.Type]; most > 0 && utf8.RuneCountInString(text) > most {
		return "", ErrorOf(132005, strings.ToLower(c.Type)+": the text is longer than "+strconv.Itoa(most)+" characters")
	}
	return text, nil
}

// fits: a text that says something, on one line, without tabs and long gaps.
func (p parameter) fits(c Component) *graph.Error {
	switch {
	case p.Type != "text" || strings.TrimSpace(p.Text) == "":
		return ErrorOf(132012, "A parameter of "+strings.ToLower(c.Type)+" must be a text that is not empty.")
	case strings.ContainsAny(p.Text, "\n\r\t") || strings.Contains(p.Text, "    "):
		return ErrorOf(132012, "Param text cannot have new-line/tab characters or more than 4 consecutive spaces")
	default:
		return nil
	}
}

// pushes checks that buttons get what they need, and none gets what it does not take.
func pushes(buttons []Pushbutton, parts []part) *graph.Error {
	given := map[int]part{}
	for _, p := range parts {
		if !strings.EqualFold(p.Type, "button") {
			continue
		}
		i, err := strconv.Atoi(strings.Trim(string(p.Index), `"`))
		if err != nil || i < 0 || i >= len(buttons) {
			return ErrorOf(132000, "buttons: there is no button at index "+string(p.Index))
		}
		if !strings.EqualFold(p.SubType, buttons[i].Type) {
			return ErrorOf(132012, "buttons: Button at index "+strconv.Itoa(i)+" is of type "+buttons[i].Type)
		}
		given[i] = p
	}
	for i, b := range buttons {
		p, filled := given[i]
		wants := strings.Contains(b.URL, "{{") || b.Type == "COPY_CODE"
		switch {
		case wants && len(p.Parameters) != 1, filled && !wants && b.Type != "QUICK_REPLY":
			return ErrorOf(132000, "buttons: Button at index "+strconv.Itoa(i)+" of type "+b.Type+" requires another number of parameters")
		case b.Type == "COPY_CODE" && (p.Parameters[0].Coupon == "" || utf8.RuneCountInString(p.Parameters[0].Coupon) > codeLimit):
			return ErrorOf(132012, "buttons: a code has one to fifteen characters")
		case wants && b.Type == "URL" && (p.Parameters[0].Text == "" || len(b.URL)+len(p.Parameters[0].Text) > urlLimit+len("{{1}}")):
			return ErrorOf(132012, "buttons: an address has one to two thousand characters")
		}
	}
	return nil
}

func find(parts []part, typ string) part {
	for _, p := range parts {
		if strings.EqualFold(p.Type, typ) {
			return p
		}
	}
	return part{}
}
