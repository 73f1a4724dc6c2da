package store

import (
	"context"
	"fmt"
	"slices"

	"transom/shared/clock"
	"transom/shared/fault"
	"transom/shared/rules"
)

var errNoMessage = fault.New(fault.Missing, "message_missing", "There is no such message.")

// Report moves an outbound message up (rules.Advance), 1 WRU; a report that advances nothing writes nothing.
// The first report that comes from a webhook also keeps the way back from its platform id. A failure also
// marks the head (rules.Fail). applied is false when nothing was written. Repeating is safe. fault.Missing
// (code "message_missing") when there is no such entry, or it is not an outbound message.
func (s *Store) Report(ctx context.Context, ws Workspace, ref Ref, r rules.Report) (applied bool, err error) {
	ctx = s.begin(ctx, "report")
	return s.report(ctx, ws, ref, []rules.Report{r})
}

// ReportByPlatformID is Report for a status that carries no correlation id: it finds the message by the
// platform's id, or parks the status until the message comes (8 days). Order does not matter.
func (s *Store) ReportByPlatformID(ctx context.Context, ws Workspace, channel rules.ChannelID, r rules.Report) error {
	ctx = s.begin(ctx, "report")
	if r.PlatformID == "" {
		return errNoMessage
	}
	ref, parked, err := s.find(ctx, ws, channel, r.PlatformID)
	if err != nil {
		return err
	}
	if ref.Key == "" {
		if ref, err = s.park(ctx, ws, channel, parked, r); err != nil || ref.Key == "" {
			return err
		}
	}
	_, err = s.report(ctx, ws, ref, []rules.Report{r})
	return err
}

func (s *Store) report(ctx context.Context, ws Workspace, ref Ref, reports []rules.Report) (applied bool, err error) {
	was, err := s.outbound(ctx, ws, ref)
	for try := 1; err == nil; try++ {
		var held bool
		if was, held, applied, err = s.advance(ctx, ws, ref, was, reports); err != nil || held {
			break
		}
		err = again(ctx, try)
	}
	if err != nil {
		return false, fmt.Errorf("report on message %s of %s: %w", ref.Key, ref.Conversation, err)
	}
	if slices.ContainsFunc(reports, func(r rules.Report) bool { return r.Status == rules.Failed }) {
		err = s.markFailed(ctx, ws, ref, was)
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
func (s *Store) advance(ctx context.Context, ws Workspace, ref Ref, was item, reports []rules.Report) (now item, held, applied bool, err error) {
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
	if fromWebhook(old, next) {
		parked, err := s.pointTo(ctx, ws, ref, next.PlatformID)
		if err != nil {
			return nil, false, false, err
		}
		if parked != nil {
			next, _ = fold(next, told(*parked))
		}
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
// That is when the way back is written: once per message, and not at all for those the platform refused.
func fromWebhook(old, next rules.Entry) bool {
	return next.PlatformID != "" && old.Status.Rank() <= rules.Accepted.Rank() && next.Status.Rank() > rules.Accepted.Rank()
}

func (s *Store) pointTo(ctx context.Context, ws Workspace, ref Ref, platformID string) (parked *rules.Entry, err error) {
	h, err := s.mustHead(ctx, ws, ref.Conversation, eventual)
	if err != nil {
		return nil, err
	}
	return s.point(ctx, ws, h.Channel, platformID, ref)
}

// markFailed brings the head in line with an entry that failed. It also runs for a repeated report: the
// first may have died in between.
func (s *Store) markFailed(ctx context.Context, ws Workspace, ref Ref, it item) error {
	_, e, err := decodeEntry(it)
	if err != nil || e.Status != rules.Failed {
		return err
	}
	_, err = s.Change(ctx, ws, ref.Conversation, func(c rules.Conversation) (rules.Change, error) {
		return rules.Fail(c, e, clock.Now()), nil
	})
	return err
}
