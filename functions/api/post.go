package main

import (
	"context"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"transom/shared/channel"
	"transom/shared/fault"
	"transom/shared/rules"
	"transom/shared/secret"
	"transom/shared/store"
)

// postRunes is how much of a post is shown above its comments, in code points.
const postRunes = 2000

var errNoPost = fault.New(fault.Missing, "post_missing", "Nobody in this conversation has commented on this post lately.")

// Post is what people comment on.
type Post struct {
	ID        string `json:"id"`
	Text      string `json:"text" doc:"empty where it is a picture without words, is gone, or is not told; at most 2,000 characters"`
	Permalink string `json:"permalink,omitempty" doc:"https only"`
}

type postInput struct {
	ID     string `path:"id" maxLength:"64"`
	PostID string `path:"postId" maxLength:"128" pattern:"^[0-9A-Za-z_]+$"`
}

// post asks the platform what a post says. Only posts that the conversation's newest comments name are asked for:
// the channel's access reads more than this colleague may.
func (d *desk) post(ctx context.Context, v store.Viewer, in *postInput) (*reply[Post], error) {
	c, err := d.store.Conversation(ctx, v, rules.ConversationID(in.ID))
	if err != nil {
		return nil, err
	}
	page, err := d.store.Entries(ctx, v, c.ID, "", "", 100)
	if err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(page.Items, func(e rules.Entry) bool { return e.Comment != nil && e.Comment.PostID == in.PostID }) {
		return nil, errNoPost
	}
	out := Post{ID: in.PostID}
	said, err := d.told(ctx, v, c, in.PostID)
	if err != nil {
		return nil, err
	}
	out.Text = said.Text
	if utf8.RuneCountInString(out.Text) > postRunes {
		out.Text = string([]rune(out.Text)[:postRunes])
	}
	if strings.HasPrefix(said.Permalink, "https://") {
		out.Permalink = said.Permalink
	}
	return answer(out), nil
}

// told asks the platform; a channel without access knows nothing.
func (d *desk) told(ctx context.Context, v store.Viewer, c rules.Conversation, post string) (channel.Post, error) {
	ch, err := d.store.Channel(ctx, v.Workspace, c.Channel)
	if err != nil {
		return channel.Post{}, err
	}
	platform, ok := d.senders[ch.Kind].(channel.Poster)
	if !ok {
		return channel.Post{}, nil
	}
	token, err := d.secrets.Get(ctx, secret.ChannelToken(ch.ID))
	if errors.Is(err, secret.ErrMissing) {
		return channel.Post{}, nil
	}
	if err != nil {
		return channel.Post{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, checkTime)
	defer cancel()
	d.senders[ch.Kind].Forget() // an environment that slept has connections that nobody else remembers
	said, err := platform.Post(ctx, token, ch, post)
	if err != nil && fault.KindOf(err) == fault.Internal {
		err = errPlatformAway.Because(err)
	}
	return said, err
}
