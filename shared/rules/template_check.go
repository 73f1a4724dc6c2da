package rules

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"transom/shared/fault"
)

// ErrBadTemplate is a template that the platform would not take. Its details name parts with a word each.
var ErrBadTemplate = fault.New(fault.Invalid, "bad_template", "The platform would not take this template as it is.")

// The shapes of names ("Template management", 2026-03-12).
var (
	templateName     = regexp.MustCompile(`^[a-z0-9_]+$`)
	templateLanguage = regexp.MustCompile(`^[a-z]{2,3}(_[A-Z]{2,3})?$`)
	anyPlace         = regexp.MustCompile(`\{\{([^{}]*)\}\}`)
	nameOfPlace      = regexp.MustCompile(`^[a-z_][a-z0-9_]*$`)
)

// CheckTemplate judges a template that is to be created or changed: nil, or ErrBadTemplate with a word for each of
// "name", "language", "category", "parts", "header", "body", "footer", "buttons", "buttons.0.text",
// "buttons.0.url", "buttons.0.phone", "buttons.0.example", "buttons.0.type", "example.body.1", "example.header".
// Words: "required", "name", "long", "lines", "tab", "spaces", "edge", "adjacent", "sequence", "mixed", "format", "onePlace",
// "noPlace", "example", "url", "phone", "many", "order", "twice", "group", "type", "language", "category". The
// header's file is checked by the example that stands for it.
func CheckTemplate(t MessageTemplate) error {
	p := problems{}
	switch {
	case !templateName.MatchString(t.Name):
		p.add("name", "name")
	case runes(t.Name) > TemplateLimits.Name:
		p.add("name", "long")
	}
	if !templateLanguage.MatchString(t.Language) {
		p.add("language", "language")
	}
	if t.Category != "marketing" && t.Category != "utility" {
		p.add("category", "category") // authentication templates need a code of their own kind
	}
	p.order(t.Parts)
	for _, part := range t.Parts {
		switch part.Type {
		case "header":
			p.headerPart(t, part)
		case "body":
			p.bodyPart(t, part)
		case "footer":
			p.footerPart(part)
		case "buttons":
			p.buttonsPart(part.Buttons)
		}
	}
	return p.as(ErrBadTemplate)
}

// order: a body, and header, footer and buttons around it, each once and in this order.
func (p problems) order(parts []TemplatePart) {
	known := []string{"header", "body", "footer", "buttons"}
	last := -1
	for _, part := range parts {
		i := slices.Index(known, part.Type)
		switch {
		case i < 0:
			p.add("parts", "type")
		case i == last:
			p.add(part.Type, "twice")
		case i < last:
			p.add("parts", "order")
		}
		last = i
	}
	if !slices.ContainsFunc(parts, func(part TemplatePart) bool { return part.Type == "body" }) {
		p.add("body", "required")
	}
}

// headerPart: a short text with one place at most, or a file that the platform is shown an example of.
func (p problems) headerPart(t MessageTemplate, part TemplatePart) {
	switch part.Format {
	case "image", "video", "document":
		if len(part.Examples) != 1 || part.Examples[0].Text == "" {
			p.add("example.header", "example")
		}
	case "location":
	case "text":
		p.words(t, part, TemplateLimits.Header)
		if strings.ContainsAny(part.Text, "\n\r\t") {
			p.add("header", "lines")
		}
		if strings.ContainsAny(anyPlace.ReplaceAllString(part.Text, ""), "*_~`") {
			p.add("header", "format")
		}
		if len(t.names(part.Text)) > 1 {
			p.add("header", "onePlace")
		}
	default:
		p.add("header", "type")
	}
}

func (p problems) bodyPart(t MessageTemplate, part TemplatePart) {
	p.words(t, part, TemplateLimits.Body)
	text := strings.TrimSpace(part.Text)
	places := anyPlace.FindAllStringIndex(text, -1)
	switch {
	case strings.Contains(part.Text, "\t"):
		p.add("body", "tab")
	case strings.Contains(part.Text, "\n\n\n"):
		p.add("body", "lines")
	case strings.Contains(part.Text, strings.Repeat(" ", TemplateLimits.Spaces+1)):
		p.add("body", "spaces")
	}
	if len(places) > 0 && (places[0][0] == 0 || places[len(places)-1][1] == len(text)) {
		p.add("body", "edge")
	}
}

func (p problems) footerPart(part TemplatePart) {
	switch {
	case strings.TrimSpace(part.Text) == "":
		p.add("footer", "required")
	case strings.Contains(part.Text, "{{"):
		p.add("footer", "noPlace")
	case strings.ContainsAny(part.Text, "\n\r\t"):
		p.add("footer", "lines")
	case runes(part.Text) > TemplateLimits.Footer:
		p.add("footer", "long")
	}
}

// words judges a text with places: all of one sort, numbered from 1 without a gap, apart from each other, and each
// with an example.
func (p problems) words(t MessageTemplate, part TemplatePart, limit int) {
	if strings.TrimSpace(part.Text) == "" {
		p.add(part.Type, "required")
	}
	if runes(part.Text) > limit {
		p.add(part.Type, "long")
	}
	for _, m := range anyPlace.FindAllStringSubmatch(part.Text, -1) {
		if !t.places().MatchString(m[0]) || t.Named && !nameOfPlace.MatchString(m[1]) {
			p.add(part.Type, "mixed")
		}
	}
	if apart.MatchString(part.Text) {
		p.add(part.Type, "adjacent")
	}
	for i, name := range t.names(part.Text) {
		if !t.Named && name != strconv.Itoa(i+1) {
			p.add(part.Type, "sequence")
		}
		if strings.TrimSpace(example(part.Examples, name, i)) == "" {
			p.add("example."+part.Type+"."+name, "example")
		}
	}
}

// apart finds two places with nothing between them.
var apart = regexp.MustCompile(`\}\}\s*\{\{`)
