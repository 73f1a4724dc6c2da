package rules

import (
	"slices"
	"time"
)

// Reaction is an emoji on a message. By is ByCustomer or ByUs: platforms keep one reaction of each side. An
// empty Emoji is one that was taken back; it stays, so that an older one that comes late does not return.
type Reaction struct {
	By    string
	Emoji string
	At    time.Time
}

// The two sides of a reaction.
const (
	ByCustomer = "customer"
	ByUs       = "us"
)

// Version is a text that a message had from At on.
type Version struct {
	Text string
	At   time.Time
}

// MaxVersions bounds how many texts of an edited message are kept; the oldest and the newest ones stay.
const MaxVersions = 10

// Amend applies a message that is about another one (Type.Amends, or a private answer to a comment) to it. Any order and any repetition lead to
// the same target. ok is false when nothing changes. A deleted message keeps no text and no file.
func Amend(target, by Entry) (next Entry, ok bool) {
	next = target
	if (by.Type == Edit || by.Type == Revoke) && by.Direction == In && target.Direction == Out {
		return target, false // nobody changes what we said
	}
	switch by.Type {
	case React:
		next.Reactions, ok = react(target.Reactions, by)
	case Edit:
		next.Versions, ok = revise(target, by)
		if ok && target.DeletedAt.IsZero() {
			next.Text = next.Versions[len(next.Versions)-1].Text
		}
	case Revoke:
		if ok = earliest(&next.DeletedAt, by.At); ok {
			next = blank(next)
		}
	case Hide:
		ok = latest(&next.HiddenAt, by.At)
	case Unhide:
		ok = latest(&next.ShownAt, by.At)
	default:
		if by.Private {
			ok = earliest(&next.PrivateReplyAt, by.At)
		}
	}
	return next, ok
}

func react(was []Reaction, by Entry) ([]Reaction, bool) {
	r := Reaction{By: ByCustomer, Emoji: by.Text, At: by.At}
	if by.Direction == Out {
		r.By = ByUs
	}
	at := slices.IndexFunc(was, func(o Reaction) bool { return o.By == r.By })
	switch {
	case at < 0:
		now := append(slices.Clone(was), r)
		slices.SortFunc(now, func(a, b Reaction) int { return compare(a.By, b.By) })
		return now, true
	case r.At.Before(was[at].At), r.At.Equal(was[at].At) && !outlasts(r.Emoji, was[at].Emoji):
		return was, false
	}
	now := slices.Clone(was)
	now[at] = r
	return now, true
}

// outlasts decides between two reactions of one second, which is as exact as WhatsApp's times are: one that was
// taken back had been given before.
func outlasts(emoji, other string) bool {
	return other != "" && (emoji == "" || emoji > other)
}

// revise adds a text to those a message had. The first edit also keeps what the message said before, which stays
// the first whatever the times say: they are as exact as a second.
func revise(target, by Entry) ([]Version, bool) {
	now := slices.Clone(target.Versions)
	if len(now) == 0 {
		now = []Version{{Text: target.Text, At: target.At}}
		if !target.DeletedAt.IsZero() {
			return target.Versions, false
		}
	}
	v := Version{Text: by.Text, At: by.At}
	if slices.Contains(now, v) {
		return target.Versions, false
	}
	now = append(now, v)
	slices.SortFunc(now[1:], func(a, b Version) int {
		if n := a.At.Compare(b.At); n != 0 {
			return n
		}
		return compare(a.Text, b.Text)
	})
	if len(now) > MaxVersions {
		now = slices.Delete(now, 1, 2)
	}
	return now, !slices.Equal(now, target.Versions)
}

// blank takes text and files away.
func blank(e Entry) Entry {
	e.Text, e.Label, e.Details, e.Versions = "", "", nil, nil
	if e.Media != nil {
		m := doom(*e.Media)
		e.Media = &m
	}
	e.More = slices.Clone(e.More)
	for i := range e.More {
		e.More[i] = doom(e.More[i])
	}
	return e
}

func doom(m Media) Media {
	m.URL, m.PlatformID, m.Name = "", "", ""
	m.State = MediaGone
	if m.Object != "" {
		m.State = MediaDoomed
	}
	return m
}

// Hidden reports that a comment is hidden now: what was said last counts.
func (e Entry) Hidden() bool { return e.HiddenAt.After(e.ShownAt) }

// latest moves t forward to at, and reports whether that changed it.
func latest(t *time.Time, at time.Time) bool {
	if !at.After(*t) {
		return false
	}
	*t = at
	return true
}
