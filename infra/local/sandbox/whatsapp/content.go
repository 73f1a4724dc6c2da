package whatsapp

import "strings"

// file reads the object of a media type: an uploaded file's id or a link, and what the type allows beside it.
func file(o object, s *Send) {
	keys := []string{"id", "link"}
	switch s.Type {
	case "image", "video":
		keys = append(keys, "caption")
	case "document":
		keys = append(keys, "caption", "filename")
	case "audio":
		keys = append(keys, "voice")
	}
	o.only(keys...)
	s.MediaID, s.Link = o.text("id", 64), o.text("link", 2048)
	s.Text, s.Filename, s.Voice = o.text("caption", CaptionLimit), o.text("filename", 240), o.flag("voice")
	switch {
	case (s.MediaID == "") == (s.Link == ""):
		o.refuse(131008, "Exactly one of %s and %s is required.", o.path("id"), o.path("link"))
	case s.Link != "" && !strings.HasPrefix(s.Link, "https://") && !strings.HasPrefix(s.Link, "http://"):
		o.refuse(131009, "Param %s is not a web address.", o.path("link"))
	}
}

func location(o object, s *Send) {
	o.only("latitude", "longitude", "name", "address")
	o.number("latitude", -90, 90)
	o.number("longitude", -180, 180)
	s.Text = strings.TrimSpace(o.text("name", 1000) + " " + o.text("address", 1000))
}

// cards reads 1 to 257 contacts. Of a name the formatted one and at least one other part are required.
func cards(top object, s *Send) {
	if !top.has("contacts") {
		top.refuse(131008, "The parameter contacts is missing.")
	}
	var names []string
	for _, card := range top.list("contacts", 1, 257) {
		name := card.object("name")
		name.only("formatted_name", "first_name", "last_name", "middle_name", "suffix", "prefix")
		names = append(names, name.must("formatted_name", 500))
		if len(name.fields) < 2 {
			name.refuse(131009, "Param %s needs one more part beside formatted_name.", name.name)
		}
		if card.has("phones") {
			for _, phone := range card.list("phones", 0, 20) {
				phone.only("phone", "type", "wa_id")
				phone.text("phone", 40)
			}
		}
		card.only("name", "phones", "emails", "urls", "addresses", "org", "birthday")
	}
	s.Text = strings.Join(names, ", ")
}

// template reads a template message. Which templates exist is not known here: every name is taken, and a
// missing one is played by refusing with 132001.
func template(o object, s *Send) {
	o.only("name", "language", "components")
	s.Text = o.must("name", 512)
	language := o.object("language")
	language.only("code", "policy")
	language.must("code", 16)
	if !o.has("components") {
		return
	}
	for _, part := range o.list("components", 0, 20) {
		kind := strings.ToLower(part.must("type", 40))
		part.only("type", "sub_type", "index", "parameters")
		if kind == "button" {
			part.must("sub_type", 40)
		}
		if !part.has("parameters") {
			continue
		}
		for _, p := range part.list("parameters", 0, 100) {
			p.must("type", 40)
			if t := p.text("text", 32768); strings.ContainsAny(t, "\n\t") || strings.Contains(t, "    ") {
				p.refuse(100, "Param %s cannot have new-line or tab characters or more than 4 consecutive spaces.", p.path("text"))
			}
		}
	}
}
