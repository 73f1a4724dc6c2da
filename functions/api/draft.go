package main

import (
	"context"
	"strconv"
	"strings"
	"unicode/utf8"

	"transom/shared/fault"
	"transom/shared/rules"
	"transom/shared/store"
)

var (
	errSurplus = fault.New(fault.Invalid, "surplus_member", "This kind of message does not take all that was given.")
	errLacking = fault.New(fault.Invalid, "member_missing", "This kind of message needs more than was given.")
	errEmoji   = fault.New(fault.Invalid, "bad_emoji", "A reaction is one emoji.")
)

// parts names the members of a NewMessage that each type takes, beside clientId and type.
var parts = map[rules.Type]string{
	rules.Text:     "text replyTo private",
	rules.Image:    "text replyTo uploadId",
	rules.Video:    "text replyTo uploadId",
	rules.Audio:    "text replyTo uploadId voice",
	rules.Document: "text replyTo uploadId",
	rules.Sticker:  "replyTo uploadId",
	rules.React:    "replyTo emoji",
	rules.Buttons:  "text replyTo interactive",
	rules.List:     "text replyTo interactive",
	rules.Template: "text template uploadId",
	rules.Hide:     "replyTo",
	rules.Unhide:   "replyTo",
}

// needs names the members that a type cannot do without; what text needs, the rules know.
var needs = map[rules.Type]string{
	rules.Image: "uploadId", rules.Video: "uploadId", rules.Audio: "uploadId", rules.Document: "uploadId", rules.Sticker: "uploadId",
	rules.React: "replyTo", rules.Buttons: "interactive", rules.List: "interactive", rules.Template: "template",
	rules.Hide: "replyTo", rules.Unhide: "replyTo",
}

// kind is a message's type; text where none is given.
func (b NewMessage) kind() rules.Type {
	if b.Type == "" {
		return rules.Text
	}
	return rules.Type(b.Type)
}

// fits reports whether a message has what its type needs and nothing else.
func (b NewMessage) fits() error {
	given := map[string]bool{
		"text": b.Text != "", "replyTo": b.ReplyTo != "", "uploadId": b.UploadID != "", "voice": b.Voice, "private": b.Private,
		"interactive": b.Interactive != nil, "template": b.Template != nil, "emoji": b.Emoji != "",
	}
	takes := strings.Fields(parts[b.kind()])
	for _, name := range takes {
		if needs[b.kind()] == name && !given[name] {
			return errLacking.With("body."+name, "expected with this type")
		}
		delete(given, name)
	}
	for name, there := range given {
		if there {
			return errSurplus.With("body."+name, "not expected with this type")
		}
	}
	switch {
	case b.Emoji != "" && !emoji(b.Emoji):
		return errEmoji
	case b.Template != nil && utf8.RuneCountInString(b.Text) > maxRendered:
		return rules.ErrTooLong.With("limit", strconv.Itoa(maxRendered)).With("unit", "characters")
	default:
		return nil
	}
}

// maxRendered is the longest text that a template may read as, in code points; our own number, above header, body
// and footer together.
const maxRendered = 4096

// compose makes the draft of a message for a conversation. Files are looked at, not taken yet.
func (d *desk) compose(ctx context.Context, v store.Viewer, c rules.Conversation, b NewMessage, draft rules.Draft) (rules.Draft, *file, error) {
	draft.Type, draft.Text, draft.Private = b.kind(), b.Text, b.Private
	draft.Interactive, draft.Template = b.Interactive.Rule(), b.Template.Rule()
	if draft.Type == rules.React {
		draft.Text = b.Emoji
	}
	if err := d.aim(ctx, v, c, b, &draft); err != nil {
		return draft, nil, err
	}
	if b.UploadID == "" {
		return draft, nil, nil
	}
	f, err := d.upload(ctx, v, c, b)
	if err != nil {
		return draft, nil, err
	}
	f.media.Object = objectKey(v, c.ID, rules.MessageKey(draft.At, draft.ClientID))
	draft.Media = &f.media
	return draft, f, templateFile(c, draft)
}

// aim finds the message that a draft is about; it must be part of the same conversation.
func (d *desk) aim(ctx context.Context, v store.Viewer, c rules.Conversation, b NewMessage, draft *rules.Draft) error {
	if b.ReplyTo == "" {
		if c.Kind == rules.Comments {
			return errLacking.With("body.replyTo", "expected where the conversation is about comments")
		}
		return nil
	}
	target, err := d.store.EntryByPlatformID(ctx, v, c.Channel, b.ReplyTo)
	switch {
	case fault.KindOf(err) == fault.Missing, err == nil && target.Conversation != c.ID:
		return errBadReply
	case err != nil:
		return err
	}
	draft.ReplyTo = b.ReplyTo
	if c.Kind == rules.Comments {
		draft.Target = &target
	}
	return nil
}

// templateFile holds the file in a template's header against the limits of its kind.
func templateFile(c rules.Conversation, draft rules.Draft) error {
	if draft.Type != rules.Template || draft.Template == nil || draft.Media == nil {
		return nil
	}
	for _, value := range draft.Template.Header {
		switch t := rules.Type(value.Kind); t {
		case rules.Image, rules.Video, rules.Document:
			e := rules.Entry{Type: t, Media: draft.Media}
			if err := rules.CanCarry(c, e); err != nil {
				return refused(c, e, err)
			}
			return nil
		}
	}
	return errSurplus.With("body.uploadId", "the template's header takes no file")
}
