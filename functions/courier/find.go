package main

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"transom/shared/channel"
	"transom/shared/fault"
	"transom/shared/media"
	"transom/shared/rules"
	"transom/shared/store"
)

// objectOf is where an attachment of a customer lies in the bucket.
func objectOf(ws store.Workspace, e rules.Entry, n int) string {
	key := "m/" + ws.String() + "/" + string(e.Conversation) + "/" + tail(e.Key)
	if n > 0 {
		key += "-" + strconv.Itoa(n)
	}
	return key
}

// find gets the file: at the place the platform tells for its id, twice if need be (an address is good for
// five minutes), or else at the address that came with the message.
func (c courier) find(ctx context.Context, token, account string, m rules.Media) (*media.File, channel.Located, error) {
	if m.PlatformID == "" {
		file, err := c.fetcher.Fetch(ctx, m.URL, token)
		return file, channel.Located{}, err
	}
	for try := 0; ; try++ {
		at, err := c.locator.Locate(ctx, token, account, m.PlatformID)
		if err != nil {
			return nil, at, err
		}
		file, err := c.fetcher.Fetch(ctx, at.URL, token)
		if err == nil || try > 0 || !errors.Is(err, media.ErrGone) {
			return file, at, err
		}
	}
}

// problemOf is the code that the client shows a sentence for.
func problemOf(err error) string {
	var f *fault.Error
	if errors.As(err, &f) && fault.Permanent(err) {
		return f.Code
	}
	return "media_unreachable"
}

// tail is the part of an entry's key that tells it apart.
func tail(k rules.EntryKey) string { return string(k)[strings.LastIndexByte(string(k), '#')+1:] }

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
