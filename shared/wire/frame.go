package wire

import "time"

// The socket speaks JSON text frames of at most 32 KB. Every frame has a type "t".
//
// A browser connects to wss://…?ticket=SECRET (POST /api/v1/socket-tickets), says hello with the sequence it
// has (0 for none) and from then on applies changes: a row only if its version is higher than the one held,
// an entry by its id. A change whose sequence is more than one above the last seen means a gap: the client
// says hello again. "resync" means the ring no longer reaches back: reload the visible lists and the open
// thread (GET …/messages?after=last id). After either, nothing is missing.
//
// A status or an attachment of a message moves neither version nor sequence: such a change has messages only
// and goes to those who have the conversation open. After welcome and resync read the newest page of the open
// thread again. A message can come between reading a thread and being noted as looking at it (the presence
// frame that names the viewer is the receipt): if a row's preview names a message that the open thread lacks,
// read what is after the last one. A change that is longer than 32 KB comes in pieces with the same sequence.
//
// Warnings are told to who is here at that moment, once for each conversation of a change; a change that comes again
// brings them again, equal in conversation, reason and time. They are never told afterwards: whoever comes back sees by
// the rows, which say when each window closes and since when the customer waits, what closes soon.

// Up is what a browser says.
type Up struct {
	T            string `json:"t" enum:"hello,view,ping,typing,state"`
	Since        int64  `json:"since,omitempty" doc:"hello, ping: the sequence the client has"`
	Conversation string `json:"conversation,omitempty" doc:"view (empty: none), typing"`
	State        string `json:"state,omitempty" enum:"online,away"`
	Reply        bool   `json:"reply,omitempty" doc:"typing: an answer, which the customer may be shown, and not a note"`
}

// Down is what a browser hears. Which members are set depends on T:
//
//	welcome   sequence, now, counters, changed (ids the client should read again), gone, presence
//	resync    sequence, now, counters, presence
//	change    sequence, now, rows, gone, messages, counters, warnings
//	presence  presence
//	typing    userId, conversation
//	pong      sequence, now, counters, changed, gone (or a resync instead)
type Down struct {
	T            string         `json:"t" enum:"welcome,resync,change,presence,typing,pong"`
	Sequence     int64          `json:"sequence,omitempty"`
	Now          *time.Time     `json:"now,omitempty" doc:"the server's time, for countdowns"`
	Counters     *Counters      `json:"counters,omitempty"`
	Changed      []Changed      `json:"changed,omitempty"`
	Rows         []Conversation `json:"rows,omitempty"`
	Gone         []string       `json:"gone,omitempty" doc:"conversations this person may no longer see"`
	Messages     []Message      `json:"messages,omitempty" doc:"new or changed entries of the conversation being viewed"`
	Presence     []Presence     `json:"presence,omitempty"`
	Warnings     []Warning      `json:"warnings,omitempty" doc:"windows that close unanswered soon, of which this person is to be told; the row comes along"`
	UserID       string         `json:"userId,omitempty"`
	Conversation string         `json:"conversation,omitempty"`
}

// Warning tells one person that a conversation's window closes soon and the customer waits.
type Warning struct {
	Conversation string    `json:"conversation"`
	To           string    `json:"to" enum:"assignee,team,supervisors" doc:"why this person is told"`
	ClosesAt     time.Time `json:"closesAt"`
}

// Changed names a conversation and the version it reached.
type Changed struct {
	ID      string `json:"id"`
	Version int64  `json:"version"`
}

// Presence is one colleague with at least one open socket; those not listed are offline.
type Presence struct {
	UserID  string   `json:"userId"`
	State   string   `json:"state" enum:"online,away"`
	Viewing []string `json:"viewing,omitempty"`
}
