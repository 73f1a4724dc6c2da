package store

import (
	"context"
	"fmt"

	"transom/shared/clock"
	"transom/shared/fault"
	"transom/shared/rules"
)

// Ref names one log entry.
type Ref struct {
	Conversation rules.ConversationID
	Key          rules.EntryKey
}

// logRounds bounds the queries behind one page of a log: events that nobody is shown are read past.
const logRounds = 10

// Entries gives a page of a conversation's log for a person, newest first; before is the key to continue
// from ("" for the newest), after asks the other way (oldest first, newer than the key; for gap fill). The
// cursor is the key to go on from in the same direction. rules.ErrNoConversation for what the viewer may not
// see; fault.Invalid (code "bad_cursor") for a key that is none.
func (s *Store) Entries(ctx context.Context, v Viewer, id rules.ConversationID, before, after rules.EntryKey, limit int) (Page[rules.Entry], error) {
	ctx = s.begin(ctx, "entries")
	if (before != "" && !before.Valid()) || (after != "" && !after.Valid()) {
		return Page[rules.Entry]{}, errBadCursor
	}
	if _, err := s.seen(ctx, v, id); err != nil {
		return Page[rules.Entry]{}, err
	}
	limit = min(max(limit, 1), 100)
	a := ask{table: s.tables.Msgs, pkCol: PartitionKey, skCol: SortKey, pk: entryKey(v.Workspace, Ref{Conversation: id}).pk,
		below: string(before), newestFirst: true, limit: int32(limit)}
	if after != "" { // what a client asks for after a gap must not be a moment behind
		a.from, a.below, a.newestFirst, a.how = string(after), "", false, strong
	}
	var page Page[rules.Entry]
	for range logRounds {
		more, err := s.fill(ctx, &page, &a, limit)
		if err != nil {
			return Page[rules.Entry]{}, fmt.Errorf("read log of %s: %w", id, err)
		}
		if !more {
			page.Cursor = ""
			return page, nil
		}
		if len(page.Items) == limit {
			return page, nil
		}
	}
	return page, nil
}

// fill reads one round into a page and moves a and the cursor on; more says whether the log goes on.
func (s *Store) fill(ctx context.Context, page *Page[rules.Entry], a *ask, limit int) (more bool, err error) {
	items, more, err := s.query(ctx, *a)
	if err != nil {
		return false, err
	}
	now := clock.Now()
	for i, it := range items {
		page.Examined++
		page.Cursor = it.text(SortKey)
		_, e, err := decodeEntry(it)
		if err != nil {
			return false, err
		}
		if !hidden(e) && !it.lapsed(now) {
			page.Items = append(page.Items, e)
		}
		if len(page.Items) == limit {
			return more || i < len(items)-1, nil
		}
	}
	if a.newestFirst {
		a.below = page.Cursor
	} else {
		a.from = page.Cursor
	}
	return more, nil
}

// seen reads a head and asks whether the viewer may see it.
func (s *Store) seen(ctx context.Context, v Viewer, id rules.ConversationID) (rules.Conversation, error) {
	h, err := s.mustHead(ctx, v.Workspace, id, eventual)
	if err != nil {
		return rules.Conversation{}, err
	}
	if !v.Sees(h.Conversation) {
		return rules.Conversation{}, rules.ErrNoConversation
	}
	return h.Conversation, nil
}

// EntryOf reads one entry for a person. fault.Missing (code "message_missing").
func (s *Store) EntryOf(ctx context.Context, v Viewer, ref Ref) (rules.Entry, error) {
	ctx = s.begin(ctx, "entry")
	if _, err := s.seen(ctx, v, ref.Conversation); fault.KindOf(err) == fault.Missing {
		return rules.Entry{}, errNoMessage
	} else if err != nil {
		return rules.Entry{}, err
	}
	if !ref.Key.Valid() {
		return rules.Entry{}, errNoMessage
	}
	it, err := s.get(ctx, s.tables.Msgs, entryKey(v.Workspace, ref), strong)
	if err != nil {
		return rules.Entry{}, fmt.Errorf("read message %s of %s: %w", ref.Key, ref.Conversation, err)
	}
	if it == nil || it.lapsed(clock.Now()) {
		return rules.Entry{}, errNoMessage
	}
	_, e, err := decodeEntry(it)
	return e, err
}

// EntryByPlatformID finds a message by the platform's id, for a person. A status that came for a message we
// never stored answers as an entry with only PlatformID, Kind Message, Direction Out, Status, Error and its
// times. fault.Missing (code "message_missing"). The way back is kept for 35 days.
func (s *Store) EntryByPlatformID(ctx context.Context, v Viewer, channel rules.ChannelID, platformID string) (rules.Entry, error) {
	ctx = s.begin(ctx, "entry")
	at, err := s.find(ctx, v.Workspace, channel, platformID)
	switch {
	case err != nil:
		return rules.Entry{}, err
	case at.ref.Key != "":
		return s.EntryOf(ctx, v, at.ref)
	case at.parked != nil && !v.Disabled:
		return *at.parked, nil
	}
	return rules.Entry{}, errNoMessage
}
