package intake

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"

	"golang.org/x/sync/errgroup"

	"transom/shared/channel"
	"transom/shared/channel/meta"
	"transom/shared/fault"
	"transom/shared/rules"
	"transom/shared/store"
)

// abreast is how many statuses of one body are stored at the same time.
const abreast = 16

// batches stores what was said, all senders of a channel together.
func (w *work) batches(ctx context.Context) error {
	of := map[string][]channel.Batch{}
	var order []string
	for _, b := range w.payload.Batches {
		if !w.homes[b.Account].known {
			continue
		}
		if of[b.Account] == nil {
			order = append(order, b.Account)
		}
		of[b.Account] = append(of[b.Account], b)
	}
	var errs []error
	for _, account := range order {
		errs = append(errs, w.receive(ctx, w.homes[account], of[account]))
	}
	return errors.Join(errs...)
}

// receive stores the senders of one channel. What can never be stored is put aside, with the whole body.
func (w *work) receive(ctx context.Context, h home, said []channel.Batch) error {
	var batches []store.Batch
	var of []channel.Batch
	for _, b := range said {
		entries, err := w.unseen(ctx, h, b.Entries)
		if err != nil {
			return err
		}
		if len(entries) == 0 {
			continue
		}
		from := store.Sender{Address: b.Address, Also: b.Also, Name: b.Name, Kind: b.Kind}
		batches = append(batches, store.Batch{From: from, Entries: entries})
		of = append(of, b)
	}
	if len(batches) == 0 {
		return nil
	}
	done, err := w.store.ReceiveAll(ctx, h.Workspace, h.Channel, batches)
	errs := []error{err}
	refused := false
	for i, d := range done {
		w.tally.stored += d.Stored
		w.tally.repeats += d.Duplicates
		switch {
		case d.Err == nil || !fault.Permanent(d.Err):
		case fault.KindOf(d.Err) == fault.Missing && of[i].Kind == rules.Comments:
			errs = append(errs, w.astray(ctx, h, batches[i].Entries))
		default:
			slog.Error("entries cannot be stored", "channel", h.Channel.ID, "entries", len(batches[i].Entries), "error", d.Err)
			w.tally.refused += len(batches[i].Entries)
			refused = true
		}
	}
	if refused {
		errs = append(errs, w.aside(ctx, h.Workspace, NotStorable, h.Channel.AccountID, w.body))
	}
	if err := errors.Join(errs...); err != nil {
		return failed(fmt.Sprintf("receive from %d senders", len(batches)), h, err)
	}
	return nil
}

// unseen leaves out repeats that their keys do not give away: an entry whose own time was impossible is kept
// under the time of its arrival, which is another one each time. Such messages are rare enough to be asked
// for by their platform id.
func (w *work) unseen(ctx context.Context, h home, entries []rules.Entry) ([]rules.Entry, error) {
	var fresh []rules.Entry
	for _, e := range entries {
		if e.At.Equal(e.ReceivedAt) {
			known, err := w.store.EntryByPlatformID(ctx, system(h.Workspace), h.Channel.ID, e.PlatformID)
			if err != nil && fault.KindOf(err) != fault.Missing {
				return nil, failed("look for an earlier copy", h, err)
			}
			if err == nil && known.Key != "" && (known.Direction == rules.In || known.Via != "") {
				w.tally.repeats++
				continue
			}
		}
		fresh = append(fresh, e)
	}
	return fresh, nil
}

// astray keeps what the account itself said about comments that nobody here knows: it belongs to no
// conversation, so it is an event of the account.
func (w *work) astray(ctx context.Context, h home, entries []rules.Entry) error {
	var errs []error
	for _, e := range entries {
		_, err := w.store.EntryByPlatformID(ctx, system(h.Workspace), h.Channel.ID, e.PlatformID)
		if err == nil {
			continue
		}
		if fault.KindOf(err) != fault.Missing {
			return failed("look for a comment", h, err)
		}
		errs = append(errs, w.store.NoteAccountEvent(ctx, h.Workspace, strayed(h, e)))
	}
	return errors.Join(errs...)
}

func strayed(h home, e rules.Entry) rules.AccountEvent {
	field, word := "comments", "comment."+string(e.Type)
	if h.Channel.Kind == rules.Messenger {
		field = "feed"
	}
	said := meta.Details{}
	said.Put("comment", map[string]any{"id": e.PlatformID, "about": e.ReplyTo, "text": e.Text})
	return rules.AccountEvent{
		Channel: h.Channel.ID, Account: h.Channel.AccountID, Field: field, Event: word,
		Subject: cmp.Or(e.ReplyTo, e.PlatformID), Details: said.JSON(), At: e.At,
	}
}

// reports moves messages' states, several at a time.
func (w *work) reports(ctx context.Context) error {
	errs := make([]error, len(w.payload.Statuses))
	var g errgroup.Group
	g.SetLimit(abreast)
	for i, s := range w.payload.Statuses {
		if h := w.homes[s.Account]; h.known {
			g.Go(func() error {
				errs[i] = w.report(ctx, h, s)
				return nil
			})
		}
	}
	_ = g.Wait() // every error has its own place
	return errors.Join(errs...)
}

// report moves a message's state. The correlation leads straight to it; without one, or when it leads
// nowhere (another deployment behind the same number), the platform's id does.
func (w *work) report(ctx context.Context, h home, s channel.Status) error {
	if id, key, ok := channel.Correlated(s.Correlation); ok {
		_, err := w.store.Report(ctx, h.Workspace, store.Ref{Conversation: id, Key: key}, s.Report)
		if err == nil {
			w.learn(ctx, h, id, s.Report)
			return nil
		}
		if !fault.Permanent(err) {
			return failed("report "+string(s.Report.Status), h, err)
		}
	}
	return never(h, "report "+string(s.Report.Status), w.store.ReportByPlatformID(ctx, h.Workspace, h.Channel.ID, s.Report))
}

// marks applies what customers received and read.
func (w *work) marks(ctx context.Context) error {
	var errs []error
	for _, m := range w.payload.Marks {
		if h := w.homes[m.Account]; h.known {
			errs = append(errs, never(h, "mark "+string(m.Status), w.store.Mark(ctx, h.Workspace, h.Channel, store.Mark{
				Address: m.Address, Status: m.Status, Watermark: m.Watermark, PlatformIDs: m.PlatformIDs, At: m.At,
			})))
		}
	}
	return errors.Join(errs...)
}

// never drops, and logs, an error that would be the same the next time: a state that cannot be stored is no
// reason to ask for the whole body again.
func never(h home, what string, err error) error {
	switch {
	case err == nil:
		return nil
	case fault.Permanent(err):
		slog.Error("cannot be stored", "what", what, "channel", h.Channel.ID, "error", err)
		return nil
	default:
		return failed(what, h, err)
	}
}
