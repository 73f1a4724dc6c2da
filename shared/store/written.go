package store

import (
	"context"
	"fmt"

	"transom/shared/clock"
	"transom/shared/rules"
)

// Written reads an entry that the viewer wrote, also where they may not see its conversation any more: a colleague to
// whom a warning had opened it sees it no more once they have answered. fault.Missing (code "message_missing").
func (s *Store) Written(ctx context.Context, v Viewer, ref Ref) (rules.Entry, error) {
	ctx = s.begin(ctx, "entry")
	if !plain(string(ref.Conversation)) || !ref.Key.Valid() || v.Disabled {
		return rules.Entry{}, errNoMessage
	}
	it, err := s.get(ctx, s.tables.Msgs, entryKey(v.Workspace, ref), strong)
	if err != nil {
		return rules.Entry{}, fmt.Errorf("read message %s of %s: %w", ref.Key, ref.Conversation, err)
	}
	if it == nil || it.lapsed(clock.Now()) || v.ID == "" || it.text(colBy) != string(v.ID) {
		return rules.Entry{}, errNoMessage
	}
	_, e, err := decodeEntry(it)
	return e, err
}
