package messenger_test

import (
	"strings"
	"testing"

	"transom/shared/channel"
	"transom/shared/channel/channeltest"
	"transom/shared/channel/messaging"
	"transom/shared/channel/messenger"
	"transom/shared/channel/meta"
	"transom/shared/rules"
)

func TestPayloadsAreUnderstoodAsExpected(t *testing.T) {
	channeltest.Expectations(t, []string{"messenger", "facebook"}, func(t *testing.T, want channeltest.Expectation) {
		p := messenger.Parse(want.Body, channeltest.Received)
		if kind, _ := want.Events[0]["kind"].(string); strings.HasPrefix(kind, "api_") { // a call's answer and no webhook
			if len(p.Batches)+len(p.Statuses)+len(p.Marks)+len(p.Events) > 0 || len(p.Problems) != 1 {
				t.Errorf("understood %+v from a body that is no webhook", p)
			}
			return
		}
		if len(p.Problems) > 0 {
			t.Errorf("problems: %+v", p.Problems)
		}
		// Hiding a comment does not tell its words again: they stay with the comment.
		channeltest.Compare(t, flatten(p), want.Events, "feed.comment.hide.text", "feed.comment.unhide.text")
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
		kind := map[rules.Delivery]string{rules.Delivered: "delivery", rules.Read: "read"}[m.Status]
		ev := map[string]any{"kind": kind, "account": m.Account, "sender": m.Address.UserID, "ids": m.PlatformIDs, "ts_ms": m.At.UnixMilli()}
		if !m.Watermark.IsZero() {
			ev["watermark"] = m.Watermark.UnixMilli()
		}
		events = append(events, ev)
	}
	for _, o := range p.Events {
		events = append(events, happened(o))
	}
	return events
}

func happened(o channel.Event) map[string]any {
	said, _ := meta.Read(o.Details)
	ev := map[string]any{"kind": "other_change", "field": o.Field, "account": o.Account, "ts_ms": o.At.UnixMilli()}
	switch {
	case o.Field == "messaging_policy_enforcement":
		ev["kind"], ev["what"] = "other", "policy-enforcement"
	case o.Field == "feed":
		ev["kind"], ev["id"], ev["post"], ev["parent"] = "feed."+o.Event, o.Subject, said.Text("post_id"), said.Text("parent_id")
		ev["text"], ev["sender"] = said.Text("message"), said.Tree("from").Text("id")
		if ev["sender"] == "" || said.Has("sender_id") {
			ev["sender"] = said.Text("sender_id")
		}
	case o.Event == "": // a change whose value did not come along says nothing to act on
		ev["kind"] = "ignore"
	}
	return ev
}

// comment writes an entry about a comment. The collection says of the Page's own comments what it says of a
// customer's, and gives the post as the parent of what stands on the post itself.
func comment(b channel.Batch, e rules.Entry) map[string]any {
	verb := map[rules.Type]string{rules.Edit: "edited", rules.Revoke: "remove", rules.Hide: "hide", rules.Unhide: "unhide"}[e.Type]
	ev := map[string]any{"kind": "feed.comment." + verb, "id": e.ReplyTo, "post": e.Comment.PostID, "parent": e.Comment.ParentID, "ts_ms": e.At.UnixMilli()}
	if verb == "" {
		ev["kind"], ev["id"] = "feed.comment.add", e.PlatformID
	}
	if ev["parent"] == "" {
		ev["parent"] = e.Comment.PostID
	}
	if ev["sender"] = b.Address.UserID; b.Address.UserID == "" && e.Direction == rules.Out {
		ev["sender"] = b.Account
	}
	ev["text"] = e.Text
	return ev
}

func message(b channel.Batch, e rules.Entry) map[string]any {
	ev := map[string]any{
		"kind": "message", "direction": "in", "id": e.PlatformID, "type": string(e.Type), "account": b.Account,
		"sender": strings.TrimPrefix(b.Address.UserID, messaging.UserRef), "text": e.Text, "reply_to": e.ReplyTo, "ts_ms": e.At.UnixMilli(),
	}
	if e.Direction == rules.Out {
		ev["direction"], ev["sender"], ev["peer"] = "out_echo", b.Account, b.Address.UserID
		ev["standby"] = e.Via == rules.ViaApp
	}
	said, _ := meta.Read(e.Details)
	switch e.Type {
	case rules.React:
		ev["kind"], ev["target"], ev["emoji"], ev["action"] = "reaction", e.ReplyTo, e.Text, "react"
		if e.Text == "" {
			ev["action"] = "unreact"
		}
	case rules.Edit:
		ev["kind"], ev["id"] = "edit", e.ReplyTo
	case rules.Revoke:
		ev["kind"], ev["id"], ev["type"] = "deleted", e.ReplyTo, "text"
	case rules.Postback:
		ev["kind"], ev["payload"] = "postback", said.Tree("postback").Text("payload")
	case rules.Referral:
		ev["kind"], ev["ref"] = "referral", said.Tree("referral").Text("ref")
		ev["source"] = strings.ToUpper(said.Tree("referral").Text("source_type"))
	case rules.OptIn:
		ev["kind"], ev["ref"] = "optin", said.Tree("optin").Text("ref")
	case rules.Handover:
		ev["kind"], ev["what"] = "other", said.Tree("handover").Text("action")+"_thread_control"
	}
	ev["payload"] = said.Tree("postback").Text("payload") + said.Tree("quick_reply").Text("payload")
	attached(ev, e, said)
	return ev
}

// attached adds what the expectations say of attachments; theirs are the platform's words, ours are those of all
// channels.
func attached(ev map[string]any, e rules.Entry, said meta.Tree) {
	if e.Media != nil {
		ev["media_url"] = e.Media.URL
		ev["attachments"] = 1 + len(e.More)
	}
	if said.Has("location") || said.Has("share") || said.Has("attachments") {
		ev["attachments"] = 1
	}
	switch {
	case e.Type == rules.Sticker:
		ev["type"] = "image" // it has a sticker_id: docs/payloads.md
	case e.Type == rules.QuickReply:
		ev["type"] = "text"
	case said.Tree("share").Text("kind") == "link":
		ev["type"] = "fallback"
	case e.Type == rules.Share:
		ev["type"] = "template"
	case said.Has("story"):
		ev["type"], ev["story_id"] = "story_reply", said.Tree("story").Text("id")
	}
}
