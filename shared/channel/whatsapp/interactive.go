package whatsapp

import "transom/shared/rules"

// choices is the object of a message with buttons or a list ("interactive messages", 2026-03-12); nil
// without either.
func choices(e rules.Entry) map[string]any {
	in := e.Interactive
	if in == nil {
		return nil
	}
	out := map[string]any{"type": "button", "body": said(e.Text), "action": map[string]any{"buttons": buttons(in.Buttons)}}
	if e.Type == rules.List {
		out["type"], out["action"] = "list", map[string]any{"button": in.Open, "sections": sections(in.Sections)}
	}
	if in.Header != "" {
		out["header"] = map[string]any{"type": "text", "text": in.Header}
	}
	if in.Footer != "" {
		out["footer"] = said(in.Footer)
	}
	return out
}

func said(text string) map[string]any { return map[string]any{"text": text} }

func buttons(all []rules.Choice) []any {
	var out []any
	for _, c := range all {
		out = append(out, map[string]any{"type": "reply", "reply": map[string]any{"id": c.ID, "title": c.Title}})
	}
	return out
}

func sections(all []rules.Section) []any {
	var out []any
	for _, s := range all {
		var rows []any
		for _, c := range s.Rows {
			row := map[string]any{"id": c.ID, "title": c.Title}
			if c.Description != "" {
				row["description"] = c.Description
			}
			rows = append(rows, row)
		}
		section := map[string]any{"rows": rows}
		if s.Title != "" {
			section["title"] = s.Title
		}
		out = append(out, section)
	}
	return out
}
