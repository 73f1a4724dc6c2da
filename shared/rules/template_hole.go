package rules

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
)

// Hole is a place of a template that a send fills. Place names it in problems: "header.1", "body.first_name",
// "header.image", "button.0".
type Hole struct {
	Part     string // "header", "body" or "button"
	Index    int    // of buttons: which one, from 0
	Name     string // of places in a text: "1", "first_name"
	Kind     string // "text", "image", "video", "document", "location", "url", "copy_code", "quick_reply"
	Optional bool
	Limit    int    // the longest value in code points, whatever stands around it; 0: a file or a location
	Example  string // what the platform was shown, "" if nothing
}

// Place names the hole in problems.
func (h Hole) Place() string {
	switch {
	case h.Part == "button":
		return "button." + strconv.Itoa(h.Index)
	case h.Name != "":
		return h.Part + "." + h.Name
	default:
		return h.Part + "." + h.Kind
	}
}

// TemplateLimit bounds templates and what fills them, in code points where nothing else is said.
type TemplateLimit struct {
	Name, Header, Body, Footer      int // texts as the customer reads them, filled
	Buttons, ButtonText             int
	URL, Phone, Code, Payload       int
	URLButtons, PhoneButtons, Codes int // how many of a kind
	Spaces                          int // the longest run of spaces in a value
}

// TemplateLimits are WhatsApp's ("Template components", "Template messages", 2026-03-12; Payload and Spaces:
// "Messages", parameter object, 2026-03-12).
var TemplateLimits = TemplateLimit{
	Name: 512, Header: 60, Body: 1024, Footer: 60,
	Buttons: 10, ButtonText: 25,
	URL: 2000, Phone: 20, Code: 15, Payload: 128,
	URLButtons: 2, PhoneButtons: 1, Codes: 1,
	Spaces: 3,
}

// The places of a text: numbers, or names where the template names its parameters.
var (
	numbered = regexp.MustCompile(`\{\{([0-9]{1,3})\}\}`)
	namedBy  = regexp.MustCompile(`\{\{([a-z0-9_]+)\}\}`)
)

func (t MessageTemplate) places() *regexp.Regexp {
	if t.Named {
		return namedBy
	}
	return numbered
}

// Holes are the places to fill, in the order in which a form shows them: header, body, buttons. Numbers come in
// their order, names in the order in which they stand; one that stands twice is one hole.
func Holes(t MessageTemplate) []Hole {
	var all []Hole
	for _, part := range t.Parts {
		switch part.Type {
		case "header":
			all = append(all, t.headerHoles(part)...)
		case "body":
			all = append(all, t.textHoles(part, TemplateLimits.Body)...)
		case "buttons":
			all = append(all, buttonHoles(part.Buttons)...)
		}
	}
	return all
}

func (t MessageTemplate) headerHoles(part TemplatePart) []Hole {
	switch part.Format {
	case "image", "video", "document", "location":
		return []Hole{{Part: "header", Kind: part.Format}}
	case "text", "":
		return t.textHoles(part, TemplateLimits.Header)
	default:
		return nil
	}
}

func (t MessageTemplate) textHoles(part TemplatePart, limit int) []Hole {
	var holes []Hole
	for i, name := range t.names(part.Text) {
		holes = append(holes, Hole{Part: part.Type, Name: name, Kind: "text", Limit: limit, Example: example(part.Examples, name, i)})
	}
	return holes
}

// names are the places of a text, each once: numbers in their order, names in the order in which they stand.
func (t MessageTemplate) names(text string) []string {
	var names []string
	for _, m := range t.places().FindAllStringSubmatch(text, -1) {
		if !slices.Contains(names, m[1]) {
			names = append(names, m[1])
		}
	}
	if !t.Named {
		slices.SortFunc(names, func(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b)) })
	}
	return names
}

// example is what stands for a place, by name or by number.
func example(all []Value, name string, i int) string {
	for _, v := range all {
		if v.Name == name {
			return v.Text
		}
	}
	if i < len(all) && all[i].Name == "" {
		return all[i].Text
	}
	return ""
}

func buttonHoles(buttons []TemplateButton) []Hole {
	var holes []Hole
	for i, b := range buttons {
		switch {
		case b.Type == "url" && numbered.MatchString(b.URL):
			fixed := runes(numbered.ReplaceAllString(b.URL, ""))
			holes = append(holes, Hole{Part: "button", Index: i, Kind: "url", Limit: max(TemplateLimits.URL-fixed, 1), Example: b.Example})
		case b.Type == "copy_code":
			holes = append(holes, Hole{Part: "button", Index: i, Kind: "copy_code", Limit: TemplateLimits.Code, Example: b.Example})
		case b.Type == "quick_reply":
			holes = append(holes, Hole{Part: "button", Index: i, Kind: "quick_reply", Optional: true, Limit: TemplateLimits.Payload})
		}
	}
	return holes
}

// Unfillable names what makes a template unusable here, whatever the platform says about it: a component, a
// header's format or a kind of button that needs more than values, like "carousel", "otp" or "flow". "" for most.
func Unfillable(t MessageTemplate) string {
	for _, part := range t.Parts {
		switch part.Type {
		case "header":
			if !slices.Contains([]string{"", "text", "image", "video", "document", "location"}, part.Format) {
				return part.Format
			}
		case "body", "footer":
		case "buttons":
			for _, b := range part.Buttons {
				if !slices.Contains(fillable, b.Type) {
					return b.Type
				}
			}
		default:
			return part.Type
		}
	}
	return ""
}

// fillable are the kinds of button that need nothing, or a value.
var fillable = []string{"quick_reply", "url", "phone_number", "copy_code", "voice_call", "request_contact_info"}
