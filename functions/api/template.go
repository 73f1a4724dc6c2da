package main

import (
	"context"
	"encoding/json"
	"log/slog"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/lambda/types"

	"transom/events"
	"transom/functions/internal/templates"
	"transom/shared/channel/whatsapp"
	"transom/shared/clock"
	"transom/shared/rules"
	"transom/shared/store"
	"transom/shared/wire"
)

// askOnce is how long nobody else asks for a list that is being read.
const askOnce = 15 * time.Second

// listTime bounds how long a person waits for a list; the worker has longer.
const listTime = 12 * time.Second

// TemplateList is what is known of a channel's templates.
type TemplateList struct {
	Items    []wire.MessageTemplate `json:"items"`
	SyncedAt *time.Time             `json:"syncedAt,omitempty" doc:"when the platform's whole list was read; absent: never, or it has changed since"`
	Syncing  bool                   `json:"syncing" doc:"the list is old, and is being read again"`
}

type templatesInput struct {
	ID       string `path:"id" maxLength:"64"`
	Status   string `query:"status" maxLength:"64" doc:"approved, pending, rejected, paused, …"`
	Search   string `query:"search" maxLength:"100" doc:"a part of the name or of the words"`
	Language string `query:"language" maxLength:"16"`
	Category string `query:"category" maxLength:"64"`
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
	k := d.keeper()
	if rules.Capabilities[ch.Kind].Templates && ch.Holder == "" {
		if ch, err = d.placed(ctx, v, ch); err != nil {
			return nil, err
		}
	}
	list, err := k.Stored(ctx, v.Workspace, ch)
	if err != nil {
		return nil, err
	}
	stale := list.Stale(clock.Now())
	if stale {
		<-d.askTemplates(ctx, v.Workspace, ch)
	}
	return answer(in.of(list, stale)), nil
}

// placed is a channel with its business account, which the platform is asked for.
func (d *desk) placed(ctx context.Context, v store.Viewer, ch rules.Channel) (rules.Channel, error) {
	ctx, cancel := context.WithTimeout(ctx, checkTime)
	defer cancel()
	ch, _, err := d.keeper().Known(ctx, v.Workspace, ch)
	return ch, err
}

// of is a list as it was asked for.
func (in *templatesInput) of(list templates.List, syncing bool) TemplateList {
	out := TemplateList{Items: []wire.MessageTemplate{}, Syncing: syncing}
	if !list.Read.IsZero() {
		out.SyncedAt = &list.Read
	}
	for _, t := range list.Items {
		if in.wants(t) {
			out.Items = append(out.Items, wire.OfMessageTemplate(t))
		}
	}
	return out
}

func (in *templatesInput) wants(t rules.MessageTemplate) bool {
	for asked, is := range map[string]string{in.Status: string(t.Status), in.Language: t.Language, in.Category: t.Category} {
		if asked != "" && !strings.EqualFold(asked, is) {
			return false
		}
	}
	if in.Search == "" {
		return true
	}
	words := t.Name
	for _, part := range t.Parts {
		words += "\n" + part.Text
	}
	return strings.Contains(strings.ToLower(words), strings.ToLower(in.Search))
}

// syncTemplates reads the platform's list now, and waits for it.
func (d *desk) syncTemplates(ctx context.Context, v store.Viewer, in *channelInput) (*reply[TemplateList], error) {
	ch, err := d.store.Channel(ctx, v.Workspace, rules.ChannelID(in.ID))
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, listTime)
	defer cancel()
	list, err := d.keeper().Sync(ctx, v.Workspace, ch)
	if err != nil {
		return nil, err
	}
	return answer((&templatesInput{}).of(list, false)), nil
}

// askTemplates asks the worker for a channel's list, once in a while. What it gives is closed when that was handed
// over, or after a moment in any case.
func (d *desk) askTemplates(ctx context.Context, ws store.Workspace, ch rules.Channel) <-chan struct{} {
	done := make(chan struct{})
	if d.functions == nil || !rules.Capabilities[ch.Kind].Templates {
		close(done)
		return done
	}
	go func() {
		defer close(done)
		ctx, cancel := context.WithTimeout(ctx, courtesy)
		defer cancel()
		first, err := d.store.Once(ctx, ws, rules.ConversationID(ch.ID), "templates", clock.Now(), askOnce)
		if err == nil && first {
			err = d.employ(ctx, events.Job{Kind: events.JobTemplates, Workspace: ws.String(), ChannelKind: string(ch.Kind), AccountID: ch.AccountID})
		}
		if err != nil {
			slog.WarnContext(ctx, "ask for templates", "channel", ch.ID, "error", err)
		}
	}()
	return done
}

// employ hands the worker a job.
func (d *desk) employ(ctx context.Context, job events.Job) error {
	payload, err := json.Marshal(job)
	if err != nil {
		return err
	}
	_, err = d.functions.Invoke(ctx, &lambda.InvokeInput{FunctionName: aws.String(d.worker), InvocationType: types.InvocationTypeEvent, Payload: payload})
	return err
}
