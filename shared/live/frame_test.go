package live

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"transom/shared/wire"
)

func TestASmallFrameStaysWhole(t *testing.T) {
	got, err := Encode(wire.Down{T: "change", Sequence: 7, Gone: []string{"a", "b"}})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{`{"t":"change","sequence":7,"gone":["a","b"]}`}
	if diff := cmp.Diff(want, texts(got)); diff != "" {
		t.Error(diff)
	}
}

func TestPiecesStayBelowTheLimitAndLoseNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := wire.Down{T: "change", Sequence: 9, Counters: &wire.Counters{Open: 3}}
		for i := range rapid.IntRange(0, 60).Draw(t, "rows") {
			in.Rows = append(in.Rows, wire.Conversation{ID: fmt.Sprint("row", i), Contact: wire.Contact{Name: strings.Repeat("ü", rapid.IntRange(0, 200).Draw(t, "name"))}})
		}
		for i := range rapid.IntRange(0, 60).Draw(t, "messages") {
			in.Messages = append(in.Messages, wire.Message{ID: fmt.Sprint("message", i), Text: strings.Repeat("<", rapid.IntRange(0, 4096).Draw(t, "text"))})
		}
		for i := range rapid.IntRange(0, 60).Draw(t, "gone") {
			in.Gone = append(in.Gone, fmt.Sprint("gone", i))
		}
		for i := range rapid.IntRange(0, 60).Draw(t, "warnings") {
			in.Warnings = append(in.Warnings, wire.Warning{Conversation: fmt.Sprint("row", i), To: "team"})
		}
		pieces, err := Encode(in)
		if err != nil {
			t.Fatal(err)
		}
		var joined wire.Down
		for i, p := range pieces {
			var d wire.Down
			if err := json.Unmarshal(p, &d); err != nil {
				t.Fatal(err)
			}
			if len(p) > FrameLimit {
				t.Fatalf("piece %d has %d bytes", i, len(p))
			}
			if d.T != in.T || d.Sequence != in.Sequence || (d.Counters != nil) != (i == 0) {
				t.Fatalf("piece %d is %s %d with counters %v", i, d.T, d.Sequence, d.Counters)
			}
			joined.Rows = append(joined.Rows, d.Rows...)
			joined.Messages = append(joined.Messages, d.Messages...)
			joined.Gone = append(joined.Gone, d.Gone...)
			joined.Warnings = append(joined.Warnings, d.Warnings...)
		}
		joined.T, joined.Sequence, joined.Counters = in.T, in.Sequence, in.Counters
		if diff := cmp.Diff(in, joined); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestOneOversizedMessageGoesAloneAndFitsAPayload(t *testing.T) {
	huge := wire.Message{ID: "huge", Text: strings.Repeat("\x01", 10_000)} // six bytes each in JSON
	pieces, err := Encode(wire.Down{T: "change", Messages: []wire.Message{{ID: "a"}, huge, {ID: "b"}}})
	if err != nil {
		t.Fatal(err)
	}
	if len(pieces) != 3 {
		t.Errorf("got %d pieces, want 3", len(pieces))
	}
	for _, p := range pieces {
		if len(p) > PayloadLimit {
			t.Errorf("piece of %d bytes", len(p))
		}
	}
}

func texts(pieces [][]byte) []string {
	var out []string
	for _, p := range pieces {
		out = append(out, string(p))
	}
	return out
}
