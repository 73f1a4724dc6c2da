package sandbox

import (
	"cmp"
	"encoding/base64"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"transom/infra/local/sandbox/whatsapp"
)

// listTemplates lists a business account's templates, a page at a time.
func (p *Phone) listTemplates(w http.ResponseWriter, r *http.Request) {
	p.slow()
	q := r.URL.Query()
	for key := range q {
		if !slices.Contains([]string{"fields", "limit", "status", "name", "after", "before", "language", "category"}, key) {
			answerError(w, whatsapp.ErrorOf(100, "Unexpected parameter "+key+"."))
			return
		}
	}
	limit, err := strconv.Atoi(cmp.Or(q.Get("limit"), "25"))
	first, bad := unfold(q.Get("after"))
	if err != nil || limit < 1 || limit > 1000 || bad {
		answerError(w, whatsapp.ErrorOf(100, "Param limit must be from 1 to 1000 and after a cursor of this list."))
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	all := []whatsapp.Template{}
	for _, t := range p.state.templates {
		if t = t.Shown(); t.Status != deleted && (q.Get("status") == "" || strings.EqualFold(q.Get("status"), t.Status)) && strings.Contains(t.Name, q.Get("name")) {
			all = append(all, t)
		}
	}
	first = min(first, len(all))
	last := min(first+limit, len(all))
	paging := map[string]any{"cursors": map[string]string{"before": fold(first), "after": fold(last)}}
	if last < len(all) {
		next := q
		next.Set("after", fold(last))
		paging["next"] = p.base(r) + r.URL.Path + "?" + next.Encode()
	}
	answer(w, http.StatusOK, map[string]any{"data": all[first:last], "paging": paging})
}

// deleted is the state of a template that is not listed any more.
const deleted = "DELETED"

func fold(n int) string { return base64.RawURLEncoding.EncodeToString([]byte(strconv.Itoa(n))) }

func unfold(cursor string) (n int, bad bool) {
	if cursor == "" {
		return 0, false
	}
	text, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil {
		return 0, true
	}
	n, err = strconv.Atoi(string(text))
	return n, err != nil || n < 0
}

func (p *Phone) getTemplates(w http.ResponseWriter, _ *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	all := []whatsapp.Template{}
	for _, t := range p.state.templates {
		if t.Status != deleted {
			all = append(all, t.Shown())
		}
	}
	answer(w, http.StatusOK, map[string]any{"items": all})
}

// postTemplate adds a template to the list; what is missing is made up.
func (p *Phone) postTemplate(w http.ResponseWriter, r *http.Request) {
	var t whatsapp.Template
	if err := read(r, &t); err != nil {
		p.reply(w, 0, nil, err)
		return
	}
	if t.Name == "" || len(t.Components) == 0 {
		p.reply(w, 0, nil, invalid("a template needs a name and components"))
		return
	}
	t.ID, t.Language, t.Status = whatsapp.NewMediaID(), cmp.Or(t.Language, "en"), cmp.Or(t.Status, "APPROVED")
	t.Category, t.Format = cmp.Or(t.Category, "UTILITY"), cmp.Or(t.Format, "POSITIONAL")
	p.mu.Lock()
	defer p.mu.Unlock()
	p.reply(w, http.StatusCreated, t, p.commit(record{Template: &t}))
}

// patchTemplate changes a template's state without a word to anybody; the events of api/events tell.
func (p *Phone) patchTemplate(w http.ResponseWriter, r *http.Request) {
	var in struct{ Status string }
	if err := read(r, &in); err != nil {
		p.reply(w, 0, nil, err)
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, t := range p.state.templates {
		if t.ID == r.PathValue("id") && in.Status != "" {
			t.Status = in.Status
			p.reply(w, http.StatusOK, t, p.commit(record{Template: &t}))
			return
		}
	}
	p.reply(w, 0, nil, missing("there is no such template, or no status was given"))
}
