package faults

import "transom/shared/channel"

// Platform says whose codes are meant. Instagram's are those of either way to connect.
type Platform string

// The platforms.
const (
	WhatsApp  Platform = "whatsapp"
	Messenger Platform = "messenger"
	Instagram Platform = "instagram"
)

// Of gives the reason of a code and whether it is listed. A code nobody listed is Refused. Messenger and
// Instagram are read by subcode first: the same one comes with several codes.
func Of(on Platform, number, subcode int) (r Reason, listed bool) {
	if on == WhatsApp {
		if r, listed = whatsapp[subcode]; listed && subcode >= firstTemplateCode { // with code 100
			return r, true
		}
		return whatsappReason(number)
	}
	if r, listed = bySubcode[subcode]; listed {
		return r, true
	}
	if r, listed = instagram[number]; listed && on == Instagram {
		return r, true
	}
	if r, listed = byCode[number]; listed {
		return r, true
	}
	switch {
	case number >= 200 && number < 300:
		return forbidden, true
	case number >= 36000 && number <= 36007:
		return "media_too_large", true
	default:
		return Refused, false
	}
}

// firstTemplateCode is where the subcodes begin that say what is wrong with a template.
const firstTemplateCode = 2_388_000

func whatsappReason(number int) (Reason, bool) {
	r, listed := whatsapp[number]
	switch {
	case listed:
		return r, true
	case number >= 200 && number < 300:
		return forbidden, true
	case number >= 133000 && number <= 133015:
		return unregistered, true
	default:
		return Refused, false
	}
}

// ClassOf says what to do about a code's refusal. transient is the platform's own word that it will pass;
// status is HTTP's: a code nobody listed that comes with a 5xx is worth another try.
func ClassOf(on Platform, number, subcode, status int, transient bool) channel.Class {
	r, listed := Of(on, number, subcode)
	if transient || !listed && status >= 500 {
		return channel.Retry
	}
	return Reasons[r].Class
}
