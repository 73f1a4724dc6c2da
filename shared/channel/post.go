package channel

import (
	"context"

	"transom/shared/rules"
)

// Post is what people comment on.
type Post struct {
	Text      string // "" where it is a picture without words
	Permalink string
}

// Poster is a platform with posts. The zero Post is one that is gone or not told.
type Poster interface {
	Post(ctx context.Context, token string, ch rules.Channel, postID string) (Post, error)
}
