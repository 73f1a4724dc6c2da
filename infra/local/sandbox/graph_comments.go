package sandbox

import (
	"net/http"
	"strings"

	"transom/infra/local/sandbox/graph"
	"transom/infra/local/sandbox/messaging"
)

// Limits of a public answer, in characters (comment reference, read 2026-11).
const (
	feedLimit    = 8000
	repliesLimit = 2200
)

// replyPublicly takes the account's answer to a comment.
func (p *Phone) replyPublicly(platform string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		p.slow()
		form := formOf(r)
		p.mu.Lock()
		parent := p.state.comments[r.PathValue("id")]
		bad := p.checkReply(platform, parent, form)
		p.mu.Unlock()
		if bad == nil && p.misbehaves(w, r, platform, func() *Customer { return p.state.customers[parent.Customer] },
			Asked{At: p.now(), Platform: platform, Text: form.Get("message")}) {
			return
		}
		media := ""
		if link := form.Get("attachment_url"); bad == nil && link != "" {
			m, err := p.collect(rulesOf(platform), messaging.Wanted{Type: "image", URL: link})
			if err != nil {
				bad = messaging.ErrorOf(100, 0, "The file at attachment_url cannot be used: "+err.Error())
			}
			media = m.ID
		}
		if bad != nil {
			answerError(w, bad)
			return
		}
		p.mu.Lock()
		c, err := p.answerComment(parent, form.Get("message"), media, "")
		p.mu.Unlock()
		if err != nil {
			p.log.Error("comment cannot be taken", "err", err)
			answerError(w, messaging.ErrorOf(1, 0, ""))
			return
		}
		p.ledger.note(Asked{At: p.now(), Platform: platform, Text: form.Get("message"), ID: c.ID})
		if p.drops(w, r) {
			return
		}
		answer(w, http.StatusOK, map[string]string{"id": c.ID})
	}
}

// drops loses the answer to something that was taken, if answers are being lost.
func (p *Phone) drops(w http.ResponseWriter, r *http.Request) bool {
	p.mu.Lock()
	f := p.state.faults
	lost := use(&f.Drop.Count) && p.commit(record{Faults: &f}) == nil
	p.mu.Unlock()
	if lost {
		playDrop(w, r, f.Drop.Hang)
	}
	return lost
}

// checkReply holds an answer to the documentation. The caller holds mu.
func (p *Phone) checkReply(platform string, parent *Comment, form map[string][]string) *graph.Error {
	text := strings.Join(form["message"], "")
	no := func(words string) *graph.Error { return messaging.ErrorOf(100, 0, words) }
	for key := range form {
		if key != "message" && (key != "attachment_url" || platform == Instagram) {
			return no("Unexpected parameter " + key + ".")
		}
	}
	limit := feedLimit
	if platform == Instagram {
		limit = repliesLimit
	}
	switch {
	case parent == nil || parent.Deleted || p.state.posts[parent.Post].Platform != platform:
		return &graph.Error{HTTP: 400, Code: 100, Subcode: 33, Title: "Unsupported post request", Details: "The comment does not exist or cannot be answered here."}
	case strings.ContainsRune(text, 0) || strings.TrimSpace(text) == "" && len(form["attachment_url"]) == 0:
		return no("The parameter message is required and must be a string.")
	case len([]rune(text)) > limit:
		return no("The parameter message is too long.")
	case platform == Instagram && parent.Parent != "":
		return no("Only comments at the top level can be answered.")
	case platform == Instagram && parent.Hidden:
		return no("A hidden comment cannot be answered.")
	}
	return nil
}

// hideComment hides a comment or shows it again: is_hidden on a Page, hide on Instagram.
func (p *Phone) hideComment(w http.ResponseWriter, r *http.Request) {
	p.slow()
	form := formOf(r)
	p.mu.Lock()
	defer p.mu.Unlock()
	old := p.state.comments[r.PathValue("id")]
	if old == nil || old.Deleted {
		answerError(w, graph.Unknown("post", r.PathValue("id")))
		return
	}
	key := "is_hidden"
	if p.state.posts[old.Post].Platform == Instagram {
		key = "hide"
	}
	value := form.Get(key)
	if len(form) != 1 || value != "true" && value != "false" {
		answerError(w, messaging.ErrorOf(100, 0, "The parameter "+key+" is required, alone, and must be a boolean."))
		return
	}
	if old.Direction == Out {
		answerError(w, messaging.ErrorOf(100, 0, "An account's own comments cannot be hidden."))
		return
	}
	c := *old
	c.Hidden = value == "true"
	if err := p.publishComment(c, hiding(c.Hidden)); err != nil {
		answerError(w, messaging.ErrorOf(1, 0, ""))
		return
	}
	answer(w, http.StatusOK, map[string]bool{"success": true})
}
