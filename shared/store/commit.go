package store

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"transom/shared/fault"
	"transom/shared/rules"
)

// tries is how often a moved head is read again. Writers of one conversation take turns: of n at once one
// gets through in each round, and the pauses spread the rest.
const tries = 20

// errMoved is what commit answers when the head, or something else it relied on, has been written meanwhile.
var errMoved = fault.New(fault.Later, "busy", "This conversation is being changed by somebody else. Try again.")

// again waits before another try, or gives up with fault.Later after the last one.
func again(ctx context.Context, try int) error {
	if try >= tries {
		return errMoved
	}
	return pause(ctx, try)
}

// readHead reads one head; the zero head when there is none.
func (s *Store) readHead(ctx context.Context, ws Workspace, id rules.ConversationID, how consistency) (head, error) {
	it, err := s.get(ctx, s.tables.Core, headKey(ws, id), how)
	if err != nil || it == nil {
		return head{}, err
	}
	_, h, err := decodeHead(it)
	return h, err
}

// commit writes a change of the head old in one transaction: the head if its version is still old's, the
// entries that must not exist, the loads that move, and extra writes. It gives the head as the next reader
// sees it. taken lists the entries that exist already; errMoved asks to begin again with a fresh head. In
// both cases nothing was written.
func (s *Store) commit(ctx context.Context, ws Workspace, old, next head, entries []rules.Entry, extra []types.TransactWriteItem) (now head, taken []rules.EntryKey, err error) {
	writes := append(s.changeWrites(ws, old, next, entries), extra...)
	verdicts, err := s.transact(ctx, writes)
	switch {
	case errors.Is(err, errBusy):
		return head{}, nil, errMoved
	case err != nil:
		return head{}, nil, fmt.Errorf("write conversation %s: %w", next.ID, err)
	case verdicts == nil:
		now, err = settled(ws, next)
		return now, nil, err
	}
	for i, failed := range verdicts {
		switch {
		case !failed:
		case i >= 1 && i <= len(entries) && entries[i-1].Kind != rules.Event:
			taken = append(taken, entries[i-1].Key)
		default:
			err = errMoved
		}
	}
	return head{}, taken, err
}

func (s *Store) headWrite(ws Workspace, old, next head) types.TransactWriteItem {
	to := encodeHead(ws, next)
	e := differ(old.raw, to, headColumns)
	if old.raw == nil {
		e.whenAbsent()
	} else {
		e.whenSame(colVersion, old.raw)
	}
	return s.updating(s.tables.Core, to.key(), e)
}

func (s *Store) updating(table string, k key, e *edit) types.TransactWriteItem {
	return types.TransactWriteItem{Update: &types.Update{
		TableName: &table, Key: k.av(), UpdateExpression: e.expression(), ConditionExpression: e.condition(),
		ExpressionAttributeNames: e.named(), ExpressionAttributeValues: e.bound(),
	}}
}

func (s *Store) putting(table string, it item, e *edit) types.TransactWriteItem {
	return types.TransactWriteItem{Put: &types.Put{
		TableName: &table, Item: it, ConditionExpression: e.condition(),
		ExpressionAttributeNames: e.named(), ExpressionAttributeValues: e.bound(),
	}}
}

func (s *Store) checking(table string, k key, e *edit) types.TransactWriteItem {
	return types.TransactWriteItem{ConditionCheck: &types.ConditionCheck{
		TableName: &table, Key: k.av(), ConditionExpression: e.condition(),
		ExpressionAttributeNames: e.named(), ExpressionAttributeValues: e.bound(),
	}}
}

func (s *Store) deleting(table string, k key) types.TransactWriteItem {
	return types.TransactWriteItem{Delete: &types.Delete{TableName: &table, Key: k.av()}}
}

func (s *Store) entryWrite(ws Workspace, e rules.Entry) types.TransactWriteItem {
	return s.putting(s.tables.Msgs, encodeEntry(ws, e), newEdit().whenAbsent())
}

// changeWrites are the head, its entries in their order, and the loads that the change moves.
func (s *Store) changeWrites(ws Workspace, old, next head, entries []rules.Entry) []types.TransactWriteItem {
	return append(s.threadWrites(ws, old, next, entries), s.loadWrites(ws, moved{old.Conversation, next.Conversation})...)
}

func (s *Store) threadWrites(ws Workspace, old, next head, entries []rules.Entry) []types.TransactWriteItem {
	writes := []types.TransactWriteItem{s.headWrite(ws, old, next)}
	for _, e := range entries {
		writes = append(writes, s.entryWrite(ws, e))
	}
	return writes
}

// moved is a conversation before and after a change.
type moved struct{ old, next rules.Conversation }

// loadWrites moves colleagues' numbers of conversations in progress along with the changes that move them,
// which is what keeps them exact.
func (s *Store) loadWrites(ws Workspace, changes ...moved) []types.TransactWriteItem {
	by := map[rules.UserID]int64{}
	for _, m := range changes {
		by[loadOf(m.old)]--
		by[loadOf(m.next)]++
	}
	var writes []types.TransactWriteItem
	for _, user := range slices.Sorted(maps.Keys(by)) {
		if n := by[user]; user != "" && n != 0 {
			writes = append(writes, s.updating(s.tables.Core, loadKey(ws, user), newEdit().plus(colCount, n)))
		}
	}
	return writes
}

// loadOf is the colleague whose load a conversation counts towards, "" for nobody's.
func loadOf(c rules.Conversation) rules.UserID {
	if c.Version == 0 || !c.InProgress() {
		return ""
	}
	return c.Assignee.User
}
