package channel

import (
	"strings"

	"transom/shared/rules"
)

// Correlation is what we give a platform along with a message, where it gives it back with each status:
// "1.<conversation>.<milliseconds>.<tail>", the message's place in the log. 1 is the version of this form.
func Correlation(id rules.ConversationID, key rules.EntryKey) string {
	return strings.ReplaceAll("1."+string(id)+"."+strings.TrimPrefix(string(key), "M#"), "#", ".")
}

// Correlated reads a correlation back. ok is false for anything this system did not make.
func Correlated(text string) (id rules.ConversationID, key rules.EntryKey, ok bool) {
	p := strings.Split(text, ".")
	if len(p) != 4 || p[0] != "1" || p[1] == "" {
		return "", "", false
	}
	key = rules.EntryKey("M#" + p[2] + "#" + p[3])
	return rules.ConversationID(p[1]), key, key.Valid()
}
