package intake

import (
	"context"
	"fmt"

	"transom/shared/channel/meta"
	"transom/shared/clock"
	"transom/shared/fault"
	"transom/shared/rules"
	"transom/shared/store"
	"transom/shared/wire"
)

// maxShown bounds how many messages, statuses, marks and events of one body are looked at for a preview.
const maxShown = 200

// Preview says what a body would be understood as, and what would be done about it, for an admin. It only
// reads. object stands in where the body does not say what it is. rules.ErrNotAllowed for others.
func (in *Intake) Preview(ctx context.Context, v store.Viewer, body []byte, object string) (wire.Understood, error) {
	if v.Role != rules.Admin || v.Disabled {
		return wire.Understood{}, rules.ErrNotAllowed
	}
	return in.look(ctx, v, body, object)
}

func (in *Intake) look(ctx context.Context, v store.Viewer, body []byte, object string) (wire.Understood, error) {
	if tree, err := meta.Read(body); err == nil && object != "" && tree.Text("object") == "" {
		tree["object"] = object
		body = meta.Raw(map[string]any(tree))
	}
	w := in.begin(clock.Now(), body)
	w.only, w.again = v.Workspace, true
	p := preview{work: w, out: wire.Understood{
		Object: w.object, Accounts: []wire.NamedAccount{}, Messages: []wire.ToldMessage{}, Statuses: []wire.ToldStatus{},
		Marks: []wire.ToldMark{}, Events: []wire.AccountEvent{}, Problems: []wire.Unusable{}, Effects: []string{},
	}}
	if w.reason != "" {
		p.out.Problems = append(p.out.Problems, wire.Unusable{Code: w.reason, Where: "body"})
		p.effect("The whole body is put aside: %s.", reasons[w.reason])
		return p.out, nil
	}
	if err := w.resolve(ctx); err != nil {
		return p.out, err
	}
	p.accounts()
	for _, part := range []func(context.Context) error{p.messages, p.statuses, p.marks, p.events} {
		if err := part(ctx); err != nil {
			return p.out, err
		}
	}
	p.problems()
	return p.out, nil
}

// reasons says why a body is put aside, in the words of an admin.
var reasons = map[string]string{
	BadJSON:       "it is not one JSON object",
	UnknownObject: "its object is none that we understand",
}

// preview gathers what a body would do.
type preview struct {
	*work
	out wire.Understood
}

func (p *preview) effect(format string, args ...any) {
	p.out.Effects = append(p.out.Effects, fmt.Sprintf(format, args...))
}

// accounts names those that messages, statuses and marks came for, in the body's order.
func (p *preview) accounts() {
	named := map[string]bool{}
	name := func(account string) {
		if named[account] {
			return
		}
		named[account] = true
		h := p.homes[account]
		p.out.Accounts = append(p.out.Accounts, wire.NamedAccount{Account: account, Known: h.known, ChannelID: string(h.Channel.ID)})
		if !h.known {
			p.effect("The whole body is put aside for account %s: no channel is connected to it.", account)
		}
	}
	for _, b := range p.payload.Batches {
		name(b.Account)
	}
	for _, s := range p.payload.Statuses {
		name(s.Account)
	}
	for _, m := range p.payload.Marks {
		name(m.Account)
	}
}

func (p *preview) problems() {
	for _, b := range p.payload.Problems {
		p.out.Problems = append(p.out.Problems, wire.Unusable{Code: b.Code, Account: b.Account, Where: b.Where})
	}
	if n := len(p.payload.Problems); n > 0 {
		p.effect("%d %s put aside, because what makes it usable is missing.", n, plural(n, "element is", "elements are"))
	}
}

// found is an entry that is stored already under a platform's id; false if none is.
func (p *preview) found(ctx context.Context, h home, platformID string) (rules.Entry, bool, error) {
	if !h.known || platformID == "" {
		return rules.Entry{}, false, nil
	}
	e, err := p.store.EntryByPlatformID(ctx, system(h.Workspace), h.Channel.ID, platformID)
	if fault.KindOf(err) == fault.Missing {
		return rules.Entry{}, false, nil
	}
	return e, err == nil && e.Key != "", err
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}
