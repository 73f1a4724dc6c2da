package rules

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestFieldsBecomeValuesAndWhatIsMissingIsNamed(t *testing.T) {
	zoe := fresh()
	zoe.Name, zoe.Address = "Zoë van Dam", Address{Phone: "4915112345678", Username: "zoe.vd"}
	all := FieldsOf(zoe, "Ana", "Support")
	for _, c := range []struct {
		text    string
		values  Fields
		want    string
		missing []string
	}{
		{"Hi {{first_name}}!", all, "Hi Zoë!", nil},
		{"{{name}} {{phone}} {{username}} {{agent}} {{channel}}", all, "Zoë van Dam +4915112345678 zoe.vd Ana Support", nil},
		{"{{ first_name }}", all, "Zoë", nil},
		{"Hi {{first_name|there}}!", Fields{}, "Hi there!", nil},
		{"Hi {{first_name| }}!", Fields{}, "Hi !", nil},
		{"Hi {{first_name|there}}!", all, "Hi Zoë!", nil},
		{"{{phone}} {{first_name}} {{phone}}", Fields{}, "{{phone}} {{first_name}} {{phone}}", []string{"phone", "first_name"}},
		{"{{birthday}} {{birthday|soon}}", all, "{{birthday}} {{birthday|soon}}", []string{"birthday"}},
		{"{{1}} {name} {{}} }}{{", all, "{{1}} {name} {{}} }}{{", nil},
		{"no fields at all", all, "no fields at all", nil},
	} {
		got, missing := Fill(c.text, c.values)
		if got != c.want || !slices.Equal(missing, c.missing) {
			t.Errorf("%q: got %q, missing %q; want %q, missing %q", c.text, got, missing, c.want, c.missing)
		}
	}
	if diff := cmp.Diff(FieldsOf(Conversation{}, "", ""), Fields{"name": "", "username": "", "agent": "", "channel": ""}); diff != "" {
		t.Errorf("of nobody (-got +want):\n%s", diff)
	}
}

// What a customer calls themselves is never read as a field, however often a text is filled with fields left.
func TestAValueIsNotFilledItself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		value := rapid.String().Draw(t, "value")
		before, after := rapid.StringMatching(`[^{}]*`).Draw(t, "before"), rapid.StringMatching(`[^{}]*`).Draw(t, "after")
		got, missing := Fill(before+"{{name}}"+after, Fields{"name": value, "agent": "SECRET"})
		if value != "" && (got != before+value+after || len(missing) > 0) {
			t.Fatalf("got %q, missing %q", got, missing)
		}
		if strings.Contains(got, "SECRET") && !strings.Contains(before+value+after, "SECRET") {
			t.Fatalf("%q was filled", value)
		}
	})
}

func TestTextWithoutHolesIsLeftAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		once, missing := Fill(text, Fields{})
		if again, same := Fill(once, Fields{}); again != once || !slices.Equal(missing, same) {
			t.Fatalf("%q became %q and then %q", text, once, again)
		}
		if !strings.Contains(text, "{{") && once != text {
			t.Fatalf("%q became %q", text, once)
		}
	})
}
