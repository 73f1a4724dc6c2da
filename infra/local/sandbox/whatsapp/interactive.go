package whatsapp

import "transom/infra/local/sandbox/graph"

// interactive reads the five interactive messages that a business sends by itself.
func interactive(o graph.Object, s *Send) {
	o.Only("type", "header", "body", "footer", "action")
	kind := o.Word("type", "button", "list", "cta_url", "location_request_message", "contact_request")
	limit := CaptionLimit
	if kind == "list" {
		limit = TextLimit
	}
	body := o.Object("body")
	body.Only("text")
	s.Text = body.Must("text", limit)
	if o.Has("footer") {
		footer := o.Object("footer")
		footer.Only("text")
		footer.Must("text", 60)
	}
	if o.Has("header") {
		header(o.Object("header"), kind)
	}
	action := o.Object("action")
	if o.Err != nil {
		return
	}
	switch kind {
	case "button":
		buttons(action)
	case "list":
		sections(action)
	case "cta_url":
		action.Only("name", "parameters")
		action.Word("name", "cta_url")
		p := action.Object("parameters")
		p.Only("display_text", "url")
		p.Must("display_text", 20)
		p.Must("url", 2000)
	case "location_request_message":
		action.Only("name")
		action.Word("name", "send_location")
	case "contact_request":
		action.Only("name")
		action.Word("name", "request_contact_info")
	}
}

func header(h graph.Object, kind string) {
	h.Only("type", "text", "image", "video", "document")
	words := []string{"text", "image", "video", "document"}
	if kind == "list" {
		words = words[:1]
	}
	if t := h.Word("type", words...); t == "text" {
		h.Must("text", 60)
	} else if h.Err == nil {
		h.Object(t)
	}
}

func buttons(action graph.Object) {
	action.Only("buttons")
	seen := map[string]bool{}
	for _, b := range action.List("buttons", 1, 3) {
		b.Only("type", "reply")
		b.Word("type", "reply")
		reply := b.Object("reply")
		reply.Only("id", "title")
		id, title := reply.Must("id", 256), reply.Must("title", 20)
		if seen["id "+id] || seen["title "+title] {
			reply.Refuse(131009, "Ids and titles of buttons must be unique.")
		}
		seen["id "+id], seen["title "+title] = true, true
	}
}

func sections(action graph.Object) {
	action.Only("button", "sections")
	action.Must("button", 20)
	rows, list := 0, action.List("sections", 1, 10)
	for _, section := range list {
		section.Only("title", "rows")
		if len(list) > 1 {
			section.Must("title", 24)
		}
		section.Text("title", 24)
		for _, row := range section.List("rows", 1, 10) {
			row.Only("id", "title", "description")
			row.Must("id", 200)
			row.Must("title", 24)
			row.Text("description", 72)
			rows++
		}
	}
	if rows > 10 {
		action.Refuse(131009, "A list has at most 10 rows in all its sections.")
	}
}
