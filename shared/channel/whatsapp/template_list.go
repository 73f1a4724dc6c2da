package whatsapp

import (
	"context"
	"errors"
	"net/url"
	"strings"

	"transom/shared/channel/faults"
	"transom/shared/channel/meta"
	"transom/shared/fault"
	"transom/shared/rules"
)

// ErrTemplateRefused is what the platform says against a list or a change of templates: details "reason" (of the
// catalogue), "code" and "said".
var ErrTemplateRefused = fault.New(fault.Refused, "template_refused", "The platform did not take this.")

// listFields are what a list tells of each template ("Template management", 2026-03-12).
const listFields = "id,name,language,status,category,parameter_format,components,quality_score,rejected_reason"

// Pages of a list: an account has 6,000 templates at most ("Template limits", 2026-03-12).
const (
	listPage = "100"
	mostPage = 100
)

// longest bounds a text that a list tells, in bytes.
const longest = 8 << 10

// ListTemplates gives all templates of a business account, page by page. What cannot be used is among them, with its
// state. ErrTemplateRefused, meta.ErrAway.
func (c *Client) ListTemplates(ctx context.Context, token, holder string) ([]rules.MessageTemplate, error) {
	all := []rules.MessageTemplate{}
	query := url.Values{"fields": {listFields}, "limit": {listPage}}
	for range mostPage {
		a := c.graph.Get(ctx, token, meta.Path(holder, "message_templates"), query)
		if err := a.Done(faults.WhatsApp); err != nil {
			return nil, templateError(err)
		}
		for _, each := range a.Body.List("data") {
			if t := templateOf(meta.AsTree(each)); t.Name != "" && t.Language != "" {
				t.Holder = holder
				all = append(all, t)
			}
		}
		paging := a.Body.Tree("paging")
		after := paging.Tree("cursors").Text("after")
		if !paging.Has("next") || after == "" || after == query.Get("after") {
			return all, nil
		}
		query.Set("after", after)
	}
	return all, nil
}

// ReadTemplate gives one template as the platform has it now. ErrTemplateRefused, meta.ErrAway.
func (c *Client) ReadTemplate(ctx context.Context, token, id string) (rules.MessageTemplate, error) {
	a := c.graph.Get(ctx, token, meta.Path(id), url.Values{"fields": {listFields}})
	if err := a.Done(faults.WhatsApp); err != nil {
		return rules.MessageTemplate{}, templateError(err)
	}
	return templateOf(a.Body), nil
}

// templateError says a refusal in the words of templates; what may pass stays as it is.
func templateError(err error) error {
	var said *fault.Error
	if !errors.As(err, &said) || !errors.Is(err, meta.ErrRefused) {
		return err
	}
	out := *ErrTemplateRefused
	out.Public, out.Details, out.Err = said.Public, said.Details, said.Err
	return &out
}

// templateOf reads one template. The platform writes its words in capitals, and has written them small.
func templateOf(said meta.Tree) rules.MessageTemplate {
	t := rules.MessageTemplate{
		ID: said.Text("id"), Name: said.Text("name"), Language: LanguageOf(said.Text("language")),
		Category: word(said, "category"), Status: StatusOf(said.Text("status")),
		Named: strings.EqualFold(said.Text("parameter_format"), "named"), Quality: QualityOf(said.Tree("quality_score").Text("score")),
		Rejected: RejectedOf(said.Text("rejected_reason")),
	}
	for _, each := range said.List("components") {
		t.Parts = append(t.Parts, partOf(meta.AsTree(each)))
	}
	return t
}

func partOf(said meta.Tree) rules.TemplatePart {
	part := rules.TemplatePart{Type: word(said, "type"), Format: word(said, "format"), Text: meta.Cut(said.Text("text"), longest)}
	shown := said.Tree("example")
	for _, each := range shown.List(part.Type + "_text_named_params") {
		v := meta.AsTree(each)
		part.Examples = append(part.Examples, rules.Value{Kind: "text", Name: v.Text("param_name"), Text: meta.Cut(v.Text("example"), longest)})
	}
	if len(part.Examples) == 0 {
		part.Examples = inOrder(part, shown)
	}
	for _, each := range said.List("buttons") {
		part.Buttons = append(part.Buttons, buttonOf(meta.AsTree(each)))
	}
	return part
}

// inOrder reads the examples of places with numbers. A body has a list of lists, a header a list.
func inOrder(part rules.TemplatePart, shown meta.Tree) []rules.Value {
	kind, list := "text", shown.List(part.Type+"_text")
	if len(list) > 0 {
		if inner, nested := list[0].([]any); nested {
			list = inner
		}
	}
	if handles := shown.List("header_handle"); len(handles) > 0 {
		kind, list = part.Format, handles
	}
	var all []rules.Value
	for _, each := range list {
		all = append(all, rules.Value{Kind: kind, Text: meta.Cut(meta.Tree{"v": each}.Text("v"), longest)})
	}
	return all
}

func buttonOf(said meta.Tree) rules.TemplateButton {
	b := rules.TemplateButton{Type: word(said, "type"), Text: said.Text("text"), URL: said.Text("url"), Phone: said.Text("phone_number"), Example: said.Text("example")}
	if shown := said.List("example"); len(shown) > 0 {
		b.Example = meta.Tree{"v": shown[0]}.Text("v")
	}
	return b
}

func word(said meta.Tree, key string) string { return strings.ToLower(meta.Cut(said.Text(key), 64)) }

// StatusOf is our word for a template's state, of a list or of an event. What makes it usable again is an approval.
func StatusOf(said string) rules.TemplateStatus {
	switch s := strings.ToLower(meta.Cut(said, 64)); s {
	case "reinstated", "unpaused":
		return rules.TemplateApproved
	default:
		return rules.TemplateStatus(s)
	}
}

// QualityOf is "green", "yellow", "red", or "" while the platform does not know.
func QualityOf(said string) string {
	s := strings.ToLower(meta.Cut(said, 64))
	if s == "unknown" {
		return ""
	}
	return s
}

// RejectedOf is the platform's word for why it rejected a template; "" for none.
func RejectedOf(said string) string {
	if strings.EqualFold(said, "none") {
		return ""
	}
	return meta.Cut(said, 100)
}

// LanguageOf is a language as templates are created in it: "en_US". Events have written "en-US".
func LanguageOf(said string) string { return strings.ReplaceAll(meta.Cut(said, 16), "-", "_") }
