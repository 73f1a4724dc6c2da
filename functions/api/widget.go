package main

import (
	"context"
	"crypto/rand"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"transom/shared/fault"
	"transom/shared/rules"
	"transom/shared/secret"
	"transom/shared/store"
)

var errBadOrigin = fault.New(fault.Invalid, "bad_origin", "A page's origin is its scheme and host, and a port if it has one: https://example.com. No path, no wildcard.")

// WidgetSecret is what a page's server signs visitors' tokens with. It is answered once, when it is made.
type WidgetSecret struct {
	Secret string `json:"secret"`
}

// makeWidgetSecret makes a new one in place of the one there was; tokens signed with that one stop counting.
func (d *desk) makeWidgetSecret(ctx context.Context, v store.Viewer, in *channelInput) (*reply[WidgetSecret], error) {
	if v.Role != rules.Admin {
		return nil, rules.ErrNotAllowed
	}
	ch, err := d.store.Channel(ctx, v.Workspace, rules.ChannelID(in.ID))
	if err != nil {
		return nil, err
	}
	if ch.Kind != rules.WebChat {
		return nil, errNotForKind
	}
	made := WidgetSecret{newWidgetSecret()}
	if err := d.keep(ctx, secret.WidgetSecret(ch.ID), made.Secret); err != nil {
		return nil, err
	}
	return answer(made), nil
}

// newWidgetSecret has 260 bits of chance.
func newWidgetSecret() string { return rand.Text() + rand.Text() }

// originsOf reads the pages that may embed a web chat, as browsers name them: lower case, without a port that
// goes without saying.
func originsOf(given []string) ([]string, error) {
	var all []string
	for _, text := range given {
		o, ok := origin(text)
		if !ok {
			return nil, errBadOrigin
		}
		if !slices.Contains(all, o) {
			all = append(all, o)
		}
	}
	return all, nil
}

// maxOrigin is the longest origin, in bytes: a host name has at most 253.
const maxOrigin = 300

var usualPorts = map[string]string{"http": "80", "https": "443"}

func origin(text string) (string, bool) {
	text = strings.ToLower(strings.TrimSpace(text))
	u, err := url.Parse(text)
	if err != nil || len(text) > maxOrigin || usualPorts[u.Scheme] == "" || text != u.Scheme+"://"+u.Host {
		return "", false
	}
	host, port := u.Hostname(), u.Port()
	if host == "" || strings.Trim(host, "abcdefghijklmnopqrstuvwxyz0123456789.-:") != "" || strings.HasSuffix(u.Host, ":") {
		return "", false
	}
	if n, err := strconv.Atoi(port); port != "" && (err != nil || n < 1 || n > 65535) {
		return "", false
	}
	if port == usualPorts[u.Scheme] {
		return u.Scheme + "://" + strings.TrimSuffix(u.Host, ":"+port), true
	}
	return u.Scheme + "://" + u.Host, true
}
