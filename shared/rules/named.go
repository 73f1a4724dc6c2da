package rules

import "time"

// asksName reports that somebody has just come, or come again, whom the platform does not name along with their
// messages: Messenger and Instagram tell it only to who asks.
func asksName(old, next Conversation) bool {
	if next.Kind == Comments || next.Name != "" || (next.On != Messenger && next.On != Instagram) {
		return false
	}
	return old.Version == 0 || old.Episode != next.Episode
}

// Named is a conversation whose customer's name the platform has told when it was asked. A name that is known
// already stays: it is newer. Its entry only carries the news to the screens.
func Named(old Conversation, name, username string, now time.Time) Change {
	if old.Name != "" || (name == "" && (username == "" || username == old.Address.Username)) {
		return Change{Conversation: old}
	}
	next := old
	next.Name = name
	if username != "" {
		next.Address.Username = username
	}
	return step(old, next, []Entry{happened(old, now, 0, Happening{Type: EventNamed})}, false)
}
