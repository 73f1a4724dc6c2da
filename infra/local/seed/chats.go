package seed

import "time"

// chat is one conversation: who, on which number, when it began, and its lines.
type chat struct {
	name, phone string
	sales       bool
	ago         time.Duration // before now
	lines       []line
}

func (c chat) number() string {
	if c.sales {
		return SalesNumber
	}
	return DemoNumber
}

// line is one thing somebody does. Without an agent it is the customer, and kind is the message's type; with
// an agent, kind is "" (an answer), "note", "claim" or "close".
type line struct {
	after time.Duration // after the line before
	agent string
	kind  string
	text  string
	reply bool // refers to the customer's own last message
}

const (
	m = time.Minute
	h = time.Hour
)

// The customer says, sends and adds; an agent answers, notes, claims and closes.
func says(after time.Duration, text string) line {
	return line{after: after, kind: "text", text: text}
}

func sends(after time.Duration, kind, text string) line {
	return line{after: after, kind: kind, text: text}
}

func adds(after time.Duration, text string) line {
	return line{after: after, kind: "text", text: text, reply: true}
}

func answers(after time.Duration, agent, text string) line {
	return line{after: after, agent: agent, text: text}
}

func notes(after time.Duration, agent, text string) line {
	return line{after: after, agent: agent, kind: "note", text: text}
}

func claims(after time.Duration, agent string) line {
	return line{after: after, agent: agent, kind: "claim"}
}

func closes(after time.Duration, agent string) line {
	return line{after: after, agent: agent, kind: "close"}
}
