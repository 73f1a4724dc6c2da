package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/oklog/ulid/v2"

	"transom/shared/clock"
	"transom/shared/media"
	"transom/shared/rules"
	"transom/shared/store"
)

// NewUpload is a file that somebody wants to send.
type NewUpload struct {
	ConversationID string `json:"conversationId" minLength:"1" maxLength:"64"`
	Name           string `json:"name" minLength:"1" maxLength:"255"`
	MIME           string `json:"mime" minLength:"3" maxLength:"128" pattern:"^[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+( *;.*)?$" doc:"its type; parameters are ignored"`
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

// plan is what was said about a file before it came. It lies beside the file and is claimed by the message that
// the file goes with.
type plan struct {
	Conversation string `json:"conversation"`
	Name         string `json:"name"`
	MIME         string `json:"mime"`
	Size         int64  `json:"size"`             // bytes
	UsedBy       string `json:"usedBy,omitempty"` // clientId of the message
}

// maxPlan bounds a plan, in bytes.
const maxPlan = 4 << 10

// beginUpload refuses what the channel cannot carry before a byte is sent, and signs an address for the rest.
func (d *desk) beginUpload(ctx context.Context, v store.Viewer, in *uploadInput) (*reply[Upload], error) {
	b := in.Body
	c, err := d.store.Conversation(ctx, v, rules.ConversationID(b.ConversationID))
	if err != nil {
		return nil, err
	}
	p := plan{Conversation: string(c.ID), Name: fileName(b.Name), MIME: media.Canonical(b.MIME), Size: b.Size}
	if err := takes(c, p); err != nil {
		return nil, err
	}
	id := ulid.Make().String()
	key := uploadKey(v, id)
	note, err := json.Marshal(p)
	if err != nil {
		return nil, fmt.Errorf("note upload: %w", err)
	}
	if err := d.bucket.Replace(ctx, key+planned, "application/json", note, ""); err != nil {
		return nil, absent(err)
	}
	o, err := d.bucket.Offer(ctx, key, p.MIME, p.Size, b.SHA256, clock.Now())
	if err != nil {
		return nil, err
	}
	return answer(Upload{ID: id, URL: o.URL, Method: o.Method, Headers: o.Headers, ExpiresAt: o.Until}), nil
}

const planned = ".plan"

// uploadKey is where a colleague's upload is. Nobody can name another's: workspace and person are who asks.
func uploadKey(v store.Viewer, id string) string {
	return media.Uploads + v.Workspace.String() + "/" + url.PathEscape(string(v.ID)) + "/" + id
}

// takes judges a file by its type and size alone: some kind of message of the channel has to carry it.
func takes(c rules.Conversation, p plan) error {
	able := rules.Capabilities[c.On]
	if c.Kind == rules.Comments || len(able.Files) == 0 {
		return refused(c, rules.Entry{Type: rules.Document}, rules.ErrUnsupportedType)
	}
	most, mime := int64(0), sentAs(p.MIME)
	for _, limit := range able.Files {
		if slices.Contains(limit.MIMEs, mime) {
			most = max(most, limit.Bytes)
		}
	}
	switch {
	case most == 0:
		return rules.ErrFileType.With("allowed", strings.Join(everyMIME(able), ", "))
	case p.Size > most:
		return rules.ErrFileTooLarge.With("limit", fmt.Sprint(most))
	default:
		return nil
	}
}

// sentAs is the type a file goes out with: sound that browsers record in WebM is put into Ogg.
func sentAs(mime string) string {
	if mime == "audio/webm" {
		return "audio/ogg"
	}
	return mime
}

// fileName keeps what a name says and nothing that acts: its last element, without control characters and
// those that turn the writing direction.
func fileName(name string) string {
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, path.Base(strings.ReplaceAll(name, `\`, "/")))
	name = strings.TrimSpace(name)
	if strings.Trim(name, ". /") == "" {
		return "file"
	}
	return name
}
