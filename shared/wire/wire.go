// Package wire holds the JSON shapes that cross to browsers and to programs: the same conversation, message
// and counters in the API and in a socket's frames, and the explicit conversions from the rules' values.
// Keys are camelCase, times RFC 3339 in UTC, unknown times left out. It knows no HTTP and no database.
package wire

import (
	"time"

	"transom/shared/rules"
)

// Conversation is a row of the list and the header of a thread.
type Conversation struct {
	ID                  string     `json:"id"`
	ChannelID           string     `json:"channelId"`
	ChannelKind         string     `json:"channelKind" enum:"whatsapp,messenger,instagram,webchat"`
	Kind                string     `json:"kind" enum:"message,comment"`
	Status              string     `json:"status" enum:"open,pending,closed"`
	Handler             string     `json:"handler" enum:"none,bot,human"`
	Assignee            *Assignee  `json:"assignee,omitempty"`
	Contact             Contact    `json:"contact"`
	Preview             *Preview   `json:"preview,omitempty"`
	Unread              int        `json:"unread"`
	Failed              bool       `json:"failed" doc:"the newest outbound message failed"`
	CreatedAt           time.Time  `json:"createdAt"`
	ActivityAt          time.Time  `json:"activityAt"`
	WaitingSince        *time.Time `json:"waitingSince,omitempty" doc:"first customer message without an answer"`
	SnoozedUntil        *time.Time `json:"snoozedUntil,omitempty"`
	WindowClosesAt      *time.Time `json:"windowClosesAt,omitempty" doc:"from then on free text is refused; absent on channels without a window"`
	HumanWindowClosesAt *time.Time `json:"humanWindowClosesAt,omitempty"`
	WindowExpired       bool       `json:"windowExpired" doc:"the closing has been acted on"`
	WindowOver          bool       `json:"windowOver" doc:"a person's time is over too: only the customer opens it again"`
	AdWindowClosesAt    *time.Time `json:"adWindowClosesAt,omitempty" doc:"the customer came by an ad: until then the platform may still take what a person writes"`
	FreeUntil           *time.Time `json:"freeUntil,omitempty" doc:"the customer came by an ad: until then messages cost nothing; it opens no window"`
	Labels              []string   `json:"labels" nullable:"false"`
	OpenToTeam          bool       `json:"openToTeam" doc:"its window closes soon and its assignee's team was warned: until the customer is answered, those who share a team with the assignee see it and may take it"`
	Episode             int        `json:"episode"`
	Version             int64      `json:"version"`
}

// Assignee is an agent or a team; exactly one is set.
type Assignee struct {
	UserID string `json:"userId,omitempty"`
	TeamID string `json:"teamId,omitempty"`
}

// Contact is what a row shows of the person.
type Contact struct {
	ID       string `json:"id"`
	Name     string `json:"name" doc:"the platform's name, else the user name, else the phone number"`
	Phone    string `json:"phone,omitempty" doc:"E.164 with +"`
	Username string `json:"username,omitempty"`
	UserID   string `json:"userId,omitempty" doc:"the platform's scoped id"`
}

// Preview is the newest message or note.
type Preview struct {
	MessageID string    `json:"messageId"`
	At        time.Time `json:"at"`
	Direction string    `json:"direction,omitempty" enum:"in,out" doc:"absent for notes"`
	Type      string    `json:"type"`
	Text      string    `json:"text" doc:"empty with the type revoke for a message that was deleted"`
	Comment   bool      `json:"comment,omitempty" doc:"it stands in public, below a post"`
}

// Message is one entry of a thread: a message, a note or an event.
type Message struct {
	ID             string         `json:"id" doc:"unique within its conversation; orders the thread"`
	ConversationID string         `json:"conversationId"`
	Kind           string         `json:"kind" enum:"message,note,event"`
	Direction      string         `json:"direction,omitempty" enum:"in,out"`
	Type           string         `json:"type" doc:"text, image, video, audio, document, sticker, location, contacts, interactive.button_reply, …, note, or the event's name"`
	Text           string         `json:"text"`
	Label          string         `json:"label,omitempty" doc:"one English line for a type that is not drawn in full"`
	Media          *Media         `json:"media,omitempty"`
	PlatformID     string         `json:"platformId,omitempty"`
	ReplyTo        string         `json:"replyTo,omitempty" doc:"platform id of the message answered; of a reaction, an edit, a revoke, a hide or an unhide: of the message it is about"`
	More           []Media        `json:"more,omitempty" doc:"the second and later attachments"`
	Comment        *Place         `json:"comment,omitempty" doc:"of comments and of answers to them"`
	Private        bool           `json:"private,omitempty" doc:"an answer to a comment that only its author sees"`
	Interactive    *Interactive   `json:"interactive,omitempty"`
	Template       *TemplateUse   `json:"template,omitempty"`
	Via            string         `json:"via,omitempty" enum:"phone_app,page_inbox,other_app,platform_ai" doc:"outbound, sent elsewhere"`
	Reactions      []Reaction     `json:"reactions,omitempty"`
	Versions       []Version      `json:"versions,omitempty" doc:"when it was edited: every text it had, oldest first"`
	DeletedAt      *time.Time     `json:"deletedAt,omitempty" doc:"its author took it back"`
	Hidden         bool           `json:"hidden,omitempty" doc:"a comment that is hidden"`
	PrivateReplyAt *time.Time     `json:"privateReplyAt,omitempty" doc:"a comment that was answered privately, which goes once"`
	Details        map[string]any `json:"details,omitempty" doc:"what the platform sent beyond text and media"`
	AuthorID       string         `json:"authorId,omitempty"`
	ClientID       string         `json:"clientId,omitempty" doc:"the ULID the client sent it with"`
	Status         string         `json:"status" enum:"received,queued,sending,unknown,accepted,sent,failed,delivered,read,played,none"`
	Error          *SendError     `json:"error,omitempty"`
	Event          *Event         `json:"event,omitempty"`
	At             time.Time      `json:"at"`
	ReceivedAt     *time.Time     `json:"receivedAt,omitempty" doc:"inbound: when it reached us; orders messages of one second, which is as exact as WhatsApp's times are"`
	SentAt         *time.Time     `json:"sentAt,omitempty" doc:"inbound: the platform's time; outbound: when the platform said sent"`
	DeliveredAt    *time.Time     `json:"deliveredAt,omitempty"`
	ReadAt         *time.Time     `json:"readAt,omitempty"`
}

// Media is an attachment; its address comes from …/messages/{id}/media.
type Media struct {
	State      string `json:"state" enum:"pending,ready,failed,doomed,gone"`
	MIME       string `json:"mime"`
	Name       string `json:"name,omitempty"`
	Size       int64  `json:"size,omitempty" doc:"bytes"`
	Voice      bool   `json:"voice,omitempty"`
	PlatformID string `json:"platformId,omitempty"`
	Problem    string `json:"problem,omitempty"`
}

// SendError says why a message failed.
type SendError struct {
	Code    int    `json:"code" doc:"the platform's code, 0 for our own reasons"`
	Reason  string `json:"reason" doc:"window_closed, undeliverable, unknown_outcome, …"`
	Details string `json:"details,omitempty"`
}

// Event is the body of an event.
type Event struct {
	Type    string    `json:"type" enum:"assigned,unassigned,closed,reopened,snoozed,window_expired,seen,failed,amended,named,merged,warned,last_call,labelled,unlabelled,scheduled"`
	ActorID string    `json:"actorId,omitempty" doc:"absent when the system acted"`
	From    *Assignee `json:"from,omitempty"`
	To      *Assignee `json:"to,omitempty"`
	Reason  string    `json:"reason,omitempty"`
}

// Counters are the badges.
type Counters struct {
	Open               int `json:"open"`
	Pending            int `json:"pending"`
	Unassigned         int `json:"unassigned"`
	Unanswered         int `json:"unanswered"`
	UnansweredComments int `json:"unansweredComments"`
}

// Member is a colleague.
type Member struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Email string `json:"email"`
	Role  string `json:"role" enum:"admin,supervisor,agent"`
}

// OfConversation converts a head.
func OfConversation(c rules.Conversation) Conversation {
	out := Conversation{
		ID: string(c.ID), ChannelID: string(c.Channel), ChannelKind: string(c.On), Kind: string(c.Kind),
		Status: string(c.Status), Handler: "none", Assignee: OfAssignee(c.Assignee), Contact: ofContact(c),
		Unread: c.Unread, Failed: c.Failed, CreatedAt: c.CreatedAt, ActivityAt: c.ActivityAt,
		WaitingSince: moment(c.WaitingSince), SnoozedUntil: moment(c.SnoozedUntil),
		WindowClosesAt: moment(c.WindowClosesAt), HumanWindowClosesAt: moment(c.HumanWindowClosesAt),
		WindowExpired: c.WindowExpired, WindowOver: c.WindowOver, Episode: c.Episode, Version: c.Version,
		AdWindowClosesAt: moment(c.AdWindowClosesAt()), FreeUntil: moment(c.FreeUntil()), Labels: c.Labels.List(),
		OpenToTeam: c.OpenedTo != "",
	}
	if out.Labels == nil {
		out.Labels = []string{}
	}
	if c.Handler != rules.Nobody {
		out.Handler = string(c.Handler)
	}
	if c.Preview.Key != "" {
		p := c.Preview
		out.Preview = &Preview{MessageID: string(p.Key), At: p.At, Direction: string(p.Direction), Type: string(p.Type), Text: p.Text, Comment: p.Comment}
	}
	return out
}

func ofContact(c rules.Conversation) Contact {
	out := Contact{ID: string(c.Contact), Name: c.Name, Username: c.Address.Username, UserID: c.Address.UserID}
	if c.Address.Phone != "" {
		out.Phone = "+" + c.Address.Phone
	}
	for _, name := range []string{out.Username, out.Phone, out.UserID} {
		if out.Name == "" {
			out.Name = name
		}
	}
	return out
}

// OfAssignee converts an assignee; nobody is nil.
func OfAssignee(a rules.Assignee) *Assignee {
	if a.None() {
		return nil
	}
	return &Assignee{UserID: string(a.User), TeamID: string(a.Team)}
}

// OfCounters converts the badges.
func OfCounters(c rules.Counters) Counters { return Counters(c) }

// OfMember converts a colleague.
func OfMember(m rules.Member) Member {
	return Member{ID: string(m.ID), Name: m.Name, Email: m.Email, Role: string(m.Role)}
}

func moment(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}
