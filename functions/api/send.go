package main

import (
	"context"
	"time"

	"github.com/oklog/ulid/v2"

	"transom/shared/clock"
	"transom/shared/fault"
	"transom/shared/rules"
	"transom/shared/store"
	"transom/shared/wire"
)

// clockTolerance is how far a client's clock may be from ours: its ULID orders the thread.
const clockTolerance = 5 * time.Minute

var (
	errClockSkew = fault.New(fault.Conflict, "clock_skew", "This device's clock is more than five minutes off. Set it right, or let Transom use the server's time.")
	errTaken     = fault.New(fault.Conflict, "client_id_taken", "Somebody else used this id for a message. Make a new one.")
	errBadReply  = fault.New(fault.Invalid, "reply_unknown", "The message you answer is not part of this conversation, or it is too old to be answered.")
)

// NewMessage is what an agent wants to send. What its type needs stands beside it: text and replies take text,
// files an uploadId with the caption in text, reactions replyTo and emoji, hide and unhide replyTo.
type NewMessage struct {
	ClientID    string            `json:"clientId" pattern:"^[0-7][0-9A-HJKMNP-TV-Z]{25}$" doc:"a ULID made once per message: sending it again is safe"`
	Type        string            `json:"type,omitempty" enum:"text,image,video,audio,document,sticker,reaction,interactive.button,interactive.list,template,hide,unhide" doc:"absent: text"`
	Text        string            `json:"text,omitempty" maxLength:"65536" doc:"words; a file's caption; the body of buttons or a list. A template's is made of the template"`
	ReplyTo     string            `json:"replyTo,omitempty" maxLength:"512" doc:"platform id of the message answered, reacted to, hidden or shown again; required where the conversation is about comments"`
	UploadID    string            `json:"uploadId,omitempty" pattern:"^[0-7][0-9A-HJKMNP-TV-Z]{25}$" doc:"from POST /uploads; each is used once"`
	SnippetID   string            `json:"snippetId,omitempty" maxLength:"64" doc:"instead of uploadId: a copy of a snippet's file"`
	Voice       bool              `json:"voice,omitempty" doc:"audio that was recorded just now: shown as a voice note"`
	Interactive *wire.Interactive `json:"interactive,omitempty"`
	Template    *wire.TemplateUse `json:"template,omitempty"`
	Private     bool              `json:"private,omitempty" doc:"answers a comment so that only its author reads it; once, within seven days"`
	Emoji       string            `json:"emoji,omitempty" maxLength:"64" doc:"of a reaction; absent takes it back"`
}

type sendInput struct {
	ID   string `path:"id" maxLength:"64"`
	Body NewMessage
}

func (d *desk) send(ctx context.Context, v store.Viewer, in *sendInput) (*reply[wire.Message], error) {
	b := in.Body
	if err := b.fits(); err != nil {
		return nil, err
	}
	return d.write(ctx, v, in.ID, b.ClientID, b.Text, func(c rules.Conversation, draft rules.Draft) (rules.Change, error) {
		return d.queue(ctx, v, c, b, draft)
	})
}

// queue is the change that puts a message into a conversation's log, to be sent.
func (d *desk) queue(ctx context.Context, v store.Viewer, c rules.Conversation, b NewMessage, draft rules.Draft) (rules.Change, error) {
	reached, err := d.reach(ctx, v, c)
	if err != nil {
		return rules.Change{}, err
	}
	draft, file, err := d.compose(ctx, v, reached, b, draft)
	if err != nil {
		return rules.Change{}, err
	}
	change, err := rules.Reply(reached, draft, clock.Now())
	if err != nil {
		return rules.Change{}, refused(reached, rules.Entry{Type: draft.Type, Private: draft.Private}, err)
	}
	// Today's right judges and is not kept: a deadline that moved into the past would never be acted on.
	change.Conversation.HumanWindowClosesAt = c.HumanWindowClosesAt
	if file != nil { // only for what may be sent
		err = d.take(ctx, file, b.ClientID)
	}
	return change, err
}

// NewNote is what an agent wants to remember.
type NewNote struct {
	ClientID string `json:"clientId" pattern:"^[0-7][0-9A-HJKMNP-TV-Z]{25}$" doc:"a ULID made once per note"`
	Text     string `json:"text" maxLength:"65536"`
}

type noteInput struct {
	ID   string `path:"id" maxLength:"64"`
	Body NewNote
}

func (d *desk) annotate(ctx context.Context, v store.Viewer, in *noteInput) (*reply[wire.Message], error) {
	return d.write(ctx, v, in.ID, in.Body.ClientID, in.Body.Text, func(c rules.Conversation, draft rules.Draft) (rules.Change, error) {
		return rules.Annotate(c, draft)
	})
}

// write stores a draft once. The same draft again answers with the entry that is there, even if by now the
// rule would refuse it or its ULID is old: a client that never heard the first answer asks with the same
// words until it does.
func (d *desk) write(ctx context.Context, v store.Viewer, id, clientID, text string, rule func(rules.Conversation, rules.Draft) (rules.Change, error)) (*reply[wire.Message], error) {
	u, err := ulid.ParseStrict(clientID)
	if err != nil {
		return nil, errShape.With("body.clientId", "not a ULID")
	}
	draft := rules.Draft{ClientID: clientID, At: ulid.Time(u.Time()).UTC(), By: v.ID, Text: text}
	ref := store.Ref{Conversation: rules.ConversationID(id), Key: rules.MessageKey(draft.At, clientID)}
	made, err := d.append(ctx, v, ref, draft, rule)
	if err == nil && made != nil {
		return answer(wire.OfEntry(*made)), nil
	}
	there, readErr := d.store.EntryOf(ctx, v, ref)
	if fault.KindOf(readErr) == fault.Missing { // their answer may have taken it from their eyes
		there, readErr = d.store.Written(ctx, v, ref)
	}
	switch {
	case readErr == nil && there.By != v.ID:
		return nil, errTaken
	case readErr == nil:
		return answer(wire.OfEntry(there)), nil
	case err != nil && fault.KindOf(readErr) == fault.Missing:
		return nil, err
	default:
		return nil, readErr
	}
}

// append writes a draft. It gives the entry it made, or nil when the entry was there already.
func (d *desk) append(ctx context.Context, v store.Viewer, ref store.Ref, draft rules.Draft, rule func(rules.Conversation, rules.Draft) (rules.Change, error)) (*rules.Entry, error) {
	if now := clock.Now(); draft.At.Sub(now).Abs() > clockTolerance {
		return nil, errClockSkew.With("now", now.Format(time.RFC3339Nano))
	}
	var made rules.Change
	c, err := d.store.ChangeAs(ctx, v, ref.Conversation, 0, func(old rules.Conversation) (rules.Change, error) {
		change, err := rule(old, draft)
		made = change
		return change, err
	})
	if err != nil || c.Version != made.Conversation.Version || len(made.Entries) == 0 {
		return nil, err
	}
	return &made.Entries[0], nil
}
