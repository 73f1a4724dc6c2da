package rules

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestALabelIsOneShortWordOrNone(t *testing.T) {
	full := fresh()
	for i := range MaxLabels {
		change, err := Label(full, fmt.Sprint("l", i), "u1", noon)
		if err != nil {
			t.Fatal(err)
		}
		full = change.Conversation
	}
	for _, c := range []struct {
		name, label string
		to          Conversation
		want        error
		labels      string
	}{
		{"a word", "vip", fresh(), nil, "vip"},
		{"spaces around", "  vip ", fresh(), nil, "vip"},
		{"spaces within", "second order", fresh(), nil, "second order"},
		{"thirty characters", strings.Repeat("é", LabelRunes), fresh(), nil, strings.Repeat("é", LabelRunes)},
		{"thirty-one", strings.Repeat("é", LabelRunes+1), fresh(), ErrBadLabel, ""},
		{"nothing", "", fresh(), ErrBadLabel, ""},
		{"only spaces", " \t", fresh(), ErrBadLabel, ""},
		{"a comma", "a,b", fresh(), ErrBadLabel, ""},
		{"a bar", "a|b", fresh(), ErrBadLabel, ""},
		{"a line break", "a\nb", fresh(), ErrBadLabel, ""},
		{"broken characters", "a\xff", fresh(), ErrBadLabel, ""},
		{"an eleventh", "vip", full, ErrTooManyLabels, ""},
		{"one that is there, in another case", "L3", full, nil, string(full.Labels)},
	} {
		change, err := Label(c.to, c.label, "u1", noon)
		if !errors.Is(err, c.want) || (err == nil && string(change.Conversation.Labels) != c.labels) {
			t.Errorf("%s: got %q, %v", c.name, change.Conversation.Labels, err)
		}
	}
}

func TestLabelsAreASetWhateverTheOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, have := fresh(), map[string]bool{}
		for range rapid.IntRange(0, 30).Draw(t, "steps") {
			label := rapid.SampledFrom([]string{"a", "b", "c d", "é", "zz", "x", "y"}).Draw(t, "label")
			before := c
			var change Change
			if rapid.Bool().Draw(t, "add") {
				var err error
				if change, err = Label(c, label, "u1", noon); err != nil {
					t.Fatal(err)
				}
				have[label] = true
			} else {
				change = Unlabel(c, strings.ToUpper(label), "u1", noon)
				delete(have, label)
			}
			c = change.Conversation
			if (before.Labels == c.Labels) != (len(change.Entries) == 0) || len(change.Entries) > 1 {
				t.Fatalf("%q became %q with %d entries", before.Labels, c.Labels, len(change.Entries))
			}
			if Unlabel(c, "never", "u1", noon).Conversation != c {
				t.Fatal("taking away what is not there changes something")
			}
		}
		list := c.Labels.List()
		if len(list) != len(have) || !slices.IsSorted(list) || slices.ContainsFunc(list, func(l string) bool { return !have[l] }) {
			t.Fatalf("got %q, want %v", list, have)
		}
	})
}
