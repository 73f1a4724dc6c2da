package whatsapp

import (
	"cmp"
	"encoding/json"
	"regexp"
	"slices"
	"time"
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
	Edits      []time.Time `json:"sandbox_edits,omitempty"` // while it was approved
	Gone       time.Time   `json:"sandbox_gone,omitzero"`   // when it was deleted
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
		Shown Examples `json:"example,omitempty"`
	}
	// Examples are those of a button: a list, or one by itself, as a code's are.
	Examples []string
	// Quality is what customers think of a template.
	Quality struct {
		Score string `json:"score"`
		Date  int64  `json:"date"`
	}
)

// hole is where a parameter goes.
var hole = regexp.MustCompile(`\{\{([a-z0-9_]+)\}\}`)

// places are the parameters of a text, each once: numbers in their order, names in the order in which they stand.
func (t Template) places(text string) []string {
	var all []string
	for _, m := range hole.FindAllStringSubmatch(text, -1) {
		if !slices.Contains(all, m[1]) {
			all = append(all, m[1])
		}
	}
	if t.Format != "NAMED" {
		slices.SortFunc(all, func(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b)) })
	}
	return all
}

// Shown is a template as the list shows it: without what the sandbox remembers beside it.
func (t Template) Shown() Template {
	t.Edits, t.Gone = nil, time.Time{}
	return t
}
