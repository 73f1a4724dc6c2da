package sandbox

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"time"

	"transom/infra/local/sandbox/messaging"
)

// firstPosts are what a new Page or Instagram account has published. The caller holds mu.
func (p *Phone) firstPosts(a Account) error {
	var list []Post
	switch a.Platform {
	case Messenger:
		list = []Post{{Kind: "post", Text: "The Tour 7 is here: light, quiet, 120 km in one go. Test rides every Saturday.", Media: "painting:11"},
			{Kind: "post", Text: "Our workshop is open until 8 pm all summer."},
			{Kind: "ad", Text: "Spring offer: two inspections for the price of one.", Media: "painting:12"}}
	case Instagram:
		list = []Post{{Kind: "post", Text: "Morning ride with the City 3 ☀️", Media: "painting:13"},
			{Kind: "reel", Text: "Thirty seconds from flat tyre to rolling again.", Media: "painting:14"},
			{Kind: "live", Text: "Ask the mechanic, live", Media: "painting:15", Live: true}}
	}
	for i, post := range list {
		post.Account = a.ID
		if _, err := p.publish(post, p.now().Add(-time.Duration(72-i)*time.Hour)); err != nil {
			return err
		}
	}
	return nil
}

// publish records a post of an account, its picture taken from a sample. The caller holds mu.
func (p *Phone) publish(post Post, at time.Time) (Post, error) {
	a := p.state.accounts[post.Account]
	post.Platform, post.At, post.ID = a.Platform, at.UTC().Truncate(time.Second), messaging.NewScopedID()
	if a.Platform == Messenger {
		post.ID = a.ID + "_" + messaging.NewObjectID()
	}
	if post.Media != "" {
		kept, err := p.medium(post.Media)
		if err != nil {
			return post, err
		}
		post.Media = kept.ID
	}
	return post, p.commit(record{Post: &post})
}

// permalink is where people see a post.
func (post Post) permalink() string {
	if post.Platform == Instagram {
		return fmt.Sprintf("https://www.instagram.com/p/%s/", post.ID)
	}
	return "https://www.facebook.com/" + post.ID
}

type postRow struct {
	Post
	Comments int `json:"comments"`
}

// postsOf lists an account's posts, newest first; of all accounts if none is named. The caller holds mu.
func (p *Phone) postsOf(account string) []postRow {
	out := []postRow{}
	for _, post := range p.state.posts {
		if account == "" || post.Account == account {
			out = append(out, postRow{*post, p.state.commentsOf(post.ID)})
		}
	}
	slices.SortFunc(out, func(a, b postRow) int { return cmp.Or(b.At.Compare(a.At), cmp.Compare(a.ID, b.ID)) })
	return out
}

func (p *Phone) getPosts(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	q := r.URL.Query()
	if platform, account := q.Get("platform"), q.Get("account"); account != "" && (platform == Messenger || platform == Instagram) {
		if _, err := p.account(account, platform); err != nil { // comes into being when it is looked at
			p.reply(w, 0, nil, err)
			return
		}
	}
	answer(w, http.StatusOK, map[string]any{"items": p.postsOf(q.Get("account")), "rev": p.rev, "now": p.now()})
}

func (p *Phone) postPost(w http.ResponseWriter, r *http.Request) {
	var in struct{ Platform, Account, Text, Media, Kind string }
	if err := read(r, &in); err != nil {
		p.reply(w, 0, nil, err)
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	platform := cmp.Or(in.Platform, p.state.accounts[in.Account].Platform, Messenger)
	kind := cmp.Or(in.Kind, "post")
	if platform == WhatsApp || !slices.Contains([]string{"post", "reel", "live", "ad"}, kind) {
		p.reply(w, 0, nil, invalid("Pages and Instagram accounts publish: a post, a reel, a live broadcast or an ad"))
		return
	}
	a, err := p.account(cmp.Or(in.Account, defaultAccounts[platform]), platform)
	var post Post
	if err == nil {
		post, err = p.publish(Post{Account: a.ID, Text: in.Text, Media: in.Media, Kind: kind, Live: kind == "live"}, p.now())
	}
	p.reply(w, http.StatusCreated, post, err)
}

// patchPost ends a broadcast.
func (p *Phone) patchPost(w http.ResponseWriter, r *http.Request) {
	var in struct{ Live *bool }
	if err := read(r, &in); err != nil {
		p.reply(w, 0, nil, err)
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	old := p.state.posts[r.PathValue("id")]
	if old == nil {
		p.reply(w, 0, nil, missing("there is no such post"))
		return
	}
	post := *old
	set(&post.Live, in.Live)
	p.reply(w, http.StatusOK, post, p.commit(record{Post: &post}))
}
