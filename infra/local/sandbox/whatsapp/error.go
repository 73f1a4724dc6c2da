package whatsapp

import (
	"fmt"
	"net/http"
)

// Error is a refusal of the Graph API. HTTP is the status it travels with.
type Error struct {
	HTTP    int
	Code    int
	Subcode int
	Title   string
	Details string
}

// Error reads for operators.
func (e *Error) Error() string { return fmt.Sprintf("graph error %d: %s", e.Code, e.Details) }

// Body is the JSON that the Graph API answers; trace is its fbtrace_id.
func (e *Error) Body(trace string) map[string]any {
	inner := map[string]any{
		"message": fmt.Sprintf("(#%d) %s", e.Code, e.Title), "type": "OAuthException", "code": e.Code, "fbtrace_id": trace,
	}
	if e.Subcode != 0 {
		inner["error_subcode"] = e.Subcode
	}
	if e.Details != "" {
		inner["error_data"] = map[string]any{"messaging_product": "whatsapp", "details": e.Details}
	}
	return map[string]any{"error": inner}
}

type known struct {
	http           int
	title, details string
}

// codes are the errors of "error codes" (read 2025-12-12) that the sandbox can answer with its own words; the
// HTTP statuses are those of the same page.
var codes = map[int]known{
	0:      {401, "AuthException", "We were unable to authenticate the app user."},
	1:      {400, "API Unknown", "Invalid request or possible server error."},
	2:      {503, "API Service", "Temporary due to downtime or due to being overloaded."},
	3:      {500, "API Method", "Capability or permissions issue."},
	4:      {400, "API Too Many Calls", "The app has reached its API call rate limit."},
	10:     {403, "Permission Denied", "Permission is either not granted or has been removed."},
	33:     {400, "Parameter value is not valid", "The business phone number has been deleted."},
	100:    {400, "Invalid parameter", "The request included one or more unsupported or misspelled parameters."},
	190:    {401, "Access token has expired", "Your access token has expired."},
	368:    {403, "Temporarily blocked for policies violations", "The account has been restricted or disabled for violating a policy."},
	80007:  {400, "Rate limit issues", "The WhatsApp Business Account has reached its rate limit."},
	130429: {429, "Rate limit hit", "Cloud API message throughput has been reached."},
	130472: {400, "User's number is part of an experiment", "Message was not sent as part of an experiment."},
	131000: {500, "Something went wrong", "Message failed to send due to an unknown error."},
	131005: {403, "Access denied", "Permission is either not granted or has been removed."},
	131008: {400, "Required parameter is missing", "The request is missing a required parameter."},
	131009: {400, "Parameter value is not valid", "One or more parameter values are invalid."},
	131016: {500, "Service unavailable", "A service is temporarily unavailable."},
	131021: {400, "Recipient cannot be sender", "Sender and recipient phone number is the same."},
	131026: {400, "Message undeliverable", "Unable to deliver message."},
	131030: {400, "Recipient phone number not in allowed list", "Recipient phone number not in allowed list."},
	131031: {403, "Account has been locked", "The WhatsApp Business Account has been restricted or disabled."},
	131042: {400, "Business eligibility payment issue", "There was an error related to your payment method."},
	131047: {400, "Re-engagement message", "Message failed to send because more than 24 hours have passed since the customer last replied to this number."},
	131048: {400, "Spam rate limit hit", "Message failed to send because there are restrictions on how many messages can be sent from this phone number."},
	131049: {400, "This message was not delivered to maintain healthy ecosystem engagement.", "In order to maintain a healthy ecosystem engagement, the message failed to be delivered."},
	131050: {400, "User has stopped marketing messages", "The recipient has chosen to stop receiving marketing messages."},
	131051: {400, "Message type unknown", "Message type is currently not supported."},
	131052: {400, "Media download error", "Unable to download the media sent by the user."},
	131053: {400, "Media upload error", "Unable to upload the media used in the message."},
	131056: {400, "(Business Account, Consumer Account) pair rate limit hit", "Too many messages sent to the same recipient in a short period."},
	131057: {500, "Account in maintenance mode", "Business Account is in maintenance mode."},
	131060: {400, "This message is currently unavailable", "This message is currently unavailable."},
	132001: {404, "Template does not exist", "The template does not exist in the specified language or has not been approved."},
	133010: {400, "Phone number not registered", "Phone number not registered on the WhatsApp Business Platform."},
}

// ErrorOf is the platform's refusal with a code; details replace the usual sentence unless empty. A code
// nobody listed answers 400.
func ErrorOf(code int, details string) *Error {
	k, ok := codes[code]
	if !ok {
		k = known{http.StatusBadRequest, "Error", "The sandbox was told to answer this code."}
	}
	if details == "" {
		details = k.details
	}
	return &Error{HTTP: k.http, Code: code, Title: k.title, Details: details}
}

// ProblemOf is the same error as webhooks write it.
func ProblemOf(code int) Problem {
	e := ErrorOf(code, "")
	return Problem{Code: code, Title: e.Title, Message: e.Title, Data: &Data{Details: e.Details},
		Href: "https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes"}
}
