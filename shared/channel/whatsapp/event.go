package whatsapp

import (
	"cmp"
	"maps"
	"time"

	"transom/shared/channel"
	"transom/shared/channel/meta"
	"transom/shared/rules"
)

// happened keeps something about the account. at is the platform's time, or the zero time where it told none.
func (p *parser) happened(v value, e rules.AccountEvent, said meta.Tree, raw any, at time.Time) {
	keep := meta.Details(maps.Clone(said))
	if len(keep) == 0 {
		keep = meta.Details{"value": raw}
	}
	e.Event, e.Subject = meta.Cut(e.Event, meta.MaxName), meta.ID(e.Subject)
	e.Details, e.At = keep.JSON(), p.received
	for _, told := range []time.Time{v.told, at} {
		if !told.IsZero() {
			e.At = told
		}
	}
	p.out.Events = append(p.out.Events, channel.Event{Account: v.account, Holder: v.holder, AccountEvent: e})
}

// other keeps a change that is about the account: a template's review, a number's quality, a restriction. Its
// event is the platform's word, wherever that stands.
func (p *parser) other(v value) {
	e := rules.AccountEvent{
		Field: fieldOf(v),
		Event: cmp.Or(v.Text("event"), v.Text("decision"), v.Text("new_quality_score"), v.Text("new_category"),
			v.Tree.Tree("alert_info").Text("alert_type"), v.Text("alert_type"), v.Text("status"), v.Text("type")),
		Subject: cmp.Or(v.Text("message_template_name"), v.Text("display_phone_number"), v.Text("entity_id"),
			v.Text("solution_id"), v.Text("configuration_name"), v.Text("group_id"), v.number),
	}
	at, _ := meta.Instant(v.Text("timestamp"), p.received)
	p.happened(v, e, v.Tree, v.raw, at)
}

// fieldOf is the subscription that a change came by. Samples of Meta's own name the wrong one or none, so what
// can be told by its members is.
func fieldOf(v value) string {
	template := v.Has("message_template_id") || v.Has("message_template_name")
	switch {
	case template && v.Has("new_quality_score"):
		return "message_template_quality_update"
	case template && (v.Has("new_category") || v.Has("correct_category")):
		return "template_category_update"
	case template && v.Has("message_template_element"):
		return "message_template_components_update"
	case v.field != "":
		return v.field
	case template:
		return "message_template_status_update"
	case v.Has("max_daily_conversation_per_phone") || v.Has("max_daily_conversations_per_business"):
		return "business_capability_update"
	case v.Has("waba_info") || v.Has("ban_info") || v.Has("restriction_info") || v.Has("violation_info"):
		return "account_update"
	case v.Has("alert_info"):
		return "account_alerts"
	case v.Has("state_sync"):
		return "smb_app_state_sync"
	default:
		return ""
	}
}

// errors keeps what went wrong with the account as a whole, such as a rate limit.
func (p *parser) errors(v value, errs []any) {
	for _, raw := range errs {
		said := meta.AsTree(raw)
		code, _ := said.Whole("code")
		p.happened(v, rules.AccountEvent{Field: cmp.Or(v.field, "messages"), Event: "error", Subject: v.number, Code: int(code)}, said, raw, time.Time{})
	}
}

// preferences keeps who wants no more marketing messages, or wants them again.
func (p *parser) preferences(v value) {
	for _, raw := range v.List("user_preferences") {
		said := meta.AsTree(raw)
		at, _ := meta.Instant(said.Text("timestamp"), p.received)
		p.happened(v, rules.AccountEvent{
			Field: cmp.Or(v.field, "user_preferences"), Event: said.Text("value"),
			Subject: cmp.Or(said.Text("user_id"), said.Text("wa_id")),
		}, said, raw, at)
	}
}
