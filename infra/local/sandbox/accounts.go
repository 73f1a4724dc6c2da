package sandbox

import (
	"cmp"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"

	"transom/infra/local/sandbox/whatsapp"
)

// account gives the account with an id and remembers it; a Page's and an Instagram account's first posts come with
// it. The caller holds mu.
func (p *Phone) account(id, platform string) (Account, error) {
	if a, ok := p.state.accounts[id]; ok {
		if a.Platform != platform {
			return a, invalid("account %s is on %s, not on %s", id, a.Platform, platform)
		}
		return a, nil
	}
	if _, ok := whatsapp.Digits(id); !ok {
		return Account{}, invalid("%q is not an account's id: it has five to twenty digits", id)
	}
	end := id[max(0, len(id)-4):]
	a := Account{Platform: platform, ID: id, Name: "Demo Cycles " + strings.TrimLeft(end, "0")}
	switch platform {
	case WhatsApp:
		a.Display = fmt.Sprintf("1555%07s", id[max(0, len(id)-7):])
	case Instagram:
		a.Display = "demo.cycles" + strings.TrimLeft(end, "0")
	}
	if err := p.commit(record{Account: &a}); err != nil {
		return a, err
	}
	return a, p.firstPosts(a)
}

// accounts lists them in the order of platforms and ids. The caller holds mu.
func (p *Phone) accounts() []Account {
	all := slices.SortedFunc(maps.Values(p.state.accounts), func(a, b Account) int {
		return cmp.Or(-strings.Compare(a.Platform, b.Platform), strings.Compare(a.ID, b.ID))
	})
	if all == nil {
		all = []Account{}
	}
	return all
}

func (p *Phone) getAccounts(w http.ResponseWriter, _ *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	answer(w, http.StatusOK, map[string]any{"items": p.accounts()})
}

func (p *Phone) postAccount(w http.ResponseWriter, r *http.Request) {
	var in struct{ Platform, ID, Name string }
	if err := read(r, &in); err != nil {
		p.reply(w, 0, nil, err)
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	first, known := defaultAccounts[in.Platform]
	if !known {
		p.reply(w, 0, nil, invalid("%q is no platform: whatsapp, messenger or instagram", in.Platform))
		return
	}
	a, err := p.account(cmp.Or(in.ID, first), in.Platform)
	if err == nil && in.Name != "" {
		a.Name = in.Name
		err = p.commit(record{Account: &a})
	}
	p.reply(w, http.StatusCreated, a, err)
}

// patchAccount changes what an account may do.
func (p *Phone) patchAccount(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Name                                *string
		HumanAgent, Restricted, Coexistence *bool
	}
	if err := read(r, &in); err != nil {
		p.reply(w, 0, nil, err)
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	a, ok := p.state.accounts[r.PathValue("id")]
	if !ok {
		p.reply(w, 0, nil, missing("there is no such account"))
		return
	}
	set(&a.Name, in.Name)
	set(&a.Restricted, in.Restricted)
	set(&a.Coexistence, in.Coexistence)
	if in.HumanAgent != nil {
		a.NoHuman = !*in.HumanAgent
	}
	p.reply(w, http.StatusOK, a, p.commit(record{Account: &a}))
}
