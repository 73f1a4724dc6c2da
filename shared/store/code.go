package store

import (
	"unicode/utf8"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// codes pairs a letter in the table with a word of the rules. A word or letter without a partner stays as it
// is, so that a release may add one.
type codes []struct{ letter, word string }

func (cs codes) short(word string) string {
	for _, c := range cs {
		if c.word == word {
			return c.letter
		}
	}
	return word
}

func (cs codes) long(letter string) string {
	for _, c := range cs {
		if c.letter == letter {
			return c.word
		}
	}
	return letter
}

func numText(v string) types.AttributeValue { return &types.AttributeValueMemberN{Value: v} }

// firstBytes cuts s to at most n bytes, between characters.
func firstBytes(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
