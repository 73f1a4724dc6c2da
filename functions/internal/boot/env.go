package boot

import (
	"fmt"
	"os"
	"strings"

	"transom/events"
	"transom/shared/fault"
)

// DefaultGraphURL is Meta's Graph API at the version we speak (v26.0 is current since 2026-07-29; Graph API
// changelog, read 2026-11-20).
const DefaultGraphURL = "https://graph.facebook.com/v26.0"

// DefaultInstagramURL is the host of accounts that are connected by themselves, at the same version.
const DefaultInstagramURL = "https://graph.instagram.com/v26.0"

// Env reads a variable that must be set. what says what it is for, as the end of the sentence "it names …"
// does, and stands in the error: "environment variable TRANSOM_TABLE_CORE is not set; it names the table of
// conversation heads".
func Env(name, what string) (string, error) {
	value := strings.TrimSpace(os.Getenv(name))
	if value == "" {
		return "", fault.New(fault.Internal, "not_configured", "The system is not set up completely.").
			Because(fmt.Errorf("environment variable %s is not set; it names %s", name, what))
	}
	return value, nil
}

// EnvOr reads a variable that has a default.
func EnvOr(name, fallback string) string {
	if value := strings.TrimSpace(os.Getenv(name)); value != "" {
		return value
	}
	return fallback
}

// GraphURL is the base of the Graph API with its version and without a slash at the end.
func GraphURL() string { return strings.TrimRight(EnvOr(events.EnvGraphURL, DefaultGraphURL), "/") }

// InstagramURL is GraphURL for Instagram accounts that are connected by themselves.
func InstagramURL() string {
	return strings.TrimRight(EnvOr(events.EnvInstagramURL, DefaultInstagramURL), "/")
}

// MediaHosts lists the exact "host:port" pairs that media may come from beside the platforms' own hosts. It
// is empty on AWS.
func MediaHosts() []string {
	var hosts []string
	for h := range strings.SplitSeq(os.Getenv(events.EnvMediaHosts), ",") {
		if h = strings.TrimSpace(h); h != "" {
			hosts = append(hosts, h)
		}
	}
	return hosts
}
