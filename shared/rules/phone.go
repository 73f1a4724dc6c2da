package rules

import "strings"

// PhoneTwins gives the other forms under which a platform may know the same mobile number: digits without "+".
// None is the usual answer. They are for looking up who somebody is, never for writing to them: an answer goes
// to the form that was received.
//
// Brazil: mobile numbers have a 9 behind the two digits of the area since 2016, and WhatsApp ids of older
// accounts lack it (Anatel, Resolução 553/2010). Landlines have eight digits that begin with 2 to 5 and never
// get a 9. Argentina: a mobile number is 54 9 and ten digits from abroad, and is stored without the 9 by some.
// Mexico: mobile numbers lost the 1 behind 52 in 2020, and ids of older accounts keep it.
func PhoneTwins(phone string) []string {
	for _, c := range phone {
		if c < '0' || c > '9' {
			return nil
		}
	}
	switch {
	case strings.HasPrefix(phone, "55"):
		return brazil(phone)
	case strings.HasPrefix(phone, "549") && len(phone) == 13:
		return []string{"54" + phone[3:]}
	case strings.HasPrefix(phone, "54") && len(phone) == 12 && phone[2] != '9':
		return []string{"549" + phone[2:]}
	case strings.HasPrefix(phone, "521") && len(phone) == 13:
		return []string{"52" + phone[3:]}
	case strings.HasPrefix(phone, "52") && len(phone) == 12:
		return []string{"521" + phone[2:]}
	default:
		return nil
	}
}

// brazil: 55, two digits of the area, and eight digits that begin with 6 to 9, with or without a 9 before them.
func brazil(phone string) []string {
	const start = len("55") + 2
	switch {
	case len(phone) == start+9 && phone[start] == '9' && phone[start+1] >= '6':
		return []string{phone[:start] + phone[start+1:]}
	case len(phone) == start+8 && phone[start] >= '6':
		return []string{phone[:start] + "9" + phone[start:]}
	default:
		return nil
	}
}
