package mail

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"slices"

	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/smithy-go"

	"transom/shared/fault"
)

// The facts about letters. The detail "code" is SES's word.
var (
	ErrAddress = fault.New(fault.Invalid, "mail_address", "This is not an e-mail address.")
	ErrRefused = fault.New(fault.Refused, "mail_refused", "The e-mail service does not send this letter.")
	ErrNotNow  = fault.New(fault.Later, "mail_not_now", "The e-mail service takes no letters at the moment.")
	ErrSilence = fault.New(fault.Internal, "mail_unknown", "Nobody knows whether the letter was sent.")
)

// slow are SES's words for "too fast" (SES API v2, Common errors, read 2026-11-21); HTTP 429 and 5xx say it too.
var slow = []string{"TooManyRequestsException", "ThrottlingException", "Throttling", "RequestLimitExceeded", "ServiceUnavailable", "InternalFailure"}

// told says in our words what SES answered. Its own sentence is dropped: it names addresses.
func told(err error) error {
	var status int
	var answer *awshttp.ResponseError
	if errors.As(err, &answer) {
		status = answer.HTTPStatusCode()
	}
	var api smithy.APIError
	var dial *net.OpError
	switch {
	case errors.As(err, &api):
		code := api.ErrorCode()
		if status == http.StatusTooManyRequests || status >= http.StatusInternalServerError || slices.Contains(slow, code) {
			return ErrNotNow.With("code", code).Because(fmt.Errorf("SES answers %s (HTTP %d)", code, status))
		}
		return ErrRefused.With("code", code).Because(fmt.Errorf("SES answers %s (HTTP %d)", code, status))
	case errors.As(err, &dial) && dial.Op == "dial":
		return ErrNotNow.With("code", "unreachable").Because(errors.New("SES cannot be reached"))
	default:
		return ErrSilence.With("code", "silence").Because(errors.New("SES did not answer"))
	}
}
