package store

import (
	"context"
	"fmt"

	"transom/shared/clock"
	"transom/shared/fault"
	"transom/shared/rules"
)

var errNoMessage = fault.New(fault.Missing, "message_missing", "There is no such message.")

// Report moves an outbound message up (rules.Advance), 1 WRU; a report that advances nothing writes nothing.
// The first report that comes from a webhook also keeps the way back from its platform id. A failure,
// and a delivery after it, also marks the head (rules.Fail). applied is false when nothing was written. Repeating is safe. fault.Missing
// (code "message_missing") when there is no such entry, or it is not an outbound message.
func (s *Store) Report(ctx context.Context, ws Workspace, ref Ref, r rules.Report) (applied bool, err error) {
	ctx = s.begin(ctx, "report")
	return s.report(ctx, ws, ref, []rules.Report{r})
}

// ReportByPlatformID is Report for a status that carries no correlation id: it finds the message by the
// platform's id, or parks the status until the message comes (35 days). Order does not matter.
func (s *Store) ReportByPlatformID(ctx context.Context, ws Workspace, channel rules.ChannelID, r rules.Report) error {
	ctx = s.begin(ctx, "report")
	if r.PlatformID == "" {
		return errNoMessage
	}
	at, err := s.find(ctx, ws, channel, r.PlatformID)
	if err != nil {
		return err
	}
	ref := at.ref
	if ref.Key == "" {
		if ref, err = s.park(ctx, ws, channel, at.parked, r); err != nil || ref.Key == "" {
			return err
		}
	}
	_, err = s.report(ctx, ws, ref, []rules.Report{r})
	return err
}

func (s *Store) report(ctx context.Context, ws Workspace, ref Ref, reports []rules.Report) (applied bool, err error) {
	was, err := s.outbound(ctx, ws, ref)
	if err != nil {
		return false, fmt.Errorf("report on message %s of %s: %w", ref.Key, ref.Conversation, err)
	}
	return s.reportOn(ctx, ws, nil, ref, was, reports)
}

// reportOn applies reports to an entry that has been read already; ch is its channel, nil if the caller does not
// know it.
func (s *Store) reportOn(ctx context.Context, ws Workspace, ch *rules.Channel, ref Ref, was item, reports []rules.Report) (applied bool, err error) {
	for try := 1; err == nil; try++ {
		var held bool
		if was, held, applied, err = s.advance(ctx, ws, ch, ref, was, reports); err != nil || held {
			break
		}
		err = again(ctx, try)
	}
	if err != nil {
		return false, fmt.Errorf("report on message %s of %s: %w", ref.Key, ref.Conversation, err)
	}
	if _, troubled := was[colError]; troubled {
		err = s.markFailed(ctx, ws, ref)
	}
	return applied, err
}

// outbound reads the entry a report is about. An entry that an eventual read does not show yet may be a
// moment old; a status that it does not show yet is caught by the condition of the write.
func (s *Store) outbound(ctx context.Context, ws Workspace, ref Ref) (item, error) {
	if !plain(string(ref.Conversation)) || !ref.Key.Valid() {
		return nil, errNoMessage
	}
	for _, how := range []consistency{eventual, strong} {
		it, err := s.get(ctx, s.tables.Msgs, entryKey(ws, ref), how)
		if err != nil {
			return nil, err
		}
		if it != nil {
			return it, nil
		}
	}
	return nil, errNoMessage
}

// advance applies reports to the entry as it was read. held is false when the entry has moved meanwhile;
// now is the entry as it stands.
func (s *Store) advance(ctx context.Context, ws Workspace, ch *rules.Channel, ref Ref, was item, reports []rules.Report) (now item, held, applied bool, err error) {
	_, old, err := decodeEntry(was)
	if err != nil {
		return nil, false, false, err
	}
	if old.Kind != rules.Message || old.Direction != rules.Out {
		return nil, false, false, errNoMessage
	}
	next, ok := fold(old, reports)
	if !ok {
		return was, true, false, nil
	}
	at, err := s.pointTo(ctx, ws, ch, ref, old, next)
	if err != nil {
		return nil, false, false, err
	}
	if at.parked != nil {
		next, _ = fold(next, told(*at.parked))
	}
	e := differ(was, encodeEntry(ws, next), entryColumns)
	if e.empty() {
		return was, true, false, nil
	}
	e.whenExists().whenSame(colStatus, was).whenSame(colPlatformID, was)
	if _, leased := was[colLease]; leased && next.Status != rules.Sending {
		e.drop(colLease).drop(colClaim)
	}
	now, held, err = s.update(ctx, s.tables.Msgs, entryKey(ws, ref), e)
	if err == nil && now == nil {
		err = errNoMessage
	}
	return now, held, held, err
}

func fold(e rules.Entry, reports []rules.Report) (next rules.Entry, ok bool) {
	for _, r := range reports {
		var moved bool
		e, moved = rules.Advance(e, r)
		ok = ok || moved
	}
	return e, ok
}

// fromWebhook reports the step from what the courier knows (up to accepted) to what only a webhook can tell.
// That is when the way back is written on platforms whose statuses carry our correlation: once per message,
// and not at all for those the platform refused.
func fromWebhook(old, next rules.Entry) bool {
	return next.PlatformID != "" && old.Status.Rank() <= rules.Accepted.Rank() && next.Status.Rank() > rules.Accepted.Rank()
}

// pointTo keeps the way back from a platform id when it is time, and gives what waited there.
func (s *Store) pointTo(ctx context.Context, ws Workspace, ch *rules.Channel, ref Ref, old, next rules.Entry) (meeting, error) {
	named := old.PlatformID == "" && next.PlatformID != ""
	if !named && !fromWebhook(old, next) {
		return meeting{}, nil
	}
	if ch == nil {
		h, err := s.mustHead(ctx, ws, ref.Conversation, eventual)
		if err != nil {
			return meeting{}, err
		}
		ch = &rules.Channel{ID: h.Channel, Kind: h.On}
	}
	// Messenger and Instagram speak of our messages by their own ids alone: the way must be there from the start.
	early := ch.Kind == rules.Messenger || ch.Kind == rules.Instagram
	if (early && !named) || (!early && !fromWebhook(old, next)) {
		return meeting{}, nil
	}
	at, err := s.point(ctx, ws, ch.ID, next.PlatformID, ref)
	if err != nil {
		return meeting{}, err
	}
	return at, s.amendBy(ctx, ws, ref, at.waiting)
}

// markFailed brings the head in line with an entry that failed, or that failed and was delivered after all. It
// also runs for a repeated report: the first may have died in between. Two reports may meet here, so it looks
// at the entry again after it has written.
func (s *Store) markFailed(ctx context.Context, ws Workspace, ref Ref) error {
	for range tries {
		wrote := false
		_, err := s.Change(ctx, ws, ref.Conversation, func(c rules.Conversation) (rules.Change, error) {
			it, err := s.get(ctx, s.tables.Msgs, entryKey(ws, ref), strong)
			if err != nil {
				return rules.Change{}, err
			}
			if it == nil {
				return rules.Change{Conversation: c}, nil
			}
			_, e, err := decodeEntry(it)
			if err != nil {
				return rules.Change{}, err
			}
			change := rules.Fail(c, e, clock.Now())
			wrote = len(change.Entries) > 0
			return change, nil
		})
		if err != nil || !wrote {
			return err
		}
	}
	return errMoved
}
