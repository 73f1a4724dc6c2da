package main

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/oklog/ulid/v2"

	"transom/shared/clock"
	"transom/shared/fault"
	"transom/shared/rules"
	"transom/shared/store"
	"transom/shared/wire"
)

// errElsewhere tells no more than that: not who has the conversation, and not what stands in it.
var errElsewhere = fault.New(fault.Refused, "conversation_elsewhere", "There is a conversation with this customer already, and somebody else is in charge of it. Ask a colleague.")

// NewConversation is a first message, which has to be a template. Exactly one of phone and conversationId says to
// whom: a number as it was typed, or somebody who is known, also from another number of ours.
type NewConversation struct {
	ClientID       string           `json:"clientId" pattern:"^[0-7][0-9A-HJKMNP-TV-Z]{25}$" doc:"a ULID made once per message: sending it again is safe"`
	ChannelID      string           `json:"channelId" minLength:"1" maxLength:"64"`
	Phone          string           `json:"phone,omitempty" maxLength:"40"`
	ConversationID string           `json:"conversationId,omitempty" maxLength:"64"`
	Name           string           `json:"name,omitempty" maxLength:"80" doc:"what the customer is called until the platform tells"`
	Template       wire.TemplateUse `json:"template"`
	Text           string           `json:"text,omitempty" maxLength:"65536" doc:"what it was shown as; what is sent is made of the template"`
	UploadID       string           `json:"uploadId,omitempty" pattern:"^[0-7][0-9A-HJKMNP-TV-Z]{25}$" doc:"the header's file, uploaded for a template"`
}

// Begun is the conversation with its new message.
type Begun struct {
	Conversation wire.Conversation `json:"conversation"`
	Message      wire.Message      `json:"message"`
	Existed      bool              `json:"existed" doc:"there was a conversation with them, and the message stands in it"`
}

type beginInput struct{ Body NewConversation }

// begin sends a template to somebody, in the conversation that there is with them or in a new one.
func (d *desk) begin(ctx context.Context, v store.Viewer, in *beginInput) (*reply[Begun], error) {
	b := in.Body
	u, err := ulid.ParseStrict(b.ClientID)
	if err != nil {
		return nil, errShape.With("body.clientId", "not a ULID")
	}
	ch, err := d.store.Channel(ctx, v.Workspace, rules.ChannelID(b.ChannelID))
	if err != nil {
		return nil, err
	}
	to, there, err := d.addressee(ctx, v, ch, b)
	if err != nil {
		return nil, err
	}
	draft := rules.Draft{ClientID: b.ClientID, At: ulid.Time(u.Time()).UTC(), By: v.ID}
	if there.ID != "" { // a first answer may have been lost: what was written is told again, whatever holds by now
		if out, err := d.begun(ctx, v, there.ID, draft); err == nil || errors.Is(err, errTaken) {
			return out, err
		}
	}
	if now := clock.Now(); draft.At.Sub(now).Abs() > clockTolerance {
		return nil, errClockSkew.With("now", now.Format(time.RFC3339Nano))
	}
	m := NewMessage{ClientID: b.ClientID, Type: string(rules.Template), Template: &b.Template, UploadID: b.UploadID}
	name := strings.TrimSpace(b.Name)
	c, existed, err := d.store.Begin(ctx, v, ch, to, name, func(c rules.Conversation) (rules.Change, error) {
		if c.Version == 0 { // whoever begins is in charge
			c.Assignee, c.AssignedAt = rules.Assignee{User: v.ID}, draft.At
		}
		return d.queue(ctx, v, c, m, draft)
	})
	switch {
	case errors.Is(err, rules.ErrNoConversation):
		return nil, errElsewhere
	case err != nil:
		return nil, err
	}
	out, err := d.begun(ctx, v, c.ID, draft)
	if out != nil {
		out.Body.Existed = existed
	}
	return out, err
}

// begun is the answer about a message that was written.
func (d *desk) begun(ctx context.Context, v store.Viewer, id rules.ConversationID, draft rules.Draft) (*reply[Begun], error) {
	e, err := d.store.EntryOf(ctx, v, store.Ref{Conversation: id, Key: rules.MessageKey(draft.At, draft.ClientID)})
	if err != nil {
		return nil, err
	}
	if e.By != v.ID {
		return nil, errTaken
	}
	c, err := d.store.Conversation(ctx, v, id)
	if err != nil {
		return nil, err
	}
	return answer(Begun{Conversation: wire.OfConversation(c), Message: wire.OfEntry(e), Existed: true}), nil
}

// addressee is whom a first message goes to, and the conversation with them that the viewer sees, if there is one.
func (d *desk) addressee(ctx context.Context, v store.Viewer, ch rules.Channel, b NewConversation) (rules.Address, rules.Conversation, error) {
	if (b.Phone == "") == (b.ConversationID == "") {
		return rules.Address{}, rules.Conversation{}, errShape.With("body.phone", "expected exactly one of phone and conversationId")
	}
	if b.ConversationID == "" {
		phone, err := d.number(ctx, v, ch, b.Phone)
		if err != nil {
			return rules.Address{}, rules.Conversation{}, err
		}
		there, _, err := d.store.ByPhone(ctx, v, ch, phone)
		return rules.Address{Phone: phone}, there, err
	}
	c, err := d.store.Conversation(ctx, v, rules.ConversationID(b.ConversationID))
	switch {
	case err != nil:
		return rules.Address{}, c, err
	case ch.Kind != rules.WhatsApp || c.On != rules.WhatsApp || c.Kind == rules.Comments:
		return rules.Address{}, c, rules.ErrUnsupportedType
	case c.Channel == ch.ID:
		return c.Address, c, nil
	}
	there := rules.Conversation{}
	if c.Address.Phone != "" {
		there, _, err = d.store.ByPhone(ctx, v, ch, c.Address.Phone)
	}
	return c.Address, there, err
}
