package store

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"transom/shared/rules"
)

// marks are the head's yes-or-no facts as letters, and the lead of the last warning in minutes.
func marks(c rules.Conversation) string {
	text := ""
	for _, m := range []struct {
		letter string
		on     bool
	}{{markExpired, c.WindowExpired}, {markFailed, c.Failed}, {markJoined, c.Joined}, {markOver, c.WindowOver}, {markCalled, c.LastCalled}} {
		if m.on {
			text += m.letter
		}
	}
	if c.Warned > 0 {
		text += strconv.Itoa(int(c.Warned / time.Minute))
	}
	return text
}

const (
	markExpired = "x"
	markFailed  = "f"
	markJoined  = "j"
	markOver    = "o"
	markCalled  = "l"
)

func decodeMarks(text string, c *rules.Conversation) {
	c.WindowExpired = strings.Contains(text, markExpired)
	c.Failed = strings.Contains(text, markFailed)
	c.Joined = strings.Contains(text, markJoined)
	c.WindowOver = strings.Contains(text, markOver)
	c.LastCalled = strings.Contains(text, markCalled)
	if i := strings.IndexAny(text, "123456789"); i >= 0 {
		minutes, _ := strconv.Atoi(text[i:]) // the letters stand before
		c.Warned = time.Duration(minutes) * time.Minute
	}
}

// encodeShown writes what a row shows and has no column of its own as one map, because an index can name few: of the
// preview k the key without what the time says again, a the time, w in or out, y the type, c a comment, t the text; l
// the labels; o the teams that it is opened to; d and e when the customer came by an ad and was answered.
func encodeShown(it item, c rules.Conversation) {
	m := item{}
	if p := c.Preview; p.Key != "" {
		m.setText("k", strings.TrimPrefix(string(p.Key), keyStem(p.At)))
		m.setTime("a", p.At)
		m.setText("w", wayCodes.short(string(p.Direction)))
		m.setText("y", string(p.Type))
		m.setFlag("c", p.Comment)
		m.setText("t", firstBytes(p.Text, maxPreviewBytes))
	}
	m.setText("l", string(c.Labels))
	m.setText("o", string(c.OpenedTo))
	m.setTime("d", c.AdAt)
	m.setTime("e", c.AdAnsweredAt)
	it.setMap(colPreview, m)
}

// keyStem is how the log keys of a time begin.
func keyStem(at time.Time) string { return fmt.Sprintf("M#%013d#", millis(at)) }

func decodeShown(m item, c *rules.Conversation) {
	c.Preview = decodePreview(m)
	c.Labels = rules.Labels(m.text("l"))
	c.OpenedTo = rules.Teams(m.text("o"))
	c.AdAt = m.time("d")
	c.AdAnsweredAt = m.time("e")
}

func decodePreview(m item) rules.Preview {
	k := m.text("k")
	if k == "" {
		return rules.Preview{}
	}
	p := rules.Preview{
		Key: rules.EntryKey(k), At: m.time("a"), Direction: rules.Direction(wayCodes.long(m.text("w"))),
		Type: rules.Type(m.text("y")), Comment: m.flag("c"), Text: m.text("t"),
	}
	if !strings.HasPrefix(k, "M#") {
		p.Key = rules.EntryKey(keyStem(p.At) + k)
	}
	return p
}
