package whatsapp_test

import (
	"fmt"
	"testing"
)

func TestACustomerWhoClickedOnAnAdIsMarked(t *testing.T) {
	const message = `{"from":"40721","id":"w1","timestamp":"1763700000","type":"text","text":{"body":"a"}%s}`
	for _, c := range []struct {
		name, body string
		want       bool
	}{
		{"an ad", by("messages", fmt.Sprintf(`"messages":[`+message+`]`, `,"referral":{"source_type":"ad","source_id":"7"}`)), true},
		{"a post's button", by("messages", fmt.Sprintf(`"messages":[`+message+`]`, `,"referral":{"source_type":"post","source_id":"7"}`)), false},
		{"a source that is no word", by("messages", fmt.Sprintf(`"messages":[`+message+`]`, `,"referral":{"source_type":7}`)), false},
		{"nothing said", by("messages", fmt.Sprintf(`"messages":[`+message+`]`, ``)), false},
		{"an ad of the past", by("history", fmt.Sprintf(`"history":[{"threads":[{"id":"40721","messages":[`+message+`]}]}]`, `,"referral":{"source_type":"ad"}`)), false},
	} {
		p := parse(t, c.body)
		if len(p.Batches) != 1 || len(p.Batches[0].Entries) != 1 {
			t.Fatalf("%s: understood as %+v", c.name, p)
		}
		if e := p.Batches[0].Entries[0]; e.ByAd != c.want {
			t.Errorf("%s: by an ad is %t, want %t", c.name, e.ByAd, c.want)
		}
	}
}
