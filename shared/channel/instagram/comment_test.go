package instagram_test

import (
	"fmt"
	"testing"
	"time"

	"transom/shared/channel"
	"transom/shared/channel/channeltest"
	"transom/shared/channel/instagram"
	"transom/shared/channel/meta"
	"transom/shared/rules"
)

func parse(t *testing.T, body string) channel.Payload {
	t.Helper()
	tree, err := meta.Read([]byte(body))
	if err != nil {
		t.Fatalf("read %s: %v", body, err)
	}
	p := instagram.Parse(tree, channeltest.Received)
	if err := channeltest.Storable(p); err != nil {
		t.Errorf("cannot be stored: %v", err)
	}
	return p
}

// changed puts a change into a body, as Facebook Login tells it.
func changed(change string) string {
	return `{"object":"instagram","entry":[{"id":"100","time":1763700009,"changes":[{` + change + `}]}]}`
}

// flat puts a change into a body, as the documents of Instagram Login tell it.
func flat(change string) string {
	return `{"object":"instagram","entry":[{"id":"100","time":1763700009000,` + change + `}]}`
}

func TestACommentIsReadInEachOfItsShapes(t *testing.T) {
	const ana, us = `,"from":{"id":"6","username":"ana"}`, `,"from":{"id":"100","username":"shop"}`
	for _, c := range []struct {
		name, body       string
		id, about, who   string
		username, parent string
		dir              rules.Direction
		live             bool
	}{
		{"as it comes", changed(`"field":"comments","value":{"id":"c1","text":"hi","media":{"id":"m1","media_product_type":"FEED"}` + ana + `}`), "c1", "", "6", "ana", "", rules.In, false},
		{"with the id under another name", changed(`"field":"comments","value":{"comment_id":"c1","text":"hi","media":{"id":"m1","ad_id":"a","ad_title":"Sale"}` + ana + `}`), "c1", "", "6", "ana", "", rules.In, false},
		{"flat", flat(`"field":"comments","value":{"id":"c1","text":"hi","media":{"id":"m1"}` + ana + `}`), "c1", "", "6", "ana", "", rules.In, false},
		{"in a list", changed(`"field":"comments","value":[{"id":"c1","text":"hi","media":{"id":"m1"}` + ana + `}]`), "c1", "", "6", "ana", "", rules.In, false},
		{"without a field", changed(`"value":{"id":"c1","text":"hi","media":{"id":"m1"}` + ana + `}`), "c1", "", "6", "ana", "", rules.In, false},
		{"with ids that are numbers", changed(`"field":"comments","value":{"id":17887498072083520123,"text":"hi","media":{"id":"m1"},"from":{"id":6,"username":"ana"}}`), "17887498072083520123", "", "6", "ana", "", rules.In, false},
		{"an answer", changed(`"field":"comments","value":{"id":"c2","parent_id":"c1","text":"hi","media":{"id":"m1"}` + ana + `}`), "c2", "c1", "6", "ana", "c1", rules.In, false},
		{"below the post itself", changed(`"field":"comments","value":{"id":"c1","parent_id":"m1","text":"hi","media":{"id":"m1"}` + ana + `}`), "c1", "", "6", "ana", "", rules.In, false},
		{"by nobody", changed(`"field":"comments","value":{"id":"c1","text":"hi","media":{"id":"m1"}}`), "c1", "", "anonymous:c1", "", "", rules.In, false},
		{"by a name alone", changed(`"field":"comments","value":{"id":"c1","text":"hi","media":{"id":"m1"},"from":{"username":"ana"}}`), "c1", "", "anonymous:c1", "ana", "", rules.In, false},
		{"in a live broadcast", changed(`"field":"live_comments","value":{"id":"c1","text":"hi","media":{"id":"m1"}` + ana + `}`), "c1", "", "6", "ana", "", rules.In, true},
		{"our own answer", changed(`"field":"comments","value":{"id":"c2","parent_id":"c1","text":"hi","media":{"id":"m1"}` + us + `}`), "c2", "c1", "", "", "c1", rules.Out, false},
		{"our own answer, under another id", changed(`"field":"comments","value":{"id":"c2","parent_id":"c1","text":"hi","media":{"id":"m1"},"from":{"id":"9","self_ig_scoped_id":"9"}}`), "c2", "c1", "", "", "c1", rules.Out, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := parse(t, c.body)
			if len(p.Batches) != 1 || len(p.Batches[0].Entries) != 1 || len(p.Problems)+len(p.Events) > 0 {
				t.Fatalf("understood %+v", p)
			}
			b, e := p.Batches[0], p.Batches[0].Entries[0]
			got := fmt.Sprint(e.PlatformID, "|", e.ReplyTo, "|", b.Address.UserID, "|", b.Address.Username, "|", e.Comment.ParentID, "|", e.Direction, e.Comment.Live, e.Counts)
			want := fmt.Sprint(c.id, "|", c.about, "|", c.who, "|", c.username, "|", c.parent, "|", c.dir, c.live, c.dir == rules.In)
			if got != want {
				t.Errorf("understood %s, want %s", got, want)
			}
			if b.Kind != rules.Comments || e.Opens || e.Text != "hi" || e.Type != rules.Text || e.Comment.PostID != "m1" || !e.At.Equal(time.Unix(1763700009, 0)) {
				t.Errorf("understood %+v at %+v", e, e.Comment)
			}
		})
	}
}

func TestAnAdsCommentSaysSo(t *testing.T) {
	e := parse(t, changed(`"field":"comments","value":{"id":"c1","text":"hi","media":{"id":"m1","ad_id":7,"ad_title":"Sale","original_media_id":"m0"}}`)).Batches[0].Entries[0]
	if want := `{"referral":{"headline":"Sale","source_id":"7","source_type":"ad"}}`; string(e.Details) != want {
		t.Errorf("kept %s, want %s", e.Details, want)
	}
}

func TestOtherChangesOfAnAccountAreEvents(t *testing.T) {
	for _, c := range []struct{ change, field, event, subject string }{
		{`"field":"mentions","value":{"media_id":"m1","comment_id":"c1"}`, "mentions", "comment.add", "c1"},
		{`"field":"mentions","value":{"media_id":"m1"}`, "mentions", "media.add", "m1"},
		{`"field":"story_insights","value":{"media_id":"m1","reach":5}`, "story_insights", "", "m1"},
		{`"field":"comments","value":{"id":"c1","text":"ours","from":{"id":"100"},"media":{"id":"m1"}}`, "comments", "comment.add", "c1"},
		{`"field":"telepathy","value":7`, "telepathy", "", ""},
	} {
		p := parse(t, changed(c.change))
		if len(p.Events) != 1 || len(p.Batches)+len(p.Problems) > 0 {
			t.Fatalf("%s is understood as %+v", c.change, p)
		}
		if e := p.Events[0]; e.Account != "100" || e.Field != c.field || e.Event != c.event || e.Subject != c.subject || len(e.Details) == 0 {
			t.Errorf("%s is understood as %+v", c.change, e)
		}
	}
}

func TestAHandoverComesAsAChangeToo(t *testing.T) {
	p := parse(t, changed(`"field":"messaging_handover","value":{"sender":{"id":"5"},"recipient":{"id":"100"},"timestamp":1763700000,"pass_thread_control":{"new_owner_app_id":"2"}}`))
	if len(p.Batches) != 1 || p.Batches[0].Entries[0].Type != rules.Handover || p.Batches[0].Address.UserID != "5" {
		t.Errorf("understood %+v", p)
	}
}
