package wire

import (
	"time"

	"transom/shared/rules"
)

// MessageTemplate is a template of a WhatsApp business account.
type MessageTemplate struct {
	ID        string         `json:"id"`
	Name      string         `json:"name"`
	Language  string         `json:"language"`
	Category  string         `json:"category" doc:"marketing, utility, authentication"`
	Status    string         `json:"status" doc:"approved, pending, rejected, paused, disabled, deleted, or the platform's word; only approved ones may be sent"`
	Named     bool           `json:"named" doc:"its parameters have names instead of numbers"`
	Parts     []TemplatePart `json:"parts" nullable:"false"`
	Quality   string         `json:"quality,omitempty" doc:"green, yellow, red"`
	Rejected  string         `json:"rejected,omitempty" doc:"the platform's word for why"`
	UpdatedAt *time.Time     `json:"updatedAt,omitempty"`
}

// TemplatePart is one component.
type TemplatePart struct {
	Type     string           `json:"type" doc:"header, body, footer, buttons, or one that cannot be filled here"`
	Format   string           `json:"format,omitempty" doc:"of headers: text, image, video, document, location"`
	Text     string           `json:"text,omitempty" maxLength:"2000"`
	Examples []Value          `json:"examples,omitempty" maxItems:"100" doc:"what the platform was shown for each place, in order"`
	Buttons  []TemplateButton `json:"buttons,omitempty" maxItems:"10"`
}

// TemplateButton is a button of a template.
type TemplateButton struct {
	Type    string `json:"type" doc:"quick_reply, url, phone_number, copy_code or another"`
	Text    string `json:"text" maxLength:"200"`
	URL     string `json:"url,omitempty" maxLength:"2000"`
	Phone   string `json:"phone,omitempty" maxLength:"20"`
	Example string `json:"example,omitempty" maxLength:"2000"`
}

// OfMessageTemplate converts a template.
func OfMessageTemplate(t rules.MessageTemplate) MessageTemplate {
	out := MessageTemplate{ID: t.ID, Name: t.Name, Language: t.Language, Category: t.Category, Status: string(t.Status),
		Named: t.Named, Parts: []TemplatePart{}, Quality: t.Quality, Rejected: t.Rejected, UpdatedAt: moment(t.UpdatedAt)}
	for _, p := range t.Parts {
		part := TemplatePart{Type: p.Type, Format: p.Format, Text: p.Text}
		for _, v := range p.Examples {
			part.Examples = append(part.Examples, Value(v))
		}
		for _, b := range p.Buttons {
			part.Buttons = append(part.Buttons, TemplateButton(b))
		}
		out.Parts = append(out.Parts, part)
	}
	return out
}

// RuleParts converts the parts that a client sent.
func RuleParts(parts []TemplatePart) []rules.TemplatePart {
	var out []rules.TemplatePart
	for _, p := range parts {
		part := rules.TemplatePart{Type: p.Type, Format: p.Format, Text: p.Text}
		for _, v := range p.Examples {
			part.Examples = append(part.Examples, rules.Value(v))
		}
		for _, b := range p.Buttons {
			part.Buttons = append(part.Buttons, rules.TemplateButton(b))
		}
		out = append(out, part)
	}
	return out
}
