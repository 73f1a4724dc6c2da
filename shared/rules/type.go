package rules

// Type of a message, as shown: the platforms' words where they have one.
type Type string

// The types. Interactive answers carry their sub-type: "interactive.button_reply". A type that is not listed
// is kept as Unsupported with its raw data.
const (
	Text        Type = "text"
	Image       Type = "image"
	Video       Type = "video"
	Audio       Type = "audio"
	Document    Type = "document"
	Sticker     Type = "sticker"
	Location    Type = "location"
	Contacts    Type = "contacts"
	ButtonReply Type = "interactive.button_reply"
	ListReply   Type = "interactive.list_reply"
	FlowReply   Type = "interactive.nfm_reply"
	Button      Type = "button"
	Order       Type = "order"
	System      Type = "system"
	Unsupported Type = "unsupported"

	// Messenger and Instagram.
	Postback     Type = "postback"      // a tap on a button of ours; Text is its title
	QuickReply   Type = "quick_reply"   // a tap on a suggestion; Text is its title
	Referral     Type = "referral"      // came by an ad or a link, without words
	OptIn        Type = "optin"         // allowed us to write
	Share        Type = "share"         // a post, a reel or a link
	StoryMention Type = "story_mention" // named us in a story; its media is not ours to keep
	Handover     Type = "handover"      // who controls the thread has changed

	// About another message, which ReplyTo names: they change it (see Amend) and are not drawn by themselves.
	React  Type = "reaction"
	Edit   Type = "edit"
	Revoke Type = "revoke"
	Hide   Type = "hide"   // of a comment, by us
	Unhide Type = "unhide" // of a comment, by us

	// Outbound only.
	Buttons  Type = "interactive.button"
	List     Type = "interactive.list"
	Template Type = "template"
)

// Amends reports that a message of this type changes the one that it names and is not drawn by itself.
func (t Type) Amends() bool {
	switch t {
	case React, Edit, Revoke, Hide, Unhide:
		return true
	default:
		return false
	}
}
