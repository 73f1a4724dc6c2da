package wire

import (
	"time"

	"transom/shared/rules"
)

// Snippet is an answer that is kept to be used again.
type Snippet struct {
	ID        string    `json:"id"`
	Title     string    `json:"title"`
	Body      string    `json:"body" doc:"may hold {{first_name}}, {{name}}, {{phone}}, {{username}}, {{agent}}, {{channel}}, with a word for when there is none: {{first_name|there}}"`
	Shortcut  string    `json:"shortcut,omitempty"`
	Media     *Media    `json:"media,omitempty" doc:"a file that goes along"`
	AuthorID  string    `json:"authorId,omitempty"`
	UpdatedAt time.Time `json:"updatedAt"`
}

// OfSnippet converts a snippet.
func OfSnippet(s rules.Snippet) Snippet {
	return Snippet{ID: string(s.ID), Title: s.Title, Body: s.Body, Shortcut: s.Shortcut, Media: ofMedia(s.Media), AuthorID: string(s.By), UpdatedAt: s.UpdatedAt}
}

// Scheduled is a message that waits for its time.
type Scheduled struct {
	ID             string       `json:"id" doc:"the ULID it was scheduled with; the message's clientId later"`
	ConversationID string       `json:"conversationId"`
	Due            time.Time    `json:"due"`
	CreatedAt      time.Time    `json:"createdAt"`
	AuthorID       string       `json:"authorId"`
	Type           string       `json:"type"`
	Text           string       `json:"text"`
	ReplyTo        string       `json:"replyTo,omitempty"`
	Media          *Media       `json:"media,omitempty"`
	Template       *TemplateUse `json:"template,omitempty"`
	WillBeClosed   bool         `json:"willBeClosed" doc:"the rules will not let it out then, unless the customer writes before"`
}

// OfScheduled converts a scheduled message; whether the window will be closed is for the caller to say.
func OfScheduled(s rules.Scheduled) Scheduled {
	return Scheduled{ID: s.ID, ConversationID: string(s.Conversation), Due: s.Due, CreatedAt: s.CreatedAt, AuthorID: string(s.By),
		Type: string(s.Type), Text: s.Text, ReplyTo: s.ReplyTo, Media: ofMedia(s.Media), Template: ofTemplate(s.Template)}
}
