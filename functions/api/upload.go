package main

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
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

// NewUpload is a file that somebody wants to send, or to keep. Exactly one of conversationId and for says where to.
type NewUpload struct {
	ConversationID string `json:"conversationId,omitempty" maxLength:"64"`
	For            string `json:"for,omitempty" enum:"snippet,template" doc:"instead of a conversation: a snippet, or a template's header"`
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
	Conversation string `json:"conversation,omitempty"`
	For          string `json:"for,omitempty"` // forSnippet or forTemplate, instead of a conversation
	Name         string `json:"name"`
	MIME         string `json:"mime"`
	Size         int64  `json:"size"`             // bytes
	UsedBy       string `json:"usedBy,omitempty"` // clientId of the message
}

// maxPlan bounds a plan, in bytes.
const maxPlan = 4 << 10

// What files are uploaded for that do not go into a conversation at once.
const (
	forSnippet  = "snippet"
	forTemplate = "template"
)

// beginUpload refuses what the channel cannot carry before a byte is sent, and signs an address for the rest.
func (d *desk) beginUpload(ctx context.Context, v store.Viewer, in *uploadInput) (*reply[Upload], error) {
	b := in.Body
	p := plan{For: b.For, Name: fileName(b.Name), MIME: media.Canonical(b.MIME), Size: b.Size}
	if err := d.placeUpload(ctx, v, b, &p); err != nil {
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

// placeUpload says where a file goes, and refuses one that cannot go there.
func (d *desk) placeUpload(ctx context.Context, v store.Viewer, b NewUpload, p *plan) error {
	switch {
	case (b.ConversationID == "") == (b.For == ""):
		return errShape.With("body.conversationId", "expected exactly one of conversationId and for")
	case b.For == forTemplate:
		return fits(*p, rules.Capabilities[rules.WhatsApp], rules.Image, rules.Video, rules.Document)
	case b.For == forSnippet:
		return fitsSomewhere(*p)
	}
	c, err := d.store.Conversation(ctx, v, rules.ConversationID(b.ConversationID))
	if err != nil {
		return err
	}
	p.Conversation = string(c.ID)
	return takes(c, *p)
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
	return fits(p, able, slices.Collect(maps.Keys(able.Files))...)
}

// fits judges a file by its type and size against some kinds of message.
func fits(p plan, able rules.Capability, kinds ...rules.Type) error {
	most, mime := int64(0), sentAs(p.MIME)
	var allowed []string
	for _, kind := range kinds {
		limit := able.Files[kind]
		allowed = append(allowed, limit.MIMEs...)
		if slices.Contains(limit.MIMEs, mime) {
			most = max(most, limit.Bytes)
		}
	}
	slices.Sort(allowed)
	switch {
	case most == 0:
		return rules.ErrFileType.With("allowed", strings.Join(slices.Compact(allowed), ", "))
	case p.Size > most:
		return rules.ErrFileTooLarge.With("limit", fmt.Sprint(most))
	default:
		return nil
	}
}

// fitsSomewhere: a snippet's file goes wherever it may; WhatsApp takes the most kinds, others larger pictures.
func fitsSomewhere(p plan) error {
	var refusal error
	for _, kind := range []rules.ChannelKind{rules.Messenger, rules.Instagram, rules.WebChat, rules.WhatsApp} {
		if refusal = takes(rules.Conversation{On: kind}, p); refusal == nil {
			return nil
		}
	}
	return refusal
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
