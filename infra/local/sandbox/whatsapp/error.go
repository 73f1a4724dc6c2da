package whatsapp

import (
	"maps"
	"net/http"
	"slices"

	"transom/infra/local/sandbox/graph"
)

type known struct {
	http           int
	title, details string
}

// codes are the errors of "error codes" (read 2025-12-12) that the sandbox can answer with its own words; the
// HTTP statuses are those of the same page.
var codes = map[int]known{
	0:       {401, "AuthException", "We were unable to authenticate the app user."},
	1:       {400, "API Unknown", "Invalid request or possible server error."},
	2:       {503, "API Service", "Temporary due to downtime or due to being overloaded."},
	3:       {500, "API Method", "Capability or permissions issue."},
	4:       {400, "API Too Many Calls", "The app has reached its API call rate limit."},
	10:      {403, "Permission Denied", "Permission is either not granted or has been removed."},
	33:      {400, "Parameter value is not valid", "The business phone number has been deleted."},
	100:     {400, "Invalid parameter", "The request included one or more unsupported or misspelled parameters."},
	190:     {401, "Access token has expired", "Your access token has expired."},
	368:     {403, "Temporarily blocked for policies violations", "The account has been restricted or disabled for violating a policy."},
	80007:   {400, "Rate limit issues", "The WhatsApp Business Account has reached its rate limit."},
	130429:  {429, "Rate limit hit", "Cloud API message throughput has been reached."},
	130472:  {400, "User's number is part of an experiment", "Message was not sent as part of an experiment."},
	131000:  {500, "Something went wrong", "Message failed to send due to an unknown error."},
	131005:  {403, "Access denied", "Permission is either not granted or has been removed."},
	131008:  {400, "Required parameter is missing", "The request is missing a required parameter."},
	131009:  {400, "Parameter value is not valid", "One or more parameter values are invalid."},
	131016:  {500, "Service unavailable", "A service is temporarily unavailable."},
	131021:  {400, "Recipient cannot be sender", "Sender and recipient phone number is the same."},
	131026:  {400, "Message undeliverable", "Unable to deliver message."},
	131030:  {400, "Recipient phone number not in allowed list", "Recipient phone number not in allowed list."},
	131031:  {403, "Account has been locked", "The WhatsApp Business Account has been restricted or disabled."},
	131042:  {400, "Business eligibility payment issue", "There was an error related to your payment method."},
	131047:  {400, "Re-engagement message", "Message failed to send because more than 24 hours have passed since the customer last replied to this number."},
	131048:  {400, "Spam rate limit hit", "Message failed to send because there are restrictions on how many messages can be sent from this phone number."},
	131049:  {400, "This message was not delivered to maintain healthy ecosystem engagement.", "In order to maintain a healthy ecosystem engagement, the message failed to be delivered."},
	131050:  {400, "User has stopped marketing messages", "The recipient has chosen to stop receiving marketing messages."},
	131051:  {400, "Message type unknown", "Message type is currently not supported."},
	131052:  {400, "Media download error", "Unable to download the media sent by the user."},
	131053:  {400, "Media upload error", "Unable to upload the media used in the message."},
	131056:  {400, "(Business Account, Consumer Account) pair rate limit hit", "Too many messages sent to the same recipient in a short period."},
	131057:  {500, "Account in maintenance mode", "Business Account is in maintenance mode."},
	131060:  {400, "This message is currently unavailable", "This message is currently unavailable."},
	132001:  {404, "Template does not exist", "The template does not exist in the specified language or has not been approved."},
	130497:  {403, "Business account is restricted from messaging users in this country", "The business account is restricted from messaging users in certain countries."},
	131037:  {400, "Display name approval needed", "The number's display name has not been approved."},
	131044:  {400, "Business payment method missing", "There is no payment method for this business."},
	131045:  {500, "Incorrect certificate", "Message failed to send due to a phone number registration error."},
	131062:  {400, "Recipient not allowed", "A business-scoped user id cannot receive this message; address the phone number."},
	131063:  {400, "Marketing templates disabled", "Marketing templates cannot be sent through this API."},
	131064:  {400, "Messaging limit reached", "The messaging limit of the business portfolio has been reached."},
	132000:  {400, "Template Param Count Mismatch", "The number of variable parameters does not match the number defined in the template."},
	132005:  {400, "Template Hydrated Text Too Long", "The translated text is too long."},
	132007:  {400, "Template Format Character Policy Violated", "The template's content violates a policy."},
	132008:  {400, "Template parameter value invalid", "The value of a template parameter is invalid."},
	132012:  {400, "Template Parameter Format Mismatch", "Variable parameters are formatted incorrectly."},
	132015:  {400, "Template is Paused", "The template is paused due to low quality and cannot be sent."},
	132016:  {400, "Template is Disabled", "The template has been paused too many times and is permanently disabled."},
	132068:  {400, "Flow is in blocked state", "The flow is blocked."},
	132069:  {400, "Flow is in throttled state", "The flow is throttled; 10 messages an hour are sent."},
	133000:  {500, "Incomplete Deregistration", "A previous deregistration attempt failed."},
	133004:  {503, "Server Temporarily Unavailable", "The server is temporarily unavailable."},
	133016:  {400, "Account register deregister rate limit exceeded", "Registration failed because of too many attempts."},
	135000:  {400, "Generic user error", "The message failed to send because of an unknown error with the request's parameters."},
	137000:  {400, "Identity key mismatch", "The customer's identity key is not the one given."},
	2494191: {403, "Thread control refused", "This app may not take the thread."},
	133010:  {400, "Phone number not registered", "Phone number not registered on the WhatsApp Business Platform."},
}

// ErrorOf is the platform's refusal with a code; details replace the usual sentence unless empty. A code
// nobody listed answers 400.
func ErrorOf(code int, details string) *graph.Error {
	k, ok := codes[code]
	if !ok {
		k = known{http.StatusBadRequest, "Error", "The sandbox was told to answer this code."}
	}
	if details == "" {
		details = k.details
	}
	return &graph.Error{HTTP: k.http, Code: code, Title: k.title, Details: details, Product: "whatsapp"}
}

// ProblemOf is the same error as webhooks write it.
func ProblemOf(code int) Problem {
	e := ErrorOf(code, "")
	return Problem{Code: code, Title: e.Title, Message: e.Title, Data: &Data{Details: e.Details},
		Href: "https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes"}
}

// Codes lists the errors that have words, in their order.
func Codes() []int { return slices.Sorted(maps.Keys(codes)) }
