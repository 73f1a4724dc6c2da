package whatsapp

// interactive reads the five interactive messages that a business sends by itself.
func interactive(o object, s *Send) {
	o.only("type", "header", "body", "footer", "action")
	kind := o.word("type", "button", "list", "cta_url", "location_request_message", "contact_request")
	limit := CaptionLimit
	if kind == "list" {
		limit = TextLimit
	}
	body := o.object("body")
	body.only("text")
	s.Text = body.must("text", limit)
	if o.has("footer") {
		footer := o.object("footer")
		footer.only("text")
		footer.must("text", 60)
	}
	if o.has("header") {
		header(o.object("header"), kind)
	}
	action := o.object("action")
	if o.err != nil {
		return
	}
	switch kind {
	case "button":
		buttons(action)
	case "list":
		sections(action)
	case "cta_url":
		action.only("name", "parameters")
		action.word("name", "cta_url")
		p := action.object("parameters")
		p.only("display_text", "url")
		p.must("display_text", 20)
		p.must("url", 2000)
	case "location_request_message":
		action.only("name")
		action.word("name", "send_location")
	case "contact_request":
		action.only("name")
		action.word("name", "request_contact_info")
	}
}

func header(h object, kind string) {
	h.only("type", "text", "image", "video", "document")
	words := []string{"text", "image", "video", "document"}
	if kind == "list" {
		words = words[:1]
	}
	if t := h.word("type", words...); t == "text" {
		h.must("text", 60)
	} else if h.err == nil {
		h.object(t)
	}
}

func buttons(action object) {
	action.only("buttons")
	seen := map[string]bool{}
	for _, b := range action.list("buttons", 1, 3) {
		b.only("type", "reply")
		b.word("type", "reply")
		reply := b.object("reply")
		reply.only("id", "title")
		id, title := reply.must("id", 256), reply.must("title", 20)
		if seen["id "+id] || seen["title "+title] {
			reply.refuse(131009, "Ids and titles of buttons must be unique.")
		}
		seen["id "+id], seen["title "+title] = true, true
	}
}

func sections(action object) {
	action.only("button", "sections")
	action.must("button", 20)
	rows, list := 0, action.list("sections", 1, 10)
	for _, section := range list {
		section.only("title", "rows")
		if len(list) > 1 {
			section.must("title", 24)
		}
		section.text("title", 24)
		for _, row := range section.list("rows", 1, 10) {
			row.only("id", "title", "description")
			row.must("id", 200)
			row.must("title", 24)
			row.text("description", 72)
			rows++
		}
	}
	if rows > 10 {
		action.refuse(131009, "A list has at most 10 rows in all its sections.")
	}
}
