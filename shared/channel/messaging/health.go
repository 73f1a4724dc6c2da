package messaging

import (
	"transom/shared/channel"
	"transom/shared/rules"
)

// HealthOf is what an event says about the state of a Page's or an Instagram account's channel; ok is false for
// most. A policy's enforcement blocks an account and lets it go again.
func HealthOf(e channel.Event) (h rules.Health, ok bool) {
	if e.Field != "messaging_policy_enforcement" {
		return rules.Health{}, false
	}
	switch e.Event {
	case "block":
		return rules.Health{State: rules.Restricted, Reason: "policy", Since: e.At}, true
	case "unblock":
		return rules.Health{State: rules.Working, Since: e.At}, true
	default:
		return rules.Health{}, false
	}
}
