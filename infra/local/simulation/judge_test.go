package simulation

import (
	"testing"
	"time"
)

// judging is a run without a machine, at a moment.
func judging(now time.Time) *Simulation {
	return &Simulation{now: now, plan: plan{{time.Hour, "team"}}, report: newReport(Settings{}), byKey: map[string]*send{}, ear: &ear{heard: map[warned]int{}}}
}

func event(typ, reason string, at time.Time) entry {
	return entry{Kind: "event", Event: &struct{ Type, Reason string }{typ, reason}, At: at}
}

// found gives the kinds of wrong, in order.
func (s *Simulation) found() (all []string) {
	for _, w := range s.report.Wrongs {
		all = append(all, w.What)
	}
	return all
}

func expect(t *testing.T, s *Simulation, want string) {
	t.Helper()
	got := s.found()
	if want == "" && len(got) == 0 || len(got) == 1 && got[0] == want {
		return
	}
	t.Errorf("found %q, want %q", got, want)
}

func TestAnEndThatWasNotActedOnIsFound(t *testing.T) {
	end := noon.Add(day)
	told, closed := event("window_expired", "", end), event("closed", "window_expired", end)
	marked := head{Status: "open", WindowExpired: true, WindowOver: true}
	shut := marked
	shut.Status = "closed"
	for _, c := range []struct {
		name   string
		policy string
		v      view
		want   string
	}{
		{"told and marked", "mark", view{marked, []entry{told}}, ""},
		{"not told", "mark", view{marked, nil}, "end not acted on"},
		{"told twice", "mark", view{marked, []entry{told, told}}, "end not acted on"},
		{"told at another time", "mark", view{marked, []entry{event("window_expired", "", end.Add(time.Second))}}, "end not acted on"},
		{"not marked", "mark", view{head{Status: "open"}, []entry{told}}, "end not acted on"},
		{"closed by the policy", "close", view{shut, []entry{closed, told}}, ""},
		{"not closed though the policy says so", "close", view{marked, []entry{told}}, "policy"},
		{"closed though the policy does not say so", "mark", view{shut, []entry{closed, told}}, "policy"},
		{"closed, and open again without a reason", "close", view{marked, []entry{closed, told}}, "policy"},
		{"closed, and open again by a message for the same minute", "close", view{marked, []entry{closed, told, event("reopened", "agent", end)}}, ""},
		{"closed though the customer waits", "close_answered", view{shut, []entry{closed, told}}, "policy"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, model := judging(end.Add(time.Minute)), wrote(line{platform: whatsapp, policy: c.policy}, false)
			d := duty{at: end, chat: model, kind: over, end: end}
			if !d.holds(s.now) {
				t.Fatal("the duty does not hold")
			}
			s.perform(model, c.v, []duty{d})
			expect(t, s, c.want)
			if s.report.late != time.Minute {
				t.Errorf("late by %s, want a minute", s.report.late)
			}
		})
	}
}

// A message that goes a second after an end, in the same minute, may answer the customer before the end is acted on, or
// after.
func TestAScheduledMessageAndAnEndOfOneMinuteComeInEitherOrder(t *testing.T) {
	end := noon.Add(day)
	told, closed := event("window_expired", "", end), event("closed", "window_expired", end)
	went := entry{Kind: "message", Direction: "out", ID: "M#1", ClientID: "later", Status: "accepted"}
	for name, c := range map[string]struct {
		status  string
		entries []entry
	}{
		"sent, and closed as answered":          {"closed", []entry{closed, told, went}},
		"closed as answered, and opened by it":  {"open", []entry{closed, told, went, event("reopened", "agent", end)}},
		"left open as unanswered, and answered": {"open", []entry{went, told}},
	} {
		t.Run(name, func(t *testing.T) {
			s, model := judging(end.Add(time.Minute)), wrote(line{platform: messenger, policy: "close_answered"}, true)
			m := &send{chat: model, client: "later", at: end.Add(time.Second), scheduled: true}
			v := view{head{Status: c.status, WindowExpired: true, WindowOver: true}, c.entries}
			s.perform(model, v, []duty{{at: end, chat: model, kind: over, end: end}, {at: m.at, chat: model, kind: posts, send: m}})
			expect(t, s, "")
			if model.status != c.status || model.waits {
				t.Errorf("the model has it %s, waiting %t", model.status, model.waits)
			}
		})
	}
}

// In a window that an ad keeps perhaps open a scheduled message is released, which answers, and may fail on its way; or
// it fails at once, where a refusal has told that the window is closed.
func TestAScheduledMessageThatFailedMayHaveAnswered(t *testing.T) {
	since := noon
	for name, waits := range map[string]bool{"released, and refused": false, "failed at once": true} {
		t.Run(name, func(t *testing.T) {
			s, model := judging(noon.Add(day+time.Hour)), wrote(line{platform: messenger, policy: "mark"}, true)
			m := &send{chat: model, client: "later", at: s.now.Add(-time.Second), scheduled: true}
			h := head{Status: "open"}
			if waits {
				h.WaitingSince = &since
			}
			failed := entry{Kind: "message", Direction: "out", ID: "M#1", ClientID: "later", Status: "failed", Error: &struct {
				Code   int
				Reason string
			}{Reason: "window_closed"}}
			s.perform(model, view{h, []entry{failed}}, []duty{{at: m.at, chat: model, kind: posts, send: m}})
			expect(t, s, "")
			if model.waits != waits {
				t.Errorf("the model has it waiting: %t", model.waits)
			}
		})
	}
}

func TestAScheduledMessageMaySpareTheWarningOfItsMinute(t *testing.T) {
	end := noon.Add(day)
	s, model := judging(end.Add(-time.Hour+time.Minute)), wrote(line{platform: whatsapp, policy: "mark"}, false)
	m := &send{chat: model, client: "later", at: end.Add(-time.Hour), scheduled: true}
	went := entry{Kind: "message", Direction: "out", ID: "M#1", ClientID: "later", Status: "sending"}
	due := []duty{{at: m.at.Add(time.Second), chat: model, kind: warns, end: end}, {at: m.at.Add(time.Second), chat: model, kind: calls, end: end}, {at: m.at, chat: model, kind: posts, send: m}}
	s.perform(model, view{head{Status: "open"}, []entry{went}}, due)
	expect(t, s, "")
}

func TestAPrivateAnswerOfWhichNobodyHeardLeavesItOpenWhetherAnotherMayGo(t *testing.T) {
	on := comment{at: noon, used: true, by: &send{status: "unknown"}}
	for name, c := range map[string]struct {
		on   comment
		at   time.Time
		want bool
	}{
		"nobody heard":           {on, noon.Add(day), true},
		"nobody heard, too late": {on, noon.Add(week), false},
		"it arrived":             {comment{at: noon, used: true, by: &send{status: "delivered"}}, noon.Add(day), false},
		"none was sent":          {comment{at: noon}, noon.Add(day), false},
	} {
		if got := c.on.unsure(c.at); got != c.want {
			t.Errorf("%s: unsure %t", name, got)
		}
	}
}

func TestAnEndOfWhichThePlatformToldMayBearItsMoment(t *testing.T) {
	end := noon.Add(day)
	for name, c := range map[string]struct {
		head head
		want string
	}{
		"marked":     {head{Status: "open", WindowExpired: true, WindowOver: true}, ""},
		"not marked": {head{Status: "open"}, "end not acted on"},
	} {
		t.Run(name, func(t *testing.T) {
			s, model := judging(end.Add(time.Minute)), wrote(line{platform: whatsapp}, false)
			s.refused(&send{chat: model, at: end.Add(-time.Second), offered: "free"}, asked{At: end, Code: 131047})
			s.perform(model, view{head: c.head}, []duty{{at: end, chat: model, kind: over, end: end}})
			expect(t, s, c.want)
		})
	}
}

func TestAThreadThatNobodyBeganIsFound(t *testing.T) {
	s, on := judging(noon), line{id: "ch1", platform: instagram}
	model := wrote(on, false)
	s.chats = []*chat{model}
	s.stray("c9", "ch1")
	expect(t, s, "conversation nobody began")
	s = judging(noon)
	model.comments, s.chats = []comment{{used: true}}, []*chat{model}
	s.stray("c9", "ch1")
	expect(t, s, "")
}

func TestAWarningIsOwedAsLongAsTheCustomerWaits(t *testing.T) {
	end := noon.Add(day)
	for name, c := range map[string]struct {
		then func(*chat)
		want bool
	}{
		"waits":                           {func(*chat) {}, true},
		"answered":                        {func(c *chat) { c.answers(noon) }, false},
		"closed":                          {(*chat).closes, false},
		"wrote again":                     {func(c *chat) { c.hears(noon.Add(time.Hour), noon.Add(time.Hour), false) }, false},
		"waits since the moment was over": {func(c *chat) { c.waitsSince = end }, false},
	} {
		t.Run(name, func(t *testing.T) {
			model := wrote(line{platform: whatsapp}, false)
			c.then(model)
			d := duty{at: end.Add(-time.Hour), chat: model, kind: warns, end: end}
			if got := d.holds(d.at.Add(30 * time.Second)); got != c.want {
				t.Errorf("it is owed: %t, want %t", got, c.want)
			}
		})
	}
}

func TestWarningsThatComeTwiceOrLateAreFound(t *testing.T) {
	end := noon.Add(day)
	for name, c := range map[string]struct {
		at   []time.Time
		want string
	}{
		"once":          {[]time.Time{noon}, ""},
		"twice":         {[]time.Time{noon, noon}, "warned twice"},
		"after the end": {[]time.Time{end}, "warned after the end"},
	} {
		t.Run(name, func(t *testing.T) {
			s := judging(noon)
			for _, at := range c.at {
				s.ear.moves(at)
				s.ear.hear(warned{"c1", "team", end})
			}
			s.warnedOnce()
			expect(t, s, c.want)
		})
	}
}

func TestARefusalOfWhatWasOfferedIsFound(t *testing.T) {
	end := noon.Add(day)
	for _, c := range []struct {
		name    string
		offered string
		at      time.Time
		answer  asked
		want    string
	}{
		{"taken", "free", noon, asked{At: noon, ID: "wamid"}, ""},
		{"refused", "free", noon, asked{At: noon.Add(time.Hour), Code: 131047}, "offered and refused"},
		{"closed on the way", "free", end.Add(-time.Second), asked{At: end, Code: 131047}, ""},
		{"everybody's window closed on the way", "free", end.Add(-2 * time.Second), asked{At: end.Add(9 * time.Second), Code: 10}, ""},
		{"perhaps", "perhaps", noon, asked{At: noon, Code: 10}, ""},
		{"an outage", "free", noon, asked{At: noon, Fault: true}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			on := line{platform: whatsapp}
			if c.answer.Code == 10 {
				on = line{platform: messenger, human: true}
			}
			s, model := judging(noon), wrote(on, false)
			m := &send{chat: model, id: "M#1#a", at: c.at, offered: c.offered}
			s.follows(m)
			c.answer.Callback = "1.conversation.1.a"
			s.answered(c.answer)
			expect(t, s, c.want)
			if s.answered(asked{Callback: "1.conversation.1.a", ID: "again"}); c.answer.ID != "" {
				expect(t, s, "sent twice")
			}
		})
	}
}

// What everybody's window refused is sent again as a person's: it may not end there.
func TestWhatClosedOnTheWayToAPersonHasToArrive(t *testing.T) {
	end := noon.Add(day)
	s, model := judging(end.Add(time.Minute)), wrote(line{platform: messenger, human: true}, false)
	m := &send{chat: model, id: "M#1#a", at: end.Add(-2 * time.Second), offered: "free"}
	s.follows(m)
	s.answered(asked{Callback: "1.conversation.1.a", At: end.Add(9 * time.Second), Code: 10})
	expect(t, s, "")
	s.failed(m, entry{Error: &struct {
		Code   int
		Reason string
	}{Reason: "window_closed"}})
	expect(t, s, "failed though it was allowed")
}

// A refusal on the way tells of everybody's end, which is acted on at the moment of the attempt.
func TestAnEverybodysEndOfWhichThePlatformToldIsActedOnOnce(t *testing.T) {
	end := noon.Add(day)
	ended := func(at time.Time) entry { return event("window_expired", "standard", at) }
	marked := head{Status: "open", WindowExpired: true}
	for name, c := range map[string]struct {
		refused bool
		v       view
		want    string
	}{
		"at its time":                  {false, view{marked, []entry{ended(end)}}, ""},
		"too early":                    {false, view{marked, []entry{ended(end.Add(-time.Second))}}, "end not acted on"},
		"refused, at the attempt":      {true, view{marked, []entry{ended(end.Add(-time.Second))}}, ""},
		"refused, at its time":         {true, view{marked, []entry{ended(end)}}, ""},
		"refused, before the message":  {true, view{marked, []entry{ended(end.Add(-time.Minute))}}, "end not acted on"},
		"refused, twice":               {true, view{marked, []entry{ended(end.Add(-time.Second)), ended(end)}}, "end not acted on"},
		"refused, and nothing said":    {true, view{marked, nil}, "end not acted on"},
		"refused, and the row as ever": {true, view{head{Status: "open"}, []entry{ended(end.Add(-time.Second))}}, "end not acted on"},
	} {
		t.Run(name, func(t *testing.T) {
			s, model := judging(end.Add(time.Minute)), wrote(line{platform: messenger, human: true}, false)
			if c.refused {
				s.follows(&send{chat: model, id: "M#1#a", at: end.Add(-2 * time.Second), offered: "free"})
				s.answered(asked{Callback: "1.conversation.1.a", At: end.Add(9 * time.Second), Code: 10})
			}
			s.perform(model, c.v, []duty{{at: end, chat: model, kind: standard, end: model.end()}})
			expect(t, s, c.want)
		})
	}
}

func TestASendThatNobodyOfferedIsFound(t *testing.T) {
	s, model := judging(noon), wrote(line{platform: whatsapp}, false)
	s.answered(asked{Callback: "1.conversation.1.a", ID: "wamid"}) // released and sent before its thread was read
	s.follows(&send{chat: model, id: "M#1#a", at: noon, offered: "free"})
	s.strangers()
	expect(t, s, "")
	s.answered(asked{Callback: "1.conversation.2.b", ID: "wamid"})
	s.strangers()
	expect(t, s, "sent but not offered")
}

func TestAMessageThatWeFailedThoughItWasAllowedIsFound(t *testing.T) {
	end := noon.Add(day)
	for _, c := range []struct {
		name, reason string
		now          time.Time
		want         string
	}{
		{"closed before it went", "window_closed", end.Add(time.Minute), ""},
		{"open all the time", "window_closed", noon.Add(time.Hour), "failed though it was allowed"},
		{"another reason", "unsupported", end.Add(time.Minute), "failed though it was allowed"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, model := judging(c.now), wrote(line{platform: whatsapp}, false)
			e := entry{Status: "failed", Error: &struct {
				Code   int
				Reason string
			}{0, c.reason}}
			s.failed(&send{chat: model, at: noon, offered: "free"}, e)
			expect(t, s, c.want)
		})
	}
}

func TestWhatThePhoneDoesNotHoldIsFound(t *testing.T) {
	for _, c := range []struct {
		name, status string
		told         int
		want         string
	}{
		{"delivered", "delivered", 1, ""},
		{"delivered twice", "delivered", 2, "sent twice"},
		{"said and not sent", "sent", 0, "said and not sent"},
		{"stuck", "queued", 0, "stuck"},
		{"failed", "failed", 0, ""},
		{"failed and sent", "failed", 1, "failed and sent"},
		{"nobody knows", "unknown", 1, ""},
		{"nobody knows, and it did not come", "unknown", 0, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, model := judging(noon), wrote(line{platform: whatsapp}, false)
			v := view{entries: []entry{{ID: "M#1#a", Kind: "message", Direction: "out", Status: c.status}}}
			s.compareSend(model, v, &send{chat: model, id: "M#1#a", text: "answer"}, map[string]int{"M#1#a": c.told})
			expect(t, s, c.want)
		})
	}
}
