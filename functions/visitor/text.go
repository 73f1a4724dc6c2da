package main

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

// clean is a text as we keep it: valid UTF-8, one kind of line end, no control characters but line ends and
// tabs, nothing around it.
func clean(text string) string {
	text = strings.ToValidUTF8(text, "\uFFFD")
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, text))
}

// line is a text in one line of at most most code points. Characters that turn the writing direction are
// dropped: it is shown beside other words.
func line(text string, most int) string {
	text = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Bidi_Control, r) {
			return -1
		}
		return r
	}, clean(text))
	text = strings.Join(strings.Fields(text), " ")
	if utf8.RuneCountInString(text) > most {
		text = string([]rune(text)[:most])
	}
	return text
}

// maxPage is the longest address of a page that is kept, in bytes.
const maxPage = 500

// pageOf is the address of a page without what may be private in it: parameters, fragment, a user. "" when it
// is no web page.
func pageOf(raw string) string {
	u, err := url.Parse(raw)
	if err != nil || (u.Scheme != "https" && u.Scheme != "http") || u.Host == "" {
		return ""
	}
	plain := (&url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path}).String()
	if len(plain) > maxPage {
		return u.Scheme + "://" + u.Host
	}
	return plain
}
