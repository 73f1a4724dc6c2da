package main

import (
	"context"
	"io"

	"transom/shared/channel"
	"transom/shared/rules"
)

// file is what goes along with a message: read from the bucket when the platform takes it. nil without one.
func (c courier) file(e rules.Entry) *channel.File {
	if e.Media == nil || e.Media.Object == "" {
		return nil
	}
	m := *e.Media
	name := m.Name
	if name == "" {
		name = "file"
	}
	return &channel.File{
		MIME: m.MIME, Name: name, Size: m.Size,
		Open: func(ctx context.Context) (io.ReadCloser, error) { return c.bucket.Open(ctx, m.Object) },
		URL:  func(ctx context.Context) (string, error) { return c.bucket.LendOut(ctx, m.Object, m.MIME) },
	}
}
