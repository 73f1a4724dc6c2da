package sandbox

import (
	"net/http"
	"slices"
	"strings"

	"transom/infra/local/sandbox/messaging"
)

// numberAsked is the WhatsApp number with an id, which comes into being when a number's fields are asked of an id
// nobody knows. The caller holds mu.
func (p *Phone) numberAsked(r *http.Request, id string) (Account, bool) {
	a, known := p.state.accounts[id]
	if known {
		return a, a.Platform == WhatsApp
	}
	fields := r.URL.Query().Get("fields")
	if isDirect(r) || !strings.Contains(fields, "display_phone_number") && !strings.Contains(fields, "verified_name") && !strings.Contains(fields, "health_status") {
		return a, false
	}
	a, err := p.account(id, WhatsApp)
	return a, err == nil
}

// getOther answers for everything but WhatsApp's objects: accounts, customers, comments, posts.
func (p *Phone) getOther(w http.ResponseWriter, r *http.Request, id string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if s, ok := p.state.scoped[id]; ok {
		p.profile(w, r, s, id)
		return true
	}
	if c := p.state.comments[id]; c != nil && !c.Deleted {
		answer(w, http.StatusOK, p.showComment(c))
		return true
	}
	if post := p.state.posts[id]; post != nil {
		answer(w, http.StatusOK, p.showPost(post))
		return true
	}
	a, ok := p.accountAsked(r, id)
	if !ok {
		return false
	}
	out := map[string]any{"id": a.ID, "name": a.Name}
	if a.Platform == Instagram {
		out["username"], out["user_id"], out["account_type"] = a.Display, a.ID, "BUSINESS"
	}
	answer(w, http.StatusOK, out)
	return true
}

// accountAsked is a Page or an Instagram account, which comes into being when it is asked for its name. The caller
// holds mu.
func (p *Phone) accountAsked(r *http.Request, id string) (Account, bool) {
	if a, ok := p.state.accounts[id]; ok {
		return a, a.Platform != WhatsApp
	}
	fields := strings.Split(r.URL.Query().Get("fields"), ",")
	platform := Messenger
	switch {
	case isDirect(r) || strings.HasPrefix(id, "1784") || slices.Contains(fields, "username"):
		platform = Instagram
	case !slices.Contains(fields, "name") || slices.Contains(fields, "first_name"):
		return Account{}, false
	}
	if id == "me" {
		id = defaultAccounts[platform]
		if isDirect(r) {
			id = "17841500000000001"
		}
	}
	a, err := p.account(id, platform)
	return a, err == nil
}

// profile is what the platform tells about a customer who has written; of one who has only commented, nothing.
func (p *Phone) profile(w http.ResponseWriter, r *http.Request, s scope, id string) {
	a := p.state.accounts[s.account]
	c := p.state.chats[chatID(a.ID, s.customer)]
	if s.comments || c == nil || c.lastWrote.IsZero() {
		if a.Platform == Instagram {
			answerError(w, messaging.ErrorOf(230, 0, ""))
		} else {
			answerError(w, messaging.ErrorOf(100, 2018218, ""))
		}
		return
	}
	first, last, _ := strings.Cut(s.customer.Name, " ")
	all := map[string]any{"name": s.customer.Name, "profile_pic": p.portrait(r, s.customer)}
	if a.Platform == Instagram {
		all["username"], all["follower_count"], all["is_verified_user"] = s.customer.Username, 120, false
		all["is_user_follow_business"], all["is_business_follow_user"] = true, false
	} else {
		all["first_name"], all["last_name"], all["locale"], all["timezone"] = first, last, "en_GB", 1
	}
	out := map[string]any{"id": id}
	for _, f := range strings.Split(r.URL.Query().Get("fields"), ",") {
		v, ok := all[f]
		if f != "" && f != "id" && !ok {
			answerError(w, messaging.ErrorOf(100, 0, "Tried accessing nonexisting field ("+f+") on node type (UserProfile)"))
			return
		}
		if ok {
			out[f] = v
		}
	}
	answer(w, http.StatusOK, out)
}

// portrait is the address of a picture that belongs to a customer.
func (p *Phone) portrait(r *http.Request, c *Customer) string {
	return strings.TrimSuffix(p.base(r), "/") + "/portrait/" + c.ID + ".jpg"
}

func (p *Phone) showComment(c *Comment) map[string]any {
	from, _ := p.author(*c) // made when it was published
	out := map[string]any{"id": c.ID, "from": map[string]string{"id": from, "name": c.From}}
	if p.state.posts[c.Post].Platform == Instagram {
		out["text"], out["hidden"], out["timestamp"] = c.Text, c.Hidden, c.At.Format("2006-01-02T15:04:05-0700")
		out["from"] = map[string]string{"id": from, "username": c.From}
		return out
	}
	out["message"], out["is_hidden"], out["created_time"] = c.Text, c.Hidden, c.At.Format("2006-01-02T15:04:05-0700")
	return out
}

func (p *Phone) showPost(post *Post) map[string]any {
	out := map[string]any{"id": post.ID}
	text, link, picture := "message", "permalink_url", "full_picture"
	if post.Platform == Instagram {
		text, link, picture = "caption", "permalink", "media_url"
	}
	out[text], out[link] = post.Text, post.permalink()
	if m, ok := p.state.media[post.Media]; ok {
		out[picture] = p.cdnLink(m, 0)
	}
	return out
}
