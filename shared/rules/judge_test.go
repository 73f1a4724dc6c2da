package rules

import (
	"errors"
	"testing"
	"time"
)

// Who may write what, at the second before each deadline, at it and after it.
func TestJudgeAtTheEdgesOfEveryWindow(t *testing.T) {
	const day, week = 24 * time.Hour, 7 * 24 * time.Hour
	for _, c := range []struct {
		on         ChannelKind
		humanAgent bool
		by         Sender
		edge       time.Duration
		before, at Permit
	}{
		{WhatsApp, false, ByHuman, day, Free, Templates},
		{WhatsApp, false, ByProgram, day, Free, Templates},
		{WhatsApp, true, ByHuman, day, Free, Templates}, // no such thing there
		{WhatsApp, true, ByHuman, week, Templates, Templates},
		{Messenger, false, ByHuman, day, Free, MustWait},
		{Messenger, false, ByProgram, day, Free, MustWait},
		{Messenger, true, ByHuman, day, Free, AsHuman},
		{Messenger, true, ByProgram, day, Free, MustWait},
		{Messenger, true, ByHuman, week, AsHuman, MustWait},
		{Messenger, true, ByProgram, week, MustWait, MustWait},
		{Instagram, false, ByHuman, day, Free, MustWait},
		{Instagram, false, ByProgram, day, Free, MustWait},
		{Instagram, true, ByHuman, day, Free, AsHuman},
		{Instagram, true, ByProgram, day, Free, MustWait},
		{Instagram, true, ByHuman, week, AsHuman, MustWait},
		{WebChat, false, ByHuman, day, Free, Free},
		{WebChat, false, ByProgram, week, Free, Free},
	} {
		conv := fresh()
		conv.On = c.on
		conv = Receive(conv, Channel{ID: "ch1", Kind: c.on, HumanAgent: c.humanAgent}, []Entry{inbound("a", noon)}, noon).Conversation
		for off, permit := range map[time.Duration]Permit{-time.Second: c.before, 0: c.at, time.Second: c.at} {
			v := Judge(conv, c.by, noon.Add(c.edge+off))
			if v.Permit != permit {
				t.Errorf("%s, human agent %v, %s, %v after the message: got %s, want %s", c.on, c.humanAgent, c.by, c.edge+off, v.Permit, permit)
			}
			if closing := v.Permit == Free && c.on != WebChat; closing != (v.Permit != AsHuman && !v.Until.IsZero()) {
				t.Errorf("%s, %v: ends %v", c.on, v.Permit, v.Until)
			}
		}
	}
}

func TestCommentsAreAnsweredInPublicAtAnyTime(t *testing.T) {
	for _, on := range []ChannelKind{Messenger, Instagram} {
		conv := fresh()
		conv.On, conv.Kind = on, Comments
		e := inbound("a", noon)
		e.Opens, e.Comment = false, &Place{PostID: "post"}
		conv = Receive(conv, Channel{Kind: on}, []Entry{e}, noon).Conversation
		want(t, "permit a year later", Judge(conv, ByProgram, noon.AddDate(1, 0, 0)).Permit, Free)
		want(t, "window", conv.WindowClosesAt, time.Time{})
		want(t, "the row says that it is a comment", conv.Preview.Comment, true)
	}
}

func TestCanReplyPrivately(t *testing.T) {
	comment := inbound("a", noon)
	comment.Comment = &Place{PostID: "post"}
	answered, deleted, ours, message := comment, comment, comment, comment
	answered.PrivateReplyAt = noon.Add(time.Hour)
	deleted.DeletedAt = noon
	ours.Direction = Out
	message.Comment = nil
	for _, c := range []struct {
		name string
		e    Entry
		now  time.Time
		want error
	}{
		{"at once", comment, noon, nil},
		{"a second before seven days", comment, noon.Add(Lasts(PrivateReply7d) - time.Second), nil},
		{"at seven days", comment, noon.Add(Lasts(PrivateReply7d)), ErrPrivateReplyLate},
		{"a second after seven days", comment, noon.Add(Lasts(PrivateReply7d) + time.Second), ErrPrivateReplyLate},
		{"a second time", answered, noon.Add(2 * time.Hour), ErrPrivateReplyUsed},
		{"of a comment that is gone", deleted, noon.Add(time.Hour), ErrNoComment},
		{"of our own comment", ours, noon, ErrNoComment},
		{"of what is no comment", message, noon, ErrNoComment},
	} {
		if got := CanReplyPrivately(c.e, c.now); !errors.Is(got, c.want) {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}
}
