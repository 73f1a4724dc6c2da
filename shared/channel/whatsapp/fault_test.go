package whatsapp_test

import (
	"errors"
	"testing"

	"transom/shared/fault"
)

// checkFault holds an error against what a reactor does with it.
func checkFault(t *testing.T, err error, permanent bool, is error) {
	t.Helper()
	switch {
	case err == nil:
		t.Fatal("there is no error")
	case fault.Permanent(err) != permanent:
		t.Errorf("%v is for good: %t, want %t", err, !permanent, permanent)
	case is != nil && !errors.Is(err, is):
		t.Errorf("the error is %v, want %v", err, is)
	}
}
