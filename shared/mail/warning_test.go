package mail_test

import (
	"strings"
	"testing"
	"time"
	"unicode"

	"pgregory.net/rapid"

	"transom/shared/mail"
	"transom/shared/rules"
)

var now = time.Date(2026, 11, 21, 12, 5, 30, 0, time.UTC)

func waiting() rules.Conversation {
	return rules.Conversation{ID: "abcd1234", On: rules.WhatsApp, Kind: rules.Messages, Status: rules.Open, Name: "Zoë & <b>Sons</b>",
		Address: rules.Address{Phone: "4915112345678"}, WaitingSince: now.Add(-22 * time.Hour), WindowClosesAt: now.Add(2 * time.Hour),
		Preview: rules.Preview{Text: "the secret words"}}
}

func TestAWarningSaysWhoWaitsAndUntilWhen(t *testing.T) {
	l := mail.Warning(waiting(), rules.ToTeam, "ana@example.com", "https://inbox.example.com", now)
	for what, c := range map[string][2]string{
		"to":                {l.To, "ana@example.com"},
		"subject":           {l.Subject, "Zoë & <b>Sons</b> waits: the window closes at 14:05 UTC"},
		"text, since":       {l.Text, "wrote on WhatsApp and has been waiting for an answer since 14:05 UTC on 20 November."},
		"text, until":       {l.Text, "You can write back until 14:05 UTC. After that only an approved template reaches them."},
		"text, link":        {l.Text, "Open the conversation: https://inbox.example.com/inbox/abcd1234\n"},
		"text, why":         {l.Text, "warns the team of whoever has a conversation before"},
		"page, escaped":     {l.HTML, "Zoë &amp; &lt;b&gt;Sons&lt;/b&gt; wrote on WhatsApp"},
		"page, link":        {l.HTML, `<a href="https://inbox.example.com/inbox/abcd1234">`},
		"page, same reason": {l.HTML, "warns the team of whoever has a conversation before"},
	} {
		if !strings.Contains(c[0], c[1]) {
			t.Errorf("%s: got %q, want %q in it", what, c[0], c[1])
		}
	}
	if strings.Contains(l.Text+l.HTML+l.Subject, "secret") {
		t.Error("the letter holds what the customer wrote")
	}
}

func TestALetterToTheTeamSaysWhatIsOpenToIt(t *testing.T) {
	open := waiting()
	open.Assignee, open.OpenedTo = rules.Assignee{User: "ana"}, "workshop"
	const words = "everybody in the team of whoever has the conversation sees it"
	for name, c := range map[string]struct {
		head rules.Conversation
		to   rules.Audience
		want bool
	}{
		"opened, to the team": {open, rules.ToTeam, true}, "opened, to supervisors": {open, rules.ToSupervisors, false}, "a team's": {waiting(), rules.ToTeam, false},
	} {
		l := mail.Warning(c.head, c.to, "ana@example.com", "", now)
		if got := strings.Contains(l.Text, words) && strings.Contains(l.HTML, words); got != c.want {
			t.Errorf("%s: got %q", name, l.Text)
		}
	}
}

func TestTheLaterDeadlineCountsAndIsNeverSaidTooLate(t *testing.T) {
	c := waiting()
	c.On, c.HumanWindowClosesAt = rules.Instagram, now.Add(36*time.Hour+29*time.Second) // 00:05:59
	l := mail.Warning(c, rules.ToAssignee, "ana@example.com", "", now)
	if want := "closes at 00:05 UTC on 23 November"; !strings.HasSuffix(l.Subject, want) {
		t.Errorf("got %q, want %q", l.Subject, want)
	}
	if strings.Contains(l.Text+l.HTML, "Open the conversation") {
		t.Error("there is a link although nobody knows where to")
	}
}

func TestALinkLeadsToAnAddressOfTheWebOnly(t *testing.T) {
	for site, want := range map[string]string{
		"https://inbox.example.com/": "https://inbox.example.com/inbox/abcd1234",
		"http://127.0.0.1:8080":      "http://127.0.0.1:8080/inbox/abcd1234",
		"javascript:alert(1)":        "",
		"inbox.example.com":          "",
		"https://":                   "",
	} {
		l := mail.Warning(waiting(), rules.ToTeam, "ana@example.com", site, now)
		if got := strings.Contains(l.Text, "Open the conversation: "+want+"\n"); got != (want != "") {
			t.Errorf("%q: got %q", site, l.Text)
		}
	}
}

func TestACustomerIsCalledByWhatIsKnown(t *testing.T) {
	for _, c := range []struct{ name, user, phone, want string }{
		{"Zoë", "zoe", "49151", "Zoë waits"},
		{" \r\n ", "zoe", "49151", "zoe waits"},
		{"", "", "49151", "+49151 waits"},
		{"", "", "", "A customer waits"},
		{"Eve\r\nBcc: bo@example.com", "", "", "Eve Bcc: bo@example. com waits"},
		{"win at https://evil.example/now", "", "", "win at https: //evil. example/now waits"},
		{"\u202eevil\u202c", "", "", "evil waits"},
		{"👩\u200d🔧 Mo", "", "", "👩\u200d🔧 Mo waits"},
		{strings.Repeat("a", 80), "", "", strings.Repeat("a", 59) + "… waits"},
	} {
		head := waiting()
		head.Name, head.Address = c.name, rules.Address{Username: c.user, Phone: c.phone}
		if l := mail.Warning(head, rules.ToTeam, "ana@example.com", "", now); !strings.HasPrefix(l.Subject, c.want) {
			t.Errorf("%q: got %q, want %q", c.name, l.Subject, c.want)
		}
	}
}

// Whatever a customer calls themselves, the letter is taken and its head stays as it is.
func TestNoNameBreaksALetter(t *testing.T) {
	p, _ := open(t, answer{status: 200})
	rapid.Check(t, func(r *rapid.T) {
		c := waiting()
		c.Name = rapid.String().Draw(r, "name")
		c.On = rapid.SampledFrom([]rules.ChannelKind{rules.WhatsApp, rules.Messenger, rules.Instagram}).Draw(r, "on")
		l := mail.Warning(c, rules.ToSupervisors, "ana@example.com", "https://inbox.example.com", now)
		if strings.ContainsFunc(l.Subject, unicode.IsControl) {
			r.Errorf("the subject %q has more than one line", l.Subject)
		}
		if strings.Count(l.HTML, "<p>") != 4 {
			r.Errorf("the page %q has another shape", l.HTML)
		}
		if err := p.Send(t.Context(), l); err != nil {
			r.Errorf("%q is not taken: %v", l.Subject, err)
		}
	})
}
