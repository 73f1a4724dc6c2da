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

// begin sends a template to somebody, in the conversation that there is with them or in a new one. The same again
// answers as in write: with what is there, whatever holds by now.
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
	draft := rules.Draft{ClientID: b.ClientID, At: ulid.Time(u.Time()).UTC(), By: v.ID}
	ref := store.Ref{Conversation: rules.ConversationID(b.ConversationID), Key: rules.MessageKey(draft.At, b.ClientID)}
	to, err := d.addressee(ctx, v, ch, b)
	var made *Begun
	if err == nil {
		made, err = d.first(ctx, v, ch, to, b, draft, ref)
	}
	if err == nil && made != nil {
		return answer(*made), nil
	}
	c, there, readErr := d.store.WrittenTo(ctx, v, ch, to, ref)
	switch {
	case readErr == nil:
		return answer(Begun{Conversation: wire.OfConversation(c), Message: wire.OfEntry(there), Existed: true}), nil
	case fault.KindOf(readErr) != fault.Missing:
		return nil, readErr
	case err == nil: // it is there, and not theirs
		return nil, errTaken
	default:
		return nil, err
	}
}

// first writes a first message. It gives what it made, or nil when the message was there already.
func (d *desk) first(ctx context.Context, v store.Viewer, ch rules.Channel, to rules.Address, b NewConversation, draft rules.Draft, ref store.Ref) (*Begun, error) {
	if _, err := d.store.Written(ctx, v, ref); fault.KindOf(err) != fault.Missing {
		return nil, err // a conversation that goes on in another one keeps what was written in it
	}
	if now := clock.Now(); draft.At.Sub(now).Abs() > clockTolerance {
		return nil, errClockSkew.With("now", now.Format(time.RFC3339Nano))
	}
	m := NewMessage{ClientID: b.ClientID, Type: string(rules.Template), Template: &b.Template, UploadID: b.UploadID}
	var made rules.Change
	c, existed, err := d.store.Begin(ctx, v, ch, to, strings.TrimSpace(b.Name), func(c rules.Conversation) (rules.Change, error) {
		if c.Version == 0 { // whoever begins is in charge
			c.Assignee, c.AssignedAt = rules.Assignee{User: v.ID}, draft.At
		}
		change, err := d.queue(ctx, v, c, m, draft)
		made = change
		return change, err
	})
	switch {
	case errors.Is(err, rules.ErrNoConversation):
		return nil, errElsewhere
	case err != nil || c.Version != made.Conversation.Version || len(made.Entries) == 0:
		return nil, err
	}
	return &Begun{Conversation: wire.OfConversation(c), Message: wire.OfEntry(made.Entries[0]), Existed: existed}, nil
}

// addressee is whom a first message goes to.
func (d *desk) addressee(ctx context.Context, v store.Viewer, ch rules.Channel, b NewConversation) (rules.Address, error) {
	if (b.Phone == "") == (b.ConversationID == "") {
		return rules.Address{}, errShape.With("body.phone", "expected exactly one of phone and conversationId")
	}
	if b.ConversationID == "" {
		phone, err := d.number(ctx, v, ch, b.Phone)
		return rules.Address{Phone: phone}, err
	}
	c, err := d.store.Conversation(ctx, v, rules.ConversationID(b.ConversationID))
	switch {
	case err != nil:
		return rules.Address{}, err
	case ch.Kind != rules.WhatsApp || c.On != rules.WhatsApp || c.Kind == rules.Comments:
		return rules.Address{}, rules.ErrUnsupportedType
	}
	return c.Address, nil
}
