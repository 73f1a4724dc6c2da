package whatsapp

import (
	"regexp"
	"slices"
	"strings"

	"transom/shared/channel"
	"transom/shared/channel/meta"
	"transom/shared/rules"
)

// bsuid is the shape of a business-scoped user id (2026-05-07): country, optionally ENT, and up to 128
// letters and digits. It is never changed in any way.
var bsuid = regexp.MustCompile(`^[A-Z]{2}\.(ENT\.)?[0-9A-Za-z]{1,128}$`)

// maxID bounds ids in bytes; they become parts of keys. Message ids may exceed 100 characters.
const maxID = 512

// sender says who wrote a message: "from" is a phone number, or absent for those who hide theirs, or (seen,
// not documented) the scoped id itself; the scoped id is in "from_user_id" since April 2026.
func sender(m meta.Tree, p people) (rules.Address, string) {
	a := address(m.Text("from"))
	if id := m.Text("from_user_id"); id != "" {
		a.UserID = id
	}
	if a == (rules.Address{}) {
		a = systemSender(m)
	}
	c, matched := p.find(a)
	if matched || a == (rules.Address{}) {
		known := address(c.Text("wa_id"))
		if id := c.Text("user_id"); id != "" {
			known.UserID = id
		}
		a = merge(a, known)
	}
	profile := c.Tree("profile")
	a.Username = strings.TrimPrefix(profile.Text("username"), "@")
	return a, cut(profile.Text("name"), maxName)
}

// receiver says whom the account wrote to.
func receiver(m meta.Tree, p people) (rules.Address, string) {
	to := meta.Tree{"from": m["to"], "from_user_id": m["to_user_id"]}
	if !to.Has("from_user_id") {
		to["from_user_id"] = m["recipient"]
	}
	return sender(to, p)
}

// systemSender: a "system" message about a changed id may come without "from". The id before the change is
// the customer we know; without it (before 2026-08-11) only the new one is told.
func systemSender(m meta.Tree) rules.Address {
	s := m.Tree("system")
	for _, key := range []string{"previous_user_id", "user_id"} {
		if id := s.Text(key); id != "" {
			return rules.Address{UserID: id}
		}
	}
	return rules.Address{}
}

// people are the profiles that came along with messages, by the ids that they name.
type people struct {
	lone meta.Tree // the only one
	by   map[rules.Address]meta.Tree
}

func peopleOf(contacts []any) people {
	p := people{by: make(map[rules.Address]meta.Tree, 2*len(contacts))}
	for _, v := range slices.Backward(contacts) { // of two with one id the first counts
		c := meta.AsTree(v)
		known := address(c.Text("wa_id"))
		for _, id := range []rules.Address{{Phone: known.Phone}, {UserID: known.UserID}, {UserID: c.Text("user_id")}} {
			if usable(id) {
				p.by[id] = c
			}
		}
	}
	if len(contacts) == 1 {
		p.lone = meta.AsTree(contacts[0])
	}
	return p
}

// find gives a sender's profile. Positions mean nothing, but a lone profile that matches no id is still the
// sender's name, because phone numbers come in more than one form (Brazil, Argentina, Mexico).
func (p people) find(a rules.Address) (c meta.Tree, matched bool) {
	for _, id := range []rules.Address{{Phone: a.Phone}, {UserID: a.UserID}} {
		if c, known := p.by[id]; known {
			return c, true
		}
	}
	return p.lone, false
}

var punctuation = strings.NewReplacer("+", "", " ", "", "-", "", "(", "", ")", "")

// address reads one id: a phone number with or without punctuation, or else a scoped id, kept as it is.
func address(id string) rules.Address {
	id = strings.TrimSpace(id)
	if id == "" || bsuid.MatchString(id) {
		return rules.Address{UserID: id}
	}
	phone := punctuation.Replace(id)
	if phone == "" || strings.Trim(phone, "0123456789") != "" {
		return rules.Address{UserID: id}
	}
	return rules.Address{Phone: phone}
}

// merge fills what a lacks from b.
func merge(a, b rules.Address) rules.Address {
	if a.UserID == "" {
		a.UserID = b.UserID
	}
	if a.Phone == "" {
		a.Phone = b.Phone
	}
	if a.Username == "" {
		a.Username = b.Username
	}
	return a
}

func usable(a rules.Address) bool {
	return (a.UserID != "" || a.Phone != "") && len(a.UserID) <= maxID && len(a.Phone) <= maxID
}

// batch gives the place of a sender's batch. One person may come once with a phone number and once with a
// scoped id: whichever is known leads to the same batch.
func (p *parser) batch(account string, a rules.Address, name string) *channel.Batch {
	var keys []string
	if a.UserID != "" {
		keys = append(keys, account+"\x00u"+a.UserID)
	}
	if a.Phone != "" {
		keys = append(keys, account+"\x00p"+a.Phone)
	}
	at := -1
	for _, k := range keys {
		if i, ok := p.place[k]; ok && at < 0 {
			at = i
		}
	}
	if at < 0 {
		at = len(p.out.Batches)
		p.out.Batches = append(p.out.Batches, channel.Batch{Account: account})
	}
	for _, k := range keys {
		if _, ok := p.place[k]; !ok {
			p.place[k] = at
		}
	}
	b := &p.out.Batches[at]
	b.Address = merge(b.Address, a)
	if name != "" {
		b.Name = name
	}
	return b
}
