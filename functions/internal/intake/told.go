package intake

import (
	"context"
	"strings"

	"transom/shared/channel"
	"transom/shared/channel/whatsapp"
	"transom/shared/fault"
	"transom/shared/rules"
	"transom/shared/store"
	"transom/shared/wire"
)

// messages tells each entry, in which conversation it would stand, and what it would do there.
func (p *preview) messages(ctx context.Context) error {
	for _, b := range p.payload.Batches {
		h := p.homes[b.Account]
		thread, err := p.thread(ctx, h, b)
		if err != nil {
			return err
		}
		kind := b.Kind
		if kind == "" {
			kind = rules.Messages
		}
		fresh := 0
		for _, e := range b.Entries {
			if len(p.out.Messages) >= maxShown {
				break
			}
			stored, err := p.message(ctx, h, thread, e)
			if err != nil {
				return err
			}
			if !stored {
				fresh++
			}
			e.Conversation = thread.ID
			p.out.Messages = append(p.out.Messages, wire.ToldMessage{
				Account: b.Account, Kind: string(kind), Customer: customer(b.Address, b.Name), Message: wire.OfEntry(e),
			})
		}
		if h.known && fresh > 0 {
			p.lands(b, thread, fresh)
		}
	}
	return nil
}

// lands says where new messages of one customer go.
func (p *preview) lands(b channel.Batch, thread rules.Conversation, fresh int) {
	switch {
	case thread.ID != "":
		p.effect("Conversation %s gets %d new %s.", thread.ID, fresh, plural(fresh, "entry", "entries"))
	case b.Address == rules.Address{}:
		p.effect("What the account itself wrote goes to the conversation of the comment that it answers, if that is known.")
	default:
		p.effect("A new conversation begins, with %d %s.", fresh, plural(fresh, "entry", "entries"))
	}
	if len(b.Also) > 0 {
		p.effect("The customer gets %d more %s that lead to the same contact.", len(b.Also), plural(len(b.Also), "id", "ids"))
	}
}

// message says what one entry would do to another, and whether it is stored already.
func (p *preview) message(ctx context.Context, h home, thread rules.Conversation, e rules.Entry) (stored bool, err error) {
	if !h.known {
		return false, nil
	}
	if _, stored, err = p.found(ctx, h, e.PlatformID); err != nil {
		return false, err
	}
	if stored {
		p.effect("Message %s is stored already: nothing changes.", e.PlatformID)
		return true, nil
	}
	if e.Type.Amends() {
		_, known, err := p.found(ctx, h, e.ReplyTo)
		if err != nil {
			return false, err
		}
		if known {
			p.effect("Message %s is changed by %s (%s).", e.ReplyTo, e.PlatformID, e.Type)
		} else {
			p.effect("%s (%s) waits for message %s, which is not known yet.", e.PlatformID, e.Type, e.ReplyTo)
		}
	}
	if e.Opens && e.At.After(thread.LastInboundAt) {
		p.effect("Message %s opens the window anew.", e.PlatformID)
	}
	return false, nil
}

// thread is the customer's conversation as it stands; the zero one if there is none.
func (p *preview) thread(ctx context.Context, h home, b channel.Batch) (rules.Conversation, error) {
	if !h.known || b.Address == (rules.Address{}) {
		return rules.Conversation{}, nil
	}
	c, err := p.store.ThreadOf(ctx, h.Workspace, h.Channel, store.Sender{Address: b.Address, Kind: b.Kind})
	if err != nil && fault.Permanent(err) {
		return rules.Conversation{}, nil
	}
	return c, err
}

func (p *preview) statuses(ctx context.Context) error {
	for _, s := range p.payload.Statuses {
		if len(p.out.Statuses) >= maxShown {
			break
		}
		_, _, ours := channel.Correlated(s.Correlation)
		told := wire.ToldStatus{Account: s.Account, PlatformID: s.Report.PlatformID, Status: string(s.Report.Status), At: s.Report.At, Ours: ours}
		if e := s.Report.Error; e != nil {
			told.Error = &wire.SendError{Code: e.Code, Reason: e.Reason, Details: e.Details}
		}
		p.out.Statuses = append(p.out.Statuses, told)
		h := p.homes[s.Account]
		if !h.known {
			continue
		}
		e, known, err := p.found(ctx, h, s.Report.PlatformID)
		if err != nil {
			return err
		}
		switch {
		case !known && !ours:
			p.effect("Status %s waits for message %s, which is not known yet.", s.Report.Status, s.Report.PlatformID)
		case known && !e.Status.Advances(s.Report.Status):
			p.effect("Message %s stays %s: %s says nothing new.", s.Report.PlatformID, e.Status, s.Report.Status)
		default:
			p.effect("Message %s becomes %s.", s.Report.PlatformID, s.Report.Status)
		}
	}
	return nil
}

func (p *preview) marks(context.Context) error {
	for _, m := range p.payload.Marks {
		if len(p.out.Marks) >= maxShown {
			break
		}
		told := wire.ToldMark{Account: m.Account, Customer: customer(m.Address, ""), Status: string(m.Status), PlatformIDs: m.PlatformIDs, At: m.At}
		if !m.Watermark.IsZero() {
			told.Watermark = &m.Watermark
		}
		p.out.Marks = append(p.out.Marks, told)
		if p.homes[m.Account].known {
			p.effect("What the customer was sent up to then becomes %s.", m.Status)
		}
	}
	return nil
}

func (p *preview) events(ctx context.Context) error {
	for _, e := range p.payload.Events {
		if len(p.out.Events) >= maxShown {
			break
		}
		homes, err := p.concerned(ctx, e.Account, e.Holder)
		if err != nil {
			return err
		}
		said := p.said(e)
		if said.At.IsZero() {
			said.At = p.now
		}
		if len(homes) == 1 {
			said.Channel = homes[0].Channel.ID
		}
		p.out.Events = append(p.out.Events, wire.OfAccountEvent(said))
		about := strings.TrimSpace(e.Field + " " + e.Event)
		if len(homes) == 0 {
			p.effect("The event %s of an account without a channel is kept.", about)
		}
		if _, ok := whatsapp.TemplateNewsOf(e); ok && len(homes) > 0 {
			p.effect("The template %s is brought up to date.", e.Subject)
		}
		state, told := healthOf(p.kind, e)
		for _, h := range homes {
			p.effect("The event %s is kept with channel %s.", about, h.Channel.ID)
			if told && (len(homes) == 1 || !whatsapp.OneNumber(e)) {
				p.effect("Channel %s becomes %s.", h.Channel.ID, stateOf(state))
			}
		}
	}
	return nil
}

func stateOf(h rules.Health) string {
	words := []string{string(h.State)}
	if h.Reason != "" {
		words = append(words, "("+h.Reason+")")
	}
	if h.Quality != "" {
		words = append(words, "quality "+h.Quality)
	}
	return strings.Join(words, " ")
}

func customer(a rules.Address, name string) wire.Contact {
	c := wire.Contact{Name: name, Username: a.Username, UserID: a.UserID}
	if a.Phone != "" {
		c.Phone = "+" + a.Phone
	}
	for _, word := range []string{a.Username, c.Phone, a.UserID} {
		if c.Name == "" {
			c.Name = word
		}
	}
	return c
}
