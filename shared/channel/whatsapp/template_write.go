package whatsapp

import (
	"cmp"
	"context"
	"net/url"
	"slices"
	"strings"

	"transom/shared/channel/faults"
	"transom/shared/channel/meta"
	"transom/shared/rules"
)

// CreateTemplate hands a template in for review and gives it with its ID, and the status and category that the
// platform gave it. Its Holder says where. ErrTemplateRefused, meta.ErrAway: then it may have been created.
func (c *Client) CreateTemplate(ctx context.Context, token string, t rules.MessageTemplate) (rules.MessageTemplate, error) {
	format := "POSITIONAL"
	if t.Named {
		format = "NAMED"
	}
	a := c.graph.Post(ctx, token, meta.Path(t.Holder, "message_templates"), map[string]any{
		"name": t.Name, "language": t.Language, "category": strings.ToUpper(t.Category), "parameter_format": format, "components": components(t),
	})
	if err := a.Done(faults.WhatsApp); err != nil {
		return t, templateError(err)
	}
	t.ID, t.Status = a.Body.Text("id"), StatusOf(cmp.Or(a.Body.Text("status"), "PENDING"))
	t.Category = cmp.Or(word(a.Body, "category"), t.Category)
	return t, nil
}

// EditTemplate replaces all parts of the template with its ID, which is reviewed again; the category goes along where
// it is set. ErrTemplateRefused, meta.ErrAway.
func (c *Client) EditTemplate(ctx context.Context, token string, t rules.MessageTemplate) error {
	body := map[string]any{"components": components(t)}
	if t.Category != "" {
		body["category"] = strings.ToUpper(t.Category)
	}
	return templateError(c.graph.Post(ctx, token, meta.Path(t.ID), body).Done(faults.WhatsApp))
}

// DeleteTemplate takes one language of a template away. ErrTemplateRefused, meta.ErrAway.
func (c *Client) DeleteTemplate(ctx context.Context, token string, t rules.MessageTemplate) error {
	query := url.Values{"name": {t.Name}, "hsm_id": {t.ID}}
	return templateError(c.graph.Delete(ctx, token, meta.Path(t.Holder, "message_templates"), query).Done(faults.WhatsApp))
}

// components are a template's parts as the platform takes them ("Template components", 2026-03-12).
func components(t rules.MessageTemplate) []any {
	holes := rules.Holes(t)
	out := []any{}
	for _, part := range t.Parts {
		c := map[string]any{"type": strings.ToUpper(part.Type)}
		if part.Format != "" {
			c["format"] = strings.ToUpper(part.Format)
		}
		if part.Text != "" {
			c["text"] = part.Text
		}
		if shown := examples(t.Named, part, holes); shown != nil {
			c["example"] = shown
		}
		if len(part.Buttons) > 0 {
			c["buttons"] = pushed(part.Buttons)
		}
		out = append(out, c)
	}
	return out
}

// examples show the platform what stands in each place.
func examples(named bool, part rules.TemplatePart, holes []rules.Hole) map[string]any {
	if slices.Contains([]string{"image", "video", "document"}, part.Format) && len(part.Examples) > 0 {
		return map[string]any{"header_handle": []string{part.Examples[0].Text}}
	}
	var texts []string
	var pairs []any
	for _, h := range holes {
		if h.Part == part.Type && h.Kind == "text" {
			texts = append(texts, h.Example)
			pairs = append(pairs, map[string]string{"param_name": h.Name, "example": h.Example})
		}
	}
	switch {
	case len(texts) == 0:
		return nil
	case named:
		return map[string]any{part.Type + "_text_named_params": pairs}
	case part.Type == "body":
		return map[string]any{"body_text": [][]string{texts}}
	default:
		return map[string]any{part.Type + "_text": texts}
	}
}

func pushed(all []rules.TemplateButton) []any {
	var out []any
	for _, b := range all {
		c := map[string]any{"type": strings.ToUpper(b.Type)}
		switch b.Type {
		case "copy_code":
			c["example"] = b.Example
		case "url":
			c["text"], c["url"] = b.Text, b.URL
			if b.Example != "" {
				c["example"] = []string{b.Example}
			}
		case "phone_number":
			c["text"], c["phone_number"] = b.Text, b.Phone
		default:
			c["text"] = b.Text
		}
		out = append(out, c)
	}
	return out
}
