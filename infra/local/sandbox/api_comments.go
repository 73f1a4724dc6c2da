package sandbox

import (
	"net/http"
	"slices"
	"time"
)

// getComments lists comments, newest first.
func (p *Phone) getComments(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	q, out := r.URL.Query(), []Comment{}
	for _, c := range slices.Backward(p.state.spoken) {
		if (q.Get("account") == "" || q.Get("account") == c.Account) && (q.Get("post") == "" || q.Get("post") == c.Post) &&
			(q.Get("customer") == "" || q.Get("customer") == c.Customer) && (q.Get("parent") == "" || q.Get("parent") == c.Parent) && len(out) < 500 {
			out = append(out, *c)
		}
	}
	answer(w, http.StatusOK, map[string]any{"items": out, "rev": p.rev, "now": p.now()})
}

func (p *Phone) postComment(w http.ResponseWriter, r *http.Request) {
	var in Speaking
	err := read(r, &in)
	var c Comment
	if err == nil {
		p.mu.Lock()
		defer p.mu.Unlock()
		c, err = p.speak(in)
	}
	p.reply(w, http.StatusCreated, c, err)
}

// changeComment changes a comment that is there: by says how, and which verb tells it.
func (p *Phone) changeComment(w http.ResponseWriter, r *http.Request, by func(*Comment) (verb string, err error)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	old := p.state.comments[r.PathValue("id")]
	if old == nil || old.Deleted {
		p.reply(w, 0, nil, missing("there is no such comment"))
		return
	}
	c := *old
	verb, err := by(&c)
	if err == nil {
		err = p.publishComment(c, verb)
	}
	p.reply(w, http.StatusOK, c, err)
}

// patchComment edits a comment as its customer, or hides it as staff in the platform's own inbox.
func (p *Phone) patchComment(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Text   *string
		Hidden *bool
	}
	if err := read(r, &in); err != nil {
		p.reply(w, 0, nil, err)
		return
	}
	p.changeComment(w, r, func(c *Comment) (string, error) {
		if in.Hidden != nil {
			c.Hidden = *in.Hidden
			return hiding(c.Hidden), nil
		}
		if in.Text == nil || *in.Text == "" || p.state.posts[c.Post].Platform == Instagram {
			return "", invalid("comments can be edited on a Page, and not to nothing")
		}
		c.Text, c.Edited = *in.Text, true
		return "edited", nil
	})
}

func hiding(hidden bool) string {
	if hidden {
		return "hide"
	}
	return "unhide"
}

// deleteComment is the customer removing a comment.
func (p *Phone) deleteComment(w http.ResponseWriter, r *http.Request) {
	p.changeComment(w, r, func(c *Comment) (string, error) {
		c.Deleted = true
		return "remove", nil
	})
}

// postReply is staff answering a comment in the platform's own inbox.
func (p *Phone) postReply(w http.ResponseWriter, r *http.Request) {
	var in struct{ Text string }
	if err := read(r, &in); err != nil {
		p.reply(w, 0, nil, err)
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	parent := p.state.comments[r.PathValue("id")]
	if parent == nil || parent.Deleted || in.Text == "" {
		p.reply(w, 0, nil, invalid("which comment, and with which words?"))
		return
	}
	c, err := p.answerComment(parent, in.Text, "", viaInbox)
	p.reply(w, http.StatusCreated, c, err)
}

// answerComment records the account's own comment below another and posts its echo. The caller holds mu.
func (p *Phone) answerComment(parent *Comment, text, media, via string) (Comment, error) {
	post := p.state.posts[parent.Post]
	a := p.state.accounts[parent.Account]
	c := Comment{ID: newCommentID(post), Post: post.ID, Parent: parent.ID, Account: a.ID, Direction: Out, From: a.Name, Text: text, Media: media,
		At: p.now().Truncate(time.Second), Status: "delivered", Via: via}
	if parent.Parent != "" { // answers to answers stand below the first comment
		c.Parent = parent.Parent
	}
	if a.Platform == Instagram {
		c.From = a.Display
	}
	return c, p.publishComment(c, "add")
}
