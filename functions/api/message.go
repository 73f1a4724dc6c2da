package main

import (
	"context"

	"transom/shared/fault"
	"transom/shared/rules"
	"transom/shared/store"
	"transom/shared/wire"
)

var errBadPlace = fault.New(fault.Invalid, "bad_cursor", "This is not a place in the conversation.")

type messagesInput struct {
	ID     string `path:"id" maxLength:"64"`
	Before string `query:"before" maxLength:"64" doc:"older than this message; newest first"`
	After  string `query:"after" maxLength:"64" doc:"newer than this message; oldest first"`
	Limit  int    `query:"limit" minimum:"1" maximum:"100" default:"50"`
}

// messages gives a page of a log. Its cursor goes on as before or after, whichever was asked; a page may be empty and
// have one, where all that was read is nothing that anybody is shown.
func (d *desk) messages(ctx context.Context, v store.Viewer, in *messagesInput) (*reply[list[wire.Message]], error) {
	before, after := rules.EntryKey(in.Before), rules.EntryKey(in.After)
	if (before != "" && !before.Valid()) || (after != "" && !after.Valid()) || (before != "" && after != "") {
		return nil, errBadPlace
	}
	page, err := d.store.Entries(ctx, v, rules.ConversationID(in.ID), before, after, in.Limit)
	if err != nil {
		return nil, err
	}
	return answer(list[wire.Message]{Items: each(page.Items, wire.OfEntry), Cursor: page.Cursor}), nil
}

type findMessagesInput struct {
	PlatformID string `query:"platformId" required:"true" minLength:"1" maxLength:"512" doc:"wamid, mid or another id of the platform's"`
	ChannelID  string `query:"channelId" maxLength:"64" doc:"without it, every channel of the workspace is asked"`
}

// findMessages finds messages by the platform's id; finding none is no error.
func (d *desk) findMessages(ctx context.Context, v store.Viewer, in *findMessagesInput) (*reply[list[wire.Message]], error) {
	channels := []rules.ChannelID{rules.ChannelID(in.ChannelID)}
	if in.ChannelID == "" {
		all, err := d.store.Channels(ctx, v.Workspace)
		if err != nil {
			return nil, err
		}
		channels = each(all, func(c rules.Channel) rules.ChannelID { return c.ID })
	}
	found := []wire.Message{}
	for _, id := range channels {
		e, err := d.store.EntryByPlatformID(ctx, v, id, in.PlatformID)
		if fault.KindOf(err) == fault.Missing {
			continue
		}
		if err != nil {
			return nil, err
		}
		found = append(found, wire.OfEntry(e))
	}
	return answer(list[wire.Message]{Items: found}), nil
}

type mediaInput struct {
	ID        string `path:"id" maxLength:"64"`
	MessageID string `path:"messageId" maxLength:"64"`
	N         int    `query:"n" minimum:"0" maximum:"29" doc:"which attachment: 0 is the message's media, from 1 on its more"`
}

// entry reads one message for a person; an id of the wrong shape is as missing as one that is not there.
func (d *desk) entry(ctx context.Context, v store.Viewer, conversation, message string) (rules.Entry, error) {
	key := rules.EntryKey(message)
	if !key.Valid() {
		return rules.Entry{}, errNoMessage
	}
	return d.store.EntryOf(ctx, v, store.Ref{Conversation: rules.ConversationID(conversation), Key: key})
}

var errNoMessage = fault.New(fault.Missing, "message_missing", "There is no such message.")
