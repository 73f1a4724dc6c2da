package sandbox

import (
	"strings"
	"time"

	"transom/infra/local/sandbox/graph"
	"transom/infra/local/sandbox/messaging"
)

const (
	typingLife   = 20 * time.Second
	fetchTimeout = 20 * time.Second
)

// parties are the account that sends and the customer it names by a scoped id or by a comment. The caller holds mu.
func (p *Phone) parties(id, platform string, s messaging.Send) (Account, *Customer, error) {
	rules := rulesOf(platform)
	linked := platform == Instagram && p.state.accounts[id].Platform != Instagram && !strings.HasPrefix(id, "1784")
	if id == "me" || linked {
		if id = p.named(s.To, s.Comment); id == "" {
			return Account{}, nil, messaging.ErrorOf(100, rules.NoUser, "")
		}
	}
	a, err := p.account(id, platform)
	if err != nil {
		return a, nil, graph.Unknown("post", id)
	}
	if s.Comment != "" {
		to, refused := p.commenter(a, s.Comment)
		if refused != nil {
			return a, nil, refused
		}
		return a, to, nil
	}
	scope, ok := p.state.scoped[s.To]
	switch {
	case ok && scope.account == a.ID && !scope.comments:
		return a, scope.customer, nil
	case ok || !p.state.settings.AdoptPeople:
		return a, nil, messaging.ErrorOf(100, rules.NoUser, "")
	}
	to, err := p.addUser(NewCustomer{Platform: platform})
	if err != nil {
		return a, nil, err
	}
	next := *to
	next.IDs = map[string]string{a.ID: s.To}
	return a, to, p.commit(record{Customer: &next})
}

// commenter is who wrote a comment that may still be answered privately: once, for seven days, in a broadcast as long
// as it lasts. The caller holds mu.
func (p *Phone) commenter(a Account, id string) (*Customer, *graph.Error) {
	com := p.state.comments[id]
	no := messaging.ErrorOf(100, 2534025, "")
	switch {
	case com == nil || com.Account != a.ID || com.Direction != In || com.Deleted || com.PrivateReply != "":
		return nil, no
	case p.now().Sub(com.At) >= messaging.PrivateReplyWindow:
		return nil, no
	case p.state.posts[com.Post].Kind == "live" && !p.state.posts[com.Post].Live:
		return nil, no
	}
	return p.state.customers[com.Customer], nil
}

// mayWriteDirect asks the account, the thread, the window and what the send refers to. The caller holds mu.
func (p *Phone) mayWriteDirect(a Account, c *chat, to *Customer, s messaging.Send) *graph.Error {
	rules := rulesOf(a.Platform)
	switch {
	case a.Restricted:
		return messaging.ErrorOf(10, 1893063, "")
	case to.Unreachable && a.Platform == Messenger:
		return messaging.ErrorOf(551, 1545041, "")
	case to.Unreachable:
		return messaging.ErrorOf(200, 1545041, "")
	case held(c.owner(p.now())):
		return messaging.ErrorOf(rules.NotOwner[0], rules.NotOwner[1], "")
	case s.Comment != "":
		return nil
	}
	at := messaging.Moment{Last: c.lastWrote, Now: p.now(), HumanAgent: !a.NoHuman}
	if p.state.settings.AdWindow {
		at.Ad = c.lastAd
	}
	if s.Action == "mark_seen" {
		return nil
	}
	if code, subcode := rules.Judge(at, s); code != 0 {
		return messaging.ErrorOf(code, subcode, "")
	}
	for _, id := range []string{s.ReplyTo, s.Target} {
		if m := p.state.messages[id]; id != "" && (m == nil || m.Chat != c.id) {
			return messaging.ErrorOf(100, 0, "The message "+id+" does not belong to this conversation.")
		}
	}
	return nil
}
