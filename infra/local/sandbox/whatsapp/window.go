package whatsapp

import "time"

// Window is how long a business may write freely after the customer's newest message, to the second
// ("send messages", read 2026-05-21). The last second is closed: at exactly 24 h free text is refused.
const Window = 24 * time.Hour

// Open reports whether the business may write freely at now when the customer last wrote at last; never, if
// the customer has not written.
func Open(last, now time.Time) bool {
	return !last.IsZero() && now.Before(last.Truncate(time.Second).Add(Window))
}

// Refreshes reports whether a customer's message of this type opens the window anew: all do, but for what the
// platform itself says about a customer and for changes of older messages.
func Refreshes(typ string) bool {
	switch typ {
	case "system", "edit", "revoke":
		return false
	default:
		return true
	}
}
