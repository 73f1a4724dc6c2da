package messaging

import "transom/infra/local/sandbox/graph"

// Known is an error the platforms answer. Of says which of them; both if empty.
type Known struct {
	Code, Subcode, HTTP int
	Of                  string
	Words               string
}

// Errors are those of "error codes" (read 2026-06-25) and of the pages on sending, private replies and conversation
// routing, in the platform's words as far as it gives any.
var Errors = []Known{
	{1, 0, 400, "", "An unknown error occurred."},
	{2, 0, 503, "", "Service temporarily unavailable."},
	{4, 0, 429, "", "Application request limit reached."},
	{10, 0, 403, "", "Application does not have permission for this action."},
	{10, 2018065, 403, "messenger", "This message is sent outside of allowed window. You need the page subscription permission to send it."},
	{10, 2018108, 403, "", "This person is not receiving messages from you right now."},
	{10, 2018278, 403, "messenger", "This message is sent outside of allowed window."},
	{10, 2534022, 403, "instagram", "This message is sent outside of allowed window."},
	{10, 2018300, 403, "", "Another app is controlling this thread now."},
	{10, 2534077, 403, "instagram", "The link between the Instagram account and the Page cannot be verified."},
	{10, 1893063, 403, "", "The account is temporarily restricted from sending messages."},
	{17, 0, 429, "", "User request limit reached."},
	{32, 0, 429, "", "Page request limit reached."},
	{100, 0, 400, "", "Invalid parameter."},
	{100, 33, 400, "", "Unsupported request: the object does not exist or cannot be loaded."},
	{100, 1893061, 400, "", "This message tag is no longer supported."},
	{100, 2018001, 400, "messenger", "No matching user found."},
	{100, 2018008, 400, "", "Failed to fetch the file from the url."},
	{100, 2018047, 400, "", "Upload attachment failure: the type does not match the content."},
	{100, 2018074, 400, "", "The attachment id does not belong to this account."},
	{100, 2018109, 400, "", "Attachment size exceeds allowable limit."},
	{100, 2018218, 400, "", "There is no profile available for this user."},
	{100, 2018276, 400, "", "Cannot tag messages with this tag without prior approval."},
	{100, 2018294, 400, "", "The video could not be fetched in time."},
	{100, 2534013, 400, "instagram", "The Page is not linked to an Instagram account."},
	{100, 2534014, 400, "instagram", "The requested user cannot be found."},
	{100, 2534015, 400, "instagram", "Invalid message data."},
	{100, 2534025, 400, "", "This comment is invalid for a private reply."},
	{100, 2534029, 400, "instagram", "The business is not allowed to send messages on Instagram."},
	{100, 2534037, 400, "instagram", "This app is not the owner of the thread."},
	{190, 0, 401, "", "Error validating access token: the session has expired."},
	{190, 460, 401, "", "Error validating access token: the password was changed."},
	{190, 467, 401, "", "Error validating access token: the token was invalidated."},
	{200, 0, 403, "", "Permissions error."},
	{200, 1545041, 403, "", "Message cannot be sent: this person is not available right now."},
	{200, 2018028, 403, "messenger", "Cannot message users who are not admins, developers or testers of the app."},
	{200, 2534041, 403, "instagram", "The owner has switched off access to messages."},
	{230, 0, 403, "", "User consent is required to access the profile."},
	{299, 0, 403, "", "Permission is not granted."},
	{368, 0, 403, "", "The action attempted has been deemed abusive or is otherwise disallowed."},
	{551, 1545041, 400, "messenger", "This person is not available right now."},
	{613, 0, 429, "", "Calls to this API have exceeded the rate limit."},
	{613, 2018338, 429, "", "The behaviour is considered abusive. Slow down."},
	{613, 2534040, 429, "instagram", "Too many messages have been sent."},
	{1200, 0, 503, "", "Temporary send message failure. Please try again later."},
	{1200, 2018012, 503, "", "Internal error while sending. Please try again."},
	{2, 1545133, 503, "", "Temporarily unavailable. Please try again."},
	{9000001, 0, 400, "", "The message was deleted."},
	{36000, 0, 400, "instagram", "The image is too large."},
}

// ErrorOf is the platform's refusal with a code and subcode; details replace its words unless empty.
func ErrorOf(code, subcode int, details string) *graph.Error {
	out := &graph.Error{HTTP: 400, Code: code, Subcode: subcode, Title: "Error", Details: details}
	for _, k := range Errors {
		if k.Code == code && k.Subcode == subcode {
			out.HTTP, out.Title = k.HTTP, k.Words
		}
	}
	return out
}
