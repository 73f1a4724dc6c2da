package main

import (
	"context"
	"strings"

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
	rules.Image:    "text replyTo uploadId snippetId",
	rules.Video:    "text replyTo uploadId snippetId",
	rules.Audio:    "text replyTo uploadId snippetId voice",
	rules.Document: "text replyTo uploadId snippetId",
	rules.Sticker:  "replyTo uploadId snippetId",
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
		"text": b.Text != "", "replyTo": b.ReplyTo != "", "uploadId": b.UploadID != "", "snippetId": b.SnippetID != "", "voice": b.Voice, "private": b.Private,
		"interactive": b.Interactive != nil, "template": b.Template != nil, "emoji": b.Emoji != "",
	}
	if given["uploadId"] && given["snippetId"] {
		return errSurplus.With("body.snippetId", "not expected beside uploadId")
	}
	takes := strings.Fields(parts[b.kind()])
	for _, name := range takes {
		if needs[b.kind()] == name && !given[name] && (name != "uploadId" || !given["snippetId"]) {
			return errLacking.With("body."+name, "expected with this type")
		}
		delete(given, name)
	}
	for name, there := range given {
		if there {
			return errSurplus.With("body."+name, "not expected with this type")
		}
	}
	if b.Emoji != "" && !emoji(b.Emoji) {
		return errEmoji
	}
	return nil
}

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
	if b.UploadID == "" && b.SnippetID == "" {
		return draft, nil, d.words(ctx, v, c, &draft)
	}
	bring := d.upload
	if b.SnippetID != "" {
		bring = d.fromSnippet
	}
	f, err := bring(ctx, v, c, b)
	if err != nil {
		return draft, nil, err
	}
	f.media.Object = objectKey(v, c.ID, rules.MessageKey(draft.At, draft.ClientID))
	draft.Media = &f.media
	return draft, f, d.words(ctx, v, c, &draft)
}

// words reads a template as the customer will: by what is stored of it, whatever the client took it for. One that
// may not be sent, or is not filled as it has to be, is refused.
func (d *desk) words(ctx context.Context, v store.Viewer, c rules.Conversation, draft *rules.Draft) error {
	if draft.Type != rules.Template || !rules.Capabilities[c.On].Templates {
		return nil // who has none is told so by the channel's limits
	}
	ch, err := d.store.Channel(ctx, v.Workspace, c.Channel)
	if err != nil {
		return err
	}
	asking, cancel := context.WithTimeout(ctx, checkTime)
	defer cancel()
	t, err := d.keeper().Named(asking, v.Workspace, ch, *draft.Template)
	if err != nil {
		return err
	}
	if err := rules.CanUse(t, *draft.Template, draft.Media); err != nil {
		return err
	}
	draft.Text = rules.Render(t, *draft.Template)
	return nil
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
