package store

import (
	"context"
	"errors"
	"fmt"

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
	writes := []types.TransactWriteItem{s.headWrite(ws, old, next)}
	for _, e := range entries {
		writes = append(writes, s.entryWrite(ws, e))
	}
	writes = append(writes, s.loadWrites(ws, old.Conversation, next.Conversation)...)
	writes = append(writes, extra...)

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

func (s *Store) deleting(table string, k key) types.TransactWriteItem {
	return types.TransactWriteItem{Delete: &types.Delete{TableName: &table, Key: k.av()}}
}

func (s *Store) entryWrite(ws Workspace, e rules.Entry) types.TransactWriteItem {
	return s.putting(s.tables.Msgs, encodeEntry(ws, e), newEdit().whenAbsent())
}

// loadWrites moves colleagues' numbers of conversations in progress along with the change that moves them,
// which is what keeps them exact.
func (s *Store) loadWrites(ws Workspace, old, next rules.Conversation) []types.TransactWriteItem {
	was, is := loadOf(old), loadOf(next)
	if was == is {
		return nil
	}
	var writes []types.TransactWriteItem
	if was != "" {
		writes = append(writes, s.updating(s.tables.Core, loadKey(ws, was), newEdit().plus(colCount, -1)))
	}
	if is != "" {
		writes = append(writes, s.updating(s.tables.Core, loadKey(ws, is), newEdit().plus(colCount, 1)))
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
