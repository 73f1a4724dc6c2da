package rules

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// about is a message about the message "m1".
func about(t Type, text string, at time.Time, way Direction) Entry {
	id := string(t) + text + at.String() + string(way)
	return Entry{Kind: Message, Direction: way, Type: t, Text: text, ReplyTo: "m1", PlatformID: id, Key: MessageKey(at, id), At: at}
}

func TestAmend(t *testing.T) {
	said := inbound("m1", noon)
	photo := said
	photo.Media = &Media{PlatformID: "media", URL: "https://x", Name: "face.jpg", State: MediaReady, Object: "m/1"}
	photo.More = []Media{{PlatformID: "media2", State: MediaPending}}
	ours := Entry{Kind: Message, Direction: Out, Type: Text, Text: "ours", PlatformID: "m1", At: noon, Status: Sent}
	at := func(n int) time.Time { return noon.Add(time.Duration(n) * time.Minute) }
	for _, c := range []struct {
		name  string
		was   Entry
		by    []Entry
		check func(t *testing.T, got Entry)
	}{
		{"a reaction stands beside the message", said, []Entry{about(React, "👍", at(1), In)},
			func(t *testing.T, got Entry) {
				wantEqual(t, got.Reactions, []Reaction{{ByCustomer, "👍", at(1)}})
			}},
		{"each side has one reaction, the newest", said, []Entry{about(React, "👍", at(1), In), about(React, "😢", at(3), In), about(React, "🎉", at(2), Out)},
			func(t *testing.T, got Entry) {
				wantEqual(t, got.Reactions, []Reaction{{ByCustomer, "😢", at(3)}, {ByUs, "🎉", at(2)}})
			}},
		{"a reaction that was taken back does not return when an older one comes late", said,
			[]Entry{about(React, "", at(2), In), about(React, "👍", at(1), In)},
			func(t *testing.T, got Entry) { wantEqual(t, got.Reactions, []Reaction{{ByCustomer, "", at(2)}}) }},
		{"an edit changes the text and keeps what it was", said, []Entry{about(Edit, "second", at(1), In)},
			func(t *testing.T, got Entry) {
				want(t, "text", got.Text, "second")
				wantEqual(t, got.Versions, []Version{{"text of m1", noon}, {"second", at(1)}})
			}},
		{"an older edit that comes late changes only the history", said, []Entry{about(Edit, "third", at(2), In), about(Edit, "second", at(1), In)},
			func(t *testing.T, got Entry) {
				want(t, "text", got.Text, "third")
				want(t, "versions", len(got.Versions), 3)
			}},
		{"nothing of a deleted message is left", photo, []Entry{about(Edit, "second", at(1), In), about(Revoke, "", at(2), In)},
			func(t *testing.T, got Entry) {
				want(t, "text", got.Text, "")
				want(t, "versions", len(got.Versions), 0)
				want(t, "file", got.Media.State, MediaDoomed)
				want(t, "file's name", got.Media.Name, "")
				want(t, "file without a copy of ours", got.More[0].State, MediaGone)
			}},
		{"an edit after the deletion brings no words back", said, []Entry{about(Revoke, "", at(2), In), about(Edit, "second", at(1), In)},
			func(t *testing.T, got Entry) { wantEqual(t, [2]any{got.Text, len(got.Versions)}, [2]any{"", 0}) }},
		{"a customer changes nothing that we said", ours, []Entry{about(Edit, "theirs", at(1), In), about(Revoke, "", at(2), In)},
			func(t *testing.T, got Entry) { wantEqual(t, got, ours) }},
		{"what was sent from the phone is edited and deleted there", ours, []Entry{about(Revoke, "", at(2), Out)},
			func(t *testing.T, got Entry) { want(t, "deleted at", got.DeletedAt, at(2)) }},
		{"a comment is hidden as it was said last", said, []Entry{about(Unhide, "", at(2), Out), about(Hide, "", at(1), Out)},
			func(t *testing.T, got Entry) { want(t, "hidden", got.Hidden(), false) }},
		{"a private answer is noted on the comment, the first one", said,
			[]Entry{{Direction: Out, Type: Text, Private: true, At: at(2)}, {Direction: Out, Type: Text, Private: true, At: at(1)}},
			func(t *testing.T, got Entry) { want(t, "answered privately", got.PrivateReplyAt, at(1)) }},
		{"a public answer changes nothing", said, []Entry{{Direction: Out, Type: Text, At: at(2)}},
			func(t *testing.T, got Entry) { wantEqual(t, got, said) }},
	} {
		t.Run(c.name, func(t *testing.T) { c.check(t, applied(c.was, c.by)) })
	}
}

func applied(target Entry, all []Entry) Entry {
	for _, by := range all {
		target, _ = Amend(target, by)
	}
	return target
}

func wantEqual(t *testing.T, got, want any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Platforms repeat and reorder. More texts than are kept make no difference to what stands in the message.
func TestAnyOrderAndRepetitionOfAmendmentsLeadsToOneMessage(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		one := rapid.Custom(func(t *rapid.T) Entry {
			way := rapid.SampledFrom([]Direction{In, Out}).Draw(t, "direction")
			typ := rapid.SampledFrom([]Type{React, Edit, Edit, Edit, Edit, Hide, Unhide, Text, Revoke}).Draw(t, "type")
			e := about(typ, rapid.SampledFrom([]string{"", "a", "b", "c"}).Draw(t, "text"), noon.Add(time.Duration(rapid.IntRange(-2, 12).Draw(t, "at"))*time.Second), way)
			e.Private = typ == Text
			return e
		})
		all := rapid.SliceOfN(one, 1, 24).Draw(t, "amendments")
		target := inbound("m1", noon)
		target.Media = &Media{State: MediaReady, Object: "o"}
		want := applied(target, all)

		again := append(append([]Entry(nil), all...), rapid.SliceOfN(rapid.SampledFrom(all), 0, 8).Draw(t, "repeated")...)
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		rng.Shuffle(len(again), func(i, j int) { again[i], again[j] = again[j], again[i] })
		got := applied(target, again)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("another order, another message (-want +got):\n%s", diff)
		}
		for _, by := range all {
			if _, changed := Amend(got, by); changed {
				t.Fatalf("%s at %s changes the message once more", by.Type, by.At)
			}
		}
	})
}
