package conformance_test

import (
	"testing"

	"transom/infra/local/sandbox"
	"transom/shared/channel"
	"transom/shared/rules"
)

func TestACommentIsAnsweredInPublicOnceInPrivateHiddenAndShown(t *testing.T) {
	for _, d := range desks[1:] {
		t.Run(d.name, func(t *testing.T) {
			r := newRig(t)
			th := r.wrote(d.kind, d.account)
			var comment sandbox.Comment
			r.call("POST", "/api/comments", map[string]any{"customer": th.customer, "platform": string(d.kind), "account": d.account, "text": "how much?"}, &comment)
			on := func(e rules.Entry) rules.Entry {
				e.ReplyTo, e.Comment = comment.ID, &rules.Place{PostID: comment.Post}
				return e
			}
			of := func(id string) sandbox.Comment {
				var list struct{ Items []sandbox.Comment }
				r.call("GET", "/api/comments?account="+d.account, nil, &list)
				for _, c := range list.Items {
					if c.ID == id {
						return c
					}
				}
				t.Fatalf("there is no comment %s", id)
				return sandbox.Comment{}
			}
			public := r.send(th, on(rules.Entry{Type: rules.Text, Text: "ten <€>"}), "")
			if public.Error != nil || public.Unknown {
				t.Fatalf("a public answer is %+v %+v", public, public.Error)
			}
			if c := of(public.PlatformID); c.Parent != comment.ID || c.Text != "ten <€>" || c.Direction != sandbox.Out {
				t.Errorf("it arrives as %+v", c)
			}
			private := r.send(th, on(rules.Entry{Type: rules.Text, Text: "dear", Private: true}), "")
			if private.Error != nil || private.PlatformID == "" || of(comment.ID).PrivateReply != private.PlatformID {
				t.Errorf("a private answer is %+v %+v", private, private.Error)
			}
			if again := r.send(th, on(rules.Entry{Type: rules.Text, Text: "dear", Private: true}), ""); again.Error == nil || again.Error.Reason != "private_reply_used" || again.Class != channel.Never {
				t.Errorf("a second one is %+v %+v", again, again.Error)
			}
			for _, e := range []rules.Entry{{Type: rules.Hide}, {Type: rules.Unhide}} {
				if out := r.send(th, on(e), ""); out.Error != nil || out.Unknown || of(comment.ID).Hidden != (e.Type == rules.Hide) {
					t.Errorf("%s is %+v %+v, hidden: %t", e.Type, out, out.Error, of(comment.ID).Hidden)
				}
			}
		})
	}
}

func TestAPrivateAnswerTellsWhoIsBehindAComment(t *testing.T) {
	for _, d := range desks[1:] {
		t.Run(d.name, func(t *testing.T) {
			r := newRig(t)
			th := r.wrote(d.kind, d.account)
			var comment sandbox.Comment
			r.call("POST", "/api/comments", map[string]any{"customer": th.customer, "platform": string(d.kind), "account": d.account, "text": "hm"}, &comment)
			scoped := th.to.UserID
			th.to = rules.Address{UserID: "the commenter's other id"}
			out := r.send(th, rules.Entry{Type: rules.Text, Text: "dear", Private: true, ReplyTo: comment.ID, Comment: &rules.Place{PostID: comment.Post}}, "")
			if out.Error != nil || out.Reached.UserID != scoped {
				t.Errorf("it reached %+v, want %s (%+v)", out.Reached, scoped, out.Error)
			}
		})
	}
}
