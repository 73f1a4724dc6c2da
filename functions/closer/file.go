package main

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"transom/shared/fault"
	"transom/shared/media"
	"transom/shared/rules"
	"transom/shared/store"
)

// errChanging asks for another try.
var errChanging = fault.New(fault.Later, "file_changing", "This file is just being replaced.")

// typeOf is the kind of message that carries a file on a channel; Document where none does, which the rules refuse.
func typeOf(able rules.Capability, mime string) rules.Type {
	for _, t := range []rules.Type{rules.Image, rules.Video, rules.Audio} {
		if slices.Contains(able.Files[t].MIMEs, mime) {
			return t
		}
	}
	return rules.Document
}

// copied gives a message a copy of a snippet's file, so that each may go without the other.
func (c *closer) copied(ctx context.Context, seen store.Seen, m rules.Media, key rules.EntryKey) (*rules.Media, error) {
	is, err := c.bucket.Look(ctx, m.Object)
	if err == nil {
		from := m.Object
		m.Object = "m/" + seen.Workspace.String() + "/" + string(seen.Conversation.ID) + "/" + string(key)[len(key)-10:]
		err = c.bucket.Copy(ctx, from, is.ETag, m.Object, m.MIME)
	}
	switch {
	case errors.Is(err, media.ErrNoObject):
		return nil, noFile
	case err != nil && fault.KindOf(err) == fault.Conflict: // it was replaced just now
		return nil, errChanging.Because(err)
	case err != nil:
		return nil, fmt.Errorf("copy file: %w", err)
	}
	m.State = rules.MediaReady
	return &m, nil
}
