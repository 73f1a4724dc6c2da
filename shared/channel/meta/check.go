package meta

import (
	"errors"
	"fmt"
	"strconv"

	"transom/shared/channel/faults"
	"transom/shared/fault"
	"transom/shared/rules"
)

// The two ways in which asking a platform about an account goes wrong.
var (
	ErrRefused = fault.New(fault.Refused, "credentials_refused", "The platform refused these credentials.")
	ErrAway    = fault.New(fault.Later, "platform_unreachable", "The platform could not be reached. Try again in a moment.")
)

// Done is nil when the platform did what it was asked, ErrAway when it is not known or will pass, or else
// ErrRefused with the details "reason" (of the catalogue), "code" and "said", and the catalogue's sentence.
func (a Answer) Done(on faults.Platform) error {
	if a.OK() {
		return nil
	}
	out := a.Outcome(on, func(Tree) (string, bool) { return "", false })
	if out.Unknown || out.Error.Reason == string(faults.Unreachable) || out.Class == "R" {
		if a.Err != nil {
			return ErrAway.Because(a.Err)
		}
		return ErrAway.Because(fmt.Errorf("HTTP %d", a.Status))
	}
	refused := ErrRefused.With("reason", out.Error.Reason).With("code", strconv.Itoa(out.Error.Code)).With("said", out.Error.Details)
	refused.Public = faults.MeaningOf(out.Error.Reason).English
	return refused.Because(fmt.Errorf("HTTP %d, code %d: %s", a.Status, out.Error.Code, out.Error.Reason))
}

// HealthOf is what an error of Done says about a channel; the zero Health where it says nothing. Since is the
// caller's to set.
func HealthOf(err error) rules.Health {
	var f *fault.Error
	if !errors.As(err, &f) || !errors.Is(err, ErrRefused) {
		return rules.Health{}
	}
	reason := f.Details["reason"]
	h := rules.Health{State: rules.Restricted, Reason: reason}
	if faults.MeaningOf(reason).Effect == faults.Unauthorize {
		h.State = rules.Unauthorized
	}
	return h
}

// Withheld takes a refusal to tell about a person for what it is: no news and no error. Everything that may pass
// stays an error.
func Withheld(err error) error {
	if errors.Is(err, ErrRefused) {
		return nil
	}
	return err
}
