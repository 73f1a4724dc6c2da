package whatsapp

import (
	"strings"

	"transom/shared/channel"
	"transom/shared/channel/meta"
	"transom/shared/rules"
)

// states are what the events of an account say about whether its channels work ("account_update" and
// "phone_number_quality_update" webhooks, read 2026-11-20).
var states = map[string]rules.ChannelState{
	"ACCOUNT_DELETED":         rules.Unauthorized,
	"PARTNER_REMOVED":         rules.Unauthorized, // of a number that also runs the phone app: the owner unlinked it
	"PARTNER_APP_UNINSTALLED": rules.Unauthorized,
	"ACCOUNT_OFFBOARDED":      rules.Unauthorized,
	"ACCOUNT_RESTRICTION":     rules.Restricted,
	"ACCOUNT_VIOLATION":       rules.Restricted,
	"DISABLED_UPDATE":         rules.Restricted,
	"ACCOUNT_RECONNECTED":     rules.Working,
	"VERIFIED_ACCOUNT":        rules.Working,
	"FLAGGED":                 rules.Working,
	"UNFLAGGED":               rules.Working,
	"DOWNGRADE":               rules.Working,
	"UPGRADE":                 rules.Working,
}

// qualities are what a number's events say about its quality; the platform tells no colour with them.
var qualities = map[string]string{"FLAGGED": "RED", "UNFLAGGED": "GREEN"}

// HealthOf is what an event says about the state of the channels it concerns; ok is false for most. A number's
// limit and quality do not stop it: they are told as the reason.
func HealthOf(e channel.Event) (h rules.Health, ok bool) {
	switch e.Field {
	case "account_update", "phone_number_quality_update":
		state, known := states[e.Event]
		if !known {
			return rules.Health{}, false
		}
		h = rules.Health{State: state, Reason: e.Event, Quality: qualities[e.Event], Since: e.At}
		if e.Event == "DISABLED_UPDATE" && reinstated(e) {
			h.State = rules.Working
		}
	case "account_review_update":
		if e.Event != "REJECTED" {
			return rules.Health{}, false
		}
		h = rules.Health{State: rules.Restricted, Reason: "REVIEW_REJECTED", Since: e.At}
	default:
		return rules.Health{}, false
	}
	if h.State == rules.Working && h.Reason != "FLAGGED" && h.Reason != "DOWNGRADE" {
		h.Reason = ""
	}
	return h, true
}

// reinstated reads a ban's state: "SCHEDULE_FOR_DISABLE", "DISABLE" or "REINSTATE".
func reinstated(e channel.Event) bool {
	said, _ := meta.Read(e.Details)
	return strings.HasPrefix(said.Tree("ban_info").Text("waba_ban_state"), "REINSTATE")
}

// OneNumber reports that an event is about one of the account's numbers, which it names as people read it and
// not by its id.
func OneNumber(e channel.Event) bool {
	switch e.Field {
	case "phone_number_quality_update", "phone_number_name_update", "security", "business_username_update":
		return true
	default:
		return false
	}
}
