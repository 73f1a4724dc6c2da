package sandbox

import (
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	"transom/infra/local/sandbox/graph"
	"transom/infra/local/sandbox/whatsapp"
)

// How often an approved template may be changed, how long the name of a deleted one is taken, and how many an account
// has ("template management", "template limits", 2026-03-12).
const (
	editPause   = 24 * time.Hour
	editMonth   = 30 * 24 * time.Hour
	editsAMonth = 10
	nameRests   = 30 * 24 * time.Hour
	mostOfAll   = 6000
)

// templateOf is a template that has not been deleted. The caller holds mu.
func (p *Phone) templateOf(id string) (whatsapp.Template, bool) {
	i := slices.IndexFunc(p.state.templates, func(t whatsapp.Template) bool { return t.ID == id && t.Status != deleted })
	if i < 0 {
		return whatsapp.Template{}, false
	}
	return p.state.templates[i], true
}

// readTemplate reads a template that a request hands in. The caller holds mu.
func (p *Phone) readTemplate(r *http.Request, edit bool) (whatsapp.Asked, *graph.Error) {
	body, err := io.ReadAll(io.LimitReader(r.Body, requestLimit))
	if err != nil {
		return whatsapp.Asked{}, whatsapp.Refused(0, "The request cannot be read.")
	}
	return whatsapp.ReadTemplate(body, edit, func(handle string) bool { return strings.HasPrefix(handle, handlePrefix) })
}

// handIn takes a template for review. Nobody reviews it but who plays the platform: api/events tells.
func (p *Phone) handIn(w http.ResponseWriter, r *http.Request) {
	p.slow()
	p.mu.Lock()
	defer p.mu.Unlock()
	in, refused := p.readTemplate(r, false)
	if refused == nil {
		refused = p.free(in)
	}
	if refused != nil {
		answerError(w, refused)
		return
	}
	t := whatsapp.Template{ID: whatsapp.NewMediaID(), Name: in.Name, Language: in.Language, Status: "PENDING", Category: in.Category,
		Format: in.Format, Components: in.Components, Quality: &whatsapp.Quality{Score: "UNKNOWN"}}
	if err := p.commit(record{Template: &t}); err != nil {
		answerError(w, whatsapp.ErrorOf(131000, ""))
		return
	}
	answer(w, http.StatusOK, map[string]string{"id": t.ID, "status": t.Status, "category": t.Category})
}

// free reports that a name and a language are not taken. The caller holds mu.
func (p *Phone) free(in whatsapp.Asked) *graph.Error {
	n := 0
	for _, t := range p.state.templates {
		switch {
		case t.Status != deleted:
			n++
			if t.Name == in.Name && t.Language == in.Language {
				return whatsapp.Refused(whatsapp.There, "There is already %s content for this template. You can create a new template and try again.", in.Language)
			}
		case t.Name == in.Name && p.now().Sub(t.Gone) < nameRests:
			return whatsapp.Refused(whatsapp.Cooling, "New %s content can't be added while the existing one is being deleted. Try again in 4 weeks or create a new message template.", in.Language)
		}
	}
	if n >= mostOfAll {
		return whatsapp.Refused(whatsapp.TooMany, "This account has reached its limit of templates.")
	}
	return nil
}

// postObject changes a template, takes an upload's bytes, or hides a comment.
func (p *Phone) postObject(w http.ResponseWriter, r *http.Request) {
	id := r.PathValue("id")
	p.mu.Lock()
	_, isTemplate := p.templateOf(id)
	p.mu.Unlock()
	switch {
	case strings.HasPrefix(id, uploadID):
		p.takeUpload(w, r)
	case isTemplate:
		p.changeTemplate(w, r)
	default:
		p.hideComment(w, r)
	}
}

// changeTemplate replaces all parts of a template, which is reviewed again.
func (p *Phone) changeTemplate(w http.ResponseWriter, r *http.Request) {
	p.slow()
	p.mu.Lock()
	defer p.mu.Unlock()
	t, _ := p.templateOf(r.PathValue("id"))
	in, refused := p.readTemplate(r, true)
	if refused == nil {
		refused = p.editable(t, in)
	}
	if refused != nil {
		answerError(w, refused)
		return
	}
	if t.Status == "APPROVED" {
		t.Edits = append(slices.Clone(t.Edits), p.now())
	}
	if len(in.Components) > 0 {
		t.Components = in.Components
	}
	if in.Category != "" {
		t.Category = in.Category
	}
	t.Status, t.Rejected = "PENDING", ""
	if err := p.commit(record{Template: &t}); err != nil {
		answerError(w, whatsapp.ErrorOf(131000, ""))
		return
	}
	answer(w, http.StatusOK, map[string]any{"success": true, "id": t.ID, "name": t.Name, "category": t.Category})
}

// editable holds a change against what may be changed, and how often. The caller holds mu.
func (p *Phone) editable(t whatsapp.Template, in whatsapp.Asked) *graph.Error {
	if !slices.Contains([]string{"APPROVED", "REJECTED", "PAUSED"}, t.Status) {
		return whatsapp.Refused(0, "Only templates that are approved, rejected or paused can be edited.")
	}
	if t.Status != "APPROVED" {
		return nil
	}
	if in.Category != "" && in.Category != t.Category {
		return whatsapp.Refused(0, "The category of an approved template can't be changed.")
	}
	month := 0
	for _, at := range t.Edits {
		switch ago := p.now().Sub(at); {
		case ago < editPause:
			return whatsapp.Refused(0, "An approved template can be edited once in 24 hours.")
		case ago < editMonth:
			month++
		}
	}
	if month >= editsAMonth {
		return whatsapp.Refused(0, "An approved template can be edited ten times in 30 days.")
	}
	return nil
}

// takeAway deletes a template in all languages, or the one with an id.
func (p *Phone) takeAway(w http.ResponseWriter, r *http.Request) {
	p.slow()
	name, id := r.URL.Query().Get("name"), r.URL.Query().Get("hsm_id")
	p.mu.Lock()
	defer p.mu.Unlock()
	gone := 0
	for _, t := range slices.Clone(p.state.templates) {
		if t.Name != name || id != "" && t.ID != id || t.Status == deleted {
			continue
		}
		t.Status, t.Gone = deleted, p.now()
		if err := p.commit(record{Template: &t}); err != nil {
			answerError(w, whatsapp.ErrorOf(131000, ""))
			return
		}
		gone++
	}
	if gone == 0 {
		answerError(w, whatsapp.Refused(0, "There is no message template %s.", name))
		return
	}
	answer(w, http.StatusOK, map[string]bool{"success": true})
}
