package intake_test

import (
	"fmt"
	"testing"
	"time"

	"transom/shared/clock"
	"transom/shared/rules"
)

// news is a body with one change of an account's field about template 7.
func news(field, members string, at time.Time) string {
	return fmt.Sprintf(`{"object":"whatsapp_business_account","entry":[{"id":"200","time":%d,"changes":[{"field":%q,"value":{
		"message_template_id":7,"message_template_name":"order","message_template_language":"en",%s}}]}]}`, at.Unix(), field, members)
}

func TestWhatThePlatformSaysOfATemplateHoldsAtOnce(t *testing.T) {
	h := open(t)
	now := clock.Now().Truncate(time.Second)
	order := rules.MessageTemplate{ID: "7", Holder: "200", Name: "order", Language: "en", Category: "utility", Status: rules.TemplateApproved, UpdatedAt: now.Add(-time.Hour),
		Parts: []rules.TemplatePart{{Type: "body", Text: "On its way."}}}
	must(t, h.store.ReplaceTemplates(t.Context(), h.ws, "200", []rules.MessageTemplate{order}, now))
	is := func(what string, status rules.TemplateStatus, quality string, fresh bool) {
		t.Helper()
		items, read, err := h.store.Templates(t.Context(), h.ws, "200")
		must(t, err)
		if len(items) != 1 || items[0].Status != status || items[0].Quality != quality || read.IsZero() == fresh {
			t.Errorf("%s: %+v, read %v", what, items, read)
		}
	}
	paused := news("message_template_status_update", `"event":"PAUSED","reason":"NONE"`, now)
	h.take(paused)
	h.take(paused)
	is("paused", rules.TemplatePaused, "", true)
	h.take(news("message_template_quality_update", `"previous_quality_score":"GREEN","new_quality_score":"YELLOW"`, now.Add(time.Second)))
	is("disliked", rules.TemplatePaused, "yellow", true)
	h.take(news("message_template_status_update", `"event":"APPROVED","reason":"NONE"`, now.Add(-time.Minute)))
	is("what is older changes nothing", rules.TemplatePaused, "yellow", true)
	h.take(news("message_template_components_update", `"message_template_element":"On its way to you."`, now.Add(2*time.Second)))
	is("words that changed have the list read again", rules.TemplatePaused, "yellow", false)

	must(t, h.store.ReplaceTemplates(t.Context(), h.ws, "200", []rules.MessageTemplate{order}, now))
	h.take(`{"object":"whatsapp_business_account","entry":[{"id":"200","time":1,"changes":[{"field":"message_template_status_update","value":{
		"event":"APPROVED","message_template_id":8,"message_template_name":"new","message_template_language":"en"}}]}]}`)
	is("a template that nobody knows does so too", rules.TemplateApproved, "", false)
}
