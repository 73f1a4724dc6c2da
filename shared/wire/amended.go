package wire

import (
	"time"

	"transom/shared/rules"
)

// Place is where a comment stands.
type Place struct {
	PostID    string `json:"postId"`
	ParentID  string `json:"parentId,omitempty" doc:"absent for a comment on the post itself"`
	Permalink string `json:"permalink,omitempty"`
	Live      bool   `json:"live,omitempty"`
}

// Reaction is an emoji on a message.
type Reaction struct {
	By    string    `json:"by" enum:"customer,us"`
	Emoji string    `json:"emoji"`
	At    time.Time `json:"at"`
}

// Version is a text that an edited message had from a time on.
type Version struct {
	Text string    `json:"text"`
	At   time.Time `json:"at"`
}

// Interactive is a message with buttons or a list.
type Interactive struct {
	Header   string    `json:"header,omitempty" maxLength:"60"`
	Footer   string    `json:"footer,omitempty" maxLength:"60"`
	Buttons  []Choice  `json:"buttons,omitempty" maxItems:"13"`
	Open     string    `json:"open,omitempty" maxLength:"20" doc:"what opens the list"`
	Sections []Section `json:"sections,omitempty" maxItems:"10"`
}

// Choice is one button or row.
type Choice struct {
	ID          string `json:"id" maxLength:"1000"`
	Title       string `json:"title" maxLength:"24"`
	Description string `json:"description,omitempty" maxLength:"72"`
}

// Section groups the rows of a list.
type Section struct {
	Title string   `json:"title,omitempty" maxLength:"24"`
	Rows  []Choice `json:"rows" maxItems:"10" nullable:"false"`
}

// TemplateUse is a template with its values; the message's text is what the customer reads.
type TemplateUse struct {
	Name     string        `json:"name" minLength:"1" maxLength:"512"`
	Language string        `json:"language" minLength:"2" maxLength:"20"`
	Header   []Value       `json:"header,omitempty" maxItems:"10"`
	Body     []Value       `json:"body,omitempty" maxItems:"100"`
	Buttons  []ButtonValue `json:"buttons,omitempty" maxItems:"10"`
}

// Value fills one place of a template.
type Value struct {
	Kind string `json:"kind" enum:"text,image,video,document,location"`
	Name string `json:"name,omitempty" maxLength:"100" doc:"where the template names its parameters"`
	Text string `json:"text,omitempty" maxLength:"4096"`
}

// ButtonValue fills a button of a template.
type ButtonValue struct {
	Index   int    `json:"index" minimum:"0" maximum:"9"`
	SubType string `json:"subType" enum:"quick_reply,url,copy_code"`
	Text    string `json:"text" maxLength:"2000"`
}

func ofInteractive(in *rules.Interactive) *Interactive {
	if in == nil {
		return nil
	}
	out := &Interactive{Header: in.Header, Footer: in.Footer, Buttons: ofChoices(in.Buttons), Open: in.Open}
	for _, s := range in.Sections {
		out.Sections = append(out.Sections, Section{Title: s.Title, Rows: ofChoices(s.Rows)})
	}
	return out
}

func ofChoices(in []rules.Choice) []Choice {
	var out []Choice
	for _, c := range in {
		out = append(out, Choice(c))
	}
	return out
}

// Rule converts buttons or a list that a client sent.
func (in *Interactive) Rule() *rules.Interactive {
	if in == nil {
		return nil
	}
	out := &rules.Interactive{Header: in.Header, Footer: in.Footer, Buttons: ruleChoices(in.Buttons), Open: in.Open}
	for _, s := range in.Sections {
		out.Sections = append(out.Sections, rules.Section{Title: s.Title, Rows: ruleChoices(s.Rows)})
	}
	return out
}

func ruleChoices(in []Choice) []rules.Choice {
	var out []rules.Choice
	for _, c := range in {
		out = append(out, rules.Choice(c))
	}
	return out
}

func ofTemplate(t *rules.TemplateUse) *TemplateUse {
	if t == nil {
		return nil
	}
	out := &TemplateUse{Name: t.Name, Language: t.Language}
	for _, v := range t.Header {
		out.Header = append(out.Header, Value(v))
	}
	for _, v := range t.Body {
		out.Body = append(out.Body, Value(v))
	}
	for _, v := range t.Buttons {
		out.Buttons = append(out.Buttons, ButtonValue(v))
	}
	return out
}

// Rule converts a template that a client sent.
func (t *TemplateUse) Rule() *rules.TemplateUse {
	if t == nil {
		return nil
	}
	out := &rules.TemplateUse{Name: t.Name, Language: t.Language}
	for _, v := range t.Header {
		out.Header = append(out.Header, rules.Value(v))
	}
	for _, v := range t.Body {
		out.Body = append(out.Body, rules.Value(v))
	}
	for _, v := range t.Buttons {
		out.Buttons = append(out.Buttons, rules.ButtonValue(v))
	}
	return out
}

// amended puts on a message what happened to it later.
func amended(m *Message, e rules.Entry) {
	for _, r := range e.Reactions {
		if r.Emoji != "" { // an empty one was taken back
			m.Reactions = append(m.Reactions, Reaction(r))
		}
	}
	for _, v := range e.Versions {
		m.Versions = append(m.Versions, Version(v))
	}
	m.DeletedAt = moment(e.DeletedAt)
	m.Hidden = e.Hidden()
	m.PrivateReplyAt = moment(e.PrivateReplyAt)
}
