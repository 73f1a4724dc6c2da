package rules

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Render is a template's text as the customer reads it: header, body and footer, each where it has words, on
// lines of their own. A place without a value stays as it is, {{1}}. Values are put in once: one that looks like
// a place is not filled again.
func Render(t MessageTemplate, use TemplateUse) string {
	var lines []string
	for _, part := range t.Parts {
		var text string
		switch part.Type {
		case "header":
			text = t.fill(part.Text, use.Header)
		case "body":
			text = t.fill(part.Text, use.Body)
		case "footer":
			text = part.Text
		}
		if text != "" {
			lines = append(lines, text)
		}
	}
	return strings.Join(lines, "\n")
}

// fill puts values into a text.
func (t MessageTemplate) fill(text string, values []Value) string {
	names := t.names(text)
	return t.places().ReplaceAllStringFunc(text, func(hole string) string {
		name := strings.Trim(hole, "{}")
		if v, ok := t.valueOf(name, slices.Index(names, name), values); ok && v.Text != "" {
			return v.Text
		}
		return hole
	})
}

// valueOf is the value of a place: by name where the template names them, otherwise by its turn i, from 0.
func (t MessageTemplate) valueOf(name string, i int, values []Value) (Value, bool) {
	if t.Named {
		i = slices.IndexFunc(values, func(v Value) bool { return v.Name == name })
	}
	if i < 0 || i >= len(values) {
		return Value{}, false
	}
	return values[i], true
}

func runes(s string) int { return utf8.RuneCountInString(s) }
