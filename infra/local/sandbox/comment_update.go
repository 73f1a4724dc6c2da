package sandbox

import (
	"cmp"
	"fmt"

	"transom/infra/local/sandbox/graph"
	"transom/infra/local/sandbox/instagram"
	"transom/infra/local/sandbox/messaging"
	"transom/infra/local/sandbox/messenger"
)

// author is who a comment is from, as the account is told. The caller holds mu.
func (p *Phone) author(c Comment) (string, error) {
	if c.Direction == Out {
		return c.Account, nil
	}
	return p.scoped(p.state.customers[c.Customer], commentScope+c.Account)
}

func (p *Phone) feedUpdate(c Comment, post *Post, verb string) (*graph.Update, error) {
	from, err := p.author(c)
	if err != nil {
		return nil, err
	}
	v := messenger.Comment{From: &messenger.Author{ID: from, Name: c.From}, Post: messenger.PostOf(post.ID, post.permalink(), post.At, post.Kind == "ad"),
		Message: c.Text, PostID: post.ID, CommentID: c.ID, CreatedTime: c.At.Unix(), ParentID: cmp.Or(c.Parent, post.ID), Verb: verb}
	if c.Anonymous {
		v.From = nil
	}
	if m, ok := p.state.media[c.Media]; ok {
		v.Photo = p.cdnLink(m, 0)
	}
	if verb == "remove" {
		v.Message, v.Photo, v.Post = "", "", nil
	}
	raw, err := v.Raw()
	return &graph.Update{Object: messenger.Object, Account: c.Account, Time: p.now().Unix(), Field: "feed", Value: raw}, err
}

func (p *Phone) commentUpdate(c Comment, post *Post) (*graph.Update, error) {
	from, err := p.author(c)
	if err != nil {
		return nil, err
	}
	v := instagram.Comment{From: &instagram.Author{ID: from, Username: c.From}, ID: c.ID, ParentID: c.Parent, Text: c.Text,
		Media: &instagram.Media{ID: post.ID, Product: map[string]string{"reel": "REELS", "live": "LIVE", "ad": "AD"}[post.Kind]}}
	if v.Media.Product == "" {
		v.Media.Product = "FEED"
	}
	if v.Media.Product == "AD" {
		v.Media.AdID, v.Media.AdTitle = "120200000000000001", post.Text
	}
	if c.Direction == Out {
		v.From.Self = messaging.NewScopedID()
	}
	if c.Anonymous {
		v.From = nil
	}
	field := "comments"
	if post.Kind == "live" {
		field = "live_comments"
	}
	raw, err := v.Raw()
	if err != nil {
		return nil, fmt.Errorf("write comment: %w", err)
	}
	return &graph.Update{Object: instagram.Object, Account: c.Account, Time: c.At.Unix(), Field: field, Value: raw, Flat: instagram.Direct(c.Account)}, nil
}
