package rules_test

import (
	"testing"

	"transom/shared/rules"
)

func TestATemplateIsFoundByAllTheWordsOfASearch(t *testing.T) {
	one := rules.MessageTemplate{Name: "order_sent", Language: "en", Category: "utility", Status: rules.TemplateApproved, Parts: []rules.TemplatePart{
		{Type: "body", Text: "Your order is on its way, José."}, {Type: "buttons", Buttons: []rules.TemplateButton{{Type: "quick_reply", Text: "Call me"}}}}}
	for name, c := range map[string]struct {
		wish  rules.TemplateWish
		found bool
		rank  rules.TemplateRank
	}{
		"nothing":            {rules.TemplateWish{}, true, rules.RankNamed},
		"the name":           {rules.TemplateWish{Search: "order sent"}, true, rules.RankNamed},
		"the name as it is":  {rules.TemplateWish{Search: " ORDER_SENT "}, true, rules.RankNamed},
		"words, no accents":  {rules.TemplateWish{Search: "way jose"}, true, rules.RankWorded},
		"a button":           {rules.TemplateWish{Search: "call"}, true, rules.RankWorded},
		"one word of two":    {rules.TemplateWish{Search: "jose elsewhere"}, false, 0},
		"its language":       {rules.TemplateWish{Language: "EN"}, true, rules.RankNamed},
		"another language":   {rules.TemplateWish{Language: "de"}, false, 0},
		"another category":   {rules.TemplateWish{Search: "order", Category: "marketing"}, false, 0},
		"another state":      {rules.TemplateWish{Status: "paused"}, false, 0},
		"everything at once": {rules.TemplateWish{Search: "order", Status: "approved", Language: "en", Category: "Utility"}, true, rules.RankNamed},
	} {
		if got := c.wish.Answered(one); got != c.found {
			t.Errorf("%s: found %t, want %t", name, got, c.found)
		}
		if got := c.wish.Rank(one); c.found && got != c.rank {
			t.Errorf("%s: rank %d, want %d", name, got, c.rank)
		}
	}
	paused, carousel := one, one
	paused.Status = rules.TemplatePaused
	carousel.Parts = []rules.TemplatePart{{Type: "carousel"}}
	for name, each := range map[string]rules.MessageTemplate{"paused": paused, "a carousel": carousel} {
		if got := (rules.TemplateWish{Search: "order"}).Rank(each); got != rules.RankUnusable {
			t.Errorf("%s: rank %d", name, got)
		}
	}
}
