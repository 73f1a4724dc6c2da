package messaging_test

import (
	"testing"

	"transom/shared/channel"
	"transom/shared/channel/channeltest"
	"transom/shared/channel/messaging"
	"transom/shared/channel/meta"
	"transom/shared/rules"
)

// parse reads a body; whatever is not about a message is kept as an event "change".
func parse(t *testing.T, body string) channel.Payload {
	t.Helper()
	tree, err := meta.Read([]byte(body))
	if err != nil {
		t.Fatalf("read %s: %v", body, err)
	}
	p := messaging.Parse(tree, channeltest.Received, func(r *messaging.Reader, c messaging.Change) {
		r.Happened(c, "change", "", c.At)
	})
	if err := channeltest.Storable(p); err != nil {
		t.Errorf("cannot be stored: %v", err)
	}
	return p
}

// among puts elements of "messaging" into a body.
func among(elements string) string {
	return `{"entry":[{"id":"100","time":1763700009000,"messaging":[` + elements + `]}]}`
}

// from is an element that customer 7 sent to account 100.
func from(said string) string {
	return `{"sender":{"id":"7"},"recipient":{"id":"100"},"timestamp":1763700000000,` + said + `}`
}

// to is an element that account 100 sent to customer 7.
func to(said string) string {
	return `{"sender":{"id":"100"},"recipient":{"id":"7"},"timestamp":1763700000000,` + said + `}`
}

// one is the only entry of a body with one element.
func one(t *testing.T, element string) rules.Entry {
	t.Helper()
	p := parse(t, among(element))
	if len(p.Batches) != 1 || len(p.Batches[0].Entries) != 1 || len(p.Problems)+len(p.Events)+len(p.Statuses)+len(p.Marks) > 0 {
		t.Fatalf("%s is understood as %+v", element, p)
	}
	if b := p.Batches[0]; b.Account != "100" || b.Address.UserID != "7" || b.Kind != rules.Messages {
		t.Errorf("%s is said between %q and %q", element, b.Account, b.Address.UserID)
	}
	return p.Batches[0].Entries[0]
}
