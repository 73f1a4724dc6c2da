package whatsapp

import "transom/infra/local/sandbox/graph"

// Business is the WhatsApp Business account that all numbers of the sandbox belong to.
const Business = "100000000000000"

// Object is what a webhook of WhatsApp calls itself.
const Object = "whatsapp_business_account"

// Number is a business phone number.
type Number struct {
	ID      string `json:"phone_number_id"`
	Display string `json:"display_phone_number"`
}

// Update is one message or one status with its contact, the smallest thing a webhook can carry. Exactly one
// of Message and Status is set; Contact is absent where the platform leaves it out.
type Update struct {
	Number  Number   `json:"number"`
	Contact *Contact `json:"contact,omitempty"`
	Message *Message `json:"message,omitempty"`
	Status  *Status  `json:"status,omitempty"`
}

type (
	payload struct {
		Object string  `json:"object"`
		Entry  []entry `json:"entry"`
	}
	entry struct {
		ID      string   `json:"id"`
		Changes []change `json:"changes"`
	}
	change struct {
		Value value  `json:"value"`
		Field string `json:"field"`
	}
	value struct {
		Product  string     `json:"messaging_product"`
		Metadata metadata   `json:"metadata"`
		Contacts []*Contact `json:"contacts,omitempty"`
		Messages []*Message `json:"messages,omitempty"`
		Statuses []*Status  `json:"statuses,omitempty"`
	}
	metadata struct {
		Display string `json:"display_phone_number"`
		ID      string `json:"phone_number_id"`
	}
)

// Payload is the body of one webhook with these updates in their order: neighbours of one number and one kind
// share a change, as the platform batches them. The bytes are what is signed and posted.
func Payload(updates []Update) ([]byte, error) {
	var changes []change
	for _, u := range updates {
		if n := len(changes); n == 0 || !joins(changes[n-1].Value, u) {
			changes = append(changes, change{Field: "messages", Value: value{
				Product: "whatsapp", Metadata: metadata{Display: u.Number.Display, ID: u.Number.ID}}})
		}
		last := &changes[len(changes)-1].Value
		last.add(u)
	}
	return graph.Write(payload{Object: Object, Entry: []entry{{ID: Business, Changes: changes}}})
}

func joins(v value, u Update) bool {
	return v.Metadata.ID == u.Number.ID && (u.Status != nil) == (len(v.Statuses) > 0)
}

func (v *value) add(u Update) {
	if u.Message != nil {
		v.Messages = append(v.Messages, u.Message)
	}
	if u.Status != nil {
		v.Statuses = append(v.Statuses, u.Status)
	}
	if u.Contact == nil {
		return
	}
	for _, c := range v.Contacts {
		if c.same(u.Contact) {
			return
		}
	}
	v.Contacts = append(v.Contacts, u.Contact)
}
