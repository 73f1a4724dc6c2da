package rules

import (
	"slices"
	"testing"
)

func TestPhoneTwins(t *testing.T) {
	for _, c := range []struct {
		name, phone string
		want        []string
	}{
		{"a Brazilian mobile without the ninth digit", "551187654321", []string{"5511987654321"}},
		{"a Brazilian mobile with it", "5511987654321", []string{"551187654321"}},
		{"a Brazilian mobile that begins with 6", "556162345678", []string{"5561962345678"}},
		{"a Brazilian landline gets no ninth digit", "551132345678", nil},
		{"nine digits that a landline cannot have had", "5511932345678", nil},
		{"a Brazilian number that is too short", "55118765432", nil},
		{"an Argentinian mobile from abroad", "5491123456789", []string{"541123456789"}},
		{"an Argentinian number without the 9", "541123456789", []string{"5491123456789"}},
		{"a Mexican number with the old 1", "5215512345678", []string{"525512345678"}},
		{"a Mexican number without it", "525512345678", []string{"5215512345678"}},
		{"a German number has one form", "4915112345678", nil},
		{"an id that is no number", "BR.1187654321", nil},
		{"nothing", "", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := PhoneTwins(c.phone)
			if !slices.Equal(got, c.want) {
				t.Fatalf("got %v, want %v", got, c.want)
			}
			for _, twin := range got {
				if back := PhoneTwins(twin); !slices.Equal(back, []string{c.phone}) {
					t.Errorf("the twin's twin is %v", back)
				}
			}
		})
	}
}
