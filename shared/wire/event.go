package wire

import (
	"encoding/json"

	"transom/shared/rules"
)

// OfAccountEvent converts what a platform said about an account.
func OfAccountEvent(e rules.AccountEvent) AccountEvent {
	out := AccountEvent{ID: e.ID, ChannelID: string(e.Channel), Account: e.Account, Field: e.Field, Event: e.Event,
		Subject: e.Subject, Code: e.Code, At: e.At}
	if len(e.Details) > 0 {
		// Details were valid JSON when they were stored; what is not an object is left out.
		_ = json.Unmarshal(e.Details, &out.Details)
	}
	return out
}
