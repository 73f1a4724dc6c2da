package whatsapp

import (
	"cmp"

	"transom/shared/channel"
	"transom/shared/channel/meta"
	"transom/shared/rules"
)

// deliveries are the statuses we act on; "deleted" and "warning" are of old versions and kept aside.
var deliveries = map[string]rules.Delivery{
	"sent": rules.Sent, "delivered": rules.Delivered, "read": rules.Read, "played": rules.Played, "failed": rules.Failed,
}

func (p *parser) statuses(v value) {
	for i, raw := range v.List("statuses") {
		s := meta.AsTree(raw)
		id := s.Text("id")
		if id == "" || len(id) > maxID || v.account == "" || len(v.account) > maxID {
			p.problem(v.account, v.where+"."+item("statuses", i), raw)
			continue
		}
		state, known := deliveries[s.Text("status")]
		if !known {
			at, _ := meta.Instant(s.Text("timestamp"), p.received)
			p.happened(v, rules.AccountEvent{Field: cmp.Or(v.field, "messages"), Event: s.Text("status"), Subject: id}, s, raw, at)
			continue
		}
		at, _ := instant(s.Text("timestamp"), p.received)
		r := rules.Report{Status: state, At: at, PlatformID: id}
		if state == rules.Failed {
			if r.Error = failure(s.List("errors")); r.Error == nil {
				r.Error = &rules.SendError{Reason: ReasonOf(0)}
			}
		}
		p.out.Statuses = append(p.out.Statuses, channel.Status{
			Account: v.account, Correlation: s.Text("biz_opaque_callback_data"), Report: r,
		})
	}
}

// failure reads the first of a list of errors; nil if there is none.
func failure(errs []any) *rules.SendError {
	if len(errs) == 0 {
		return nil
	}
	return sendError(meta.AsTree(errs[0]))
}

// sendError reads one error object, of a webhook or of the Graph API. The sentence stands in one of four
// places, depending on age and origin.
func sendError(o meta.Tree) *rules.SendError {
	code, _ := o.Whole("code")
	said := o.Tree("error_data").Text("details")
	for _, key := range []string{"details", "message", "title"} {
		if said == "" {
			said = o.Text(key)
		}
	}
	return &rules.SendError{Code: int(code), Reason: ReasonOf(int(code)), Details: cut(said, 500)}
}
