package whatsapp

import (
	"cmp"
	"encoding/json"
	"regexp"
	"strconv"
	"strings"

	"transom/infra/local/sandbox/graph"
)

// Template is a message template as the list shows it.
type Template struct {
	ID         string      `json:"id"`
	Name       string      `json:"name"`
	Language   string      `json:"language"`
	Status     string      `json:"status"`
	Category   string      `json:"category"`
	Format     string      `json:"parameter_format"`
	Components []Component `json:"components"`
	Quality    *Quality    `json:"quality_score,omitempty"`
	Rejected   string      `json:"rejected_reason,omitempty"`
}

type (
	// Component is a part of a template.
	Component struct {
		Type    string          `json:"type"`
		Format  string          `json:"format,omitempty"`
		Text    string          `json:"text,omitempty"`
		Example json.RawMessage `json:"example,omitempty"`
		Buttons []Pushbutton    `json:"buttons,omitempty"`
	}
	// Pushbutton is a button of a template.
	Pushbutton struct {
		Type  string   `json:"type"`
		Text  string   `json:"text"`
		URL   string   `json:"url,omitempty"`
		Phone string   `json:"phone_number,omitempty"`
		Shown []string `json:"example,omitempty"`
	}
	// Quality is what customers think of a template.
	Quality struct {
		Score string `json:"score"`
		Date  int64  `json:"date"`
	}
)

// hole is where a parameter goes.
var hole = regexp.MustCompile(`\{\{([a-z0-9_]+)\}\}`)

// part is a component of a send.
type part struct {
	Type       string          `json:"type"`
	SubType    string          `json:"sub_type"`
	Index      json.RawMessage `json:"index"`
	Parameters []struct {
		Type, Text    string
		ParameterName string `json:"parameter_name"`
	} `json:"parameters"`
}

// Fill holds a send's template object against a list of templates. It gives the text that the customer reads, or
// the refusal: 132001, 132015, 132016, 132000 or 132012.
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
		if t.Name != in.Name || t.Language != in.Language.Code {
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
		case c.Format != "" && c.Format != "TEXT":
			if len(got.Parameters) != 1 || !strings.EqualFold(got.Parameters[0].Type, c.Format) {
				return "", ErrorOf(132012, "header: Format mismatch, expected "+c.Format)
			}
		case c.Type == "BUTTONS":
			if refused := pushes(c.Buttons, parts); refused != nil {
				return "", refused
			}
		default:
			text, refused := c.fill(got)
			if refused != nil {
				return "", refused
			}
			lines = append(lines, text)
		}
	}
	return strings.Join(lines, "\n"), nil
}

func (c Component) fill(got part) (string, *graph.Error) {
	holes := hole.FindAllStringSubmatch(c.Text, -1)
	if len(holes) != len(got.Parameters) {
		return "", ErrorOf(132000, strings.ToLower(c.Type)+": number of localizable_params ("+strconv.Itoa(len(got.Parameters))+
			") does not match the expected number of params ("+strconv.Itoa(len(holes))+")")
	}
	text := c.Text
	for i, p := range got.Parameters {
		switch {
		case p.Type != "text" || strings.TrimSpace(p.Text) == "":
			return "", ErrorOf(132012, "A parameter of "+strings.ToLower(c.Type)+" must be a text that is not empty.")
		case p.ParameterName != "" && !strings.Contains(c.Text, "{{"+p.ParameterName+"}}"):
			return "", ErrorOf(132000, "There is no parameter "+p.ParameterName+".")
		}
		text = strings.ReplaceAll(text, "{{"+cmp.Or(p.ParameterName, strconv.Itoa(i+1))+"}}", p.Text)
	}
	return text, nil
}

// pushes checks that an address with a hole gets what fills it.
func pushes(buttons []Pushbutton, parts []part) *graph.Error {
	for i, b := range buttons {
		n := 0
		for _, p := range parts {
			if strings.EqualFold(p.Type, "button") && strings.Trim(string(p.Index), `"`) == strconv.Itoa(i) {
				n = len(p.Parameters)
			}
		}
		if strings.Contains(b.URL, "{{") && n != 1 {
			return ErrorOf(132000, "buttons: Button at index "+strconv.Itoa(i)+" of type Url requires a parameter")
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
