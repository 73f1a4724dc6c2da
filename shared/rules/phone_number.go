package rules

import (
	"slices"
	"strconv"
	"strings"
)

// dialing is how numbers of a country code look: Trunk is what people write before them at home, Lengths are how
// many digits follow the code.
type dialing struct {
	Trunk   string
	Lengths string
}

// has reads Lengths, which are like "7-9 11".
func (d dialing) has(n int) bool {
	for run := range strings.FieldsSeq(d.Lengths) {
		first, last, many := strings.Cut(run, "-")
		low, _ := strconv.Atoi(first)
		high, _ := strconv.Atoi(last)
		if n == low || many && n >= low && n <= high {
			return true
		}
	}
	return false
}

// longestNumber is E.164's: digits with the country code (ITU-T E.164, 2010-11).
const longestNumber = 15

// ParsePhone reads a number as people type it: with its country code behind "+" or "00", or as it is written at home
// in the country of own, a number of ours. It gives the digits of E.164 without "+". own may be empty.
// ErrNotANumber for letters, a country code that nobody has, or too few or too many digits.
func ParsePhone(typed, own string) (string, error) {
	digits, abroad, ok := bare(typed)
	if !ok {
		return "", ErrNotANumber
	}
	if abroad {
		code, d, known := countryOf(digits)
		if !known {
			return "", ErrNotANumber
		}
		return join(code, d, digits[len(code):])
	}
	code, d, known := countryOf(own)
	if !known {
		return "", ErrNotANumber
	}
	// Argentina writes a 15 into mobile numbers at home, in a place that only a list of its areas would tell.
	if out, err := join(code, d, digits); err == nil && code != "54" {
		return out, nil
	}
	if rest, again := strings.CutPrefix(digits, code); again { // the code without its "+"
		return join(code, d, rest)
	}
	return "", ErrNotANumber
}

// join puts a country code before a number, without what is dialled before it at home: "+49 (0) 151" is "+49 151".
// A trunk with a 0 in it never begins a number; others may, so they go only where the number is too long with them.
func join(code string, d dialing, rest string) (string, error) {
	if short, cut := strings.CutPrefix(rest, d.Trunk); cut && (strings.Contains(d.Trunk, "0") || !d.has(len(rest))) {
		rest = short
	}
	if strings.Contains(d.Trunk, "0") && strings.HasPrefix(rest, d.Trunk) {
		return "", ErrNotANumber // nothing that is dialled twice
	}
	if old, cut := strings.CutPrefix(rest, "1"); cut && code == "52" && !d.has(len(rest)) { // mobile numbers before 2020
		rest = old
	}
	if !d.has(len(rest)) || len(code)+len(rest) > longestNumber {
		return "", ErrNotANumber
	}
	return code + rest, nil
}

// countryOf finds the country code that digits begin with. No code begins another.
func countryOf(digits string) (code string, d dialing, known bool) {
	for n := 1; n <= 3 && n <= len(digits); n++ {
		if d, known = dialings[digits[:n]]; known {
			return digits[:n], d, true
		}
	}
	return "", dialing{}, false
}

// bare keeps the digits of a number, of any script; abroad reports that it begins with a country code. What people
// put between digits is left out, anything else makes it no number.
func bare(typed string) (digits string, abroad, ok bool) {
	var b strings.Builder
	for _, r := range strings.TrimSpace(typed) {
		if d, is := digit(r); is {
			b.WriteByte(d)
			continue
		}
		switch {
		case (r == '+' || r == '＋') && b.Len() == 0 && !abroad:
			abroad = true
		case !strings.ContainsRune(" \u00a0\u2007\u2009\u202f-‐‑‒–.()/\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069", r):
			return "", false, false
		}
	}
	digits = b.String()
	if rest, cut := strings.CutPrefix(digits, "00"); cut && !abroad {
		digits, abroad = rest, true
	}
	return digits, abroad, digits != ""
}

// digit reads a digit as "0" to "9" in the scripts that phones write them in.
func digit(r rune) (byte, bool) {
	for _, zero := range []rune{'0', '٠', '۰', '०', '০', '０'} {
		if r >= zero && r <= zero+9 {
			return byte('0' + r - zero), true
		}
	}
	return 0, false
}

// IsOwnNumber reports that digits are the number of one of a workspace's channels, in any of its forms.
func IsOwnNumber(digits string, all []Channel) bool {
	return slices.ContainsFunc(all, func(ch Channel) bool {
		return ch.Phone != "" && (ch.Phone == digits || slices.Contains(PhoneTwins(digits), ch.Phone))
	})
}
