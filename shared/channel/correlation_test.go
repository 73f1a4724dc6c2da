package channel_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"transom/shared/channel"
	"transom/shared/rules"
)

func TestACorrelationLeadsBackToItsMessage(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ws := rapid.StringMatching(`[a-z]{1,8}`).Draw(t, "workspace")
		id := rules.NewConversationID(ws, "channel", "contact")
		at := time.UnixMilli(rapid.Int64Range(0, 9_999_999_999_999).Draw(t, "at"))
		key := rules.MessageKey(at, rapid.String().Draw(t, "client id"))
		text := channel.Correlation(id, key)
		if len(text) > 512 {
			t.Fatalf("%d characters, the platform takes 512", len(text))
		}
		gotID, gotKey, ok := channel.Correlated(text)
		if !ok || gotID != id || gotKey != key {
			t.Fatalf("%q leads to %s %s %t, want %s %s", text, gotID, gotKey, ok, id, key)
		}
	})
}

func TestWhatIsNoCorrelationIsNotTakenForOne(t *testing.T) {
	for _, text := range []string{
		"", "1", "1.a.b.c", "2.abcdefghij123456.1763700000000.abcdefghij", "1..1763700000000.abcdefghij",
		"1.abc.1763700000000.abcdefghij.x", "1.abc.176370000000x.abcdefghij", "1.abc.1763700000000.short", "order-4711",
	} {
		if id, key, ok := channel.Correlated(text); ok {
			t.Errorf("%q is taken for message %s of %s", text, key, id)
		}
	}
}
