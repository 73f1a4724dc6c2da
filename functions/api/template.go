package main

import (
	"context"
	"strings"
	"time"

	"transom/functions/internal/templates"
	"transom/shared/channel/whatsapp"
	"transom/shared/clock"
	"transom/shared/rules"
	"transom/shared/store"
	"transom/shared/wire"
)

// firstTemplates is how many templates an answer has that nobody asked a page of.
const firstTemplates = 50

// TemplateList is a page of what is known of a channel's templates.
type TemplateList struct {
	Items      []wire.MessageTemplate `json:"items"`
	Cursor     string                 `json:"cursor,omitempty" doc:"asks for the next page; absent on the last. A page may be short, or empty, and have one"`
	SyncedAt   *time.Time             `json:"syncedAt,omitempty" doc:"when the platform's whole list was read; absent: never, or it has changed since"`
	Syncing    bool                   `json:"syncing" doc:"the list is old, and is being read again"`
	Languages  []string               `json:"languages" nullable:"false" doc:"of all that may be sent, as the platform's list was read last"`
	Categories []string               `json:"categories" nullable:"false" doc:"the same"`
}

type templatesInput struct {
	ID       string   `path:"id" maxLength:"64"`
	Status   string   `query:"status" maxLength:"64" doc:"approved, pending, rejected, paused, …"`
	Search   string   `query:"search" maxLength:"100" doc:"words that all stand in the name, the text or the buttons"`
	Language string   `query:"language" maxLength:"16"`
	Category string   `query:"category" maxLength:"64"`
	Order    string   `query:"order" enum:"name,use" default:"name" doc:"use: what may be sent first, and of those the ones whose name is searched for"`
	Only     []string `query:"only,explode" maxItems:"20" doc:"these alone, as name|language, in this order and without a page; what narrows and orders is not looked at"`
	Cursor   string   `query:"cursor" maxLength:"4096"`
	Limit    int      `query:"limit" minimum:"1" maximum:"100" default:"50"`
}

// keeper reads lists and keeps them.
func (d *desk) keeper() templates.Keeper {
	client, _ := d.senders[rules.WhatsApp].(*whatsapp.Client)
	return templates.Keeper{Store: d.store, Secrets: d.secrets, Client: client}
}

// templates gives a channel's templates as they are known. An old list is asked for again, by the worker.
func (d *desk) templates(ctx context.Context, v store.Viewer, in *templatesInput) (*reply[TemplateList], error) {
	ch, err := d.store.Channel(ctx, v.Workspace, rules.ChannelID(in.ID))
	if err != nil {
		return nil, err
	}
	if rules.Capabilities[ch.Kind].Templates && ch.Holder == "" {
		if ch, err = d.placed(ctx, v, ch); err != nil {
			return nil, err
		}
	}
	if len(in.Only) > 0 {
		some, err := d.keeper().Some(ctx, v.Workspace, ch, in.names())
		return answer(TemplateList{Items: each(some, wire.OfMessageTemplate), Languages: []string{}, Categories: []string{}}), err
	}
	out, err := d.templatePage(ctx, v, ch, in.ask())
	if err != nil {
		return nil, err
	}
	if out.Syncing {
		<-d.askTemplates(ctx, v.Workspace, ch)
	}
	return answer(out), nil
}

// templatePage is a page as it is answered; Syncing says that it is old.
func (d *desk) templatePage(ctx context.Context, v store.Viewer, ch rules.Channel, ask store.TemplateAsk) (TemplateList, error) {
	page, known, err := d.keeper().Page(ctx, v.Workspace, ch, ask)
	out := TemplateList{Items: each(page.Items, wire.OfMessageTemplate), Cursor: page.Cursor, Syncing: templates.Stale(known.Read, clock.Now()),
		Languages: append([]string{}, known.Languages...), Categories: append([]string{}, known.Categories...)}
	if !known.Read.IsZero() {
		out.SyncedAt = &known.Read
	}
	return out, err
}

func (in *templatesInput) ask() store.TemplateAsk {
	wish := rules.TemplateWish{Search: in.Search, Status: in.Status, Language: in.Language, Category: in.Category}
	return store.TemplateAsk{Wish: wish, Ranked: in.Order == "use", Cursor: in.Cursor, Limit: in.Limit}
}

func (in *templatesInput) names() []store.TemplateName {
	return each(in.Only, func(text string) store.TemplateName {
		name, language, _ := strings.Cut(text, "|")
		return store.TemplateName{Name: name, Language: language}
	})
}

// placed is a channel with its business account, which the platform is asked for.
func (d *desk) placed(ctx context.Context, v store.Viewer, ch rules.Channel) (rules.Channel, error) {
	ctx, cancel := context.WithTimeout(ctx, checkTime)
	defer cancel()
	ch, _, err := d.keeper().Known(ctx, v.Workspace, ch)
	return ch, err
}
