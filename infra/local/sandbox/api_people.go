package sandbox

import (
	"cmp"
	"maps"
	"net/http"
	"slices"
	"strings"
)

// getCustomers lists customers, newest first.
func (p *Phone) getCustomers(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	all := slices.SortedFunc(maps.Values(p.state.customers), func(a, b *Customer) int {
		return cmp.Or(cmp.Compare(len(b.ID), len(a.ID)), strings.Compare(b.ID, a.ID))
	})
	want := strings.ToLower(r.URL.Query().Get("q"))
	with, out := r.URL.Query().Get("with"), []Customer{}
	platform := r.URL.Query().Get("platform")
	for _, c := range all {
		if platform != "" && platform != c.Platform {
			continue
		}
		if len(out) < listLimit && matches(*c, want) || c.ID == with {
			out = append(out, *c)
		}
	}
	answer(w, http.StatusOK, map[string]any{"items": out, "total": len(all)})
}

func (p *Phone) postCustomer(w http.ResponseWriter, r *http.Request) {
	var in NewCustomer
	if err := read(r, &in); err != nil {
		p.reply(w, 0, nil, err)
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	c, err := p.addCustomer(in)
	p.reply(w, http.StatusCreated, c, err)
}

// patchCustomer changes a customer's habits or name. Somebody who comes online gets what was waiting.
func (p *Phone) patchCustomer(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Name        *string `json:"name"`
		Username    *string `json:"username"`
		Hidden      *bool   `json:"hidden"`
		Offline     *bool   `json:"offline"`
		Unreachable *bool   `json:"unreachable"`
	}
	if err := read(r, &in); err != nil {
		p.reply(w, 0, nil, err)
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	old := p.state.customers[r.PathValue("id")]
	if old == nil {
		p.reply(w, 0, nil, missing("there is no such customer"))
		return
	}
	c := *old
	set(&c.Name, in.Name)
	set(&c.Username, in.Username)
	set(&c.Hidden, in.Hidden)
	set(&c.Offline, in.Offline)
	set(&c.Unreachable, in.Unreachable)
	c.Username = strings.TrimPrefix(c.Username, "@")
	back := old.Offline && !c.Offline
	err := p.commit(record{Customer: &c})
	if err == nil && back {
		p.walkAll()
	}
	p.reply(w, http.StatusOK, c, err)
}

// set overwrites what was given.
func set[T any](to *T, from *T) {
	if from != nil {
		*to = *from
	}
}
