package main

import (
	"testing"
	"time"

	"transom/shared/channel/meta/metatest"
	"transom/shared/clock"
	"transom/shared/rules"
)

func TestAReactionChangesItsTargetOnceThePlatformHasTakenIt(t *testing.T) {
	b := bureauOn(t, rules.Channel{Kind: rules.Messenger, AccountID: "page"})
	now := clock.Now()
	id := b.person("psid", rules.Messages, rules.Entry{PlatformID: "m_0", At: now})
	ref := b.drafts(id, rules.Draft{Type: rules.React, Text: "🎉", ReplyTo: "m_0", At: now.Add(time.Second)})
	if len(b.byPlatformID("m_0").Reactions) != 0 {
		t.Error("the target shows it before it is sent")
	}
	batch, _ := b.run()
	target := b.byPlatformID("m_0")
	if e := b.entry(ref); e.Status != rules.Sent || len(target.Reactions) != 1 || target.Reactions[0].Emoji != "🎉" || target.Reactions[0].By != rules.ByUs {
		t.Errorf("the reaction is %s, the target has %+v", e.Status, target.Reactions)
	}
	if b.again(batch) != 0 || len(b.graph.Seen()) != 1 {
		t.Errorf("the record again: %d calls", len(b.graph.Seen()))
	}
	b.graph.Answer = func(metatest.Request) (int, string) { return 400, `{"error":{"code":100}}` }
	b.drafts(id, rules.Draft{Type: rules.React, Text: "", ReplyTo: "m_0", At: now.Add(2 * time.Second)})
	b.run()
	if target := b.byPlatformID("m_0"); target.Reactions[0].Emoji != "🎉" {
		t.Errorf("what was refused took the reaction back: %+v", target.Reactions)
	}
}

func TestACommentIsAnsweredInPublicHiddenAndAnsweredOnceInPrivate(t *testing.T) {
	for _, kind := range []rules.ChannelKind{rules.Messenger, rules.Instagram} {
		t.Run(string(kind), func(t *testing.T) {
			b := bureauOn(t, rules.Channel{Kind: kind, AccountID: "page", Holder: "page"})
			now := clock.Now()
			id := b.person("commenter", rules.Comments, rules.Entry{PlatformID: "c_1", At: now, Comment: &rules.Place{PostID: "p_1"}})
			comment := b.byPlatformID("c_1")
			public := b.drafts(id, rules.Draft{Text: "thanks", Target: &comment, At: now.Add(time.Second)})
			b.run()
			if e := b.entry(public); e.Status != rules.Sent || e.PlatformID != "c_9" {
				t.Errorf("the public answer is %s %s %+v", e.Status, e.PlatformID, e.Error)
			}
			b.drafts(id, rules.Draft{Type: rules.Hide, Target: &comment, At: now.Add(2 * time.Second)})
			private := b.drafts(id, rules.Draft{Text: "dear", Private: true, Target: &comment, At: now.Add(3 * time.Second)})
			second := b.drafts(id, rules.Draft{Text: "again", Private: true, Target: &comment, At: now.Add(4 * time.Second)}) // asked before the first had gone out
			b.run()
			calls := len(b.graph.Seen())
			if e := b.entry(private); e.Status != rules.Sent {
				t.Errorf("the private answer is %s %+v", e.Status, e.Error)
			}
			if e := b.entry(second); e.Status != rules.Failed || e.Error.Reason != "private_reply_used" || calls != 3 {
				t.Errorf("the second one is %s %+v after %d calls", e.Status, e.Error, calls)
			}
			if c := b.byPlatformID("c_1"); !c.Hidden() || c.PrivateReplyAt.IsZero() {
				t.Errorf("the comment is hidden: %t, answered privately: %s", c.Hidden(), c.PrivateReplyAt)
			}
		})
	}
}

func TestAWebChatIsOurOwnPlatform(t *testing.T) {
	b := bureauOn(t, rules.Channel{Kind: rules.WebChat, AccountID: "site"})
	b.courier.secrets = nil // there is no token to ask for
	now := clock.Now()
	id := b.person("visitor", rules.Messages, rules.Entry{PlatformID: "v_1", At: now.Add(-90 * 24 * time.Hour)})
	ref := b.drafts(id, rules.Draft{Text: "hi", At: now})
	b.run()
	if e := b.entry(ref); e.Status != rules.Sent || e.PlatformID == "" || len(b.graph.Seen()) != 0 {
		t.Errorf("the message is %s %q %+v", e.Status, e.PlatformID, e.Error)
	}
}

// Nothing is lost or doubled by giving it to ourselves again, so an answer never ends as one that nobody knows about.
func TestAWebChatsMessageWhoseSenderDiedGoesOutAllTheSame(t *testing.T) {
	b := bureauOn(t, rules.Channel{Kind: rules.WebChat, AccountID: "site"})
	now := clock.Now()
	id := b.person("visitor", rules.Messages, rules.Entry{PlatformID: "v_1", At: now})
	ref := b.drafts(id, rules.Draft{Text: "hi", At: now})
	batch := b.desk.Records(t, "courier")
	claim := func(at time.Time, lease time.Duration) { // and then nothing
		if _, ok, err := b.desk.Store.Claim(t.Context(), b.ws, ref, at, lease); err != nil || !ok {
			t.Fatalf("claim: %t, %v", ok, err)
		}
	}
	claim(now, b.courier.patience.lease)
	if again := b.again(batch); again != 1 || b.entry(ref).Status != rules.Sending { // the closer may have it, and end it
		t.Errorf("while the lease runs %d come again and the message is %s", again, b.entry(ref).Status)
	}
	b.courier.patience.lease = time.Millisecond // so that one of an earlier moment is over
	b.must(b.desk.Store.Requeue(t.Context(), b.ws, ref))
	claim(now.Add(-time.Minute), time.Millisecond)
	if again := b.again(batch); again != 0 {
		t.Errorf("after the lease %d come again", again)
	}
	b.run()
	if e := b.entry(ref); e.Status != rules.Sent || e.PlatformID == "" {
		t.Errorf("the message is %s %q %+v", e.Status, e.PlatformID, e.Error)
	}
}
