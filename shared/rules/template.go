package rules

import (
	"time"

	"transom/shared/fault"
)

// MessageTemplate is a template of a WhatsApp business account, as the platform lists it. Name and Language together
// name it; the name alone does not.
type MessageTemplate struct {
	ID        string // the platform's
	Holder    string // the business account
	Name      string
	Language  string // as it was created: "en_US"
	Category  string // "marketing", "utility", "authentication"
	Status    TemplateStatus
	Named     bool // parameters have names instead of numbers
	Parts     []TemplatePart
	Quality   string // "green", "yellow", "red", "" unknown
	Rejected  string // the platform's word for why
	UpdatedAt time.Time
}

// TemplateStatus is where the platform's review has come to. Only TemplateApproved may be sent.
type TemplateStatus string

// The states, in our words; any other word of the platform is kept in lower case.
const (
	TemplateApproved TemplateStatus = "approved"
	TemplatePending  TemplateStatus = "pending"
	TemplateRejected TemplateStatus = "rejected"
	TemplatePaused   TemplateStatus = "paused"
	TemplateDisabled TemplateStatus = "disabled"
	TemplateDeleted  TemplateStatus = "deleted"
)

// TemplatePart is one component: Type "header", "body", "footer", "buttons" or one we cannot fill (kept, so that it
// is shown as not usable here). Format is of headers: "text", "image", "video", "document", "location".
type TemplatePart struct {
	Type     string
	Format   string
	Text     string
	Examples []Value // what the platform was shown for each place, in order
	Buttons  []TemplateButton
}

// TemplateButton is a button: Type "quick_reply", "url", "phone_number", "copy_code" or another, which needs no value
// of ours or cannot be used.
type TemplateButton struct {
	Type    string
	Text    string
	URL     string // may end in {{1}}
	Phone   string
	Example string
}

// The facts about templates.
var (
	ErrNoTemplate       = fault.New(fault.Refused, "template_missing", "There is no such template in this language. Load the templates again.")
	ErrTemplateUnusable = fault.New(fault.Refused, "template_unusable", "This template may not be sent now: the platform has not approved it, or paused it.")
	ErrTemplateValues   = fault.New(fault.Invalid, "template_values", "Not every place of the template has a value that fits.")
	ErrNotANumber       = fault.New(fault.Invalid, "bad_phone", "This is not a phone number. Write it with its country code, like +49 151 2345678.")
	ErrOwnNumber        = fault.New(fault.Refused, "own_number", "This is your own number.")
)
