package whatsapp_test

import (
	"testing"
	"time"

	"transom/shared/channel"
	"transom/shared/channel/whatsapp"
	"transom/shared/rules"
)

func TestAnEventChangesATemplateUnlessItIsOlder(t *testing.T) {
	at := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	known := rules.MessageTemplate{ID: "12345678901234567890", Name: "order", Category: "utility", Status: rules.TemplateApproved, Quality: "green", UpdatedAt: at}
	status := "message_template_status_update"
	for _, c := range []struct {
		name, field, details string
		want                 rules.MessageTemplate // its state alone
		again                bool
	}{
		{"paused", status, `{"event":"PAUSED","reason":"NONE","other_info":{"title":"FIRST_PAUSE"}}`, rules.MessageTemplate{Status: "paused", Category: "utility", Quality: "green"}, false},
		{"no longer paused", status, `{"event":"PAUSED","other_info":{"title":"UNPAUSE"}}`, rules.MessageTemplate{Status: "approved", Category: "utility", Quality: "green"}, false},
		{"reinstated", status, `{"event":"REINSTATED"}`, rules.MessageTemplate{Status: "approved", Category: "utility", Quality: "green"}, false},
		{"rejected", status, `{"event":"REJECTED","reason":"PROMOTIONAL"}`, rules.MessageTemplate{Status: "rejected", Rejected: "PROMOTIONAL", Category: "utility", Quality: "green"}, false},
		{"flagged, which may be sent on", status, `{"event":"FLAGGED"}`, rules.MessageTemplate{Status: "approved", Category: "utility", Quality: "green"}, false},
		{"deleted", status, `{"event":"DELETED","message_template_category":"MARKETING"}`, rules.MessageTemplate{Status: "deleted", Category: "marketing", Quality: "green"}, false},
		{"a word of tomorrow", status, `{"event":"ARCHIVED"}`, rules.MessageTemplate{Status: "archived", Category: "utility", Quality: "green"}, false},
		{"disliked", "message_template_quality_update", `{"new_quality_score":"RED"}`, rules.MessageTemplate{Status: "approved", Category: "utility", Quality: "red"}, false},
		{"of another category", "template_category_update", `{"previous_category":"UTILITY","new_category":"MARKETING"}`, rules.MessageTemplate{Status: "approved", Category: "marketing", Quality: "green"}, false},
		{"of another category tomorrow", "template_category_update", `{"correct_category":"MARKETING","new_category":"UTILITY"}`, rules.MessageTemplate{Status: "approved", Category: "utility", Quality: "green"}, false},
		{"written anew", "message_template_components_update", `{"message_template_element":"Hello."}`, rules.MessageTemplate{}, true},
	} {
		event := func(at time.Time) channel.Event {
			details := `{"message_template_id":12345678901234567890,` + c.details[1:]
			return channel.Event{Holder: "900", AccountEvent: rules.AccountEvent{Field: c.field, Details: []byte(details), At: at}}
		}
		news, ok := whatsapp.TemplateNewsOf(event(at.Add(time.Second)))
		if !ok || news.ID != known.ID || news.Again != c.again {
			t.Errorf("%s: %+v, %v", c.name, news, ok)
			continue
		}
		if c.again {
			continue
		}
		got := news.Change(known)
		if got.Status != c.want.Status || got.Quality != c.want.Quality || got.Category != c.want.Category || got.Rejected != c.want.Rejected || got.Name != "order" {
			t.Errorf("%s: %+v", c.name, got)
		}
		late, _ := whatsapp.TemplateNewsOf(event(at.Add(-time.Minute)))
		if got := late.Change(known); got.Status != known.Status || got.Quality != known.Quality || !got.UpdatedAt.Equal(at) {
			t.Errorf("%s, a minute before what is known: %+v", c.name, got)
		}
	}
	for _, e := range []rules.AccountEvent{{Field: "account_update", Details: []byte(`{"message_template_id":1}`)}, {Field: status, Details: []byte(`{"event":"PAUSED"}`)}, {Field: status}} {
		if _, ok := whatsapp.TemplateNewsOf(channel.Event{AccountEvent: e}); ok {
			t.Errorf("%s %s is about a template", e.Field, e.Details)
		}
	}
}
