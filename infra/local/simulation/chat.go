package simulation

import (
	"math/rand/v2"
	"time"
)

const (
	day  = 24 * time.Hour
	week = 7 * day
)

// The platforms.
const (
	whatsapp  = "whatsapp"
	messenger = "messenger"
	instagram = "instagram"
)

// line is a connected account, and what its owner and its platform allow.
type line struct {
	id       string // the channel's id
	platform string
	account  string
	human    bool   // people have seven days
	policy   string // what becomes of a conversation whose window is over
}

// chat is what the model knows of one conversation: what the customer did, as far as we were told, and what agents
// did. Times are the platform's.
type chat struct {
	n     int
	dice  *rand.Rand
	on    *line
	who   string // the customer in the sandbox
	phone string // the chat in the sandbox
	id    string // the conversation; empty until the first message was found

	lastIn       time.Time // the newest message that opens the window
	adAt         time.Time // the newest that came by an ad
	status       string
	snoozedUntil time.Time
	told         time.Time // the end of a window that the platform told us of, by a refusal
	refused      time.Time // when we wrote what told us
	reopened     time.Time // when an agent last opened it again
	assigned     bool
	waits        bool
	waitsSince   time.Time // when we learned it
	learned      time.Time // when we learned of the present window
	spells       []spell
	wrote        []string // the platform's ids of what the customer wrote
	sends        []*send
	comments     []comment // of a conversation that is about them; then there is no window
	public       bool
	visits       int
	log          []string
}

func (c *chat) standardEnd() time.Time { return c.lastIn.Add(day) }

// end is when a person may no longer write.
func (c *chat) end() time.Time {
	if c.on.human {
		return c.lastIn.Add(week)
	}
	return c.standardEnd()
}

// adEnd is until when the platform may still take what a person writes; zero without an ad.
func (c *chat) adEnd() time.Time {
	if c.adAt.IsZero() || c.on.platform == whatsapp {
		return time.Time{}
	}
	return c.adAt.Add(week)
}

// permit is what a person may send at a moment, by the words of the API.
func (c *chat) permit(now time.Time) string {
	switch {
	case c.lastIn.IsZero():
	case now.Before(c.standardEnd()):
		return "free"
	case now.Before(c.end()):
		return "human_agent"
	case now.Before(c.adEnd()):
		return "perhaps"
	}
	if c.on.platform == whatsapp {
		return "template"
	}
	return "wait"
}

// hears takes in a customer's message of a time, of which we are told now. It reports whether the window moved.
func (c *chat) hears(at, now time.Time, ad bool) (moved bool) {
	if ad && at.After(c.adAt) {
		c.adAt = at
	}
	c.heeds(now)
	if !at.After(c.lastIn) {
		return false
	}
	c.lastIn, c.learned = at, now
	if c.end().After(now) {
		c.spells = append(c.spells, spell{now, c.end()})
	}
	return true
}

// heeds takes in that a customer waits for an answer.
func (c *chat) heeds(now time.Time) {
	if !c.waits {
		c.waits, c.waitsSince = true, now
	}
	c.status, c.snoozedUntil = "open", time.Time{}
}

// answers takes in that a person's message was accepted.
func (c *chat) answers(now time.Time) {
	c.waits = false
	if c.status == "closed" {
		c.status, c.reopened = "open", now
	}
}

func (c *chat) closes() {
	c.status, c.snoozedUntil, c.waits = "closed", time.Time{}, false
}

// closedByPolicy reports whether the end of the window closes the conversation.
func (c *chat) closedByPolicy() bool {
	switch c.on.policy {
	case "close":
		return true
	case "close_unassigned":
		return !c.assigned
	case "close_answered":
		return !c.waits
	default:
		return false
	}
}
