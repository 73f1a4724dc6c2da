package channeltest

import (
	"encoding/json"
	"errors"
	"fmt"
	"unicode/utf8"

	"transom/shared/channel"
	"transom/shared/channel/meta"
	"transom/shared/rules"
)

// Storable says why what was understood could not be stored as it is; nil if it can.
func Storable(p channel.Payload) error {
	var all []error
	for _, b := range p.Batches {
		all = append(all, batch(b))
		for _, e := range b.Entries {
			if err := entry(e); err != nil {
				all = append(all, fmt.Errorf("entry %s: %w", meta.Cut(e.PlatformID, 60), err))
			}
		}
	}
	for _, s := range p.Statuses {
		all = append(all, id("account", s.Account), id("platform id", s.Report.PlatformID), must(!s.Report.At.IsZero(), "a status has no time"))
	}
	for _, m := range p.Marks {
		all = append(all, id("account", m.Account), id("address", m.Address.UserID+m.Address.Phone),
			must(!m.At.IsZero() && (!m.Watermark.IsZero() || len(m.PlatformIDs) > 0), "a mark says nothing"))
		for _, one := range m.PlatformIDs {
			all = append(all, id("mark", one))
		}
	}
	for _, o := range p.Events {
		all = append(all, must(!o.At.IsZero(), "an event has no time"), must(len(o.Account) <= meta.MaxID && len(o.Subject) <= meta.MaxID && len(o.Event) <= 4*meta.MaxName, "an event is too long"))
	}
	return errors.Join(all...)
}

func batch(b channel.Batch) error {
	err := id("account", b.Account)
	if len(b.Entries) == 0 {
		err = errors.Join(err, errors.New("a batch is empty"))
	}
	if b.Kind == rules.Comments && b.Address == (rules.Address{}) {
		for _, e := range b.Entries {
			err = errors.Join(err, must(e.Direction == rules.Out && e.ReplyTo != "", "nothing leads to the conversation of a comment"))
		}
		return err
	}
	return errors.Join(err, id("address", b.Address.UserID+b.Address.Phone), must(utf8.RuneCountInString(b.Name) <= meta.MaxName, "a name is too long"))
}

func entry(e rules.Entry) error {
	err := errors.Join(
		id("platform id", e.PlatformID),
		must(e.Key.Valid(), "its key is no key"), must(!e.At.IsZero(), "it has no time"),
		must(e.Kind == rules.Message && e.Type != "", "it is no message"),
		must(e.Direction == rules.In && e.Status == rules.Received || e.Direction == rules.Out && e.Status == rules.Sent && !e.Opens && !e.Counts, "its direction and its state do not fit"),
		must(len(e.ReplyTo) <= meta.MaxID && (e.ReplyTo != "" || !e.Type.Amends()), "it is about a message that it does not name"),
		must(utf8.RuneCountInString(e.Text) <= meta.MaxText, "its text is too long"), must(utf8.RuneCountInString(e.Label) <= meta.MaxName, "its label is too long"),
		must(len(e.Details) <= rules.MaxDetails && (len(e.Details) == 0 || json.Valid(e.Details)), "its details are too long or no JSON"),
		must(len(e.More) < 30, "it has too many files"),
	)
	files := e.More
	if e.Media != nil {
		files = append(files[:len(files):len(files)], *e.Media)
	}
	for _, m := range files {
		err = errors.Join(err, must(len(m.URL) <= meta.MaxURL && len(m.PlatformID) <= meta.MaxID && len(m.Name) <= 4*meta.MaxName && m.State != "", "a file of it is too long"),
			must(m.State != rules.MediaPending || m.URL != "" || m.PlatformID != "", "a file of it cannot be fetched"))
	}
	return err
}

func id(what, s string) error {
	return must(s != "" && len(s) <= 2*meta.MaxID, what+" is empty or too long")
}

func must(ok bool, otherwise string) error {
	if ok {
		return nil
	}
	return errors.New(otherwise)
}
