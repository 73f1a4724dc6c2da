package whatsapp

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"transom/infra/local/sandbox/graph"
)

// Asked is a template as a business hands it in.
type Asked struct {
	Name       string      `json:"name"`
	Language   string      `json:"language"`
	Category   string      `json:"category"`
	Format     string      `json:"parameter_format"`
	Components []Component `json:"components"`
}

// Subcodes of refusals about templates ("error codes", read 2025-12-12).
const (
	TooMany   = 2388019
	Cooling   = 2388023
	There     = 2388024
	TooLong   = 2388040
	BadHeader = 2388047
	BadBody   = 2388072
	BadFooter = 2388073
	TooFew    = 2388293
	AtTheEdge = 2388299
)

// Refused is a refusal about a template: code 100, a subcode (0 where none is documented) and a sentence for whoever
// wrote it.
func Refused(subcode int, format string, args ...any) *graph.Error {
	return &graph.Error{HTTP: http.StatusBadRequest, Code: 100, Subcode: subcode, Title: "Invalid parameter", User: fmt.Sprintf(format, args...)}
}

var (
	templateName = regexp.MustCompile(`^[a-z0-9_]{1,512}$`)
	language     = regexp.MustCompile(`^[a-z]{2,3}(_[A-Z]{2,3})?$`)
	aWord        = regexp.MustCompile(`[\pL\pN]+`)
	beside       = regexp.MustCompile(`\}\}\s*\{\{`)
	number       = regexp.MustCompile(`^[0-9]+$`)
	anyHole      = regexp.MustCompile(`\{\{[^{}]*\}\}`)
)

// ReadTemplate reads a template that is handed in and holds it against "template components" (2026-03-12). handle
// reports whether an example's handle is one that an upload gave.
func ReadTemplate(body []byte, edit bool, handle func(string) bool) (Asked, *graph.Error) {
	var in Asked
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&in); err != nil {
		return in, Refused(0, "The body cannot be read: %v", err)
	}
	in.Category, in.Format = strings.ToUpper(in.Category), strings.ToUpper(in.Format)
	if in.Format == "" {
		in.Format = "POSITIONAL"
	}
	switch {
	case edit && (in.Name != "" || in.Language != ""):
		return in, Refused(0, "A template's name and language cannot be changed.")
	case !edit && !templateName.MatchString(in.Name):
		return in, Refused(0, "A name has small letters, digits and underscores, at most 512.")
	case !edit && !language.MatchString(in.Language):
		return in, Refused(0, "Language %s is not supported.", in.Language)
	case (!edit || in.Category != "") && !slices.Contains([]string{"MARKETING", "UTILITY", "AUTHENTICATION"}, in.Category):
		return in, Refused(0, "Category must be one of MARKETING, UTILITY, AUTHENTICATION.")
	case edit && len(in.Components) == 0 && in.Category != "":
		return in, nil
	}
	return in, in.check(handle)
}

func (in Asked) check(handle func(string) bool) *graph.Error {
	seen := map[string]bool{}
	for i := range in.Components {
		c := &in.Components[i]
		c.Type, c.Format = strings.ToUpper(c.Type), strings.ToUpper(c.Format)
		if seen[c.Type] {
			return Refused(0, "There is more than one component of type %s.", c.Type)
		}
		seen[c.Type] = true
		if refused := in.component(c, handle); refused != nil {
			return refused
		}
	}
	if !seen["BODY"] {
		return Refused(0, "The component of type BODY is missing.")
	}
	return nil
}

func (in Asked) component(c *Component, handle func(string) bool) *graph.Error {
	switch c.Type {
	case "HEADER":
		return in.header(*c, handle)
	case "BODY":
		return in.body(*c)
	case "FOOTER":
		switch {
		case utf8.RuneCountInString(c.Text) > 60:
			return Refused(TooLong, "Field footer cannot be longer than 60 characters.")
		case c.Text == "" || strings.Contains(c.Text, "{{") || strings.ContainsAny(c.Text, "\n\r"):
			return Refused(BadFooter, "A footer is one line without variables.")
		}
		return nil
	case "BUTTONS":
		return pressed(c.Buttons)
	default:
		return Refused(0, "Component %s cannot be created in the sandbox.", c.Type)
	}
}

func (in Asked) header(c Component, handle func(string) bool) *graph.Error {
	switch c.Format {
	case "TEXT":
		switch {
		case utf8.RuneCountInString(c.Text) > 60:
			return Refused(TooLong, "Field header cannot be longer than 60 characters.")
		case c.Text == "" || strings.ContainsAny(anyHole.ReplaceAllString(c.Text, ""), "\n\r*_~`") || len(anyHole.FindAllString(c.Text, -1)) > 1:
			return Refused(BadHeader, "Message headers can't have new lines, formatting, emojis or asterisks, and one variable at most.")
		}
		return in.variables(c, "header_text")
	case "LOCATION":
		return nil
	case "IMAGE", "VIDEO", "DOCUMENT":
		var shown struct {
			Handle []string `json:"header_handle"`
		}
		if json.Unmarshal(c.Example, &shown) != nil || len(shown.Handle) != 1 || !handle(shown.Handle[0]) {
			return Refused(0, "The header needs an example: a handle of the Resumable Upload API.")
		}
		return nil
	default:
		return Refused(0, "Format %q is not supported.", c.Format)
	}
}

func (in Asked) body(c Component) *graph.Error {
	text := strings.TrimSpace(c.Text)
	holes := anyHole.FindAllStringIndex(text, -1)
	switch {
	case utf8.RuneCountInString(c.Text) > 1024:
		return Refused(TooLong, "Field body cannot be longer than 1024 characters.")
	case text == "" || strings.Contains(c.Text, "\n\n\n") || strings.Contains(c.Text, "    ") || strings.Contains(c.Text, "\t"):
		return Refused(BadBody, "Message body can't have more than two new lines, or four spaces, one after the other.")
	case len(holes) > 0 && (holes[0][0] == 0 || holes[len(holes)-1][1] == len(text)):
		return Refused(AtTheEdge, "Variables can't be at the start or end of the template.")
	case beside.MatchString(c.Text):
		return Refused(BadBody, "Variables can't be next to each other.")
	case len(aWord.FindAllString(anyHole.ReplaceAllString(text, ""), -1)) < len(holes)+1:
		return Refused(TooFew, "This template has too many variables for its length. Reduce the number of variables or make it longer.")
	}
	return in.variables(c, "body_text")
}

// variables: numbers from 1 without a gap, or names, each with an example.
func (in Asked) variables(c Component, key string) *graph.Error {
	t := Template{Format: in.Format}
	places := t.places(c.Text)
	if len(anyHole.FindAllString(c.Text, -1)) != len(hole.FindAllString(c.Text, -1)) {
		return Refused(0, "The variables of %s are formatted incorrectly.", c.Type)
	}
	for i, name := range places {
		counted := number.MatchString(name)
		if counted == (in.Format == "NAMED") || counted && name != fmt.Sprint(i+1) {
			return Refused(0, "The variables of %s must be sequential numbers, or names if the parameter format is NAMED.", c.Type)
		}
	}
	if n := exampled(c.Example, key, in.Format == "NAMED"); n != len(places) {
		return Refused(0, "Component of type %s needs %d examples and has %d.", c.Type, len(places), n)
	}
	return nil
}

// exampled counts the examples that are not empty.
func exampled(raw json.RawMessage, key string, named bool) int {
	var shown map[string]json.RawMessage
	if json.Unmarshal(raw, &shown) != nil {
		return 0
	}
	var texts []string
	switch {
	case named:
		var pairs []struct {
			Name  string `json:"param_name"`
			Shown string `json:"example"`
		}
		if json.Unmarshal(shown[key+"_named_params"], &pairs) != nil {
			return 0
		}
		for _, p := range pairs {
			texts = append(texts, p.Shown)
		}
	case key == "body_text":
		var lists [][]string
		if json.Unmarshal(shown[key], &lists) != nil || len(lists) == 0 {
			return 0
		}
		texts = lists[0]
	default:
		if json.Unmarshal(shown[key], &texts) != nil {
			return 0
		}
	}
	return len(slices.DeleteFunc(texts, func(s string) bool { return strings.TrimSpace(s) == "" }))
}

// pressed: ten buttons at most, quick answers side by side, each kind within its number.
func pressed(all []Pushbutton) *graph.Error {
	if len(all) == 0 || len(all) > 10 {
		return Refused(0, "A template has one to ten buttons.")
	}
	counts := map[string]int{}
	for i := range all {
		b := &all[i]
		b.Type = strings.ToUpper(b.Type)
		if b.Type == "QUICK_REPLY" && counts[b.Type] > 0 && all[i-1].Type != b.Type {
			return Refused(0, "Quick reply buttons must be grouped together.")
		}
		counts[b.Type]++
		if b.Type != "COPY_CODE" && (b.Text == "" || utf8.RuneCountInString(b.Text) > 25) {
			return Refused(TooLong, "A button's text has one to 25 characters.")
		}
		if refused := b.check(); refused != nil {
			return refused
		}
	}
	if counts["URL"] > 2 || counts["PHONE_NUMBER"] > 1 || counts["COPY_CODE"] > 1 {
		return Refused(0, "There are too many buttons of one kind.")
	}
	return nil
}

func (b Pushbutton) check() *graph.Error {
	switch b.Type {
	case "QUICK_REPLY":
		return nil
	case "URL":
		fixed, open := strings.CutSuffix(b.URL, "{{1}}")
		u, err := url.Parse(fixed)
		if err != nil || u.Host == "" || strings.Contains(fixed, "{{") || utf8.RuneCountInString(b.URL) > urlLimit {
			return Refused(0, "A button's url is not valid.")
		}
		if open && (len(b.Shown) != 1 || b.Shown[0] == "") {
			return Refused(0, "A url with a variable needs an example.")
		}
		return nil
	case "PHONE_NUMBER":
		if d, ok := Digits(b.Phone); !ok || len(d) > 20 {
			return Refused(0, "A button's phone_number is not valid.")
		}
		return nil
	case "COPY_CODE":
		if len(b.Shown) != 1 || b.Shown[0] == "" || utf8.RuneCountInString(b.Shown[0]) > codeLimit {
			return Refused(0, "A code to copy needs an example of at most fifteen characters.")
		}
		return nil
	default:
		return Refused(0, "Buttons of type %s cannot be created in the sandbox.", b.Type)
	}
}

// UnmarshalJSON reads a list, or one by itself.
func (e *Examples) UnmarshalJSON(raw []byte) error {
	var one string
	if json.Unmarshal(raw, &one) == nil {
		*e = Examples{one}
		return nil
	}
	return json.Unmarshal(raw, (*[]string)(e))
}
