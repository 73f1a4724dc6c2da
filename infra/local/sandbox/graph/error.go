package graph

import "fmt"

// Error is a refusal of the Graph API. HTTP is the status it travels with; Product is set where the platform
// says details apart ("whatsapp"), otherwise they are the message.
type Error struct {
	HTTP    int
	Code    int
	Subcode int
	Title   string
	Details string
	Product string
	User    string // a sentence for whoever uses the app, "" for most
}

// Error reads for operators.
func (e *Error) Error() string {
	return fmt.Sprintf("graph error %d/%d: %s", e.Code, e.Subcode, e.Details)
}

// Body is the JSON that the Graph API answers; trace is its fbtrace_id.
func (e *Error) Body(trace string) map[string]any {
	inner := map[string]any{"message": fmt.Sprintf("(#%d) %s", e.Code, e.Title), "type": "OAuthException", "code": e.Code, "fbtrace_id": trace}
	if e.Subcode != 0 {
		inner["error_subcode"] = e.Subcode
	}
	switch {
	case e.Details == "":
	case e.Product != "":
		inner["error_data"] = map[string]any{"messaging_product": e.Product, "details": e.Details}
	default:
		inner["message"] = fmt.Sprintf("(#%d) %s", e.Code, e.Details)
	}
	if e.User != "" {
		inner["error_user_title"], inner["error_user_msg"] = e.Title, e.User
	}
	return map[string]any{"error": inner}
}

// Unknown is the refusal of a request about something that is not there.
func Unknown(verb, id string) *Error {
	return &Error{HTTP: 400, Code: 100, Subcode: 33, Title: "Unsupported " + verb + " request",
		Details: "Object with ID '" + id + "' does not exist, cannot be loaded due to missing permissions, or does not support this operation."}
}
