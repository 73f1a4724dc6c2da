package seed

import "time"

// chat is one conversation: who, where, when it began, and its lines.
type chat struct {
	name, phone string // phone only on WhatsApp
	sales       bool   // WhatsApp: the other number
	on          place
	ago         time.Duration // before now
	lines       []line
}

// place is where a conversation is held; the zero value is WhatsApp.
type place string

const (
	onPage    place = "messenger"
	onInsta   place = "instagram"
	onOwn     place = "instagram by itself"
	onPosts   place = "comments of the Page"
	onGallery place = "comments of Instagram"
	onSite    place = "webchat"
)

// account is what the platform calls the other side.
func (c chat) account() string {
	switch c.on {
	case onPage, onPosts:
		return Page
	case onInsta, onGallery:
		return Gallery
	case onOwn:
		return OwnGallery
	case onSite:
		return SiteChat
	}
	if c.sales {
		return SalesNumber
	}
	return DemoNumber
}

// platform is the sandbox's word for it.
func (c chat) platform() string {
	switch c.on {
	case onPage, onPosts:
		return "messenger"
	case onInsta, onOwn, onGallery:
		return "instagram"
	default:
		return "whatsapp"
	}
}

func (c chat) comments() bool { return c.on == onPosts || c.on == onGallery }

// line is one thing somebody does. Without an agent it is the customer, and kind is the message's type; with
// an agent, kind is "" (an answer), "note", "claim", "close", "hide", "react", "private", or "fails" for an answer that
// the platform refuses. The agent "elsewhere" answers from the platform's own app.
type line struct {
	after time.Duration // after the line before
	agent string
	kind  string
	text  string
	reply bool           // refers to the customer's own last message
	more  map[string]any // further members of a customer's message
}

// elsewhere is whoever answers in the platform's own app.
const elsewhere = "elsewhere"

const (
	m = time.Minute
	h = time.Hour
	s = time.Second
)

// The customer says, sends and adds; an agent answers, notes, claims and closes.
func says(after time.Duration, text string) line {
	return line{after: after, kind: "text", text: text}
}

func sends(after time.Duration, kind, text string) line {
	return line{after: after, kind: kind, text: text}
}

// shows is sends with further members.
func shows(after time.Duration, kind, text string, more map[string]any) line {
	return line{after: after, kind: kind, text: text, more: more}
}

// does is anything else an agent does.
func does(after time.Duration, agent, kind, text string) line {
	return line{after: after, agent: agent, kind: kind, text: text}
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
