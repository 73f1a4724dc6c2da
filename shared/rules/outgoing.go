package rules

// Interactive is a message with buttons or a list to choose from. Exactly one of Buttons and Sections is set.
// Limits stand in Capability.
type Interactive struct {
	Header   string
	Footer   string
	Buttons  []Choice // up to three
	Open     string   // what opens the list
	Sections []Section
}

// Choice is one button or row. ID comes back with the answer; it is made by the sender and never trusted.
type Choice struct {
	ID          string
	Title       string
	Description string // rows only
}

// Section groups the rows of a list.
type Section struct {
	Title string
	Rows  []Choice
}

// TemplateUse is an approved WhatsApp template with its values. The message's Text is the rendered body, kept
// because no status ever carries it.
type TemplateUse struct {
	Name     string
	Language string // as it was created: "en_US"
	Header   []Value
	Body     []Value
	Buttons  []ButtonValue
}

// Value fills one place of a template. Name is set where the template names its parameters. A media header
// has a Value with Kind "image", "video" or "document" and takes the message's Media.
type Value struct {
	Kind string // "text", "image", "video", "document", "location"
	Name string
	Text string
}

// ButtonValue fills the button at Index: SubType is "quick_reply", "url" or "copy_code".
type ButtonValue struct {
	Index   int
	SubType string
	Text    string
}
