package rules_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"transom/shared/rules"
)

const document = "../../docs/windows.md"

func TestTheDocumentSaysWhatTheRulesSay(t *testing.T) {
	read, err := os.ReadFile(document)
	if err != nil {
		t.Fatal(err)
	}
	text := string(read)
	for name, table := range map[string]string{"rules": rulesTable(), "verdicts": verdictsTable(), "usual": usualTable()} {
		begin, end := "<!-- "+name+" -->\n", "<!-- /"+name+" -->"
		before, rest, found := strings.Cut(text, begin)
		_, after, closed := strings.Cut(rest, end)
		if !found || !closed {
			t.Fatalf("docs/windows.md has no place for the table %q", name)
		}
		text = before + begin + table + end + after
	}
	if *update {
		if err := os.WriteFile(document, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if text != string(read) {
		t.Error("docs/windows.md is not what the rules say: run go test ./shared/rules -run Document -update")
	}
}

func rulesTable() string {
	var b strings.Builder
	b.WriteString("| rule | on | lasts | from | gives | source, date |\n| --- | --- | --- | --- | --- | --- |\n")
	for _, r := range rules.Rules {
		var on []string
		for _, kind := range r.On {
			on = append(on, string(kind))
		}
		gives := r.Gives
		if !r.Certain {
			gives += " (uncertain)"
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s | %s, %s |\n", r.Name, strings.Join(on, ", "), span(r.Lasts), r.From, gives, r.Source, r.Date)
	}
	return b.String()
}

// verdictsTable asks Judge about a customer who wrote some time ago.
func verdictsTable() string {
	var b strings.Builder
	b.WriteString("| channel | who writes | within 24 hours | within 7 days | later |\n| --- | --- | --- | --- | --- |\n")
	for _, on := range []rules.ChannelKind{rules.WhatsApp, rules.Messenger, rules.Instagram, rules.WebChat} {
		for _, c := range []struct {
			who       string
			by        rules.Sender
			human, ad bool
		}{
			{"a person", rules.ByHuman, false, false},
			{"a person, the app has HUMAN_AGENT", rules.ByHuman, true, false},
			{"a person, the customer came by an ad", rules.ByHuman, false, true},
			{"a program", rules.ByProgram, true, true},
		} {
			if (on == rules.WhatsApp || on == rules.WebChat) && (c.human || c.ad) && c.by == rules.ByHuman {
				continue // that changes nothing there
			}
			e := said("a", wrote)
			e.ByAd = c.ad
			blank := rules.Conversation{ID: "c1", Channel: "ch1", On: on, Kind: rules.Messages, Address: rules.Address{UserID: "u"}}
			head := rules.Receive(blank, rules.Channel{Kind: on, HumanAgent: c.human}, []rules.Entry{e}, wrote).Conversation
			fmt.Fprintf(&b, "| %s | %s |", on, c.who)
			for _, after := range []time.Duration{time.Hour, 48 * time.Hour, 30 * 24 * time.Hour} {
				fmt.Fprintf(&b, " %s |", permits[rules.Judge(head, c.by, wrote.Add(after)).Permit])
			}
			b.WriteString("\n")
		}
	}
	return b.String()
}

var permits = map[rules.Permit]string{
	rules.Free: "anything", rules.AsHuman: "anything, as a person", rules.Perhaps: "perhaps", rules.Templates: "a template", rules.MustWait: "nothing",
}

func usualTable() string {
	var b strings.Builder
	b.WriteString("| before the deadline | who | by e-mail too |\n| --- | --- | --- |\n")
	for _, w := range rules.Usual.Warnings {
		mail := "no"
		if w.Mail {
			mail = "yes"
		}
		fmt.Fprintf(&b, "| %s | %s | %s |\n", span(w.Before), w.To, mail)
	}
	fmt.Fprintf(&b, "\nA workspace plans up to %d warnings, each from a minute to %s before the deadline.\n", rules.MaxWarnings, span(rules.MaxLead))
	return b.String()
}

// span says a length of time as people do.
func span(d time.Duration) string {
	switch {
	case d >= 7*24*time.Hour && d%(24*time.Hour) == 0:
		return fmt.Sprintf("%d days", d/(24*time.Hour))
	case d == time.Hour:
		return "1 hour"
	case d%time.Hour == 0:
		return fmt.Sprintf("%d hours", d/time.Hour)
	default:
		return fmt.Sprintf("%d minutes", d/time.Minute)
	}
}
