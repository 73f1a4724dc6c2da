package messaging

import "time"

// How long a business may write after the customer's newest action (policy page, read 2026-09-28): freely for a
// day, for seven days if a human writes and the account has the feature, and as long after a click on an ad where
// the platform so pleases.
const (
	Window      = 24 * time.Hour
	HumanWindow = 7 * 24 * time.Hour
	AdWindow    = 7 * 24 * time.Hour
)

// PrivateReplyWindow is how long after a comment it can be answered privately (private replies, read 2026-04-16).
const PrivateReplyWindow = 7 * 24 * time.Hour

// ControlLapse is how long an app holds a thread in which nothing happens (conversation routing, read 2026-05).
const ControlLapse = 24 * time.Hour

// Refreshes reports whether what a customer did opens the window anew: everything but changes of older messages.
func Refreshes(typ string) bool { return typ != "edit" && typ != "unsend" }

// Moment is what a send is judged by.
type Moment struct {
	Last, Ad, Now time.Time // of the customer: newest action, newest click on an ad that counts; zero if none
	HumanAgent    bool      // the account has the feature
}

// Judge says with which code and subcode a send is refused at a moment, or 0.
func (r Rules) Judge(at Moment, s Send) (code, subcode int) {
	if s.Tag != "" && !at.HumanAgent {
		return 100, 2018276
	}
	age := at.Now.Sub(at.Last)
	switch {
	case at.Last.IsZero():
		return 10, r.OutsideWindow
	case age < Window, s.Tag != "" && age < HumanWindow, !at.Ad.IsZero() && at.Now.Sub(at.Ad) < AdWindow:
		return 0, 0
	}
	return 10, r.OutsideWindow
}
