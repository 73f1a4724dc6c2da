package sandbox

import (
	"cmp"
	"fmt"
	"maps"
	"strings"

	"transom/infra/local/sandbox/messaging"
	"transom/infra/local/sandbox/whatsapp"
)

// NewCustomer is who shall be added; whatever is empty is made up. Every customer has a number and a user id,
// even if only the user id is shown.
type NewCustomer struct {
	Platform string `json:"platform,omitempty"` // whatsapp when empty
	Name     string `json:"name,omitempty"`
	Phone    string `json:"phone,omitempty"`
	UserID   string `json:"userId,omitempty"`
	Username string `json:"username,omitempty"`
	Hidden   bool   `json:"hidden,omitempty"`
}

// addCustomer records a new customer. The caller holds mu.
func (p *Phone) addCustomer(n NewCustomer) (*Customer, error) {
	if n.Platform != "" && n.Platform != WhatsApp {
		return p.addUser(n)
	}
	c := Customer{ID: fmt.Sprintf("c%d", p.state.counts.Customers+1), Platform: WhatsApp, UserID: n.UserID,
		Username: strings.TrimPrefix(n.Username, "@"), Hidden: n.Hidden, CreatedAt: p.now()}
	var err error
	if c.Phone, err = p.freePhone(n.Phone); err != nil {
		return nil, err
	}
	c.Name = cmp.Or(strings.TrimSpace(n.Name), nameOf(p.state.counts.Customers))
	if c.UserID == "" {
		c.UserID = whatsapp.NewUserID(country(c.Phone))
	}
	switch {
	case !whatsapp.IsUserID(c.UserID):
		return nil, invalid("%q is not a business-scoped user id (XX.123…)", c.UserID)
	case p.state.byUserID[c.UserID] != nil:
		return nil, conflict("somebody else has this user id")
	}
	if err := p.commit(record{Customer: &c}); err != nil {
		return nil, err
	}
	return p.state.customers[c.ID], nil
}

// addUser records a new user of Messenger or Instagram, whose id is the phone's own: accounts know others. The caller
// holds mu.
func (p *Phone) addUser(n NewCustomer) (*Customer, error) {
	if n.Platform != Messenger && n.Platform != Instagram {
		return nil, invalid("%q is no platform: whatsapp, messenger or instagram", n.Platform)
	}
	c := Customer{ID: fmt.Sprintf("c%d", p.state.counts.Customers+1), Platform: n.Platform, UserID: cmp.Or(n.UserID, messaging.NewScopedID()),
		Username: strings.TrimPrefix(n.Username, "@"), CreatedAt: p.now(), Name: cmp.Or(strings.TrimSpace(n.Name), nameOf(p.state.counts.Customers))}
	switch {
	case n.Phone != "" || n.Hidden:
		return nil, invalid("on %s people have no phone number", n.Platform)
	case p.state.byUserID[c.UserID] != nil:
		return nil, conflict("somebody else has this user id")
	}
	if c.Platform == Instagram && c.Username == "" {
		c.Username = handle(c.Name, p.state.counts.Customers)
	}
	if err := p.commit(record{Customer: &c}); err != nil {
		return nil, err
	}
	return p.state.customers[c.ID], nil
}

// handle is a user name made of a name.
func handle(name string, n int) string {
	var out strings.Builder
	for _, r := range strings.ToLower(name) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			out.WriteRune(r)
		case r == ' ' && out.Len() > 0:
			out.WriteByte('.')
		}
	}
	return cmp.Or(strings.Trim(out.String(), "."), "guest") + fmt.Sprintf("_%d", n+1)
}

// scoped is what an account calls a customer, made up when it is first needed; comments have ids of their own. The
// caller holds mu.
func (p *Phone) scoped(c *Customer, key string) (string, error) {
	if id := c.IDs[key]; id != "" {
		return id, nil
	}
	next := *c
	next.IDs = maps.Clone(c.IDs)
	if next.IDs == nil {
		next.IDs = map[string]string{}
	}
	next.IDs[key] = messaging.NewScopedID()
	return next.IDs[key], p.commit(record{Customer: &next})
}

// freePhone checks a number, or makes one up that belongs to nobody in the world.
func (p *Phone) freePhone(given string) (string, error) {
	if given != "" {
		digits, ok := whatsapp.Digits(given)
		switch {
		case !ok:
			return "", invalid("%q is not a phone number", given)
		case p.state.byPhone[digits] != nil:
			return "", conflict("somebody else has this number")
		}
		return digits, nil
	}
	for n := p.state.counts.Customers; ; n++ {
		if phone := fictional(n); p.state.byPhone[phone] == nil {
			return phone, nil
		}
	}
}

// fictional is the n-th number that is set aside for stories: a thousand British ones (Ofcom, 07700 900000 to
// 900999), then American ones (NANPA, 555-0100 to 0199 of every area).
func fictional(n int) string {
	if n < 1000 {
		return fmt.Sprintf("447700900%03d", n)
	}
	n -= 1000
	return fmt.Sprintf("1%03d55501%02d", 201+n/100%789, n%100) + strings.Repeat("0", n/78900)
}

// country guesses a user id's country from a number.
func country(phone string) string {
	for _, c := range [][2]string{{"1", "US"}, {"44", "GB"}, {"49", "DE"}, {"34", "ES"}, {"33", "FR"}, {"39", "IT"},
		{"55", "BR"}, {"52", "MX"}, {"54", "AR"}, {"57", "CO"}, {"91", "IN"}, {"40", "RO"}, {"43", "AT"}, {"41", "CH"},
		{"45", "DK"}, {"46", "SE"}, {"47", "NO"}, {"48", "PL"}, {"30", "GR"}, {"65", "SG"}, {"81", "JP"}, {"82", "KR"}, {"90", "TR"},
		{"212", "MA"}, {"234", "NG"}, {"254", "KE"}, {"353", "IE"}, {"358", "FI"}, {"359", "BG"}, {"420", "CZ"}, {"961", "LB"}, {"972", "IL"}} {
		if strings.HasPrefix(phone, c[0]) {
			return c[1]
		}
	}
	return "US"
}

var names = []string{"Ana Morales", "Jürgen Weiß", "Łucja Nowak", "Mehmet Yılmaz", "Zoë Brontë", "Søren Ødegård", "Noor Haddad",
	"Émile Lefèvre", "Ioana Popescu", "Kofi Mensah", "林美", "Дарья Соколова", "يوسف حداد", "Priya Rao", "José Núñez", "Aoife Byrne", "Tomáš Dvořák"}

// nameOf is a name for the n-th customer, from many alphabets; from the second round on with a number.
func nameOf(n int) string {
	if n < len(names) {
		return names[n]
	}
	return fmt.Sprintf("%s %d", names[n%len(names)], n/len(names)+1)
}
