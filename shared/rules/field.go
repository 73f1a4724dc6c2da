package rules

import (
	"regexp"
	"slices"
	"strings"
)

// Fields are the values that texts kept for later may hold as {{name}}: of the customer, the colleague and the
// channel. A field that is "" has no value.
type Fields map[string]string

// FieldNames are the fields there are, in the order in which they are offered.
var FieldNames = []string{"first_name", "name", "phone", "username", "agent", "channel"}

// FieldsOf are the values for a conversation; agent and channel are names.
func FieldsOf(c Conversation, agent, channel string) Fields {
	f := Fields{"name": c.Name, "username": c.Address.Username, "agent": agent, "channel": channel}
	if words := strings.Fields(c.Name); len(words) > 0 {
		f["first_name"] = words[0]
	}
	if c.Address.Phone != "" {
		f["phone"] = "+" + c.Address.Phone
	}
	return f
}

// field matches {{name}} and {{name|what stands there without a value}}.
var field = regexp.MustCompile(`\{\{\s*([a-z_]+)\s*(?:\|([^{}]*))?\}\}`)

// Fill puts values in place of fields. missing are the fields without a value and without a word for that case,
// and the names that are no fields; they stay as they are.
func Fill(text string, values Fields) (filled string, missing []string) {
	filled = field.ReplaceAllStringFunc(text, func(hole string) string {
		m := field.FindStringSubmatch(hole)
		switch {
		case values[m[1]] != "":
			return values[m[1]]
		case slices.Contains(FieldNames, m[1]) && strings.Contains(hole, "|"):
			return strings.TrimSpace(m[2])
		}
		if !slices.Contains(missing, m[1]) {
			missing = append(missing, m[1])
		}
		return hole
	})
	return filled, missing
}
