package boot_test

import (
	"slices"
	"strings"
	"testing"

	"transom/events"
	"transom/functions/internal/boot"
)

func TestAMissingVariableSaysWhatItIsFor(t *testing.T) {
	t.Setenv(events.EnvTableMsgs, "")
	t.Setenv(events.EnvTableCore, "core")
	t.Setenv("AWS_REGION", "us-east-1")
	_, err := boot.Store(t.Context())
	if err == nil || !strings.Contains(err.Error(), events.EnvTableMsgs+" is not set; it names the table of the message log") {
		t.Errorf("the error is %v", err)
	}
}

func TestMediaComesFromNoOtherHostUnlessOneIsNamed(t *testing.T) {
	for value, want := range map[string][]string{"": nil, " , ": nil, "127.0.0.1:9000": {"127.0.0.1:9000"}, "a:1, b:2": {"a:1", "b:2"}} {
		t.Setenv(events.EnvMediaHosts, value)
		if got := boot.MediaHosts(); !slices.Equal(got, want) {
			t.Errorf("%q gives %v, want %v", value, got, want)
		}
	}
}

func TestTheGraphAPIIsPinnedToAVersion(t *testing.T) {
	t.Setenv(events.EnvGraphURL, "")
	if got := boot.GraphURL(); got != "https://graph.facebook.com/v26.0" {
		t.Errorf("the base is %s", got)
	}
	t.Setenv(events.EnvGraphURL, "http://127.0.0.1:9000/v26.0/")
	if got := boot.GraphURL(); got != "http://127.0.0.1:9000/v26.0" {
		t.Errorf("the base is %s", got)
	}
}
