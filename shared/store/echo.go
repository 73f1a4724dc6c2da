package store

import (
	"context"
	"slices"
	"time"

	"transom/shared/fault"
	"transom/shared/rules"
)

const (
	echoAmong  = 25              // how many of a thread's newest entries an echo is compared with
	echoWithin = 2 * time.Minute // how far two clocks may be apart
	heldBack   = 24 * time.Hour  // how long a message may wait before it goes: for an outage, a pace, a dead token
)

// strange leaves out the entries that are here already under another key, or that went out from here and come
// back; the latter are reports. It asks only where that can be: of what went out, of an entry whose own time was
// impossible (it has that of its arrival, which is another one each time), of comments, and in threads that
// others were merged into.
func (in *intake) strange(ctx context.Context, c rules.Conversation) ([]rules.Entry, error) {
	var fresh []rules.Entry
	for _, e := range in.entries {
		known := false
		if e.Direction == rules.Out || e.At.Equal(e.ReceivedAt) || c.Kind == rules.Comments || c.Joined {
			var err error
			if known, err = in.known(ctx, c, e); err != nil {
				return nil, err
			}
		}
		if known {
			in.done.Duplicates++
			continue
		}
		fresh = append(fresh, e)
	}
	return fresh, nil
}

func (in *intake) known(ctx context.Context, c rules.Conversation, e rules.Entry) (bool, error) {
	at, err := in.s.find(ctx, in.ws, in.ch.ID, e.PlatformID)
	if err != nil {
		return false, err
	}
	ref := at.ref
	if ref.Key == "" && e.Direction == rules.Out && comesBack(e.Type) && c.Version > 0 {
		if ref, err = in.ours(ctx, c, e); err != nil {
			return false, err
		}
	}
	if ref.Key == "" || ref == (Ref{c.ID, e.Key}) {
		return false, nil
	}
	if e.Direction == rules.Out {
		_, err = in.s.report(ctx, in.ws, ref, []rules.Report{{Status: rules.Sent, At: e.At, PlatformID: e.PlatformID}})
		if fault.KindOf(err) == fault.Missing {
			err = nil // the entry under this id is the customer's, or gone
		}
	}
	return true, err
}

// ours finds the message that an echo is the echo of, among the newest. Where a platform gives nothing back by
// which to know it, one with the same words counts whose outcome is not known yet, the oldest first.
func (in *intake) ours(ctx context.Context, c rules.Conversation, echo rules.Entry) (Ref, error) {
	items, _, err := in.s.query(ctx, ask{table: in.s.tables.Msgs, pkCol: PartitionKey, skCol: SortKey,
		pk: entryKey(in.ws, Ref{Conversation: c.ID}).pk, newestFirst: true, limit: echoAmong, how: strong})
	if err != nil {
		return Ref{}, err
	}
	byWords := in.ch.Kind == rules.Messenger || in.ch.Kind == rules.Instagram
	for _, it := range slices.Backward(items) {
		_, own, err := decodeEntry(it)
		if err != nil {
			return Ref{}, err
		}
		if own.Kind != rules.Message || own.Direction != rules.Out || own.Via != "" {
			continue
		}
		if own.PlatformID == echo.PlatformID || sameDeed(own, echo) || (byWords && sameWords(own, echo)) {
			return Ref{c.ID, own.Key}, nil
		}
	}
	return Ref{}, nil
}

// comesBack reports that platforms tell us of what we did ourselves, too: of messages, and of hiding a comment.
func comesBack(t rules.Type) bool { return !t.Amends() || t == rules.Hide || t == rules.Unhide }

// sameDeed reports that an echo is that of our own hiding of the same comment, or of showing it again.
func sameDeed(own, echo rules.Entry) bool {
	return echo.Type.Amends() && own.Type == echo.Type && own.ReplyTo == echo.ReplyTo && own.Status != rules.Failed &&
		echo.At.Sub(own.At).Abs() <= echoWithin
}

// sameWords reports that an echo may be that of a message whose outcome is not known. It may have been written long
// before it went.
func sameWords(own, echo rules.Entry) bool {
	open := own.Status == rules.Sending || own.Status == rules.Uncertain
	after := echo.At.Sub(own.At)
	return open && own.PlatformID == "" && own.Text == echo.Text && (own.Text != "" || own.Type == echo.Type) &&
		after >= -echoWithin && after <= heldBack+echoWithin
}
