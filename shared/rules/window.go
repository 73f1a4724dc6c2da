package rules

import "time"

// Lengths of the messaging windows.
const (
	// WhatsAppWindow is Meta's customer service window, counted from the customer's newest message or call
	// (developers.facebook.com, WhatsApp "send messages", read 2026-05-21).
	WhatsAppWindow = 24 * time.Hour
	// MetaWindow is the standard window of Messenger and Instagram (Messenger Platform policy, 2026-09-28).
	MetaWindow = 24 * time.Hour
	// HumanAgentWindow is how long a human may answer there with the HUMAN_AGENT tag (same page).
	HumanAgentWindow = 7 * 24 * time.Hour
)

// Window gives the deadlines that a customer message of time at opens on a kind of channel: the standard one
// and the one for a human, which is the same where there is no longer one; humanAgent is the channel's. Both are zero where a channel
// knows no window.
func Window(on ChannelKind, humanAgent bool, at time.Time) (standard, human time.Time) {
	switch on {
	case WhatsApp:
		end := at.Add(WhatsAppWindow)
		return end, end
	case Messenger, Instagram:
		end := at.Add(MetaWindow)
		if humanAgent {
			return end, at.Add(HumanAgentWindow)
		}
		return end, end
	default:
		return time.Time{}, time.Time{}
	}
}

// HasWindow reports whether a channel limits when we may write privately.
func HasWindow(on ChannelKind) bool { return on != WebChat }

// Windowed reports whether a window limits this conversation: comments and web chats know none.
func (c Conversation) Windowed() bool { return HasWindow(c.On) && c.Kind != Comments }

// WindowOpen reports whether free text may be sent at now. A deadline belongs to the closed side: at the
// very second of WindowClosesAt the window is closed.
func (c Conversation) WindowOpen(now time.Time) bool {
	return !c.Windowed() || now.Before(c.WindowClosesAt)
}
