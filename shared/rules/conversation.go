package rules

import "time"

// Status of a conversation: Open needs a human, Pending has a bot or a snooze, Closed is done.
type Status string

// The statuses.
const (
	Open    Status = "open"
	Pending Status = "pending"
	Closed  Status = "closed"
)

// Handler says who is in charge of answering, independent of status and assignee.
type Handler string

// The handlers; the zero value is nobody.
const (
	Nobody Handler = ""
	Bot    Handler = "bot"
	Human  Handler = "human"
)

// Assignee is an agent, a team, or nobody (the zero value). At most one field is set.
type Assignee struct {
	User UserID
	Team TeamID
}

// None reports that nobody is assigned.
func (a Assignee) None() bool { return a == Assignee{} }

// Kind of conversation: a private thread or a comment on a post.
type Kind string

// The kinds.
const (
	Messages Kind = "message"
	Comments Kind = "comment"
)

// Address is where an identity is reached on its channel. UserID is the platform's scoped id (WhatsApp
// BSUID, PSID, IGSID, web visitor) and is preferred; Phone is digits without "+", and may be absent.
type Address struct {
	UserID   string
	Phone    string
	Username string
}

// Preview is what a row shows of the newest message or note.
type Preview struct {
	Key       EntryKey
	At        time.Time
	Direction Direction
	Type      Type
	Comment   bool   // it stands in public, below a post
	Text      string // at most PreviewRunes characters; empty with the type Revoke for a message that was deleted
}

// The longest preview kept on a head, in code points and in bytes: with them a head stays under 1 KB in every
// script.
const (
	PreviewRunes = 120
	PreviewBytes = 320
)

// room is how many bytes of its preview a head has room for, beside its labels and the teams that it is opened to.
func (c Conversation) room() int {
	if c.OpenedTo == "" {
		return PreviewBytes - len(c.Labels)
	}
	return PreviewBytes - len(c.Labels) - len(c.OpenedTo) - 2 // the column's name
}

// Conversation is the head: one item of at most 1 KB that carries everything a row, a lock and a counter
// need. Version counts its transactions, beginning with 1. Times are UTC; the zero time means "never".
type Conversation struct {
	ID      ConversationID
	Contact ContactID
	Channel ChannelID
	On      ChannelKind
	Kind    Kind
	Version int64

	Status   Status
	Handler  Handler
	Assignee Assignee

	Name    string // the platform's name of the customer; "" if it never told one
	Address Address

	CreatedAt      time.Time
	ActivityAt     time.Time // newest message in or out, by the platform's time
	LastInboundAt  time.Time
	LastOutboundAt time.Time
	WaitingSince   time.Time // first customer message without an answer; zero when answered
	AssignedAt     time.Time
	ClosedAt       time.Time
	SnoozedUntil   time.Time

	WindowClosesAt      time.Time     // standard deadline; zero on channels without a window
	HumanWindowClosesAt time.Time     // deadline for a human's answer; equals WindowClosesAt where there is no longer one
	WindowExpired       bool          // the closing of the current window has been acted on
	WindowOver          bool          // the closing of the human's window has been acted on too: only the customer opens it again
	AdAt                time.Time     // the customer's newest message that came by a click on an ad
	AdAnsweredAt        time.Time     // WhatsApp: our first answer to that, if it came within its 24 hours
	Warned              time.Duration // the lead of the last warning that the current window has had; 0: none
	LastCalled          bool          // the last call of the current window was made, or cannot be made

	Labels Labels

	OpenedTo Teams // who sees it beside its assignee, because a warning was given to the team: see OpenToTeam

	Preview Preview
	Unread  int  // customer messages nobody in charge has seen
	Failed  bool // the newest outbound message failed
	Episode int  // stretches from opened to closed, beginning with 1; 0 while there is only what is past

	Merged ConversationID // the customer's thread goes on there; "" for nearly all
	Joined bool           // another thread of the customer was merged into this one

	// NeedsRouting asks the router for an assignee; WantsTimer asks the expirer for timers (a window opened, a
	// snooze began). The stream filters match on them. The router's own write clears the first, any next
	// write the second.
	NeedsRouting bool
	WantsTimer   bool
}

// InProgress reports that the conversation counts towards its assignee's load.
func (c Conversation) InProgress() bool { return c.Status != Closed }
