package whatsapp

import (
	"strings"

	"transom/infra/local/sandbox/graph"
)

// file reads the object of a media type: an uploaded file's id or a link, and what the type allows beside it.
func file(o graph.Object, s *Send) {
	keys := []string{"id", "link"}
	switch s.Type {
	case "image", "video":
		keys = append(keys, "caption")
	case "document":
		keys = append(keys, "caption", "filename")
	case "audio":
		keys = append(keys, "voice")
	}
	o.Only(keys...)
	s.MediaID, s.Link = o.Text("id", 64), o.Text("link", 2048)
	s.Text, s.Filename, s.Voice = o.Text("caption", CaptionLimit), o.Text("filename", 240), o.Flag("voice")
	switch {
	case (s.MediaID == "") == (s.Link == ""):
		o.Refuse(131008, "Exactly one of %s and %s is required.", o.Path("id"), o.Path("link"))
	case s.Link != "" && !strings.HasPrefix(s.Link, "https://") && !strings.HasPrefix(s.Link, "http://"):
		o.Refuse(131009, "Param %s is not a web address.", o.Path("link"))
	}
}

func location(o graph.Object, s *Send) {
	o.Only("latitude", "longitude", "name", "address")
	o.Number("latitude", -90, 90)
	o.Number("longitude", -180, 180)
	s.Text = strings.TrimSpace(o.Text("name", 1000) + " " + o.Text("address", 1000))
}

// cards reads 1 to 257 contacts. Of a name the formatted one and at least one other part are required.
func cards(top graph.Object, s *Send) {
	if !top.Has("contacts") {
		top.Refuse(131008, "The parameter contacts is missing.")
	}
	var names []string
	for _, card := range top.List("contacts", 1, 257) {
		name := card.Object("name")
		name.Only("formatted_name", "first_name", "last_name", "middle_name", "suffix", "prefix")
		names = append(names, name.Must("formatted_name", 500))
		if len(name.Fields) < 2 {
			name.Refuse(131009, "Param %s needs one more part beside formatted_name.", name.Name)
		}
		if card.Has("phones") {
			for _, phone := range card.List("phones", 0, 20) {
				phone.Only("phone", "type", "wa_id")
				phone.Text("phone", 40)
			}
		}
		card.Only("name", "phones", "emails", "urls", "addresses", "org", "birthday")
	}
	s.Text = strings.Join(names, ", ")
}

// template reads a template message. Which templates exist is not known here: every name is taken, and a
// missing one is played by refusing with 132001.
func template(o graph.Object, s *Send) {
	o.Only("name", "language", "components")
	s.Text = o.Must("name", 512)
	language := o.Object("language")
	language.Only("code", "policy")
	language.Must("code", 16)
	if !o.Has("components") {
		return
	}
	for _, part := range o.List("components", 0, 20) {
		kind := strings.ToLower(part.Must("type", 40))
		part.Only("type", "sub_type", "index", "parameters")
		if kind == "button" {
			part.Must("sub_type", 40)
		}
		if !part.Has("parameters") {
			continue
		}
		for _, p := range part.List("parameters", 0, 100) {
			p.Must("type", 40)
			if t := p.Text("text", 32768); strings.ContainsAny(t, "\n\t") || strings.Contains(t, "    ") {
				p.Refuse(100, "Param %s cannot have new-line or tab characters or more than 4 consecutive spaces.", p.Path("text"))
			}
		}
	}
}
