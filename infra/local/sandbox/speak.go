package sandbox

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"transom/infra/local/sandbox/graph"
	"transom/infra/local/sandbox/instagram"
	"transom/infra/local/sandbox/messaging"
	"transom/infra/local/sandbox/messenger"
)

// Speaking is a comment that a customer writes.
type Speaking struct {
	Customer  string     `json:"customer,omitempty"`
	Name      string     `json:"name,omitempty"` // of the customer that is made up
	Platform  string     `json:"platform,omitempty"`
	Account   string     `json:"account,omitempty"`
	Post      string     `json:"post,omitempty"`
	Parent    string     `json:"parent,omitempty"`
	Text      string     `json:"text,omitempty"`
	Media     string     `json:"media,omitempty"`
	Anonymous bool       `json:"anonymous,omitempty"` // the platform does not say who
	At        *time.Time `json:"at,omitempty"`
}

// speak records a customer's comment and posts it. The caller holds mu.
func (p *Phone) speak(s Speaking) (Comment, error) {
	post, err := p.whereSpoken(s)
	if err != nil {
		return Comment{}, err
	}
	c := p.state.customers[s.Customer]
	switch {
	case s.Customer != "" && c == nil:
		return Comment{}, missing("there is no customer %q", s.Customer)
	case s.Customer == "":
		if c, err = p.addCustomer(NewCustomer{Platform: post.Platform, Name: s.Name}); err != nil {
			return Comment{}, err
		}
	case c.Platform != post.Platform:
		return Comment{}, invalid("%s is on %s, the post on %s", c.Name, c.Platform, post.Platform)
	}
	at := p.now()
	if s.At != nil {
		at = *s.At
	}
	com := Comment{Post: post.ID, Parent: s.Parent, Account: post.Account, Direction: In, Customer: c.ID, From: c.Name, Anonymous: s.Anonymous,
		Text: s.Text, At: at.UTC().Truncate(time.Second), Status: "pending"}
	if post.Platform == Instagram {
		com.From = c.Username
	}
	if s.Media != "" {
		kept, err := p.medium(s.Media)
		if err != nil {
			return Comment{}, err
		}
		com.Media = kept.ID
	}
	if com.Text == "" && com.Media == "" {
		return Comment{}, invalid("a comment needs a text")
	}
	com.ID = newCommentID(post)
	return com, p.publishComment(com, "add")
}

// whereSpoken finds the post of a comment: the named one, the parent's, or the account's first. The caller holds mu.
func (p *Phone) whereSpoken(s Speaking) (*Post, error) {
	if s.Parent != "" {
		parent := p.state.comments[s.Parent]
		if parent == nil || parent.Deleted {
			return nil, missing("there is no comment %q to answer", s.Parent)
		}
		s.Post = parent.Post
	}
	if s.Post == "" {
		platform := cmp.Or(s.Platform, p.state.accounts[s.Account].Platform, Messenger)
		if c := p.state.customers[s.Customer]; c != nil {
			platform = c.Platform
		}
		if platform == WhatsApp {
			return nil, invalid("there are no posts on WhatsApp")
		}
		a, err := p.account(cmp.Or(s.Account, defaultAccounts[platform]), platform)
		if err != nil {
			return nil, err
		}
		list := p.postsOf(a.ID)
		s.Post = list[len(list)-1].ID
	}
	if post := p.state.posts[s.Post]; post != nil {
		return post, nil
	}
	return nil, missing("there is no post %q", s.Post)
}

func newCommentID(post *Post) string {
	if post.Platform == Instagram {
		return messaging.NewScopedID()
	}
	_, number, _ := strings.Cut(post.ID, "_")
	return number + "_" + messaging.NewObjectID()
}

// publishComment records a comment as it is now and posts what happened to it, where the platform says so: all of it
// on a Page, on Instagram only that it came. The caller holds mu.
func (p *Phone) publishComment(c Comment, verb string) error {
	r := record{Comments: []Comment{c}}
	post := p.state.posts[c.Post]
	var update *graph.Update
	var err error
	switch {
	case post.Platform == Messenger:
		update, err = p.feedUpdate(c, post, verb)
	case verb == "add":
		update, err = p.commentUpdate(c, post)
	}
	if err != nil {
		return err
	}
	if update != nil {
		o := owed{Lane: "comments " + c.Post, Other: update}
		if c.Direction == In && verb == "add" {
			o.Message = c.ID
		}
		r.Owe = []owed{p.owe(o)}
	}
	if err := p.commit(r); err != nil {
		return err
	}
	p.ship(r.Owe...)
	return nil
}

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
