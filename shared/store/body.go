package store

import (
	"strconv"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"transom/shared/rules"
)

func encodeHappening(h rules.Happening) types.AttributeValue {
	m := item{}
	m.setText("t", string(h.Type))
	m.setText("a", string(h.Actor))
	m.setText("fu", string(h.From.User))
	m.setText("ft", string(h.From.Team))
	m.setText("tu", string(h.To.User))
	m.setText("tt", string(h.To.Team))
	m.setText("r", h.Reason)
	return &types.AttributeValueMemberM{Value: m}
}

func decodeHappening(it item) *rules.Happening {
	m := it.object(colEvent)
	if m == nil {
		return nil
	}
	return &rules.Happening{
		Type: rules.EventType(m.text("t")), Actor: rules.UserID(m.text("a")), Reason: m.text("r"),
		From: rules.Assignee{User: rules.UserID(m.text("fu")), Team: rules.TeamID(m.text("ft"))},
		To:   rules.Assignee{User: rules.UserID(m.text("tu")), Team: rules.TeamID(m.text("tt"))},
	}
}

// deltasText packs counter changes as "open,pending,unassigned,unanswered,comments".
func deltasText(d rules.Counters) string {
	if d == (rules.Counters{}) {
		return ""
	}
	parts := make([]string, 0, 5)
	for _, n := range []int{d.Open, d.Pending, d.Unassigned, d.Unanswered, d.UnansweredComments} {
		parts = append(parts, strconv.Itoa(n))
	}
	return strings.Join(parts, ",")
}

func parseDeltas(text string) rules.Counters {
	var d rules.Counters
	into := []*int{&d.Open, &d.Pending, &d.Unassigned, &d.Unanswered, &d.UnansweredComments}
	for i, p := range strings.Split(text, ",") {
		if i < len(into) {
			*into[i], _ = strconv.Atoi(p)
		}
	}
	return d
}
