package mail

import (
	"fmt"
	"html"
	"net/url"
	"regexp"
	"strings"
	"time"
	"unicode"

	"transom/shared/rules"
)

// nameRunes is how much of a customer's name a letter shows; our own number.
const nameRunes = 60

// Warning is the letter that tells a colleague that a conversation's window closes while its customer waits. site is
// the web client's address, "" if nobody knows it: then the letter has no link. It holds no message's text. Times
// are said in UTC, for nobody knows where the letter is read.
func Warning(c rules.Conversation, audience rules.Audience, to, site string, now time.Time) Letter {
	who, end := nameOf(c), clockOf(c.Deadline(), now)
	lines := []string{
		fmt.Sprintf("%s wrote on %s and has been waiting for an answer since %s.", who, platforms[c.On], clockOf(c.WaitingSince, now)),
		fmt.Sprintf("You can write back until %s. %s", end, after[c.On]),
	}
	if c.OpenedTo != "" && audience == rules.ToTeam {
		lines = append(lines, "Until it is answered, everybody in the team of whoever has the conversation sees it and may answer or take it.")
	}
	link := linkTo(site, c.ID)
	why := "You get this because your workspace warns " + reasons[audience] + " before such a window closes. Supervisors can change that in the settings."

	text := strings.Join(lines, "\n\n") + "\n\n"
	if link != "" {
		text += "Open the conversation: " + link + "\n\n"
	}
	text += "-- \n" + why + "\n"

	var page strings.Builder
	page.WriteString(`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Transom</title></head><body>`)
	for _, line := range lines {
		page.WriteString("<p>" + html.EscapeString(line) + "</p>")
	}
	if link != "" {
		page.WriteString(`<p><a href="` + html.EscapeString(link) + `">Open the conversation</a></p>`)
	}
	page.WriteString("<p><small>" + html.EscapeString(why) + "</small></p></body></html>")
	return Letter{To: to, Subject: who + " waits: the window closes at " + end, Text: text, HTML: page.String()}
}

// platforms are the names of those that know a window.
var platforms = map[rules.ChannelKind]string{rules.WhatsApp: "WhatsApp", rules.Messenger: "Messenger", rules.Instagram: "Instagram"}

// after is what a window's end means.
var after = map[rules.ChannelKind]string{
	rules.WhatsApp:  "After that only an approved template reaches them.",
	rules.Messenger: "After that Messenger lets nobody write until they write again.",
	rules.Instagram: "After that Instagram lets nobody write until they write again.",
}

var reasons = map[rules.Audience]string{
	rules.ToAssignee: "whoever has a conversation", rules.ToTeam: "the team of whoever has a conversation", rules.ToSupervisors: "supervisors",
}

// clockOf says a moment to the minute, never later than it is: "14:05 UTC", with the day where that is not today.
func clockOf(at, now time.Time) string {
	at, now = at.UTC(), now.UTC()
	if at.YearDay() == now.YearDay() && at.Year() == now.Year() {
		return at.Format("15:04 UTC")
	}
	return at.Format("15:04 UTC on 2 January")
}

func linkTo(site string, id rules.ConversationID) string {
	base, err := url.Parse(site)
	if err != nil || (base.Scheme != "https" && base.Scheme != "http") || base.Host == "" {
		return ""
	}
	return base.JoinPath("inbox", string(id)).String()
}

// nameOf is what a letter calls the customer, on one line. Whoever they say they are is their own word, so
// nothing in it may be taken for a line of the letter's head or become a link.
func nameOf(c rules.Conversation) string {
	for _, name := range []string{c.Name, c.Address.Username} {
		if name = plain(name); name != "" {
			return name
		}
	}
	if c.Address.Phone != "" {
		return plain("+" + c.Address.Phone)
	}
	return "A customer"
}

// linked finds what a mail program would make a link of: a dot or a colon within a word.
var linked = regexp.MustCompile(`([.:])(\pL|/)`)

func plain(name string) string {
	name = strings.Map(func(r rune) rune {
		switch {
		case r == '\u200c' || r == '\u200d': // joins letters and emojis
			return r
		case unicode.IsSpace(r):
			return ' '
		case r == unicode.ReplacementChar || unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Co, unicode.Cs):
			return -1
		}
		return r
	}, name)
	name = strings.Join(strings.Fields(linked.ReplaceAllString(name, "$1 $2")), " ")
	if runes := []rune(name); len(runes) > nameRunes {
		name = strings.TrimSpace(string(runes[:nameRunes-1])) + "…"
	}
	return name
}
