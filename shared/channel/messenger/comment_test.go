package messenger_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"transom/shared/channel"
	"transom/shared/channel/channeltest"
	"transom/shared/channel/messenger"
	"transom/shared/channel/meta"
	"transom/shared/rules"
)

func parse(t *testing.T, body string) channel.Payload {
	t.Helper()
	tree, err := meta.Read([]byte(body))
	if err != nil {
		t.Fatalf("read %s: %v", body, err)
	}
	p := messenger.Parse(tree, channeltest.Received)
	if err := channeltest.Storable(p); err != nil {
		t.Errorf("cannot be stored: %v", err)
	}
	return p
}

// feed puts the value of a change of the feed into a body.
func feed(value string) string {
	return `{"object":"page","entry":[{"id":"100","time":1763700009,"changes":[{"field":"feed","value":{` + value + `}}]}]}`
}

const (
	dan  = `,"from":{"id":"8","name":"Dan"}`
	page = `,"from":{"id":"100","name":"Shop"}`
	onTo = `"item":"comment","comment_id":"9_1","post_id":"100_9","parent_id":"100_9","created_time":1763700000`
	down = `"item":"comment","comment_id":"9_2","post_id":"100_9","parent_id":"9_1","created_time":1763700000`
)

func TestACommentSaysWhatItIs(t *testing.T) {
	for _, c := range []struct {
		name, value   string
		typ           rules.Type
		dir           rules.Direction
		id, about     string
		who, text     string
		counts, below bool
	}{
		{"a comment", onTo + dan + `,"verb":"add","message":"hi"`, rules.Text, rules.In, "9_1", "", "8", "hi", true, false},
		{"a comment without a verb", onTo + dan + `,"message":"hi"`, rules.Text, rules.In, "9_1", "", "8", "hi", true, false},
		{"a comment of old times", onTo + `,"verb":"add","message":"hi","sender_id":8,"sender_name":"Dan"`, rules.Text, rules.In, "9_1", "", "8", "hi", true, false},
		{"an answer to a comment", down + dan + `,"verb":"add","message":"hi"`, rules.Text, rules.In, "9_2", "9_1", "8", "hi", true, true},
		{"a comment by nobody", onTo + `,"verb":"add","message":"hi"`, rules.Text, rules.In, "9_1", "", "anonymous:9_1", "hi", true, false},
		{"a picture", onTo + dan + `,"verb":"add","photo":"https://a.b/c.jpg"`, rules.Image, rules.In, "9_1", "", "8", "", true, false},
		{"a film with words", onTo + dan + `,"verb":"add","message":"hi","video":"https://a.b/c.mp4"`, rules.Video, rules.In, "9_1", "", "8", "hi", true, false},
		{"a comment without anything", onTo + dan + `,"verb":"add"`, rules.Unsupported, rules.In, "9_1", "", "8", "", true, false},
		{"our own answer", down + page + `,"verb":"add","message":"hi"`, rules.Text, rules.Out, "9_2", "9_1", "", "hi", false, true},
		{"an edit", onTo + dan + `,"verb":"edited","message":"new"`, rules.Edit, rules.In, "edit:9_1:1763700000000:" + meta.Digest("new"), "9_1", "8", "new", false, false},
		{"an edit in the other word", onTo + dan + `,"verb":"edit","message":"new"`, rules.Edit, rules.In, "edit:9_1:1763700000000:" + meta.Digest("new"), "9_1", "8", "new", false, false},
		{"our own edit", down + page + `,"verb":"edited","message":"new"`, rules.Edit, rules.Out, "edit:9_2:1763700000000:" + meta.Digest("new"), "9_2", "", "new", false, true},
		{"a removal", onTo + dan + `,"verb":"remove"`, rules.Revoke, rules.In, "revoke:9_1", "9_1", "8", "", false, false},
		{"a removal by nobody", onTo + `,"verb":"remove"`, rules.Revoke, rules.In, "revoke:9_1", "9_1", "anonymous:9_1", "", false, false},
		{"hidden", onTo + dan + `,"verb":"hide","message":"hi"`, rules.Hide, rules.Out, "hide:9_1:1763700000000", "9_1", "8", "", false, false},
		{"hidden, by the Page's name", onTo + page + `,"verb":"hide"`, rules.Hide, rules.Out, "hide:9_1:1763700000000", "9_1", "", "", false, false},
		{"shown again", onTo + dan + `,"verb":"unhide"`, rules.Unhide, rules.Out, "unhide:9_1:1763700000000", "9_1", "8", "", false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := parse(t, feed(c.value))
			if len(p.Batches) != 1 || len(p.Batches[0].Entries) != 1 || len(p.Problems)+len(p.Events) > 0 {
				t.Fatalf("understood %+v", p)
			}
			b, e := p.Batches[0], p.Batches[0].Entries[0]
			got := fmt.Sprint(e.Type, "|", e.Direction, "|", e.PlatformID, "|", e.ReplyTo, "|", b.Address.UserID, "|", e.Text, "|", e.Counts, e.Comment.ParentID != "")
			want := fmt.Sprint(c.typ, "|", c.dir, "|", c.id, "|", c.about, "|", c.who, "|", c.text, "|", c.counts, c.below)
			if got != want {
				t.Errorf("understood %s, want %s", got, want)
			}
			if b.Kind != rules.Comments || b.Account != "100" || e.Opens || e.Comment.PostID != "100_9" {
				t.Errorf("understood %+v with %+v", b, e.Comment)
			}
			if (e.Via == rules.ViaPage) != (c.dir == rules.Out) {
				t.Errorf("written by %q", e.Via)
			}
			if want := time.Unix(1763700000, 0); !e.At.Equal(want) {
				t.Errorf("it happened at %s, want %s", e.At, want)
			}
		})
	}
}

// created_time is that of the edit, in seconds: two may come in one.
func TestTwoEditsOfACommentAreTwo(t *testing.T) {
	first := parse(t, feed(onTo+dan+`,"verb":"edited","message":"a"`)).Batches[0].Entries[0]
	second := parse(t, feed(onTo+dan+`,"verb":"edited","message":"b"`)).Batches[0].Entries[0]
	again := parse(t, feed(onTo+dan+`,"verb":"edited","message":"a"`)).Batches[0].Entries[0]
	if first.Key == second.Key || first.Key != again.Key {
		t.Errorf("keys are %s, %s and %s", first.Key, second.Key, again.Key)
	}
}

// Ads tell a comment twice, in one body or in two.
func TestACommentToldTwiceIsOne(t *testing.T) {
	value := `{"field":"feed","value":{` + onTo + dan + `,"verb":"add","message":"hi"}}`
	p := parse(t, `{"entry":[{"id":"100","time":1763700001,"changes":[`+value+`]},{"id":"100","time":1763700002,"changes":[`+value+`]}]}`)
	if len(p.Batches) != 1 || len(p.Batches[0].Entries) != 1 || p.Batches[0].Name != "Dan" {
		t.Errorf("understood %+v", p.Batches)
	}
}

func TestOurOwnAnswersAreApartByWhomTheyAnswer(t *testing.T) {
	p := parse(t, `{"entry":[{"id":"100","time":1763700009,"changes":[{"field":"feed","value":{`+down+page+`,"message":"a"}},{"field":"feed","value":{`+
		strings.ReplaceAll(down, "9_", "8_")+page+`,"message":"b"}}]}]}`)
	if len(p.Batches) != 2 || p.Batches[0].Name+p.Batches[1].Name != "" || p.Batches[0].Entries[0].ReplyTo != "9_1" || p.Batches[1].Entries[0].ReplyTo != "8_1" {
		t.Errorf("understood %+v", p.Batches)
	}
}

func TestWhatOnlyTheFeedIsAboutIsAnEvent(t *testing.T) {
	for _, c := range []struct{ name, value, event, subject string }{
		{"our own comment on our own post", onTo + page + `,"verb":"add","message":"hi"`, "comment.add", "9_1"},
		{"a post of a visitor", `"item":"post","verb":"add","post_id":"100_9","message":"hi"` + dan, "post.add", "100_9"},
		{"a status", `"item":"status","verb":"add","post_id":"100_9"` + page, "status.add", "100_9"},
		{"a reaction to a post", `"item":"reaction","verb":"add","post_id":"100_9","reaction_type":"love"` + dan, "reaction.add", "100_9"},
		{"a reaction to a comment", `"item":"reaction","verb":"remove","post_id":"100_9","comment_id":"9_1"` + dan, "reaction.remove", "9_1"},
		{"a like", `"item":"like","verb":"add","post_id":"100_9"`, "like.add", "100_9"},
		{"an edit without the new text", onTo + dan + `,"verb":"edited"`, "comment.edited", "9_1"},
		{"a verb of next year", onTo + dan + `,"verb":"applaud"`, "comment.applaud", "9_1"},
		{"an item of next year", `"item":"hologram"`, "hologram", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := parse(t, feed(c.value))
			if len(p.Events) != 1 || len(p.Batches)+len(p.Problems) > 0 {
				t.Fatalf("understood %+v", p)
			}
			if e := p.Events[0]; e.Account != "100" || e.Field != "feed" || e.Event != c.event || e.Subject != c.subject || len(e.Details) == 0 {
				t.Errorf("understood %s %s %q of %s with %s", e.Field, e.Event, e.Subject, e.Account, e.Details)
			}
		})
	}
}

func TestOtherChangesOfAPageAreEvents(t *testing.T) {
	for _, c := range []struct{ change, field, event, subject string }{
		{`{"field":"mention","value":{"item":"comment","verb":"add","comment_id":"7_1","post_id":"7_0"}}`, "mention", "comment.add", "7_1"},
		{`{"field":"mention","value":{"item":"post","verb":"add","post_id":"7_0"}}`, "mention", "post.add", "7_0"},
		{`{"field":"parking"}`, "parking", "", ""},
		{`{"field":"name","value":"New name"}`, "name", "", ""},
	} {
		p := parse(t, `{"entry":[{"id":"100","time":1763700009,"changes":[`+c.change+`]}]}`)
		if len(p.Events) != 1 || len(p.Batches)+len(p.Problems) > 0 {
			t.Fatalf("%s is understood as %+v", c.change, p)
		}
		if e := p.Events[0]; e.Field != c.field || e.Event != c.event || e.Subject != c.subject || !e.At.Equal(time.Unix(1763700009, 0)) {
			t.Errorf("%s is understood as %+v", c.change, e)
		}
	}
}

func TestACommentHiddenFromTheStartIsHidden(t *testing.T) {
	e := parse(t, feed(onTo+dan+`,"verb":"add","message":"hi","is_hidden":true,"permalink_url":"https://www.facebook.com/9/1"`)).Batches[0].Entries[0]
	if !e.Hidden() || e.Comment.Permalink != "https://www.facebook.com/9/1" {
		t.Errorf("understood %+v at %+v", e, e.Comment)
	}
}

func TestACommentThatCannotBePlacedIsAProblem(t *testing.T) {
	for _, body := range []string{
		feed(`"item":"comment","verb":"add","message":"no id"` + dan),
		feed(`"item":"comment","verb":"add","comment_id":"` + strings.Repeat("9", 600) + `"`),
		strings.Replace(feed(onTo+dan), `"id":"100",`, ``, 1),
	} {
		if p := parse(t, body); len(p.Problems) != 1 || len(p.Batches)+len(p.Events) > 0 || !strings.HasPrefix(p.Problems[0].Where, "entry[0].changes[0]") {
			t.Errorf("%.200s is understood as %+v", body, p)
		}
	}
}
