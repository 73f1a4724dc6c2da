package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"transom/shared/channel"
	"transom/shared/channel/meta"
	"transom/shared/clock"
	"transom/shared/fault"
	"transom/shared/rules"
	"transom/shared/store"
	"transom/shared/wire"
)

var errMaybeDone = fault.New(fault.Later, "platform_unreachable", "The platform did not answer, so it is not known whether it took this. Load the templates again and look.")

// NewTemplate is a template to be reviewed by the platform.
type NewTemplate struct {
	Name     string              `json:"name" minLength:"1" maxLength:"512" doc:"small letters, digits and _"`
	Language string              `json:"language" minLength:"2" maxLength:"16" doc:"en_US"`
	Category string              `json:"category" enum:"marketing,utility"`
	Named    bool                `json:"named,omitempty" doc:"its parameters have names instead of numbers"`
	Parts    []wire.TemplatePart `json:"parts" minItems:"1" maxItems:"4" nullable:"false"`
	UploadID string              `json:"uploadId,omitempty" pattern:"^[0-7][0-9A-HJKMNP-TV-Z]{25}$" doc:"example of a header's file, uploaded for a template"`
}

type newTemplateInput struct {
	ID   string `path:"id" maxLength:"64"`
	Body NewTemplate
}

// TemplateChange replaces all parts of a template.
type TemplateChange struct {
	Category string              `json:"category,omitempty" enum:"marketing,utility"`
	Parts    []wire.TemplatePart `json:"parts" minItems:"1" maxItems:"4" nullable:"false"`
	UploadID string              `json:"uploadId,omitempty" pattern:"^[0-7][0-9A-HJKMNP-TV-Z]{25}$"`
}

type templateInput struct {
	ID         string `path:"id" maxLength:"64"`
	TemplateID string `path:"templateId" maxLength:"64" pattern:"^[0-9]+$"`
}

type templateChangeInput struct {
	ID         string `path:"id" maxLength:"64"`
	TemplateID string `path:"templateId" maxLength:"64" pattern:"^[0-9]+$"`
	Body       TemplateChange
}

// createTemplate hands a template in for review.
func (d *desk) createTemplate(ctx context.Context, v store.Viewer, in *newTemplateInput) (*reply[wire.MessageTemplate], error) {
	b := in.Body
	ch, token, err := d.templateDesk(ctx, v, in.ID)
	if err != nil {
		return nil, err
	}
	t := rules.MessageTemplate{Holder: ch.Holder, Name: b.Name, Language: b.Language, Category: b.Category, Named: b.Named, Parts: wire.RuleParts(b.Parts)}
	if t, err = d.ready(ctx, v, ch, token, t, b.UploadID); err != nil {
		return nil, err
	}
	if t, err = d.keeper().Client.CreateTemplate(ctx, token, t); err != nil {
		return nil, doubtful(err)
	}
	t.UpdatedAt = clock.Now()
	if err := d.store.PutTemplate(ctx, v.Workspace, t); err != nil {
		return nil, err
	}
	return answer(wire.OfMessageTemplate(t)), nil
}

// editTemplate replaces a template's parts; the platform reviews it again.
func (d *desk) editTemplate(ctx context.Context, v store.Viewer, in *templateChangeInput) (*reply[wire.MessageTemplate], error) {
	ch, token, err := d.templateDesk(ctx, v, in.ID)
	if err != nil {
		return nil, err
	}
	was, err := d.templateByID(ctx, v, ch, in.TemplateID)
	if err != nil {
		return nil, err
	}
	t := was
	t.Parts = wire.RuleParts(in.Body.Parts)
	if in.Body.Category != "" {
		t.Category = in.Body.Category
	}
	if t, err = d.ready(ctx, v, ch, token, t, in.Body.UploadID); err != nil {
		return nil, err
	}
	sent := t
	if t.Category == was.Category {
		sent.Category = "" // of an approved one the platform takes no word about it
	}
	if err := d.keeper().Client.EditTemplate(ctx, token, sent); err != nil {
		return nil, doubtful(err)
	}
	t.Status, t.Rejected, t.UpdatedAt = rules.TemplatePending, "", clock.Now()
	if now, err := d.keeper().Client.ReadTemplate(ctx, token, t.ID); err == nil { // some changes are taken without a review
		t.Status, t.Rejected, t.Category = now.Status, now.Rejected, now.Category
	}
	if err := d.store.PutTemplate(ctx, v.Workspace, t); err != nil {
		return nil, err
	}
	return answer(wire.OfMessageTemplate(t)), nil
}

// deleteTemplate takes one language of a template away.
func (d *desk) deleteTemplate(ctx context.Context, v store.Viewer, in *templateInput) (*none, error) {
	ch, token, err := d.templateDesk(ctx, v, in.ID)
	if err != nil {
		return nil, err
	}
	t, err := d.templateByID(ctx, v, ch, in.TemplateID)
	if err != nil {
		return nil, err
	}
	if err := d.keeper().Client.DeleteTemplate(ctx, token, t); err != nil {
		return nil, doubtful(err)
	}
	return &none{}, d.store.ChangeTemplate(ctx, v.Workspace, ch.Holder, t.ID, func(old rules.MessageTemplate) rules.MessageTemplate {
		old.Status, old.UpdatedAt = rules.TemplateDeleted, clock.Now()
		return old
	})
}

// templateDesk is where an admin changes a channel's templates: the channel with its business account, and the token.
func (d *desk) templateDesk(ctx context.Context, v store.Viewer, id string) (rules.Channel, string, error) {
	if v.Role != rules.Admin {
		return rules.Channel{}, "", rules.ErrNotAllowed
	}
	ch, err := d.store.Channel(ctx, v.Workspace, rules.ChannelID(id))
	if err != nil {
		return ch, "", err
	}
	return d.keeper().Known(ctx, v.Workspace, ch)
}

// errTemplateGone is a template that somebody deleted while another looked at it.
var errTemplateGone = fault.New(fault.Missing, "template_missing", rules.ErrNoTemplate.Public)

func (d *desk) templateByID(ctx context.Context, v store.Viewer, ch rules.Channel, id string) (rules.MessageTemplate, error) {
	all, _, err := d.store.Templates(ctx, v.Workspace, ch.Holder)
	if err != nil {
		return rules.MessageTemplate{}, err
	}
	for _, t := range all {
		if t.ID == id && t.Status != rules.TemplateDeleted {
			return t, nil
		}
	}
	return rules.MessageTemplate{}, errTemplateGone
}

// ready checks a template, and shows the platform the file that stands for its header.
func (d *desk) ready(ctx context.Context, v store.Viewer, ch rules.Channel, token string, t rules.MessageTemplate, uploadID string) (rules.MessageTemplate, error) {
	header := -1
	for i, part := range t.Parts {
		if part.Type == "header" && (part.Format == "image" || part.Format == "video" || part.Format == "document") {
			header, t.Parts[i].Examples = i, nil
			if uploadID != "" {
				t.Parts[i].Examples = []rules.Value{{Kind: part.Format, Text: uploadID}}
			}
		}
	}
	if err := rules.CheckTemplate(t); err != nil || header < 0 {
		return t, err
	}
	f, err := d.uploaded(ctx, v, uploadID, "", func(p plan) bool { return p.For == forTemplate })
	if err != nil {
		return t, err
	}
	format := t.Parts[header].Format
	if err := fits(f.plan, rules.Capabilities[rules.WhatsApp], rules.Type(format)); err != nil {
		return t, err
	}
	handle, err := d.keeper().Client.UploadExample(ctx, token, ch, channel.File{MIME: f.plan.MIME, Name: f.plan.Name, Size: f.seen.Size,
		Open: func(ctx context.Context) (io.ReadCloser, error) { return d.bucket.Open(ctx, f.key) }})
	if err != nil {
		return t, fmt.Errorf("show the platform an example: %w", err)
	}
	t.Parts[header].Examples[0].Text = handle
	return t, nil
}

// doubtful says that nobody knows whether the platform did what it was asked.
func doubtful(err error) error {
	if errors.Is(err, meta.ErrAway) {
		return errMaybeDone.Because(err)
	}
	return err
}
