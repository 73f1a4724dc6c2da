package store

import (
	"context"
	"fmt"
	"time"

	"transom/shared/clock"
	"transom/shared/rules"
)

// The item under a platform's message id is a meeting place. The side that stores the message leaves the way
// to its entry there, the side that has a status for an id nobody knows parks the status there; both get the
// item as it is after their own write, so whoever comes second sees both, in either order, and applies the
// status. Applying it twice does nothing.

// How long the two halves are kept.
const (
	pointerFor = 35 * 24 * time.Hour
	parkedFor  = 8 * 24 * time.Hour
)

var statusColumns = []string{colStatus, colError, colSentAt, colDelivered, colReadAt}

// point keeps the way from a platform id to its entry; parked is what was waiting there, nil if nothing.
func (s *Store) point(ctx context.Context, ws Workspace, ch rules.ChannelID, platformID string, ref Ref) (parked *rules.Entry, err error) {
	e := newEdit().put(colConversation, str(string(ref.Conversation))).put(colEntryKey, str(string(ref.Key))).
		put(TTL, num(clock.Now().Add(pointerFor).Unix()))
	now, _, err := s.update(ctx, s.tables.Live, pointerKey(ws, ch, platformID), e)
	if err != nil {
		return nil, fmt.Errorf("keep the way back from a platform id: %w", err)
	}
	return parkedIn(now, platformID), nil
}

// find reads a meeting place: the entry's name, or what is parked; neither when nothing is known.
func (s *Store) find(ctx context.Context, ws Workspace, ch rules.ChannelID, platformID string) (ref Ref, parked *rules.Entry, err error) {
	if platformID == "" {
		return Ref{}, nil, nil
	}
	it, err := s.get(ctx, s.tables.Live, pointerKey(ws, ch, platformID), strong)
	if err != nil {
		return Ref{}, nil, fmt.Errorf("look up a platform id: %w", err)
	}
	if it.lapsed(clock.Now()) {
		return Ref{}, nil, nil
	}
	return refIn(it), parkedIn(it, platformID), nil
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
		e.put(TTL, num(clock.Now().Add(parkedFor).Unix()))
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
