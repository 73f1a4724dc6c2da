package rules

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"transom/shared/fault"
)

// Labels are a conversation's labels: sorted, joined by commas, so that a head can be compared.
type Labels string

// Bounds of labels; our own numbers. LabelsBytes bounds them together, so that a head stays under 1 KB: what they take
// is taken from its preview (see room).
const (
	MaxLabels   = 10
	LabelRunes  = 30
	LabelsBytes = 200
)

// The facts about labels.
var (
	ErrBadLabel      = fault.New(fault.Invalid, "bad_label", "A label has 1 to 30 characters and no commas or line breaks.")
	ErrTooManyLabels = fault.New(fault.Refused, "too_many_labels", "A conversation has at most 10 labels, and fewer long ones.")
)

// List gives the labels one by one.
func (l Labels) List() []string {
	if l == "" {
		return nil
	}
	return strings.Split(string(l), ",")
}

// Has reports whether a label is there, whatever its case.
func (l Labels) Has(label string) bool {
	return slices.ContainsFunc(l.List(), func(have string) bool { return strings.EqualFold(have, label) })
}

func joined(all []string) Labels {
	slices.Sort(all)
	return Labels(strings.Join(all, ","))
}

// Label adds a label. One that is there changes nothing. ErrBadLabel, ErrTooManyLabels.
func Label(old Conversation, label string, actor UserID, now time.Time) (Change, error) {
	label = strings.TrimSpace(label)
	n := utf8.RuneCountInString(label)
	if n == 0 || n > LabelRunes || !utf8.ValidString(label) || strings.ContainsFunc(label, func(r rune) bool { return r == ',' || r == '|' || unicode.IsControl(r) }) {
		return Change{}, ErrBadLabel
	}
	if old.Labels.Has(label) {
		return Change{Conversation: old}, nil
	}
	next := old
	next.Labels = joined(append(old.Labels.List(), label))
	if len(next.Labels.List()) > MaxLabels || len(next.Labels) > LabelsBytes {
		return Change{}, ErrTooManyLabels
	}
	next.Preview.Text = firstBytes(next.Preview.Text, next.room())
	return step(old, next, []Entry{happened(old, now, 0, Happening{Type: EventLabelled, Actor: actor, Reason: label})}, false), nil
}

// Unlabel removes a label; one that is not there changes nothing.
func Unlabel(old Conversation, label string, actor UserID, now time.Time) Change {
	if !old.Labels.Has(label) {
		return Change{Conversation: old}
	}
	next := old
	next.Labels = joined(slices.DeleteFunc(old.Labels.List(), func(have string) bool { return strings.EqualFold(have, label) }))
	return step(old, next, []Entry{happened(old, now, 0, Happening{Type: EventUnlabelled, Actor: actor, Reason: label})}, false)
}
