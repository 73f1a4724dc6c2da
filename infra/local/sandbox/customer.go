package sandbox

import (
	"time"

	"transom/infra/local/sandbox/whatsapp"
)

// The platforms that are played. Another one is its shapes as a package next to these, its routes in Graph, its
// name here.
const (
	WhatsApp  = "whatsapp"
	Messenger = "messenger"
	Instagram = "instagram"
)

// DefaultAccount is the business number that customers write to unless told otherwise.
const DefaultAccount = "100000000000001"

// defaultAccounts are who customers of each platform write to unless told otherwise.
var defaultAccounts = map[string]string{WhatsApp: DefaultAccount, Messenger: "200000000000001", Instagram: "17841400000000001"}

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
	// IDs are what accounts of Messenger and Instagram call the person: by account the PSID or IGSID, by "comments:"
	// and account who comments.
	IDs map[string]string `json:"ids,omitempty"`
}

// Account is a business number, a Page or an Instagram account that has been written to or sent from.
type Account struct {
	Platform    string `json:"platform"`
	ID          string `json:"id"`
	Display     string `json:"display"` // WhatsApp: digits; Instagram: user name
	Name        string `json:"name"`
	NoHuman     bool   `json:"noHuman,omitempty"`     // without the Human Agent feature
	Restricted  bool   `json:"restricted,omitempty"`  // may not send at present
	Coexistence bool   `json:"coexistence,omitempty"` // WhatsApp: staff also use the phone app
}

func (c Customer) person() whatsapp.Person {
	return whatsapp.Person{Name: c.Name, Username: c.Username, Phone: c.Phone, UserID: c.UserID, Hidden: c.Hidden}
}

func (a Account) number() whatsapp.Number { return whatsapp.Number{ID: a.ID, Display: a.Display} }
