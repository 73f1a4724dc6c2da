package main

import (
	"context"
	"time"

	"transom/shared/rules"
	"transom/shared/store"
)

// NewUpload is a file that somebody wants to send.
type NewUpload struct {
	ConversationID string `json:"conversationId" minLength:"1" maxLength:"64"`
	Name           string `json:"name" minLength:"1" maxLength:"255"`
	MIME           string `json:"mime" minLength:"3" maxLength:"128" pattern:"^[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+( ?;.*)?$" doc:"its type; parameters are ignored"`
	Size           int64  `json:"size" minimum:"1" maximum:"104857600" doc:"bytes"`
	SHA256         string `json:"sha256,omitempty" pattern:"^[A-Za-z0-9+/]{43}=$" doc:"of its bytes, in base64: with it, nothing else can be put there"`
}

// Upload is where a browser puts a file.
type Upload struct {
	ID        string            `json:"id" doc:"for a message's uploadId, once"`
	URL       string            `json:"url"`
	Method    string            `json:"method" enum:"PUT"`
	Headers   map[string]string `json:"headers" doc:"to send along exactly"`
	ExpiresAt time.Time         `json:"expiresAt"`
}

type uploadInput struct{ Body NewUpload }

func (d *desk) beginUpload(ctx context.Context, v store.Viewer, in *uploadInput) (*reply[Upload], error) {
	return nil, rules.ErrFileType
}
