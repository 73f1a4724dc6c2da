package wire

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"transom/shared/rules"
)

var noon = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

func asJSON(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestAMessageSaysWhatBecameOfIt(t *testing.T) {
	e := rules.Entry{
		Conversation: "c1", Key: "k1", Kind: rules.Message, Direction: rules.In, Type: rules.Image, Text: "new", At: noon, Status: rules.Received,
		Media: &rules.Media{State: rules.MediaReady, MIME: "image/png"}, More: []rules.Media{{State: rules.MediaPending}, {State: rules.MediaFailed, Problem: "gone"}},
		Comment:   &rules.Place{PostID: "p", ParentID: "q", Permalink: "https://x", Live: true},
		Reactions: []rules.Reaction{{By: rules.ByCustomer, Emoji: "👍", At: noon}, {By: rules.ByUs, At: noon}},
		Versions:  []rules.Version{{Text: "old", At: noon}, {Text: "new", At: noon.Add(time.Minute)}},
		HiddenAt:  noon.Add(2 * time.Minute), ShownAt: noon.Add(time.Minute), PrivateReplyAt: noon.Add(time.Hour),
		Details: json.RawMessage(`{"a":1}`),
	}
	m := OfEntry(e)
	if len(m.Reactions) != 1 || m.Reactions[0].Emoji != "👍" {
		t.Errorf("a reaction that was taken back is shown: %+v", m.Reactions)
	}
	if !m.Hidden || len(m.Versions) != 2 || len(m.More) != 2 || m.More[1].Problem != "gone" || m.Comment.ParentID != "q" {
		t.Errorf("got %+v", m)
	}
	if m.PrivateReplyAt == nil || !m.PrivateReplyAt.Equal(noon.Add(time.Hour)) || m.DeletedAt != nil {
		t.Errorf("answered privately %v, deleted %v", m.PrivateReplyAt, m.DeletedAt)
	}
	e.ShownAt = noon.Add(3 * time.Minute)
	if OfEntry(e).Hidden {
		t.Error("a comment that was shown again is hidden")
	}
}

func TestAPlainMessageHasNoMembersThatSayNothing(t *testing.T) {
	e := rules.Entry{Conversation: "c1", Key: "k1", Kind: rules.Message, Direction: rules.Out, Type: rules.Text, Text: "hi", At: noon, Status: rules.Queued}
	want := `{"id":"k1","conversationId":"c1","kind":"message","direction":"out","type":"text","text":"hi","status":"queued","at":"2026-11-20T12:00:00Z"}`
	if got := asJSON(t, OfEntry(e)); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestDetailsThatAreNoObjectAreLeftOut(t *testing.T) {
	for _, details := range []string{`[1]`, `"x"`, `{`, ``} {
		e := rules.Entry{Kind: rules.Message, Details: json.RawMessage(details)}
		if m := OfEntry(e); m.Details != nil {
			t.Errorf("%s: %v", details, m.Details)
		}
	}
}

func TestWhatAClientSendsComesBackAsItWas(t *testing.T) {
	in := &rules.Interactive{Header: "h", Footer: "f", Open: "o", Buttons: []rules.Choice{{ID: "1", Title: "a", Description: "d"}},
		Sections: []rules.Section{{Title: "s", Rows: []rules.Choice{{ID: "2", Title: "b"}}}}}
	if diff := cmp.Diff(in, ofInteractive(in).Rule()); diff != "" {
		t.Errorf("buttons and lists (-want +got):\n%s", diff)
	}
	use := &rules.TemplateUse{Name: "n", Language: "en_US", Header: []rules.Value{{Kind: "image"}}, Body: []rules.Value{{Kind: "text", Name: "who", Text: "Ana"}},
		Buttons: []rules.ButtonValue{{Index: 1, SubType: "url", Text: "x"}}}
	if diff := cmp.Diff(use, ofTemplate(use).Rule()); diff != "" {
		t.Errorf("a template (-want +got):\n%s", diff)
	}
	if ofInteractive(nil).Rule() != nil || ofTemplate(nil).Rule() != nil {
		t.Error("nothing becomes something")
	}
}

func TestAChannelSaysWhatItsKindHas(t *testing.T) {
	for _, c := range []struct {
		in       rules.Channel
		login    string
		widget   bool
		state    string
		hasSince bool
	}{
		{rules.Channel{Kind: rules.WhatsApp}, "", false, "working", false},
		{rules.Channel{Kind: rules.Instagram, Health: rules.Health{State: rules.Restricted, Since: noon}}, "facebook", false, "restricted", true},
		{rules.Channel{Kind: rules.Instagram, Login: rules.InstagramLogin}, "instagram", false, "working", false},
		{rules.Channel{Kind: rules.WebChat}, "", true, "working", false},
	} {
		got := OfChannel(c.in)
		if got.Login != c.login || (got.Widget != nil) != c.widget || got.Health.State != c.state || (got.Health.Since != nil) != c.hasSince {
			t.Errorf("%+v: got %+v", c.in, got)
		}
		if got.Widget != nil && got.Widget.Origins == nil {
			t.Error("a widget's pages are null")
		}
	}
}

func TestARowSaysThatItsNewestMessageIsAComment(t *testing.T) {
	c := rules.Conversation{ID: "c1", Kind: rules.Comments, Preview: rules.Preview{Key: "k", At: noon, Type: rules.Revoke, Comment: true}}
	p := OfConversation(c).Preview
	if p == nil || !p.Comment || p.Type != "revoke" || p.Text != "" {
		t.Errorf("got %+v", p)
	}
}
