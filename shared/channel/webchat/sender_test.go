package webchat_test

import (
	"strings"
	"testing"
	"time"

	"transom/shared/channel"
	"transom/shared/channel/webchat"
	"transom/shared/rules"
)

var _ channel.Sender = webchat.Sender{}

func TestAMessageIsAcceptedAtOnceUnderAnIdThatTellsNothing(t *testing.T) {
	at := time.Date(2026, 11, 21, 5, 0, 0, 0, time.UTC)
	m := channel.Outgoing{To: rules.Address{UserID: "v1"}, Correlation: "1.conversation.1.x",
		Message: rules.Entry{Conversation: "conversation", Type: rules.Text, Text: "hello", Key: rules.MessageKey(at, "client")}}
	first, again := webchat.Sender{}.Send(t.Context(), "", m), webchat.Sender{}.Send(t.Context(), "", m)
	if first.Error != nil || first.Unknown || first.PlatformID == "" || first.PlatformID != again.PlatformID {
		t.Errorf("got %+v, then %+v", first, again)
	}
	if strings.ContainsAny(first.PlatformID, "#") || strings.Contains(first.PlatformID, "conversation") {
		t.Errorf("the id is %s", first.PlatformID)
	}
	m.Message.Key = rules.MessageKey(at, "another")
	if other := (webchat.Sender{}).Send(t.Context(), "", m); other.PlatformID == first.PlatformID {
		t.Error("two messages have one id")
	}
}

func TestOurOwnAccountIsInOrder(t *testing.T) {
	a, err := webchat.Sender{}.Check(t.Context(), "", rules.Channel{Name: "Shop"})
	if err != nil || a.Name != "Shop" || a.Health.State != rules.Working {
		t.Errorf("got %+v, %v", a, err)
	}
	if err := (webchat.Sender{}).Signal(t.Context(), "", channel.Signal{Typing: true}); err != nil {
		t.Error(err)
	}
}
