package whatsapp

import (
	"strings"
	"time"

	"transom/shared/channel"
	"transom/shared/channel/meta"
	"transom/shared/rules"
)

// TemplateNews is what an event says about a template: its ID on the platform, and what changes. Again says that only
// the platform's list tells what it is now.
type TemplateNews struct {
	ID     string
	Change func(rules.MessageTemplate) rules.MessageTemplate
	Again  bool
}

// TemplateNewsOf reads an event about a template ("message_template_status_update", "…_quality_update",
// "…_components_update", "template_category_update" webhooks, 2026-03-12); ok is false for all others. An event that
// is older than what is known changes nothing: they come late, and in any order.
func TemplateNewsOf(e channel.Event) (news TemplateNews, ok bool) {
	said, err := meta.Read(e.Details)
	news.ID = said.Text("message_template_id")
	if err != nil || news.ID == "" {
		return news, false
	}
	var change func(*rules.MessageTemplate)
	switch e.Field {
	case "message_template_status_update":
		change = func(t *rules.MessageTemplate) { reviewed(t, said) }
	case "message_template_quality_update":
		change = func(t *rules.MessageTemplate) { t.Quality = QualityOf(said.Text("new_quality_score")) }
	case "template_category_update":
		change = func(t *rules.MessageTemplate) {
			if !said.Has("correct_category") { // otherwise it is announced for tomorrow
				t.Category = strings.ToLower(meta.Cut(said.Text("new_category"), 64))
			}
		}
	case "message_template_components_update":
		news.Again = true
		return news, true
	default:
		return news, false
	}
	news.Change = func(t rules.MessageTemplate) rules.MessageTemplate {
		if !e.At.IsZero() && e.At.Before(t.UpdatedAt.Truncate(time.Second)) {
			return t
		}
		change(&t)
		t.UpdatedAt = e.At
		return t
	}
	return news, true
}

// reviewed takes a new state over. A template that is flagged or locked may be sent on.
func reviewed(t *rules.MessageTemplate, said meta.Tree) {
	status := StatusOf(said.Text("event"))
	switch {
	case strings.EqualFold(said.Tree("other_info").Text("title"), "UNPAUSE"):
		status = rules.TemplateApproved
	case status == "flagged" || status == "locked" || status == "unlocked" || status == "":
		return
	}
	t.Status, t.Rejected = status, ""
	if status == rules.TemplateRejected {
		t.Rejected = RejectedOf(said.Text("reason"))
	}
	if category := said.Text("message_template_category"); category != "" {
		t.Category = strings.ToLower(meta.Cut(category, 64))
	}
}
