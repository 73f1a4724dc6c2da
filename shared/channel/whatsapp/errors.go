package whatsapp

import "transom/shared/channel"

// Fault is what one of WhatsApp's error codes means to us.
type Fault struct {
	Reason  string // our word, stable, for programs: SendError.Reason
	English string // one sentence for the agent, with the next step
	Class   channel.Class
}

// Faults is the catalogue (error codes page of 2025-12-12 with the codes that came since, read 2026-11-20).
// What is not listed is "refused" and never repeated, but for HTTP 5xx (see FaultOf).
var Faults = map[int]Fault{
	0:       {"channel_unauthorized", "WhatsApp no longer accepts this channel's access. An admin has to connect it again.", channel.Alert},
	1:       {"platform_down", "WhatsApp had a problem of its own. Try again in a moment.", channel.Retry},
	2:       {"platform_down", "WhatsApp is away for a moment. Try again shortly.", channel.Retry},
	3:       {"channel_forbidden", "This channel's access lacks a permission. An admin has to connect it again.", channel.Alert},
	4:       {"throttled", "Too many requests were made to WhatsApp. Try again in some minutes.", channel.Retry},
	10:      {"channel_forbidden", "This channel's access lacks a permission. An admin has to connect it again.", channel.Alert},
	33:      {"channel_gone", "WhatsApp does not know this number any more. An admin has to look at the channel.", channel.Alert},
	100:     {"bad_request", "WhatsApp did not understand the message.", channel.Never},
	190:     {"channel_unauthorized", "WhatsApp no longer accepts this channel's access. An admin has to connect it again.", channel.Alert},
	368:     {"channel_blocked", "WhatsApp has blocked this account for breaking its policies. An admin has to look at it.", channel.Alert},
	80007:   {"throttled", "This account has made too many requests to WhatsApp. Try again in some minutes.", channel.Retry},
	130429:  {"throttled", "This number sends faster than WhatsApp allows. Try again in a moment.", channel.Retry},
	130472:  {"withheld", "WhatsApp did not deliver this message as part of an experiment. Wait until the customer writes.", channel.Never},
	130497:  {"country_restricted", "WhatsApp does not let this business write to customers in this country.", channel.Never},
	131000:  {"platform_down", "WhatsApp had a problem of its own. Try again in a moment.", channel.Retry},
	131005:  {"channel_forbidden", "This channel's access lacks a permission. An admin has to connect it again.", channel.Alert},
	131008:  {"bad_request", "WhatsApp misses a part of the message.", channel.Never},
	131009:  {"bad_request", "WhatsApp does not accept a part of the message.", channel.Never},
	131016:  {"platform_down", "WhatsApp is away for a moment. Try again shortly.", channel.Retry},
	131021:  {"same_number", "A number cannot write to itself.", channel.Never},
	131026:  {"undeliverable", "WhatsApp could not deliver this message. The customer may not use WhatsApp, or an old version of it.", channel.Never},
	131030:  {"not_allowed_recipient", "This is a test number and may not write to this customer.", channel.Never},
	131031:  {"channel_blocked", "WhatsApp has locked this account. An admin has to look at it.", channel.Alert},
	131037:  {"name_not_approved", "WhatsApp has not approved this number's display name yet. An admin has to look at it.", channel.Alert},
	131042:  {"payment_problem", "WhatsApp could not charge this account. An admin has to look at the payment method.", channel.Alert},
	131044:  {"payment_problem", "WhatsApp could not charge this account. An admin has to look at the payment method.", channel.Alert},
	131045:  {"not_registered", "This number is not registered with WhatsApp correctly. An admin has to look at it.", channel.Alert},
	131047:  {"window_closed", "More than 24 hours have passed since the customer wrote. Send a template instead.", channel.Never},
	131048:  {"spam_limit", "WhatsApp limits this number because customers reported or blocked it. Try again later.", channel.Wait},
	131049:  {"withheld", "WhatsApp held this message back to spare the customer. Wait at least a day.", channel.Wait},
	131050:  {"opted_out", "The customer does not want marketing messages from this business.", channel.Never},
	131051:  {"unsupported", "WhatsApp does not support this kind of message.", channel.Never},
	131052:  {"media_download", "WhatsApp could not take the customer's file. Ask them to send it again.", channel.Never},
	131053:  {"media_upload", "WhatsApp could not take the attachment.", channel.Retry},
	131055:  {"bad_request", "This kind of message goes another way on WhatsApp.", channel.Never},
	131056:  {"throttled", "Too many messages to this customer in a short time. Try again in a moment.", channel.Retry},
	131057:  {"platform_down", "WhatsApp is changing this number. Try again in a minute.", channel.Retry},
	131060:  {"unavailable", "WhatsApp did not pass this message on. Ask the customer to send it again.", channel.Never},
	131062:  {"needs_phone", "This message needs the customer's phone number, which WhatsApp does not tell.", channel.Never},
	131063:  {"bad_request", "Marketing templates go another way on this account.", channel.Never},
	131064:  {"messaging_limit", "This account has reached its limit of customers for now. Try again tomorrow.", channel.Wait},
	132000:  {"template_mismatch", "The number of values does not fit the template.", channel.Never},
	132001:  {"template_missing", "This template does not exist in this language, or is not approved.", channel.Never},
	132005:  {"template_mismatch", "The template's text becomes too long with these values.", channel.Never},
	132007:  {"template_policy", "The template's text breaks WhatsApp's policy.", channel.Never},
	132008:  {"template_mismatch", "A value does not fit the template.", channel.Never},
	132012:  {"template_mismatch", "A value has the wrong form for the template.", channel.Never},
	132015:  {"template_paused", "WhatsApp has paused this template because of its quality.", channel.Wait},
	132016:  {"template_disabled", "WhatsApp has disabled this template for good.", channel.Never},
	132068:  {"bad_request", "The form in this message is blocked.", channel.Never},
	132069:  {"throttled", "The form in this message was sent too often. Try again later.", channel.Retry},
	133004:  {"platform_down", "WhatsApp is away for a moment. Try again shortly.", channel.Retry},
	133010:  {"not_registered", "This number is not registered with WhatsApp. An admin has to look at it.", channel.Alert},
	133016:  {"not_registered", "This number was registered too often. An admin has to wait and look at it.", channel.Alert},
	134100:  {"bad_request", "This message goes another way on this account.", channel.Never},
	134101:  {"bad_request", "This message goes another way on this account.", channel.Never},
	134102:  {"bad_request", "This message goes another way on this account.", channel.Never},
	135000:  {"refused", "WhatsApp refused the message without saying why.", channel.Never},
	137000:  {"identity_changed", "The customer's WhatsApp identity has changed. Make sure that it is them.", channel.Never},
	2494191: {"thread_elsewhere", "Another app has taken this conversation over.", channel.Never},
}

// refused is what we say of a code that nobody has told us about.
var refused = Fault{"refused", "WhatsApp refused the message.", channel.Never}

// FaultOf gives the meaning of a code; 200 to 299 are permissions, 133000 to 133015 registration.
func FaultOf(code int) Fault {
	f, listed := Faults[code]
	switch {
	case listed:
		return f
	case code >= 200 && code < 300:
		return Faults[10]
	case code >= 133000 && code <= 133015:
		return Faults[133010]
	default:
		return refused
	}
}

// ReasonOf is our word for a code; 0, which no status carries, stands for a failure without one.
func ReasonOf(code int) string {
	if code == 0 {
		return refused.Reason
	}
	return FaultOf(code).Reason
}
