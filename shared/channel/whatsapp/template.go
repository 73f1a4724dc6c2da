package whatsapp

import (
	"encoding/json"
	"strconv"

	"transom/shared/rules"
)

// template is the object of a template message ("templates", 2026-03-12); nil without one. Components that
// need no value are left out, as the page asks.
func template(e rules.Entry) map[string]any {
	t := e.Template
	if t == nil {
		return nil
	}
	out := map[string]any{"name": t.Name, "language": map[string]any{"code": t.Language}}
	var components []any
	if len(t.Header) > 0 {
		components = append(components, component("header", t.Header))
	}
	if len(t.Body) > 0 {
		components = append(components, component("body", t.Body))
	}
	for _, b := range t.Buttons {
		components = append(components, map[string]any{
			"type": "button", "sub_type": b.SubType, "index": strconv.Itoa(b.Index), "parameters": []any{filled(b)},
		})
	}
	if len(components) > 0 {
		out["components"] = components
	}
	return out
}

func component(kind string, values []rules.Value) map[string]any {
	var parameters []any
	for _, v := range values {
		parameters = append(parameters, parameter(v))
	}
	return map[string]any{"type": kind, "parameters": parameters}
}

// parameter fills one place. A file's id is put in when it is known; a location's Text is its object in JSON.
func parameter(v rules.Value) map[string]any {
	out := map[string]any{"type": v.Kind}
	switch v.Kind {
	case "image", "video", "document":
		out[v.Kind] = map[string]any{}
	case "location":
		var place map[string]any
		if json.Unmarshal([]byte(v.Text), &place) != nil || place == nil {
			place = map[string]any{"name": v.Text}
		}
		out["location"] = place
	default:
		out["type"], out["text"] = "text", v.Text
	}
	if v.Name != "" {
		out["parameter_name"] = v.Name
	}
	return out
}

// filled fills a button: what comes back when it is tapped, the end of an address, or a code to copy.
func filled(b rules.ButtonValue) map[string]any {
	switch b.SubType {
	case "quick_reply":
		return map[string]any{"type": "payload", "payload": b.Text}
	case "copy_code":
		return map[string]any{"type": "coupon_code", "coupon_code": b.Text}
	default:
		return map[string]any{"type": "text", "text": b.Text}
	}
}

// placeHeader puts an uploaded file into a template's header.
func placeHeader(e rules.Entry, body map[string]any, id string) {
	object, _ := body["template"].(map[string]any)
	components, _ := object["components"].([]any)
	for _, c := range components {
		part, _ := c.(map[string]any)
		if part["type"] != "header" {
			continue
		}
		parameters, _ := part["parameters"].([]any)
		for _, p := range parameters {
			value, _ := p.(map[string]any)
			kind, _ := value["type"].(string)
			if file, ok := value[kind].(map[string]any); ok && kind != "location" {
				file["id"] = id
				if kind == "document" {
					file["filename"] = titled(e)
				}
			}
		}
	}
}
