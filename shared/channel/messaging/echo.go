package messaging

import (
	"slices"

	"transom/shared/channel"
	"transom/shared/rules"
)

// inboxes are the app ids of Meta's own inboxes for Pages and for Instagram. The first is printed in two forms
// (Messenger Platform "message echoes", 2026-03-18).
var inboxes = []string{"263902037430900", "26390203743090", "1217981644879628"}

// via says where an echo was written. In standby another app holds the thread.
func via(e event) rules.Via {
	app := e.Tree.Tree("message").Text("app_id")
	switch {
	case slices.Contains(inboxes, app):
		return rules.ViaPage
	case app != "" || e.standby:
		return rules.ViaApp
	default:
		return rules.ViaPage
	}
}

// ourOwn reports an echo of a message that went out from here: Messenger gives back what we gave along with it,
// so it is a status and no entry.
func (r *Reader) ourOwn(e event, mid string) bool {
	correlation := e.Tree.Tree("message").Text("metadata")
	if _, _, ok := channel.Correlated(correlation); !ok || !e.ours {
		return false
	}
	r.out.Statuses = append(r.out.Statuses, channel.Status{
		Account: e.account, Correlation: correlation,
		Report: rules.Report{Status: rules.Sent, At: e.at, PlatformID: mid},
	})
	return true
}
