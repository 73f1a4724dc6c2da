package rules

import (
	"encoding/json"
	"time"
)

// EntryKind tells the three things a log holds.
type EntryKind string

// The kinds of entry. A note is internal: nothing ever sends it.
const (
	Message EntryKind = "message"
	Note    EntryKind = "note"
	Event   EntryKind = "event"
)

// Direction of a message.
type Direction string

// The directions.
const (
	In  Direction = "in"
	Out Direction = "out"
)

// MediaState says where an attachment is.
type MediaState string

// The states of an attachment.
const (
	MediaPending MediaState = "pending" // with the platform; the courier fetches it
	MediaReady   MediaState = "ready"   // in the bucket
	MediaFailed  MediaState = "failed"  // the platform no longer has it, or it broke a rule
	MediaDoomed  MediaState = "doomed"  // its message was deleted: the courier removes our copy
	MediaGone    MediaState = "gone"    // removed, or never ours to keep (a story)
)

// Media is an attachment. Size is in bytes, 0 while unknown.
type Media struct {
	PlatformID string // the platform's media id
	URL        string // the platform's short-lived address, if it sent one
	MIME       string // with parameters removed: "audio/ogg"
	Name       string // the customer's file name, "" if none; never used as a path
	SHA256     string // as the platform sent it (base64 or hex), "" if it did not
	Voice      bool
	Size       int64
	State      MediaState
	Object     string // key in the media bucket once ready
	Problem    string // why it failed, a code
}

// SendError is what a platform said about a message that failed.
type SendError struct {
	Code    int    // the platform's code; 0 for our own reasons
	Reason  string // our word for it: "window_closed", "undeliverable", "unknown_outcome" …
	Details string // the platform's sentence, for the tooltip; never the customer's text
}

// EventType names what happened to a conversation.
type EventType string

// The events of a conversation.
const (
	EventAssigned      EventType = "assigned"   // From, To
	EventUnassigned    EventType = "unassigned" // From
	EventClosed        EventType = "closed"     // Reason: "", "window_expired"
	EventReopened      EventType = "reopened"   // Reason: "customer", "agent"
	EventSnoozed       EventType = "snoozed"
	EventWindowExpired EventType = "window_expired" // Reason: "" for good, "standard" while a person may still answer, "platform" when it refused
	EventSeen          EventType = "seen"           // not shown; tells other screens that nothing is unread
	EventFailed        EventType = "failed"         // not shown; tells the row that its newest message failed, or did not after all
	EventAmended       EventType = "amended"        // not shown; tells the row that its newest message was edited or deleted
	EventNamed         EventType = "named"          // not shown; tells the row what the platform calls the customer
	EventMerged        EventType = "merged"         // the customer's other thread goes on in conversation Reason
	EventWarned        EventType = "warned"         // not shown in the thread; tells the people whom Reason (an Audience) names that the window closes soon
	EventLastCall      EventType = "last_call"      // Reason: the Action, or why it was not taken: "missing_value", "template_unusable", "snippet_missing"
	EventLabelled      EventType = "labelled"       // Reason: the label that was added
	EventScheduled     EventType = "scheduled"      // not shown; tells who looks at the thread that what waits to be sent has changed
	EventUnlabelled    EventType = "unlabelled"     // Reason: the label that was removed
)

// Happening is the body of an event entry. Actor is empty when the system acted.
type Happening struct {
	Type   EventType
	Actor  UserID
	From   Assignee
	To     Assignee
	Reason string
}

// Via says who sent a message that goes out but did not come from here: an echo.
type Via string

// The places a message can be sent from beside Transom; the zero value is Transom.
const (
	ViaPhone Via = "phone_app"   // the WhatsApp Business app on a phone
	ViaPage  Via = "page_inbox"  // the platform's own inbox for pages and accounts
	ViaApp   Via = "other_app"   // another program on the same account
	ViaAuto  Via = "platform_ai" // the platform's own automatic answers
)

// Place is where a comment stands. PostID and ParentID are the platform's ids; ParentID is empty for a
// comment on the post itself.
type Place struct {
	PostID    string
	ParentID  string
	Permalink string // address of the comment, "" if the platform did not tell
	Live      bool   // written during a live broadcast
}

// Entry is one item of a conversation's log: a message, a note or an event.
type Entry struct {
	Conversation ConversationID
	Key          EntryKey
	Kind         EntryKind
	Direction    Direction // messages only
	Type         Type      // messages only
	Text         string
	Media        *Media
	More         []Media         // the second and later attachments of one message (albums)
	PlatformID   string          // wamid or mid; empty until the platform accepted an outbound message
	ReplyTo      string          // platform id of the message answered, reacted to, edited, deleted or hidden
	Comment      *Place          // of comments and of our public and private answers to them
	Private      bool            // an answer to a comment that goes to the person alone
	Interactive  *Interactive    // outbound Buttons and List
	Template     *TemplateUse    // outbound Template
	Via          Via             // outbound messages that were sent elsewhere
	Details      json.RawMessage // what the type carries beyond text and media, as the platform sent it; at most MaxDetails bytes
	Label        string          // one line that says what a message of a type we do not draw yet is, e.g. "Location"
	Opens        bool            // this message opens or refreshes the window
	Counts       bool            // this message wants an answer: unread, waiting
	ByAd         bool            // the customer came by a click on an ad with this message
	By           UserID          // author of an outbound message or a note
	ClientID     string          // the client's ULID of an outbound message or a note
	Event        *Happening

	Status Delivery   // outbound messages; Received for inbound
	Error  *SendError // the newest failure; kept when a later status outranks it

	// What happened to the message later (see Amend).
	Reactions      []Reaction
	Versions       []Version // when it was edited: every text it had, oldest first; Text is the newest
	DeletedAt      time.Time // the author took it back; text and files are gone
	HiddenAt       time.Time // a comment: when it was last hidden
	ShownAt        time.Time // a comment: when it was last shown again
	PrivateReplyAt time.Time // a comment that was answered privately, which goes once

	At          time.Time // the platform's time (in), ours (out, note, event); orders the log
	ReceivedAt  time.Time
	AcceptedAt  time.Time // by our clock: when WhatsApp took an outbound message
	SentAt      time.Time // the platform's times of each status; zero until it happened
	DeliveredAt time.Time
	ReadAt      time.Time

	AsksName bool     // the first entry of somebody whom the platform does not name: the courier asks who it is
	Version  int64    // of the head in the same transaction
	Deltas   Counters // what this transaction changed in the workspace's counters; on its last entry only
	Shut     Teams    // whom this transaction took the conversation from, to whom a warning had opened it; on its last entry only
}

// MaxDetails bounds Entry.Details, in bytes.
const MaxDetails = 8 << 10
