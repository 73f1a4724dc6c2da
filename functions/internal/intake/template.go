package intake

import (
	"context"
	"fmt"

	"transom/shared/channel"
	"transom/shared/channel/whatsapp"
	"transom/shared/rules"
	"transom/shared/store"
)

// templates changes what is stored of a template that an event is about, once for each workspace. A list that does
// not know the template, or whose words have changed, is marked so that the next who looks has it read again.
func (w *work) templates(ctx context.Context, homes []store.Home, e channel.Event) error {
	if w.kind != rules.WhatsApp {
		return nil
	}
	news, ok := whatsapp.TemplateNewsOf(e)
	if !ok || e.Holder == "" {
		return nil
	}
	done := map[store.Workspace]bool{}
	for _, h := range homes {
		if done[h.Workspace] {
			continue
		}
		done[h.Workspace] = true
		if err := w.template(ctx, h.Workspace, e.Holder, news); err != nil {
			return fmt.Errorf("change a template of channel %s: %w", h.Channel.ID, err)
		}
	}
	return nil
}

func (w *work) template(ctx context.Context, ws store.Workspace, holder string, news whatsapp.TemplateNews) error {
	if news.Again {
		return w.store.AgeTemplates(ctx, ws, holder)
	}
	known := false
	err := w.store.ChangeTemplate(ctx, ws, holder, news.ID, func(t rules.MessageTemplate) rules.MessageTemplate {
		known = true
		return news.Change(t)
	})
	if err == nil && !known {
		err = w.store.AgeTemplates(ctx, ws, holder)
	}
	return err
}
