package main

import (
	"testing"
	"time"

	"transom/shared/channel/meta/metatest"
	"transom/shared/clock"
	"transom/shared/rules"
)

// hello is a template with one place.
func hello(status rules.TemplateStatus, text string) rules.MessageTemplate {
	return rules.MessageTemplate{ID: "7", Holder: "waba", Name: "hello", Language: "en_US", Status: status, Parts: []rules.TemplatePart{{Type: "body", Text: text}}}
}

func TestATemplateThatChangedAfterItWasPickedIsNotSent(t *testing.T) {
	for _, c := range []struct {
		name   string
		holder string
		stored []rules.MessageTemplate
		synced bool
		code   int // of the platform's refusal
		status rules.Delivery
		reason string
		calls  int
		then   rules.TemplateStatus
	}{
		{"as it was picked", "waba", []rules.MessageTemplate{hello(rules.TemplateApproved, "Hello {{1}}")}, true, 0, rules.Accepted, "", 1, rules.TemplateApproved},
		{"paused", "waba", []rules.MessageTemplate{hello(rules.TemplatePaused, "Hello {{1}}")}, true, 0, rules.Failed, "template_paused", 0, rules.TemplatePaused},
		{"disabled", "waba", []rules.MessageTemplate{hello(rules.TemplateDisabled, "Hello {{1}}")}, true, 0, rules.Failed, "template_disabled", 0, rules.TemplateDisabled},
		{"deleted, and the platform said so", "waba", []rules.MessageTemplate{hello(rules.TemplateDeleted, "Hello {{1}}")}, true, 0, rules.Failed, "template_missing", 0, rules.TemplateDeleted},
		{"in review again", "waba", []rules.MessageTemplate{hello(rules.TemplatePending, "Hello {{1}}")}, true, 0, rules.Failed, "template_unusable", 0, rules.TemplatePending},
		{"no longer listed", "waba", nil, true, 0, rules.Failed, "template_missing", 0, ""},
		{"changed: it has two places", "waba", []rules.MessageTemplate{hello(rules.TemplateApproved, "Hello {{1}} of {{2}} here")}, true, 0, rules.Failed, "template_values", 0, rules.TemplateApproved},
		{"the list was never read", "waba", nil, false, 0, rules.Accepted, "", 1, ""},
		{"nobody knows the business account", "", nil, false, 0, rules.Accepted, "", 1, ""},
		{"the platform paused it a moment ago", "waba", []rules.MessageTemplate{hello(rules.TemplateApproved, "Hello {{1}}")}, true, 132015, rules.Failed, "template_paused", 1, rules.TemplatePaused},
		{"the platform disabled it a moment ago", "waba", []rules.MessageTemplate{hello(rules.TemplateApproved, "Hello {{1}}")}, true, 132016, rules.Failed, "template_disabled", 1, rules.TemplateDisabled},
		{"the platform does not know it", "waba", []rules.MessageTemplate{hello(rules.TemplateApproved, "Hello {{1}}")}, true, 132001, rules.Failed, "template_missing", 1, rules.TemplateDeleted},
		{"the platform counts other values", "waba", []rules.MessageTemplate{hello(rules.TemplateApproved, "Hello {{1}}")}, true, 132000, rules.Failed, "template_values", 1, rules.TemplateApproved},
		{"the platform wants other values", "waba", []rules.MessageTemplate{hello(rules.TemplateApproved, "Hello {{1}}")}, true, 132012, rules.Failed, "template_values", 1, rules.TemplateApproved},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := bureauOn(t, rules.Channel{Kind: rules.WhatsApp, AccountID: "301", Holder: c.holder})
			if c.code != 0 {
				b.graph.Answer = func(metatest.Request) (int, string) { return graphError(c.code) }
			}
			if c.synced {
				b.must(b.desk.Store.ReplaceTemplates(t.Context(), b.ws, "waba", c.stored, clock.Now()))
			}
			now := clock.Now()
			id := b.person("RO.1", rules.Messages, rules.Entry{PlatformID: "wamid.1", At: now.Add(-48 * time.Hour)})
			use := rules.TemplateUse{Name: "hello", Language: "en_US", Body: []rules.Value{{Kind: "text", Text: "Ana"}}}
			ref := b.drafts(id, rules.Draft{Type: rules.Template, Text: "Hello Ana", Template: &use, At: now})
			batch, again := b.run()
			again += b.again(batch)
			e := b.entry(ref)
			reason := ""
			if e.Error != nil {
				reason = e.Error.Reason
			}
			if e.Status != c.status || reason != c.reason || len(b.graph.Seen()) != c.calls || again != 0 {
				t.Errorf("the message is %s (%s) after %d calls, %d come again", e.Status, reason, len(b.graph.Seen()), again)
			}
			stored, err := b.desk.Store.Template(t.Context(), b.ws, "waba", "hello", "en_US")
			if c.then == "" && err == nil || c.then != "" && stored.Status != c.then {
				t.Errorf("stored is %+v, %v; want %q", stored, err, c.then)
			}
		})
	}
}
