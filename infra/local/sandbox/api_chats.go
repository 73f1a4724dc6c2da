package sandbox

import (
	"cmp"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"

	"transom/infra/local/sandbox/messaging"
	"transom/infra/local/sandbox/whatsapp"
)

// chatRow is a chat in the list.
type chatRow struct {
	ID             string     `json:"id"`
	Platform       string     `json:"platform"`
	Account        string     `json:"account"`
	Customer       Customer   `json:"customer"`
	Last           *Message   `json:"last,omitempty"`
	Unread         int        `json:"unread"`                   // outbound messages the customer has not read
	WindowClosesAt *time.Time `json:"windowClosesAt,omitempty"` // absent when the customer never wrote
	HumanClosesAt  *time.Time `json:"humanClosesAt,omitempty"`  // Messenger, Instagram: until then a human may answer
	Owner          string     `json:"owner"`                    // who holds the conversation: us, inbox, other, idle
	Typing         bool       `json:"typing"`                   // the business is writing
}

// row shows a chat. The caller holds mu.
func (p *Phone) row(c *chat) chatRow {
	a := p.state.accounts[c.account]
	out := chatRow{ID: c.id, Platform: a.Platform, Account: c.account, Customer: *c.customer, Unread: c.unseen(), Typing: p.now().Before(c.typing),
		Owner: c.owner(p.now())}
	if n := len(c.messages); n > 0 {
		last := *c.messages[n-1]
		out.Last = &last
	}
	if !c.lastWrote.IsZero() {
		end := c.lastWrote.Add(whatsapp.Window)
		out.WindowClosesAt = &end
		if a.Platform != WhatsApp && !a.NoHuman {
			human := c.lastWrote.Add(messaging.HumanWindow)
			out.HumanClosesAt = &human
		}
	}
	return out
}

// listLimit is how many rows a list shows; the others are found by searching.
const listLimit = 200

// getChats lists chats, newest first.
func (p *Phone) getChats(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	all := slices.SortedFunc(maps.Values(p.state.chats), func(a, b *chat) int {
		return cmp.Or(b.lastAt.Compare(a.lastAt), strings.Compare(a.id, b.id))
	})
	want := strings.ToLower(r.URL.Query().Get("q"))
	with, out := r.URL.Query().Get("with"), []chatRow{}
	for _, c := range all {
		if !p.asked(r, c) {
			continue
		}
		if len(out) < listLimit && matches(*c.customer, want) || c.customer.ID == with {
			out = append(out, p.row(c))
		}
	}
	answer(w, http.StatusOK, map[string]any{"items": out, "total": len(all), "rev": p.rev, "now": p.now()})
}

// asked reports whether a chat is on the platform and account that a request names, if any. The caller holds mu.
func (p *Phone) asked(r *http.Request, c *chat) bool {
	platform, account := r.URL.Query().Get("platform"), r.URL.Query().Get("account")
	return (platform == "" || platform == p.state.accounts[c.account].Platform) && (account == "" || account == c.account)
}

func matches(c Customer, want string) bool {
	return want == "" || strings.Contains(strings.ToLower(c.Name+" "+c.Phone+" "+c.Username+" "+c.UserID), want)
}

// getChat shows one chat with its newest messages (all with ?all=1), in the order in which they
// came to the platform.
func (p *Phone) getChat(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	c := p.state.chats[r.PathValue("id")]
	if c == nil {
		p.reply(w, 0, nil, missing("there is no such chat"))
		return
	}
	messages := c.messages
	if n := len(messages) - listLimit; n > 0 && r.URL.Query().Get("all") == "" {
		messages = messages[n:]
	}
	answer(w, http.StatusOK, map[string]any{"chat": p.row(c), "messages": messages, "rev": p.rev, "now": p.now()})
}

// postRead is the customer looking at a chat: everything the business wrote is read.
func (p *Phone) postRead(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	c := p.state.chats[r.PathValue("id")]
	var ids []string
	if c != nil {
		for _, m := range c.messages {
			if m.Direction == Out && rank[m.Status] < rank["read"] && m.Status != "failed" {
				ids = append(ids, m.ID)
			}
		}
		slices.Reverse(ids) // the newest takes the others along where reading is told by a watermark
		if p.state.accounts[c.account].Platform == WhatsApp {
			slices.Reverse(ids)
		}
	}
	p.mu.Unlock()
	if c == nil {
		p.reply(w, 0, nil, missing("there is no such chat"))
		return
	}
	for _, id := range ids {
		p.advance(id, "read")
	}
	answer(w, http.StatusOK, map[string]int{"read": len(ids)})
}

// postPlayed is the customer listening to a voice note.
func (p *Phone) postPlayed(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Message string `json:"message"`
	}
	if err := read(r, &in); err != nil {
		p.reply(w, 0, nil, err)
		return
	}
	p.mu.Lock()
	m := p.state.messages[in.Message]
	ok := m != nil && m.Chat == r.PathValue("id") && m.Direction == Out && m.Type == "audio"
	p.mu.Unlock()
	if !ok {
		p.reply(w, 0, nil, missing("there is no such voice note"))
		return
	}
	p.advance(in.Message, "played")
	answer(w, http.StatusOK, map[string]bool{"played": true})
}
