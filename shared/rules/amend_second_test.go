package rules_test

import (
	"testing"
	"time"

	"transom/shared/rules"
)

func TestWithinOneSecondAnEditFollowsTheOriginalAndARemovalTheReaction(t *testing.T) {
	at := time.Date(2026, 3, 1, 10, 0, 0, 0, time.UTC)
	target := rules.Entry{Kind: rules.Message, Direction: rules.In, Type: rules.Text, Text: "Zebra", At: at}
	edited, ok := rules.Amend(target, rules.Entry{Type: rules.Edit, Direction: rules.In, Text: "Ant", At: at})
	if !ok || edited.Text != "Ant" || edited.Versions[0].Text != "Zebra" {
		t.Errorf("edited: %+v", edited)
	}
	given := rules.Entry{Type: rules.React, Direction: rules.In, Text: "❤", At: at}
	removed := rules.Entry{Type: rules.React, Direction: rules.In, At: at}
	for _, order := range [][]rules.Entry{{given, removed}, {removed, given}} {
		e := target
		for _, by := range order {
			e, _ = rules.Amend(e, by)
		}
		if len(e.Reactions) != 1 || e.Reactions[0].Emoji != "" {
			t.Errorf("the reaction is %+v", e.Reactions)
		}
	}
}
