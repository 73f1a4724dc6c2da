package intake

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"transom/shared/channel"
	"transom/shared/channel/messaging"
	"transom/shared/channel/whatsapp"
	"transom/shared/fault"
	"transom/shared/rules"
	"transom/shared/store"
)

// events keeps what was said about accounts where an admin sees it, per channel that it concerns, or else with
// the deployment; and changes the health of the channels and the templates.
func (w *work) events(ctx context.Context) error {
	var errs []error
	for _, e := range w.payload.Events {
		homes, err := w.concerned(ctx, e.Account, e.Holder)
		if err != nil {
			return err
		}
		said := w.said(e)
		errs = append(errs, w.templates(ctx, homes, e))
		if len(homes) == 0 && !w.again {
			errs = append(errs, noted(e.Field, w.store.NoteAccountEvent(ctx, store.Workspace{}, said)))
		}
		for _, h := range homes {
			said.Channel = h.Channel.ID
			errs = append(errs, noted(e.Field, w.store.NoteAccountEvent(ctx, h.Workspace, said)), w.health(ctx, h, e, len(homes)))
		}
	}
	return errors.Join(errs...)
}

// said is the event as it is kept. One without a time of its own has none, so that its repetition is known again.
func (w *work) said(e channel.Event) rules.AccountEvent {
	said := e.AccountEvent
	said.Account = cmp.Or(said.Account, e.Account, e.Holder)
	if said.At.Equal(w.now) {
		said.At = time.Time{}
	}
	return said
}

func noted(field string, err error) error {
	if err != nil && !fault.Permanent(err) {
		return fmt.Errorf("note event %s: %w", bounded(field), err)
	}
	return nil
}

// health tells the channel's new state, if the event has one. What is about one number of several cannot be
// put down to any of them: a number's id is not told with it.
func (w *work) health(ctx context.Context, h store.Home, e channel.Event, channels int) error {
	state, told := healthOf(w.kind, e)
	if !told || (channels > 1 && whatsapp.OneNumber(e)) {
		return nil
	}
	err := w.store.SetHealth(ctx, h.Workspace, h.Channel.ID, state)
	if err != nil && !fault.Permanent(err) {
		return fmt.Errorf("tell health of channel %s: %w", h.Channel.ID, err)
	}
	return nil
}

func healthOf(kind rules.ChannelKind, e channel.Event) (rules.Health, bool) {
	if kind == rules.WhatsApp {
		return whatsapp.HealthOf(e)
	}
	return messaging.HealthOf(e)
}
