package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"transom/shared/clock"
	"transom/shared/fault"
	"transom/shared/media"
	"transom/shared/rules"
	"transom/shared/store"
)

var (
	errNoUpload     = fault.New(fault.Missing, "upload_missing", "This file has not arrived, or it was uploaded for another conversation or too long ago. Upload it again.")
	errUploadUsed   = fault.New(fault.Conflict, "upload_used", "This file went out with another message. Upload it again.")
	errFileMismatch = fault.New(fault.Refused, "file_mismatch", "This file is not what it says it is.")
	errFilesAway    = fault.New(fault.Later, "files_away", "The place where files are kept does not answer. Try again in a moment.")
)

// uploadLife is longer than what is uploaded stays in the bucket.
const uploadLife = 48 * time.Hour

// file is an upload on its way into a message.
type file struct {
	media     rules.Media
	workspace store.Workspace
	key       string // where it was uploaded to
	seen      media.Object
	plan      plan
	etag      string // of the plan
	data      []byte // in another wrapping; nil where the file goes out as it came
}

// upload looks at a file that somebody uploaded for a message: it is theirs, for this conversation or for a
// template's header, and not used by another message.
func (d *desk) upload(ctx context.Context, v store.Viewer, c rules.Conversation, b NewMessage) (*file, error) {
	f, err := d.uploaded(ctx, v, b.UploadID, b.ClientID, func(p plan) bool {
		return p.Conversation == string(c.ID) && c.ID != "" || p.For == forTemplate && b.kind() == rules.Template
	})
	if err != nil {
		return nil, err
	}
	f.media = rules.Media{MIME: sentAs(f.plan.MIME), Name: f.plan.Name, Size: f.seen.Size, State: rules.MediaReady}
	return f, d.listen(ctx, c, b, f)
}

// uploaded looks at a colleague's own upload: it is meant for what it is used for, not used by anything else, and
// what it was said to be.
func (d *desk) uploaded(ctx context.Context, v store.Viewer, id, usedBy string, meant func(plan) bool) (*file, error) {
	f := &file{workspace: v.Workspace, key: uploadKey(v, id)}
	err := d.readPlan(ctx, f)
	switch {
	case err != nil:
		return nil, err
	case !meant(f.plan):
		return nil, errNoUpload
	case f.plan.UsedBy != "" && f.plan.UsedBy != usedBy:
		return nil, errUploadUsed
	}
	if f.seen, err = d.bucket.Look(ctx, f.key); err != nil {
		return nil, absent(err)
	}
	if f.seen.Size != f.plan.Size || !media.Honest(f.plan.MIME, f.seen.MIME) {
		return nil, errFileMismatch.With("declared", f.plan.MIME).With("found", f.seen.MIME)
	}
	return f, nil
}

// take claims an upload for a message and puts it where the conversation's attachments are. The same message may
// take it again, also while it is being taken.
func (d *desk) take(ctx context.Context, f *file, clientID string) error {
	if f.plan.UsedBy == "" {
		if err := d.claimUpload(ctx, f, clientID); err != nil {
			return err
		}
	}
	if f.data == nil {
		return absent(d.bucket.Copy(ctx, f.key, f.seen.ETag, f.media.Object, f.media.MIME))
	}
	return absent(d.bucket.Put(ctx, f.media.Object, f.media.MIME, bytes.NewReader(f.data), f.media.Size))
}

// claimUpload makes an upload one message's alone. The database decides between two at once; the note beside the file
// tells later ones.
func (d *desk) claimUpload(ctx context.Context, f *file, clientID string) error {
	mine, err := d.store.Take(ctx, f.workspace, f.key, clientID, clock.Now(), uploadLife)
	switch {
	case err != nil:
		return err
	case !mine:
		return errUploadUsed
	}
	f.plan.UsedBy = clientID
	note, err := json.Marshal(f.plan)
	if err != nil {
		return fmt.Errorf("note upload: %w", err)
	}
	err = d.bucket.Replace(ctx, f.key+planned, "application/json", note, f.etag)
	if errors.Is(err, media.ErrChanged) { // by the same message, sent twice
		return nil
	}
	return absent(err)
}

// readPlan reads what was said about a file before it came.
func (d *desk) readPlan(ctx context.Context, f *file) error {
	note, etag, err := d.bucket.Read(ctx, f.key+planned, maxPlan)
	if err != nil {
		return absent(err)
	}
	if err := json.Unmarshal(note, &f.plan); err != nil {
		return fmt.Errorf("read plan of upload: %w", err)
	}
	f.etag = etag
	return nil
}

// absent says that an upload is not there, where that is what went wrong, or that the bucket is away.
func absent(err error) error {
	switch {
	case errors.Is(err, media.ErrNoObject), errors.Is(err, media.ErrChanged):
		return errNoUpload.Because(err)
	case err != nil && fault.KindOf(err) == fault.Internal:
		return errFilesAway.Because(err)
	default:
		return err
	}
}

// objectKey is where a conversation's attachment is kept: the same place for the same message.
func objectKey(v store.Viewer, c rules.ConversationID, key rules.EntryKey) string {
	return "m/" + v.Workspace.String() + "/" + string(c) + "/" + string(key)[len(key)-10:]
}
