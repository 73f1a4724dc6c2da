package faults

import "transom/shared/channel"

// The reasons that code speaks of; the others stand in the tables alone.
const (
	Refused       Reason = "refused"
	Unreachable   Reason = "unreachable"
	Down          Reason = "platform_down"
	Throttled     Reason = "throttled"
	ThrottledPair Reason = "throttled_pair"
	Unauthorized  Reason = "channel_unauthorized"
	NotSubscribed Reason = "not_subscribed"
	BadRequest    Reason = "bad_request"
	MediaMissing  Reason = "file_missing"
	Behind        Reason = "queued_behind"

	TemplateValues   Reason = "template_values"
	TemplateMissing  Reason = "template_missing"
	TemplateUnusable Reason = "template_unusable"
	TemplatePaused   Reason = "template_paused"
	TemplateDisabled Reason = "template_disabled"

	forbidden    Reason = "channel_forbidden"
	unregistered Reason = "not_registered"
)

const (
	again = channel.Retry
	never = channel.Never
	wait  = channel.Wait
	alert = channel.Alert
)

// Reasons is every word with its meaning: of the platforms' refusals and of our own.
var Reasons = map[Reason]Meaning{
	// The channel.
	Unauthorized:        {"The platform no longer accepts this channel's access. Ask an admin to connect it again in Settings; the message goes out by itself then.", alert, Unauthorize, 0},
	forbidden:           {"This channel's access lacks a permission. Ask an admin to connect it again in Settings.", alert, Restrict, 0},
	"channel_gone":      {"The platform does not know this account any more. Ask an admin to look at the channel.", alert, Restrict, 0},
	"channel_blocked":   {"The platform has blocked this account for breaking its policies. Ask an admin to look at it in Meta's business support.", alert, Restrict, 0},
	"page_restricted":   {"The platform does not let this page send for some time. Ask an admin to look at the page's quality.", alert, Restrict, 0},
	"messages_off":      {"The owner of the account has switched off that programs may read its messages. Ask an admin to switch it on.", alert, Restrict, 0},
	"link_broken":       {"The link between the page and the Instagram account cannot be verified. Ask an admin to connect it again in Settings.", alert, Restrict, 0},
	"app_not_live":      {"The app behind this channel is not public yet and reaches only its testers. Ask an admin.", alert, Restrict, 0},
	"name_not_approved": {"The platform has not approved this number's display name yet. Ask an admin to look at it.", alert, Restrict, 0},
	"payment_problem":   {"The platform could not charge this account. Ask an admin to look at the payment method.", alert, Restrict, 0},
	unregistered:        {"This number is not registered with the platform. Ask an admin to look at it.", alert, Restrict, 0},
	"spam_limit":        {"The platform limits this account because customers reported or blocked it. Send it again later, and write less.", wait, Restrict, 0},
	NotSubscribed:       {"The platform does not send this account's messages to us. Ask an admin to connect it again in Settings.", alert, Restrict, 0},

	// Rates, and times when the platform is away.
	Throttled:         {"Too many messages in a short time. It goes out by itself; otherwise send it again in some minutes.", again, ThrottleLine, 0},
	ThrottledPair:     {"Too many messages to this customer in a short time. It goes out by itself; otherwise send it again in some minutes.", again, ThrottlePair, 0},
	Down:              {"The platform is out of order for now. It goes out by itself once the platform answers; otherwise send it again later.", again, Break, 0},
	Unreachable:       {"The platform could not be reached. It goes out by itself; otherwise send it again in a moment.", again, Break, 0},
	Behind:            {"An earlier message to this customer goes first. It goes out by itself; otherwise send it again.", again, Nothing, 0},
	"messaging_limit": {"This account has reached its limit of customers for now. Send it again tomorrow.", wait, Nothing, 0},

	// The window, and who may write.
	"window_closed":      {"The window for free messages has closed. Send a template, or wait until the customer writes again.", never, CloseWindow, 0},
	"tag_not_approved":   {"The app behind this channel may not answer after the standard window. Wait until the customer writes, or ask an admin.", never, Untag, 0},
	"thread_elsewhere":   {"Another app is in charge of this conversation. Take it over there, or wait until it is given back.", wait, Nothing, 0},
	"thread_gone":        {"The conversation was deleted on the platform. Wait until the customer writes again.", never, Unreach, 0},
	"private_reply_used": {"This comment cannot be answered privately: it was already, or it is older than seven days, or gone. Answer it in public.", never, Nothing, 0},

	// The customer.
	"undeliverable":         {"The platform could not deliver this message. The customer may not use it any more, or has blocked this business. Try another channel.", never, Unreach, 0},
	"recipient_missing":     {"The platform does not know this customer any more. Wait until they write again.", never, Unreach, 0},
	"recipient_away":        {"This customer cannot receive messages now: away, deactivated, or this business is blocked. Wait until they write.", never, Unreach, 0},
	"not_allowed_recipient": {"This is a test number and may not write to this customer. Ask an admin to add them.", never, Unreach, 0},
	"same_number":           {"A number cannot write to itself. Choose another channel.", never, Unreach, 0},
	"opted_out":             {"The customer does not want marketing messages from this business. Wait until they write.", never, Nothing, 0},
	"consent_required":      {"The customer has not agreed yet to hear from this business. Wait until they write.", never, Unreach, 0},
	"profile_missing":       {"The platform has no profile of this customer. Nothing needs to be done.", never, Nothing, 0},
	"country_restricted":    {"The platform does not let this business write to customers in this country.", never, Unreach, 0},
	"experiment":            {"The platform did not deliver this message as part of an experiment. Wait until the customer writes.", never, Nothing, 0},
	"withheld":              {"The platform held this message back to spare the customer. Wait at least a day, or until they write.", wait, Nothing, 0},
	"needs_phone":           {"This message needs the customer's phone number, which the platform does not tell. Ask them for it.", never, Nothing, 0},
	"identity_changed":      {"The customer's identity on the platform has changed. Make sure that it is them before you write.", never, Nothing, 0},

	// The message.
	BadRequest:               {"The platform does not accept a part of the message. Write it in another way.", never, Nothing, 0},
	"unsupported":            {"The platform does not support this kind of message. Write it in another way.", never, Nothing, 0},
	"target_missing":         {"The message or comment this is about is not there any more.", never, Nothing, 0},
	"media_upload":           {"The platform could not take the attachment. It is tried again by itself; otherwise attach it again.", again, Nothing, 2},
	"media_type":             {"The platform does not take this type of file. Attach another one.", never, Nothing, 0},
	"media_too_large":        {"The platform does not take a file this large. Attach a smaller one.", never, Nothing, 0},
	"media_download":         {"The platform could not take the customer's file. Ask them to send it again.", never, Nothing, 0},
	"unavailable":            {"The platform did not pass this message on. Ask the customer to send it again.", never, Nothing, 0},
	"sync_limited":           {"The platform does not share older messages of this number. Nothing needs to be done.", never, Nothing, 0},
	TemplateValues:           {"The values do not fit the template as it is now. Fill it in again.", never, Nothing, 0},
	TemplateMissing:          {"This template does not exist in this language, or is not approved. Choose another one.", never, Untemplate, 0},
	TemplateUnusable:         {"This template may not be sent now: the platform has not approved it, or it cannot be filled in here. Choose another one.", never, Nothing, 0},
	"template_policy":        {"The template's text breaks the platform's policy. Choose another one.", never, Nothing, 0},
	TemplatePaused:           {"The platform has paused this template because of its quality. Choose another one, or wait.", wait, Untemplate, 0},
	TemplateDisabled:         {"The platform has disabled this template for good. Choose another one.", never, Untemplate, 0},
	"template_invalid":       {"The template breaks a rule of the platform. Ask an admin to correct it.", never, Nothing, 0},
	"template_limit":         {"This account has as many templates as the platform allows. Delete one that nobody uses.", never, Nothing, 0},
	"template_cooling":       {"A template of this name was deleted in this language. The platform keeps the name for a month: choose another one.", never, Nothing, 0},
	"template_exists":        {"There is a template of this name in this language already. Change it, or choose another name.", never, Nothing, 0},
	"template_too_long":      {"A part of the template is longer than the platform allows. Shorten it.", never, Nothing, 0},
	"template_too_few_words": {"The template has too many places for so few words. Write more around them.", never, Nothing, 0},
	"template_edge":          {"The template begins or ends with a place. Put words before and behind it.", never, Nothing, 0},

	// Our own words.
	Refused:                 {"The platform refused this message without saying why. Write it in another way, or try another channel.", never, Nothing, 0},
	"unknown_outcome":       {"The platform never said what became of this. Ask the customer before you send it again.", never, Nothing, 0},
	"not_sent":              {"This message was never sent: nothing took it to the platform for an hour. Send it again.", never, Nothing, 0},
	"must_wait":             {"The platform lets you write again when the customer writes. Wait for them.", never, Nothing, 0},
	"private_reply_late":    {"A comment can be answered privately for seven days, which are over. Answer it in public.", never, Nothing, 0},
	"comment_missing":       {"This comment is not there any more.", never, Nothing, 0},
	"no_address":            {"The platform has not told us where to reach this customer. Wait until they write.", never, Nothing, 0},
	"empty_message":         {"A message needs some text.", never, Nothing, 0},
	"text_too_long":         {"This text is longer than the channel allows. Shorten it.", never, Nothing, 0},
	"type_not_supported":    {"This channel cannot carry this kind of message. Write it in another way.", never, Nothing, 0},
	"file_type":             {"This channel does not take this type of file. Attach another one.", never, Nothing, 0},
	"file_too_large":        {"This file is larger than the channel allows. Attach a smaller one.", never, Nothing, 0},
	MediaMissing:            {"The file of this message is not there any more. Attach it again.", never, Nothing, 0},
	"bad_interactive":       {"These buttons or this list break the channel's limits. Shorten them.", never, Nothing, 0},
	"channel_missing":       {"This channel is not connected any more. Ask an admin.", never, Nothing, 0},
	"conversation_missing":  {"This conversation is not there any more.", never, Nothing, 0},
	"channel_not_supported": {"Messages cannot be sent on this channel.", never, Nothing, 0},
}
