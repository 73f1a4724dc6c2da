package rules_test

import (
	"testing"
	"time"

	"transom/shared/rules"
)

func TestOnlyWhoIsNotNamedAndHasJustComeIsAskedFor(t *testing.T) {
	at := time.Date(2026, 3, 1, 10, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name string
		old  rules.Conversation
		want bool
	}{
		{"somebody new on Messenger", rules.Conversation{On: rules.Messenger}, true},
		{"somebody new on Instagram", rules.Conversation{On: rules.Instagram}, true},
		{"somebody new on WhatsApp, which names people", rules.Conversation{On: rules.WhatsApp}, false},
		{"a visitor", rules.Conversation{On: rules.WebChat}, false},
		{"who comments", rules.Conversation{On: rules.Messenger, Kind: rules.Comments}, false},
		{"who is named", rules.Conversation{On: rules.Messenger, Name: "Lea"}, false},
		{"a second message", rules.Conversation{On: rules.Messenger, Version: 3, Status: rules.Open, Episode: 1}, false},
		{"who comes again", rules.Conversation{On: rules.Messenger, Version: 3, Status: rules.Closed, Episode: 1}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := rules.Entry{Kind: rules.Message, Direction: rules.In, Type: rules.Text, Key: rules.MessageKey(at, "m"), At: at, Opens: true, Counts: true}
			got := rules.Receive(c.old, rules.Channel{}, []rules.Entry{e}, at)
			if got.Entries[0].AsksName != c.want {
				t.Errorf("asks: %t, want %t", got.Entries[0].AsksName, c.want)
			}
		})
	}
}

func TestAToldNameNeverReplacesAKnownOne(t *testing.T) {
	at := time.Date(2026, 3, 1, 10, 0, 0, 0, time.UTC)
	nameless := rules.Conversation{ID: "c", Version: 4, On: rules.Instagram}
	told := rules.Named(nameless, "Lea", "lea.b", at)
	if c := told.Conversation; c.Name != "Lea" || c.Address.Username != "lea.b" || c.Version != 5 || len(told.Entries) != 1 {
		t.Errorf("told: %+v", told)
	}
	if again := rules.Named(told.Conversation, "Somebody else", "x", at); len(again.Entries) != 0 || again.Conversation.Name != "Lea" {
		t.Errorf("told again: %+v", again)
	}
	if nothing := rules.Named(nameless, "", "", at); len(nothing.Entries) != 0 {
		t.Errorf("told nothing: %+v", nothing)
	}
}
