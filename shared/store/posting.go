package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"transom/shared/clock"
	"transom/shared/rules"
)

// posting is a scheduled message as the table has it. Version counts its changes, so that two who change it meet.
type posting struct {
	rules.Scheduled
	state   postingState
	version int64
}

type postingState string

const (
	postingWaits postingState = ""
	postingGoing postingState = "going"
	postingGone  postingState = "gone" // released, or taken back; only its id is kept for a while
)

// again is the answer to a request that has been carried out before.
func (p posting) again() (rules.Scheduled, error) {
	if p.state == postingGone {
		return rules.Scheduled{}, rules.ErrNoScheduled
	}
	return p.Scheduled, nil
}

// gone is what is remembered of a message.
func (p posting) gone() posting {
	return posting{Scheduled: rules.Scheduled{ID: p.ID, Conversation: p.Conversation}, state: postingGone}
}

// waiting are the messages that have not gone; one that is just going is among them.
func waiting(all []posting) []rules.Scheduled {
	var out []rules.Scheduled
	for _, p := range all {
		if p.state != postingGone {
			out = append(out, p.Scheduled)
		}
	}
	return out
}

// scheduled reads what waits on a conversation, and on those that were merged into it.
func (s *Store) scheduled(ctx context.Context, ws Workspace, id rules.ConversationID) ([]posting, error) {
	var out []posting
	threads := []rules.ConversationID{id}
	for i := 0; i < len(threads); i++ {
		found, joined, err := s.waitsOn(ctx, ws, threads[i])
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
		for _, other := range joined {
			if !slices.Contains(threads, other) {
				threads = append(threads, other)
			}
		}
	}
	return out, nil
}

// waitsOn reads a conversation's partition whole: what was scheduled there, and which others were merged into it.
func (s *Store) waitsOn(ctx context.Context, ws Workspace, id rules.ConversationID) (out []posting, joined []rules.ConversationID, err error) {
	items, err := s.queryAll(ctx, ask{table: s.tables.Core, pkCol: PartitionKey, pk: scheduledsKey(ws, id), skCol: SortKey, how: strong})
	if err != nil {
		return nil, nil, fmt.Errorf("list scheduled messages of %s: %w", id, err)
	}
	for _, it := range items {
		if from, ok := strings.CutPrefix(it.text(SortKey), joinedPrefix); ok {
			joined = append(joined, rules.ConversationID(from))
		} else if !it.lapsed(clock.Now()) {
			out = append(out, decodePosting(id, it))
		}
	}
	return out, joined, nil
}

// postingSeen reads one that a conversation's thread shows: its own, or of one that was merged into it.
// rules.ErrNoScheduled.
func (s *Store) postingSeen(ctx context.Context, ws Workspace, id rules.ConversationID, scheduled string) (posting, item, error) {
	p, it, err := s.posting(ctx, ws, id, scheduled)
	if !errors.Is(err, rules.ErrNoScheduled) {
		return p, it, err
	}
	all, failed := s.scheduled(ctx, ws, id)
	if failed != nil {
		return posting{}, nil, failed
	}
	for _, other := range all {
		if other.ID == scheduled {
			return s.posting(ctx, ws, other.Conversation, scheduled)
		}
	}
	return posting{}, nil, err
}

// posting reads one. rules.ErrNoScheduled.
func (s *Store) posting(ctx context.Context, ws Workspace, id rules.ConversationID, scheduled string) (posting, item, error) {
	if !plain(scheduled) || !plain(string(id)) {
		return posting{}, nil, rules.ErrNoScheduled
	}
	it, err := s.get(ctx, s.tables.Core, scheduledKey(ws, id, scheduled), strong)
	if err != nil {
		return posting{}, nil, fmt.Errorf("read scheduled message of %s: %w", id, err)
	}
	if it == nil || it.lapsed(clock.Now()) {
		return posting{}, nil, rules.ErrNoScheduled
	}
	return decodePosting(id, it), it, nil
}

// putPosting writes one if it is still as it was; held is false when it is not.
func (s *Store) putPosting(ctx context.Context, ws Workspace, p posting, was item) (held bool, err error) {
	err = s.put(ctx, s.tables.Core, encodePosting(ws, p), newEdit().whenSame(colVersion, was))
	var failed *types.ConditionalCheckFailedException
	switch {
	case errors.As(err, &failed):
		return false, nil
	case err != nil:
		return false, fmt.Errorf("write scheduled message of %s: %w", p.Conversation, err)
	}
	return true, nil
}

func encodePosting(ws Workspace, p posting) item {
	it := newItem(scheduledKey(ws, p.Conversation, p.ID))
	it[colVersion] = num(p.version)
	it.setText(colState, string(p.state))
	it.setTime(colDue, p.Due)
	it.setTime(colCreated, p.CreatedAt)
	it.setText(colBy, string(p.By))
	it.setText(colEntryType, string(p.Type))
	it.setText(colText, p.Text)
	it.setText(colReplyTo, p.ReplyTo)
	it.setMap(colMedia, encodeFile(p.Media))
	encodeOutgoing(it, rules.Entry{Interactive: p.Interactive, Template: p.Template})
	if p.state == postingGone {
		it.setLapse(clock.Now().Add(scheduledStays))
	}
	return it
}

func decodePosting(id rules.ConversationID, it item) posting {
	var e rules.Entry
	decodeOutgoing(it, &e)
	return posting{
		Scheduled: rules.Scheduled{
			ID: it.text(SortKey), Conversation: id, Due: it.time(colDue), CreatedAt: it.time(colCreated), By: rules.UserID(it.text(colBy)),
			Type: rules.Type(it.text(colEntryType)), Text: it.text(colText), ReplyTo: it.text(colReplyTo),
			Media: decodeFile(it.object(colMedia)), Interactive: e.Interactive, Template: e.Template,
		},
		state: postingState(it.text(colState)), version: it.number(colVersion),
	}
}

// settledPosting is a message as the next reader will see it: times cut to milliseconds.
func settledPosting(ws Workspace, p posting) rules.Scheduled {
	return decodePosting(p.Conversation, encodePosting(ws, p)).Scheduled
}
