package sandbox

import (
	"time"

	"transom/infra/local/sandbox/whatsapp"
)

// WhatsApp is the platform that is played today. Others are added beside it: their shapes as a package next
// to whatsapp, their routes in Graph, their name here.
const WhatsApp = "whatsapp"

// DefaultAccount is the business number that customers write to unless told otherwise.
const DefaultAccount = "100000000000001"

// Customer is a person who holds the phone.
type Customer struct {
	ID          string    `json:"id"`
	Platform    string    `json:"platform"`
	Name        string    `json:"name"`
	Phone       string    `json:"phone"`              // digits
	UserID      string    `json:"userId"`             // business-scoped user id
	Username    string    `json:"username,omitempty"` // without @
	Hidden      bool      `json:"hidden"`             // the number is not shown to businesses
	Offline     bool      `json:"offline"`            // messages stay at "sent" until the phone is on again
	Unreachable bool      `json:"unreachable"`        // messages to this person are undeliverable (131026)
	CreatedAt   time.Time `json:"createdAt"`
}

// Account is a business number that has been written to or sent from.
type Account struct {
	Platform string `json:"platform"`
	ID       string `json:"id"`
	Display  string `json:"display"`
}

func (c Customer) person() whatsapp.Person {
	return whatsapp.Person{Name: c.Name, Username: c.Username, Phone: c.Phone, UserID: c.UserID, Hidden: c.Hidden}
}

func (a Account) number() whatsapp.Number { return whatsapp.Number{ID: a.ID, Display: a.Display} }
