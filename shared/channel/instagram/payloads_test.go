package instagram_test

import (
	"strings"
	"testing"

	"transom/shared/channel"
	"transom/shared/channel/channeltest"
	"transom/shared/channel/instagram"
	"transom/shared/channel/meta"
	"transom/shared/rules"
)

func TestPayloadsAreUnderstoodAsExpected(t *testing.T) {
	channeltest.Expectations(t, []string{"instagram"}, func(t *testing.T, want channeltest.Expectation) {
		p := instagram.Parse(want.Body, channeltest.Received)
		if kind, _ := want.Events[0]["kind"].(string); strings.HasPrefix(kind, "api_") { // a call's answer and no webhook
			if len(p.Batches)+len(p.Statuses)+len(p.Marks)+len(p.Events) > 0 || len(p.Problems) != 1 {
				t.Errorf("understood %+v from a body that is no webhook", p)
			}
			return
		}
		if len(p.Problems) > 0 {
			t.Errorf("problems: %+v", p.Problems)
		}
		channeltest.Compare(t, flatten(p), want.Events)
	})
}

// flatten writes what was understood in the words of the expectations.
func flatten(p channel.Payload) (events []map[string]any) {
	for _, b := range p.Batches {
		for _, e := range b.Entries {
			if b.Kind == rules.Comments {
				events = append(events, comment(b, e))
			} else {
				events = append(events, message(b, e))
			}
		}
	}
	for _, m := range p.Marks {
		events = append(events, map[string]any{
			"kind": string(m.Status), "account": m.Account, "sender": m.Address.UserID, "id": strings.Join(m.PlatformIDs, ","), "ts_ms": m.At.UnixMilli(),
		})
	}
	for _, o := range p.Events {
		events = append(events, map[string]any{"kind": "other_change", "field": o.Field, "event": o.Event, "id": o.Subject})
	}
	return events
}

func comment(b channel.Batch, e rules.Entry) map[string]any {
	ev := map[string]any{
		"kind": "ig.comments", "id": e.PlatformID, "sender": b.Address.UserID, "username": b.Address.Username, "text": e.Text,
		"media": e.Comment.PostID, "parent": e.Comment.ParentID, "ts_ms": e.At.UnixMilli(), "direction": string(e.Direction),
	}
	if e.Comment.Live {
		ev["kind"] = "ig.live_comments"
	}
	return ev
}

func message(b channel.Batch, e rules.Entry) map[string]any {
	said, _ := meta.Read(e.Details)
	ev := map[string]any{
		"kind": "message", "direction": string(e.Direction), "id": e.PlatformID, "type": string(e.Type), "account": b.Account,
		"sender": b.Address.UserID, "text": e.Text, "reply_to": e.ReplyTo, "ts_ms": e.At.UnixMilli(),
	}
	if e.Media != nil {
		ev["media_url"], ev["attachments"] = e.Media.URL, 1+len(e.More)
	}
	if said.Has("story") {
		ev["story_id"], ev["story_url"] = said.Tree("story").Text("id"), said.Tree("story").Text("url")
	}
	if odd := said.List("attachments"); e.Type == rules.Unsupported && len(odd) > 0 {
		a := meta.AsTree(odd[0])
		ev["type"], ev["attachments"], ev["media_url"] = a.Text("type"), len(odd), a.Tree("payload").Text("url")
	}
	return ev
}
