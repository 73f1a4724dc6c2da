package sandbox

import (
	"cmp"
	"strings"
	"time"

	"transom/infra/local/sandbox/graph"
	"transom/infra/local/sandbox/messaging"
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
