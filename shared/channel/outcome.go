package channel

import (
	"time"

	"transom/shared/rules"
)

// Outcome is what became of one attempt to send. Exactly one of three holds: the platform accepted it (neither
// Error nor Unknown), it refused it (Error is set), or nobody knows (Unknown): the request was written but no
// answer that means anything came back, so it must never be repeated blindly.
type Outcome struct {
	PlatformID string        // of what was accepted; "" for what gets none: hiding, a reaction by sender action
	Reached    rules.Address // ids of the customer that the answer told and that we did not use: add them to the contact
	Error      *rules.SendError
	Class      Class         // of Error
	After      time.Duration // the platform asked to wait this long before the next try; 0 if it did not say
	Unknown    bool
}

// Class says what a refusal means for the next step.
type Class string

// The classes.
const (
	Retry Class = "R" // try again with back-off
	Never Class = "N" // the same request can never succeed
	Wait  Class = "W" // something outside has to change first: a window, a limit, a pause
	Alert Class = "A" // never, and the account's owner has to act
)
