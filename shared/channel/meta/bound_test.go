package meta_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"transom/shared/channel/meta"
	"transom/shared/rules"
)

func TestAnInstantIsReadByItsSize(t *testing.T) {
	received := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	for text, want := range map[string]int64{
		"1763700000": 1763700000000, "1763700000123": 1763700000123, " 1763700000 ": 1763700000000,
		"1230768000": 1230768000000, "1230767999": 0, "": 0, "x": 0, "-1": 0, "1763700000.0": 0, "99999999999": 0, "9223372036854775807": 0, "92233720368547758070": 0,
	} {
		at, ok := meta.Instant(text, received)
		if ok != (want != 0) || ok && at.UnixMilli() != want || !ok && !at.IsZero() {
			t.Errorf("%q is read as %s %t", text, at, ok)
		}
	}
	day := 24 * time.Hour
	for after, want := range map[time.Duration]bool{0: true, day: true, day + time.Millisecond: false} {
		text, _ := json.Marshal(received.Add(after).UnixMilli())
		if _, ok := meta.Instant(string(text), received); ok != want {
			t.Errorf("%s after its arrival is believed: %t", after, ok)
		}
	}
}

func TestTextsAndIdsAreBounded(t *testing.T) {
	for s, want := range map[string]string{"": "", "ab": "ab", "abc": "abc", "abcd": "abc", "șțăî": "șță", "😀😀😀😀": "😀😀😀"} {
		if got := meta.Cut(s, 3); got != want {
			t.Errorf("%q is cut to %q", s, got)
		}
	}
	long := strings.Repeat("x", meta.MaxID)
	if meta.ID(" "+long[1:]) != long[1:] || meta.ID(long) != long || meta.ID(long+"x") != "" {
		t.Error("an id is cut, or one that cannot be an id is kept")
	}
	if meta.URL(strings.Repeat("u", meta.MaxURL+1)) != "" || meta.URL(" https://a.b ") != "https://a.b" {
		t.Error("an address is not kept as it should")
	}
}

func TestADerivedIdIsBoundedAndTellsItsPartsApart(t *testing.T) {
	if got := meta.Derived("reaction", "m", "7", "1"); got != "reaction:m:7:1" {
		t.Errorf("derived %q", got)
	}
	long := strings.Repeat("m", meta.MaxID)
	a, b := meta.Derived("reaction", long, "7"), meta.Derived("reaction", long, "8")
	if len(a) > meta.MaxID || a == b || a != meta.Derived("reaction", long, "7") || !strings.HasPrefix(a, "reaction:") {
		t.Errorf("derived %q and %q", a, b)
	}
}

func TestDetailsStayBelowTheirBound(t *testing.T) {
	if out := (meta.Details{}).JSON(); out != nil {
		t.Errorf("nothing is written as %s", out)
	}
	d := meta.Details{"small": "a", "large": strings.Repeat("x", rules.MaxDetails), "larger": strings.Repeat("y", rules.MaxDetails+1)}
	if got := string(d.JSON()); got != `{"small":"a","truncated":["larger","large"]}` {
		t.Errorf("written as %s", got)
	}
	if len(d) != 3 {
		t.Error("writing changes the details")
	}
	name := strings.Repeat("n", rules.MaxDetails)
	if got := string((meta.Details{name: 1}).JSON()); got != `{"truncated":["`+name[:40]+`"]}` {
		t.Errorf("a name without end is written as %s", got)
	}
	many := meta.Details{}
	for _, c := range strings.Repeat("ab", 10) {
		many[strings.Repeat(string(c), len(many)+2000)] = 1
	}
	if got := many.JSON(); len(got) > rules.MaxDetails || !json.Valid(got) {
		t.Errorf("%d bytes are written", len(got))
	}
}

func TestPutKeepsOnlyWhatSaysSomething(t *testing.T) {
	d := meta.Details{}
	d.Put("none", map[string]any{"a": "", "b": nil})
	d.Put("some", map[string]any{"a": "", "b": 0, "c": false})
	if got := string(d.JSON()); got != `{"some":{"b":0,"c":false}}` {
		t.Errorf("kept %s", got)
	}
}
