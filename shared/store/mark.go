package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"transom/shared/fault"
	"transom/shared/rules"
)

// Mark says that a customer has received or read everything up to a point.
type Mark struct {
	Address     rules.Address
	Status      rules.Delivery // Delivered or Read
	Watermark   time.Time      // everything sent up to then; zero if PlatformIDs alone tell
	PlatformIDs []string       // with Read: these and everything before them
	At          time.Time
}

// markPages are how many entries are read at a time; most marks are about the newest messages.
var markPages = []int{16, 28, 56}

// Mark moves the outbound messages that a mark covers, among the newest 100 entries of the customer's
// conversation; those that PlatformIDs name are moved wherever they are, also when they come later. Messages
// that are that far already are left alone; a failed one moves only by name. For a customer nobody knows it
// does nothing else. Repeating is safe. n WRU for n messages, and 2 RRU while the newest 16 entries tell.
func (s *Store) Mark(ctx context.Context, ws Workspace, ch rules.Channel, m Mark) error {
	ctx = s.begin(ctx, "mark")
	id, err := s.threadOf(ctx, ws, ch, m.Address)
	if err != nil && fault.KindOf(err) != fault.Missing {
		return fmt.Errorf("mark on channel %s: %w", ch.ID, err)
	}
	named := slices.Clone(m.PlatformIDs)
	if err == nil {
		if named, err = s.markThread(ctx, ws, ch, id, m, named); err != nil {
			return fmt.Errorf("mark on channel %s: %w", ch.ID, err)
		}
	}
	for _, platformID := range named {
		if err := s.ReportByPlatformID(ctx, ws, ch.ID, m.report(platformID)); err != nil {
			return fmt.Errorf("mark on channel %s: %w", ch.ID, err)
		}
	}
	return nil
}

func (m Mark) report(platformID string) rules.Report {
	return rules.Report{Status: m.Status, At: m.At, PlatformID: platformID}
}

// markThread goes through the newest entries, newest first, until it meets one that an earlier mark had moved.
// It gives those of the named ones that it did not find.
func (s *Store) markThread(ctx context.Context, ws Workspace, ch rules.Channel, id rules.ConversationID, m Mark, named []string) ([]string, error) {
	a := ask{table: s.tables.Msgs, pkCol: PartitionKey, skCol: SortKey, pk: entryKey(ws, Ref{Conversation: id}).pk, newestFirst: true}
	reached := false // an entry named by a read mark: what is older is covered
	for _, n := range markPages {
		a.limit = int32(n)
		items, more, err := s.query(ctx, a)
		if err != nil {
			return nil, err
		}
		settled := false
		for _, it := range items {
			a.below = it.text(SortKey)
			_, e, err := decodeEntry(it)
			if err != nil {
				return nil, err
			}
			if e.Kind != rules.Message || e.Direction != rules.Out {
				continue
			}
			at := slices.Index(named, e.PlatformID)
			if at >= 0 {
				named = slices.Delete(named, at, at+1)
				reached = reached || m.Status == rules.Read
			}
			if at < 0 && !m.covers(e, reached) {
				continue
			}
			if !e.Status.Advances(m.Status) {
				settled = true
				continue
			}
			if _, err := s.reportOn(ctx, ws, &ch, Ref{id, e.Key}, it, []rules.Report{m.report(e.PlatformID)}); err != nil {
				return nil, err
			}
		}
		if !more || len(items) == 0 || (settled && len(named) == 0) {
			break
		}
	}
	return named, nil
}

// covers reports that a mark is about a message it does not name. Whether the platform has one that failed, or
// whose outcome is unknown, a mark does not tell.
func (m Mark) covers(e rules.Entry, reached bool) bool {
	if e.Status.Rank() < rules.Accepted.Rank() || e.Status == rules.Failed {
		return false
	}
	sent := e.SentAt
	if sent.IsZero() {
		sent = e.At
	}
	return reached || (!m.Watermark.IsZero() && !sent.After(m.Watermark))
}
