package whatsapp

// Person is a customer as the platform knows one.
type Person struct {
	Name     string
	Username string // without @; empty for those who have none
	Phone    string // digits
	UserID   string // business-scoped user id
	Hidden   bool   // the number is not shown to the business: only the user id travels
}

// Contact is an item of a webhook's contacts.
type Contact struct {
	Profile *Profile `json:"profile,omitempty"`
	WaID    string   `json:"wa_id,omitempty"`
	UserID  string   `json:"user_id,omitempty"`
}

// Profile is what the customer calls themselves.
type Profile struct {
	Name     string `json:"name,omitempty"`
	Username string `json:"username,omitempty"`
}

// Contact is how a webhook introduces the person.
func (p Person) Contact() *Contact {
	c := &Contact{Profile: &Profile{Name: p.Name}, WaID: p.waID(), UserID: p.UserID}
	if p.Username != "" {
		c.Profile.Username = "@" + p.Username
	}
	return c
}

func (p Person) waID() string {
	if p.Hidden {
		return ""
	}
	return p.Phone
}

func (c *Contact) same(o *Contact) bool {
	return c.WaID == o.WaID && c.UserID == o.UserID && *c.Profile == *o.Profile
}
