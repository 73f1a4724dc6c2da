package channel_test

import (
	"fmt"
	"strings"
	"testing"

	"transom/shared/channel/channeltest"
	"transom/shared/channel/instagram"
	"transom/shared/channel/messenger"
	"transom/shared/channel/meta"
)

// perBody is how many messages a body of these tests carries, from a hundred customers.
const perBody = 1000

func manyMessages() []byte {
	var b strings.Builder
	b.WriteString(`{"object":"page","entry":[{"id":"100","time":1763700000500,"messaging":[`)
	for i := range perBody {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"sender":{"id":"%d"},"recipient":{"id":"100"},"timestamp":%d,"message":{"mid":"m_%d","text":"Good morning, is the blue one still there? 🙂","attachments":[{"type":"image","payload":{"url":"https://scontent.xx.fbcdn.net/%d.jpg"}}]}}`,
			7000+i%100, 1763700000000+i, i, i)
	}
	b.WriteString(`]}]}`)
	return []byte(b.String())
}

func manyComments() []byte {
	var b strings.Builder
	b.WriteString(`{"object":"instagram","entry":[{"id":"100","time":1763700000,"changes":[`)
	for i := range perBody {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"field":"comments","value":{"id":"c%d","text":"How much is it?","from":{"id":"%d","username":"u%d"},"media":{"id":"m1","media_product_type":"FEED"}}}`, i, 6000+i%100, i%100)
	}
	b.WriteString(`]}]}`)
	return []byte(b.String())
}

// BenchmarkParse reads bodies of a thousand messages; the budget is 50 µs for each (docs/architecture.md).
func BenchmarkParse(b *testing.B) {
	for _, c := range []struct {
		name string
		body []byte
		read func([]byte) int
	}{
		{"messenger", manyMessages(), readMessenger},
		{"instagram comments", manyComments(), readInstagram},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				c.read(c.body)
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/perBody, "µs/message")
		})
	}
}

func readMessenger(body []byte) int {
	tree, _ := meta.Read(body)
	n := 0
	for _, b := range messenger.Parse(tree, channeltest.Received).Batches {
		n += len(b.Entries)
	}
	return n
}

func readInstagram(body []byte) int {
	tree, _ := meta.Read(body)
	n := 0
	for _, b := range instagram.Parse(tree, channeltest.Received).Batches {
		n += len(b.Entries)
	}
	return n
}

// Time depends on the machine, allocations do not: what a message costs stays the same however many come along.
func TestAMessageCostsTheSameInALongBody(t *testing.T) {
	const most = 75 // allocations a message, reading the JSON included
	for name, c := range map[string]struct {
		body []byte
		read func([]byte) int
	}{"messenger": {manyMessages(), readMessenger}, "instagram": {manyComments(), readInstagram}} {
		if n := c.read(c.body); n != perBody {
			t.Fatalf("%s: %d messages are read, want %d", name, n, perBody)
		}
		if each := testing.AllocsPerRun(3, func() { c.read(c.body) }) / perBody; each > most {
			t.Errorf("%s: %.0f allocations a message, want at most %d", name, each, most)
		} else {
			t.Logf("%s: %.0f allocations a message", name, each)
		}
	}
}
