package messaging_test

import (
	"strings"
	"testing"
	"time"

	"transom/shared/rules"
)

func TestAMarkSaysHowFarTheCustomerHasCome(t *testing.T) {
	stamp := func(ms int64) time.Time { return time.UnixMilli(ms) }
	for _, c := range []struct {
		name, element string
		status        rules.Delivery
		watermark     time.Time
		ids           string
		at            time.Time
	}{
		{"delivered, with ids", from(`"delivery":{"mids":["a","b"],"watermark":1763699999000,"seq":3}`), rules.Delivered, stamp(1763699999000), "a,b", stamp(1763700000000)},
		{"delivered, without ids", from(`"delivery":{"watermark":1763699999000}`), rules.Delivered, stamp(1763699999000), "", stamp(1763700000000)},
		{"delivered, with ids alone", from(`"delivery":{"mids":["a"]}`), rules.Delivered, time.Time{}, "a", stamp(1763700000000)},
		{"delivered, without a time of its own", `{"sender":{"id":"7"},"recipient":{"id":"100"},"delivery":{"watermark":1763699999000}}`, rules.Delivered, stamp(1763699999000), "", stamp(1763700009000)},
		{"read, on Messenger", from(`"read":{"watermark":1763699999000}`), rules.Read, stamp(1763699999000), "", stamp(1763700000000)},
		{"read, in seconds and in a string", from(`"read":{"watermark":"1763699999"}`), rules.Read, stamp(1763699999000), "", stamp(1763700000000)},
		{"read, on Instagram", from(`"read":{"mid":"a"}`), rules.Read, time.Time{}, "a", stamp(1763700000000)},
		{"ids that are none are left out", from(`"delivery":{"mids":["a",null,{},"` + strings.Repeat("x", 600) + `"]}`), rules.Delivered, time.Time{}, "a", stamp(1763700000000)},
		{"one id outside of a list", from(`"delivery":{"mids":"a"}`), rules.Delivered, time.Time{}, "a", stamp(1763700000000)},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := parse(t, among(c.element))
			if len(p.Marks) != 1 || len(p.Batches)+len(p.Problems) > 0 {
				t.Fatalf("understood %+v", p)
			}
			m := p.Marks[0]
			if m.Account != "100" || m.Address.UserID != "7" || m.Status != c.status || !m.Watermark.Equal(c.watermark) || strings.Join(m.PlatformIDs, ",") != c.ids || !m.At.Equal(c.at) {
				t.Errorf("understood %+v", m)
			}
		})
	}
}

func TestThatWeReadSomethingIsNoNews(t *testing.T) {
	if p := parse(t, among(to(`"read":{"watermark":1763699999000}`))); len(p.Marks)+len(p.Batches)+len(p.Problems) > 0 {
		t.Errorf("understood %+v", p)
	}
}
