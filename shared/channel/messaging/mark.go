package messaging

import (
	"slices"

	"transom/shared/channel"
	"transom/shared/channel/meta"
	"transom/shared/rules"
)

func (r *Reader) delivery(e event) { r.mark(e, "delivery", rules.Delivered) }

func (r *Reader) read(e event) { r.mark(e, "read", rules.Read) }

// mark reads how far a customer has come: Messenger tells a watermark, and for deliveries mostly the messages
// too; Instagram tells the newest message that was seen, and no deliveries. What we read ourselves is no news.
func (r *Reader) mark(e event, word string, status rules.Delivery) {
	o := e.Tree.Tree(word)
	m := channel.Mark{Account: e.account, Address: rules.Address{UserID: e.customer}, Status: status}
	ids := append(slices.Clone(list(o["mids"])), o["mid"])
	for _, id := range ids {
		if id := meta.ID(meta.Tree{"id": id}.Text("id")); id != "" {
			m.PlatformIDs = append(m.PlatformIDs, id)
		}
	}
	var known bool
	m.Watermark, known = meta.Instant(o.Text("watermark"), r.received)
	m.At = r.when(e.own(), e.told, m.Watermark)
	told := ""
	if known || len(m.PlatformIDs) > 0 {
		told = word
	}
	if !e.ours && r.usable(e, told) {
		r.out.Marks = append(r.out.Marks, m)
	}
}

func list(v any) []any {
	if many, ok := v.([]any); ok {
		return many
	}
	return []any{v}
}
