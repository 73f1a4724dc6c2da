package main

import (
	"context"
	"crypto/rand"
	"errors"
	"net/http"
	"strings"
	"time"

	"transom/shared/clock"
	"transom/shared/fault"
	"transom/shared/media"
	"transom/shared/rules"
)

const mb = 1 << 20

// takes lists what visitors may send, by type, with its kind and most bytes.
var takes = map[string]struct {
	kind  rules.Type
	bytes int64
}{
	"image/jpeg": {rules.Image, 8 * mb}, "image/png": {rules.Image, 8 * mb}, "image/webp": {rules.Image, 8 * mb}, "image/gif": {rules.Image, 8 * mb},
	"video/mp4": {rules.Video, 25 * mb},
}

// uploadLife is how long an uploaded file waits for its message.
const uploadLife = 12 * time.Hour

var (
	errUpload  = fault.New(fault.Refused, "upload_missing", "This file has not been uploaded, or too long ago. Choose it again.")
	errContent = fault.New(fault.Refused, "file_content", "This file is not what it says it is.")
)

// slot is what an upload's id stands for. It is sealed, so that nobody sends a file that is not theirs.
type slot struct {
	Object  string `json:"o"`
	Visitor string `json:"v"`
	MIME    string `json:"m"`
	Name    string `json:"n,omitempty"`
	Size    int64  `json:"s"`
	Until   int64  `json:"x"`
}

const forUploads = "upload 1"

type newUpload struct {
	Name string `json:"name"`
	MIME string `json:"mime"`
	Size int64  `json:"size"`
}

// Upload is where a browser puts a file.
type Upload struct {
	ID        string            `json:"id"` // for a message's uploadId
	URL       string            `json:"url"`
	Method    string            `json:"method"`
	Headers   map[string]string `json:"headers"` // to send along exactly
	ExpiresAt time.Time         `json:"expiresAt"`
}

func (d *desk) offerUpload(ctx context.Context, g guest, r *http.Request) (any, error) {
	var in newUpload
	if err := read(r, &in); err != nil {
		return nil, err
	}
	kind, _, _ := strings.Cut(strings.ToLower(in.MIME), ";")
	limit, ok := takes[strings.TrimSpace(kind)]
	switch {
	case !ok:
		return nil, rules.ErrFileType
	case in.Size <= 0:
		return nil, errShape
	case in.Size > limit.bytes:
		return nil, rules.ErrFileTooLarge
	}
	if err := d.store.Allow(ctx, "upload "+g.token.Visitor, uploadsByVisitor, perHour); err != nil {
		return nil, err
	}
	now := clock.Now()
	s := slot{Object: media.Uploads + g.workspace.String() + "/" + strings.ToLower(rand.Text()), Visitor: g.token.Visitor,
		MIME: strings.TrimSpace(kind), Name: line(in.Name, 120), Size: in.Size, Until: now.Add(uploadLife).Unix()}
	offer, err := d.bucket.Offer(ctx, s.Object, s.MIME, s.Size, "", now)
	if err != nil {
		return nil, err
	}
	id, err := d.seal(ctx, forUploads, s)
	if err != nil {
		return nil, err
	}
	return Upload{ID: id, URL: offer.URL, Method: offer.Method, Headers: offer.Headers, ExpiresAt: offer.Until}, nil
}

// takeFile makes an uploaded file the attachment of the message with this key: looked at, and copied to where
// the conversation's files are. Repeating is safe.
func (d *desk) takeFile(ctx context.Context, g guest, id string, key rules.EntryKey) (rules.Type, *rules.Media, error) {
	var s slot
	ok, err := d.unseal(ctx, forUploads, id, &s)
	switch {
	case err != nil:
		return "", nil, err
	case !ok || s.Visitor != g.token.Visitor || clock.Now().Unix() >= s.Until:
		return "", nil, errUpload
	}
	o, err := d.bucket.Look(ctx, s.Object)
	if errors.Is(err, media.ErrNoObject) {
		return "", nil, errUpload
	}
	if err != nil {
		return "", nil, err
	}
	limit, ok := takes[o.MIME]
	switch {
	case !ok || limit.kind != takes[s.MIME].kind:
		return "", nil, errContent
	case o.Size > limit.bytes:
		return "", nil, rules.ErrFileTooLarge
	}
	c, err := d.store.VisitorThread(ctx, g.workspace, g.channel, g.token.Visitor)
	if err != nil {
		return "", nil, err
	}
	object := "m/" + g.workspace.String() + "/" + string(c.ID) + "/" + string(key[strings.LastIndexByte(string(key), '#')+1:])
	if err := d.bucket.Copy(ctx, s.Object, o.ETag, object, o.MIME); err != nil {
		return "", nil, err
	}
	return limit.kind, &rules.Media{MIME: o.MIME, Name: s.Name, Size: o.Size, State: rules.MediaReady, Object: object}, nil
}
