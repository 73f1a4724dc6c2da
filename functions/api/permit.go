package main

import (
	"context"
	"strings"
	"time"

	"transom/shared/clock"
	"transom/shared/fault"
	"transom/shared/rules"
	"transom/shared/store"
)

// Permit is what a person may send on a conversation now.
type Permit struct {
	Permit string     `json:"permit" enum:"free,human_agent,perhaps,template,wait" doc:"anything; what a person wrote; the same, if the platform takes it; an approved template; nothing"`
	Rule   string     `json:"rule" doc:"the platform's rule that says so: whatsapp_24h, meta_24h, human_7d, ad_7d, none"`
	Until  *time.Time `json:"until,omitempty" doc:"absent: it does not end by itself"`
	Ways   []string   `json:"ways" nullable:"false" doc:"what can be done instead, or beside: template, person, wait, note"`
}

func (d *desk) permit(ctx context.Context, v store.Viewer, in *conversationInput) (*reply[Permit], error) {
	c, err := d.store.Conversation(ctx, v, rules.ConversationID(in.ID))
	if err != nil {
		return nil, err
	}
	if c, err = d.reach(ctx, v, c); err != nil {
		return nil, err
	}
	verdict := rules.Judge(c, rules.ByHuman, clock.Now())
	out := Permit{Permit: string(verdict.Permit), Rule: string(verdict.Rule), Ways: ways(verdict)}
	if !verdict.Until.IsZero() {
		out.Until = &verdict.Until
	}
	return answer(out), nil
}

// reach is a conversation as its channel may be answered now: the right to answer for seven days may have come or
// gone since the customer wrote.
func (d *desk) reach(ctx context.Context, v store.Viewer, c rules.Conversation) (rules.Conversation, error) {
	if !c.Windowed() || c.On == rules.WhatsApp { // nothing there depends on the channel
		return c, nil
	}
	ch, err := d.store.Channel(ctx, v.Workspace, c.Channel)
	if err != nil {
		return c, err
	}
	return rules.Reach(c, ch), nil
}

func ways(v rules.Verdict) []string {
	return each(v.Ways, func(w rules.Way) string { return string(w) })
}

// shut adds to a refusal what may be sent instead.
func shut(c rules.Conversation, f *fault.Error) *fault.Error {
	v := rules.Judge(c, rules.ByHuman, clock.Now())
	return f.With("permit", string(v.Permit)).With("rule", string(v.Rule)).With("ways", strings.Join(ways(v), ","))
}
