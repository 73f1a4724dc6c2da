package store

import (
	"context"
	"fmt"
	"strings"
	"time"

	"transom/shared/clock"
	"transom/shared/rules"
)

// The item under a platform's message id is a meeting place. The side that stores the message leaves the way
// to its entry there, the side that has a status for an id nobody knows parks the status there; both get the
// item as it is after their own write, so whoever comes second sees both, in either order, and applies the
// status. Applying it twice does nothing.
//
// The same holds for messages about a message (reactions, edits, deletions): their names wait there in a set
// until the message they are about comes.

// pointerFor is how long each half is kept.
const pointerFor = 35 * 24 * time.Hour

var statusColumns = []string{colStatus, colError, colSentAt, colDelivered, colReadAt}

// meeting is what one side finds when it comes to a meeting place.
type meeting struct {
	ref     Ref          // the entry; zero while it is not known
	parked  *rules.Entry // a status that came before its message; nil if none did
	waiting []Ref        // messages about it that came before it
}

// pointer is the item that leads from a platform id to its entry.
func pointer(ws Workspace, ch rules.ChannelID, platformID string, ref Ref, now time.Time) item {
	it := newItem(pointerKey(ws, ch, platformID))
	it[colConversation], it[colEntryKey] = str(string(ref.Conversation)), str(string(ref.Key))
	it.setLapse(now.Add(pointerFor))
	return it
}

// point keeps the way from a platform id to its entry and gives what was waiting there.
func (s *Store) point(ctx context.Context, ws Workspace, ch rules.ChannelID, platformID string, ref Ref) (meeting, error) {
	e := newEdit().put(colConversation, str(string(ref.Conversation))).put(colEntryKey, str(string(ref.Key))).
		put(TTL, num(clock.Now().Add(pointerFor).Unix()))
	now, _, err := s.update(ctx, s.tables.Live, pointerKey(ws, ch, platformID), e)
	if err != nil {
		return meeting{}, fmt.Errorf("keep the way back from a platform id: %w", err)
	}
	return meetingIn(now, platformID), nil
}

// await leaves the name of a message about another one until that comes; it gives the place as it is then.
func (s *Store) await(ctx context.Context, ws Workspace, ch rules.ChannelID, platformID string, by Ref) (meeting, error) {
	e := newEdit().include(colAwaiting, string(by.Conversation)+" "+string(by.Key)).put(TTL, num(clock.Now().Add(pointerFor).Unix()))
	now, _, err := s.update(ctx, s.tables.Live, pointerKey(ws, ch, platformID), e)
	if err != nil {
		return meeting{}, fmt.Errorf("wait for a platform id: %w", err)
	}
	return meetingIn(now, platformID), nil
}

// maxPointed bounds the platform ids that are looked for, in bytes; a key has at most 2,048 (DynamoDB quotas, read
// 2026-11-20), and no platform's id comes near.
const maxPointed = 1024

// find reads a meeting place: the entry's name, or what waits for it; neither when nothing is known.
func (s *Store) find(ctx context.Context, ws Workspace, ch rules.ChannelID, platformID string) (meeting, error) {
	if platformID == "" || len(platformID) > maxPointed {
		return meeting{}, nil
	}
	it, err := s.get(ctx, s.tables.Live, pointerKey(ws, ch, platformID), strong)
	if err != nil {
		return meeting{}, fmt.Errorf("look up a platform id: %w", err)
	}
	if it.lapsed(clock.Now()) {
		return meeting{}, nil
	}
	return meetingIn(it, platformID), nil
}

// park leaves a status for a message that is not known yet. When the message came meanwhile, it gives its
// name instead.
func (s *Store) park(ctx context.Context, ws Workspace, ch rules.ChannelID, parked *rules.Entry, r rules.Report) (Ref, error) {
	k := pointerKey(ws, ch, r.PlatformID)
	for try := 1; ; try++ {
		was, is := item{}, item{}
		old := rules.Entry{PlatformID: r.PlatformID}
		if parked != nil {
			old = *parked
		}
		next, ok := rules.Advance(old, r)
		if !ok {
			return Ref{}, nil
		}
		encodeDelivery(was, old)
		encodeDelivery(is, next)
		e := differ(was, is, statusColumns).whenSame(colStatus, was).whenSame(colEntryKey, nil)
		e.put(TTL, num(clock.Now().Add(pointerFor).Unix()))
		found, held, err := s.update(ctx, s.tables.Live, k, e)
		switch {
		case err != nil:
			return Ref{}, fmt.Errorf("park a status: %w", err)
		case held:
			return Ref{}, nil
		case refIn(found).Key != "":
			return refIn(found), nil
		}
		parked = parkedIn(found, r.PlatformID)
		if err := again(ctx, try); err != nil {
			return Ref{}, err
		}
	}
}

func meetingIn(it item, platformID string) meeting {
	m := meeting{ref: refIn(it), parked: parkedIn(it, platformID)}
	for _, name := range it.set(colAwaiting) {
		if id, key, ok := strings.Cut(name, " "); ok {
			m.waiting = append(m.waiting, Ref{rules.ConversationID(id), rules.EntryKey(key)})
		}
	}
	return m
}

func refIn(it item) Ref {
	return Ref{rules.ConversationID(it.text(colConversation)), rules.EntryKey(it.text(colEntryKey))}
}

func parkedIn(it item, platformID string) *rules.Entry {
	if it.text(colStatus) == "" {
		return nil
	}
	e := rules.Entry{Kind: rules.Message, Direction: rules.Out, PlatformID: platformID}
	decodeDelivery(it, &e)
	return &e
}

// told is the list of reports that make up a parked status, lowest first.
func told(parked rules.Entry) []rules.Report {
	var all []rules.Report
	add := func(st rules.Delivery, at time.Time, err *rules.SendError) {
		all = append(all, rules.Report{Status: st, At: at, PlatformID: parked.PlatformID, Error: err})
	}
	if !parked.SentAt.IsZero() {
		add(rules.Sent, parked.SentAt, nil)
	}
	if parked.Error != nil {
		add(rules.Failed, time.Time{}, parked.Error)
	}
	if !parked.DeliveredAt.IsZero() {
		add(rules.Delivered, parked.DeliveredAt, nil)
	}
	if !parked.ReadAt.IsZero() {
		add(rules.Read, parked.ReadAt, nil)
	}
	if len(all) == 0 || all[len(all)-1].Status.Advances(parked.Status) {
		add(parked.Status, parked.ReadAt, nil)
	}
	return all
}
