// Package faults is the one catalogue of what goes wrong between us and a platform: what each platform's codes
// mean, in our own stable words, what an agent is told and what the system does about it. It knows no
// conversation and no HTTP. Everything is a table, so that docs/errors.md and the client's sentences are held
// against it.
package faults

import "transom/shared/channel"

// Reason is our word for why a message failed: rules.SendError.Reason. Words are stable; sentences may change.
type Reason string

// Meaning is what a reason says and what follows from it.
type Meaning struct {
	English string // for the agent, with the next step; without the platform's name, for several share it
	Class   channel.Class
	Effect  Effect
	Most    int // tries altogether of a class that may be tried again; 0 leaves it to the courier
}

// Effect is what a refusal teaches us beyond the one message.
type Effect string

// The effects.
const (
	Nothing      Effect = ""
	CloseWindow  Effect = "window_closed"        // the conversation's window is closed, whatever we computed
	Unauthorize  Effect = "channel_unauthorized" // the channel's access is dead: what waits on it waits for an admin
	Restrict     Effect = "channel_restricted"   // the platform limits the account; messages that it takes still go
	Unreach      Effect = "contact_unreachable"  // this customer cannot be reached; no state of ours changes
	Break        Effect = "platform_away"        // the platform does not work: after some in a row nothing is sent for a while
	Untag        Effect = "no_human_agent"       // the channel's app may not answer beyond the standard window
	Untemplate   Effect = "template_unusable"    // the template is not what we have stored
	ThrottleLine Effect = "throttle_channel"     // the account was too fast: wait, then try again
	ThrottlePair Effect = "throttle_contact"     // too fast for this one customer: wait longer each time
)

// MeaningOf gives the meaning of a reason; that of Refused for a word nobody listed.
func MeaningOf(r string) Meaning {
	if m, ok := Reasons[Reason(r)]; ok {
		return m
	}
	return Reasons[Refused]
}
