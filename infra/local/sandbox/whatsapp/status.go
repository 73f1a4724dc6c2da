package whatsapp

import "time"

// Status is an item of a webhook's statuses. Since v24.0 it has no conversation outside free entry points.
type Status struct {
	ID              string    `json:"id"`
	Status          string    `json:"status"`
	Timestamp       string    `json:"timestamp"`
	RecipientID     string    `json:"recipient_id,omitempty"`
	RecipientUserID string    `json:"recipient_user_id,omitempty"`
	Callback        string    `json:"biz_opaque_callback_data,omitempty"`
	Pricing         *Pricing  `json:"pricing,omitempty"`
	Errors          []Problem `json:"errors,omitempty"`
}

// Pricing rides on sent and on the first of delivered and read.
type Pricing struct {
	Billable bool   `json:"billable"`
	Model    string `json:"pricing_model"`
	Type     string `json:"type"`
	Category string `json:"category"`
}

// Problem is an error inside a webhook.
type Problem struct {
	Code    int    `json:"code"`
	Title   string `json:"title"`
	Message string `json:"message,omitempty"`
	Data    *Data  `json:"error_data,omitempty"`
	Href    string `json:"href,omitempty"`
}

// Data says an error in more words.
type Data struct {
	Product string `json:"messaging_product,omitempty"`
	Details string `json:"details"`
}

// Sent is what a status says about, apart from its step.
type Sent struct {
	ID       string
	Callback string
	ToUserID bool // the business addressed the user id
	Template bool
}

// Report is the status of one step: sent, delivered, read, played or, with a code, failed. The price is told
// when priced is set. A failed status has no contact and names the user id only if that was addressed.
func Report(to Person, s Sent, step string, at time.Time, code int, priced Priced) (Status, *Contact) {
	out := Status{ID: s.ID, Status: step, Timestamp: Stamp(at), RecipientID: to.waID(), RecipientUserID: to.UserID, Callback: s.Callback}
	if step == "failed" {
		if !s.ToUserID {
			out.RecipientUserID = ""
		}
		out.Errors = []Problem{ProblemOf(code)}
		return out, nil
	}
	if priced == WithPrice {
		out.Pricing = &Pricing{Model: "PMP", Type: "free_customer_service", Category: "service"}
		if s.Template {
			out.Pricing = &Pricing{Billable: true, Model: "PMP", Type: "regular", Category: "utility"}
		}
	}
	contact := to.Contact()
	if step == "sent" {
		contact.Profile.Username = ""
	}
	return out, contact
}

// Priced says whether a status tells the price.
type Priced bool

// The two ways of telling.
const (
	WithPrice    Priced = true
	WithoutPrice Priced = false
)
