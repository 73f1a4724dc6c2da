package main

import (
	"unicode"
	"unicode/utf8"
)

// emoji reports that a text is no more than a symbol or two: pictures, flags, keycaps, with what joins and tints
// them.
func emoji(text string) bool {
	symbol := false
	for _, r := range text {
		switch {
		case unicode.In(r, unicode.So, unicode.Sk, unicode.Sm, unicode.Po) && r > unicode.MaxASCII, r == '\u20e3':
			symbol = true
		case r == '\u200d', r == '\ufe0f', r == '#', r == '*', r >= '0' && r <= '9', r >= 0xE0020 && r <= 0xE007F:
		default:
			return false
		}
	}
	return symbol && utf8.RuneCountInString(text) <= 16
}
