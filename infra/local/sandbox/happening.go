package sandbox

import (
	"cmp"
	"slices"

	"transom/infra/local/sandbox/messaging"
	"transom/infra/local/sandbox/whatsapp"
)

// happening is something that can happen to an account or around it.
type happening struct {
	Name     string `json:"name"`
	Platform string `json:"platform"`
	Words    string `json:"words"`
	make     func(p *Phone, a Account, in eventIn) (field string, value map[string]any)
}

type eventIn struct {
	Event    string `json:"event"`
	Platform string `json:"platform,omitempty"`
	Account  string `json:"account,omitempty"`
	Customer string `json:"customer,omitempty"`
	Text     string `json:"text,omitempty"`     // a reason, a name
	Template string `json:"template,omitempty"` // its id; the first when empty
}

// happenings are played as Meta's webhook reference shows them (account and template fields, read 2026-11).
var happenings = []happening{
	templated("template_approved", "A template is approved", "APPROVED", "NONE"),
	templated("template_rejected", "A template is rejected as promotional", "REJECTED", "PROMOTIONAL"),
	templated("template_paused", "A template is paused for low quality", "PAUSED", "NONE"),
	templated("template_disabled", "A template is disabled for good", "DISABLED", "NONE"),
	templated("template_deleted", "A template is deleted elsewhere", deleted, "NONE"),
	{"template_quality", WhatsApp, "A template's quality falls to red", func(p *Phone, _ Account, in eventIn) (string, map[string]any) {
		v := p.aboutTemplate(in)
		p.amendTemplate(in, func(t *whatsapp.Template) {
			v["previous_quality_score"], v["new_quality_score"] = "GREEN", "RED"
			t.Quality = &whatsapp.Quality{Score: "RED", Date: p.now().Unix()}
		})
		return "message_template_quality_update", v
	}},
	{"template_category", WhatsApp, "A template becomes marketing", func(p *Phone, _ Account, in eventIn) (string, map[string]any) {
		v := p.aboutTemplate(in)
		p.amendTemplate(in, func(t *whatsapp.Template) {
			v["previous_category"], v["new_category"] = t.Category, "MARKETING"
			t.Category = "MARKETING"
		})
		return "template_category_update", v
	}},
	{"template_components", WhatsApp, "A template is written anew elsewhere", func(p *Phone, _ Account, in eventIn) (string, map[string]any) {
		v := p.aboutTemplate(in)
		p.amendTemplate(in, func(t *whatsapp.Template) {
			t.Components = slices.Clone(t.Components)
			for i, c := range t.Components {
				if c.Type == "BODY" {
					t.Components[i].Text = cmp.Or(in.Text, c.Text+" (new)")
					v["message_template_element"] = t.Components[i].Text
				}
			}
		})
		return "message_template_components_update", v
	}},
	numbered("number_flagged", "The number is flagged for low quality", "phone_number_quality_update", map[string]any{"event": "FLAGGED", "max_daily_conversations_per_business": "TIER_1K"}),
	numbered("number_unflagged", "The number is good again", "phone_number_quality_update", map[string]any{"event": "UNFLAGGED", "max_daily_conversations_per_business": "TIER_10K"}),
	numbered("throughput_upgrade", "The number may send faster", "phone_number_quality_update", map[string]any{"event": "THROUGHPUT_UPGRADE", "max_daily_conversations_per_business": "TIER_UNLIMITED"}),
	plain("account_violation", "The account is warned for spam", "account_update", map[string]any{"event": "ACCOUNT_VIOLATION", "violation_info": map[string]string{"violation_type": "SPAM"}}),
	plain("account_restriction", "The account may not start conversations", "account_update", map[string]any{"event": "ACCOUNT_RESTRICTION",
		"restriction_info": []any{map[string]any{"restriction_type": "RESTRICTED_BIZ_INITIATED_MESSAGING", "expiration": 1800000000}}}),
	plain("account_disabled", "The account is banned", "account_update", map[string]any{"event": "DISABLED_UPDATE", "ban_info": map[string]string{"waba_ban_state": "DISABLE", "waba_ban_date": "2026-11-21"}}),
	plain("account_reinstated", "The ban is lifted", "account_update", map[string]any{"event": "DISABLED_UPDATE", "ban_info": map[string]string{"waba_ban_state": "REINSTATE", "waba_ban_date": "2026-11-21"}}),
	plain("partner_removed", "The owner unlinks the account", "account_update", map[string]any{"event": "PARTNER_REMOVED", "waba_info": map[string]string{"waba_id": whatsapp.Business, "owner_business_id": "100000000000009"}}),
	plain("account_alert", "An alert about the business", "account_alerts", map[string]any{"entity_type": "BUSINESS", "entity_id": whatsapp.Business,
		"alert_info": map[string]string{"alert_severity": "WARNING", "alert_status": "ACTIVE", "alert_type": "OBA_APPROVED", "alert_description": "Check the business verification."}}),
	plain("account_approved", "The review of the account is over", "account_review_update", map[string]any{"decision": "APPROVED"}),
	{"marketing_stop", WhatsApp, "A customer stops marketing messages", func(p *Phone, a Account, in eventIn) (string, map[string]any) {
		return "user_preferences", p.preference(a, in, "stop")
	}},
	{"marketing_resume", WhatsApp, "A customer takes marketing messages again", func(p *Phone, a Account, in eventIn) (string, map[string]any) {
		return "user_preferences", p.preference(a, in, "resume")
	}},
	{"policy_warning", Messenger, "The Page is warned for its conduct", nil},
	{"post_published", Messenger, "The Page publishes a post elsewhere", func(p *Phone, a Account, _ eventIn) (string, map[string]any) {
		post := p.postsOf(a.ID)[0]
		return "feed", map[string]any{"from": map[string]string{"id": a.ID, "name": a.Name}, "item": "status", "verb": "add", "post_id": post.ID,
			"message": post.Text, "created_time": p.now().Unix(), "published": 1}
	}},
	{"post_liked", Messenger, "Somebody likes a post", func(p *Phone, a Account, _ eventIn) (string, map[string]any) {
		post := p.postsOf(a.ID)[0]
		return "feed", map[string]any{"from": map[string]string{"id": messaging.NewScopedID(), "name": "Kofi Mensah"}, "item": "reaction", "verb": "add",
			"reaction_type": "like", "post_id": post.ID, "parent_id": post.ID, "created_time": p.now().Unix()}
	}},
	{"mention", Messenger, "Somebody mentions the Page", func(p *Phone, a Account, _ eventIn) (string, map[string]any) {
		return "mention", map[string]any{"item": "post", "verb": "add", "post_id": messaging.NewObjectID() + "_" + messaging.NewObjectID(),
			"sender_id": messaging.NewScopedID(), "sender_name": "Ioana Popescu", "message": "Thank you " + a.Name, "created_time": p.now().Unix()}
	}},
	{"mention", Instagram, "Somebody mentions the account", func(*Phone, Account, eventIn) (string, map[string]any) {
		return "mentions", map[string]any{"media_id": messaging.NewScopedID(), "comment_id": messaging.NewScopedID()}
	}},
}

func plain(name, words, field string, value map[string]any) happening {
	return happening{name, WhatsApp, words, func(*Phone, Account, eventIn) (string, map[string]any) { return field, value }}
}

func numbered(name, words, field string, value map[string]any) happening {
	return happening{name, WhatsApp, words, func(_ *Phone, a Account, _ eventIn) (string, map[string]any) {
		out := map[string]any{"display_phone_number": a.Display}
		for k, v := range value {
			out[k] = v
		}
		return field, out
	}}
}

func templated(name, words, event, reason string) happening {
	return happening{name, WhatsApp, words, func(p *Phone, _ Account, in eventIn) (string, map[string]any) {
		v := p.aboutTemplate(in)
		p.amendTemplate(in, func(t *whatsapp.Template) {
			t.Status, t.Rejected = event, ""
			switch event {
			case "REJECTED":
				t.Rejected = cmp.Or(in.Text, reason)
			case deleted:
				t.Gone = p.now()
			}
		})
		v["event"], v["reason"] = event, cmp.Or(in.Text, reason)
		return "message_template_status_update", v
	}}
}
