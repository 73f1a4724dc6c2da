package sandbox

import (
	"time"

	"transom/infra/local/sandbox/graph"
	"transom/infra/local/sandbox/whatsapp"
)

// fillTemplate holds a template against the list; its text is what the customer reads. The caller holds mu.
func (p *Phone) fillTemplate(s *whatsapp.Send) *graph.Error {
	text, _, refused := whatsapp.Fill(p.state.templates, s.Object)
	if refused != nil {
		if p.state.settings.AnyTemplate && refused.Code == 132001 {
			return nil
		}
		return refused
	}
	s.Text = text
	return nil
}

// How often a number and a pair may send is counted within these (throughput page; platform page on pair rates,
// read 2026-11).
const (
	pairSpan       = 6 * time.Second
	pairBurst      = 45
	throughputSpan = time.Second
)

// tooMuch counts a send against the rate limits that are switched on. The caller holds mu.
func (p *Phone) tooMuch(a Account, c *Customer) *graph.Error {
	s := p.state.settings
	if !p.within("number "+a.ID, s.Throughput, throughputSpan) {
		return whatsapp.ErrorOf(130429, "")
	}
	if !p.within("pair "+chatID(a.ID, c), s.PairLimit, pairSpan) {
		return whatsapp.ErrorOf(131056, "")
	}
	if s.PairRule && !p.borrows(chatID(a.ID, c)) {
		return whatsapp.ErrorOf(131056, "")
	}
	return nil
}

// burst is what one customer was sent within six seconds: what exceeds one message is borrowed from the time after.
type burst struct {
	began time.Time
	sent  int
}

// borrows notes one more message to a customer, unless the pair rule forbids it: what the last burst borrowed, six
// seconds for each of its messages, is not over.
func (p *Phone) borrows(chat string) bool {
	b, now := p.bursts[chat], p.now()
	switch age := now.Sub(b.began); {
	case age < pairSpan && b.sent < pairBurst:
		b.sent++
	case age >= time.Duration(b.sent)*pairSpan:
		b = burst{now, 1}
	default:
		return false
	}
	p.bursts[chat] = b
	return true
}

// within notes one more of something unless there were limit of them within the span already.
func (p *Phone) within(what string, limit int, span time.Duration) bool {
	if limit <= 0 {
		return true
	}
	now, kept := p.now(), p.rates[what][:0]
	for _, at := range p.rates[what] {
		if now.Sub(at) < span {
			kept = append(kept, at)
		}
	}
	if len(kept) >= limit {
		p.rates[what] = kept
		return false
	}
	p.rates[what] = append(kept, now)
	return true
}
