package media

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"syscall"
	"time"
)

// suffixes are where Meta's files are (media reference, 2026-03-12: lookaside.fbsbx.com; its networks for
// content beside it).
var suffixes = []string{"fbsbx.com", "fbcdn.net", "cdninstagram.com", "facebook.com"}

// trustees are the hosts that a token is for.
var trustees = []string{"lookaside.fbsbx.com", "graph.facebook.com", "graph.instagram.com"}

// trusted reports that a token may go to an address: over https to a trustee, or to an extra host.
func (h hosts) trusted(u *url.URL) bool {
	name := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	return h.listed(u) || u.Scheme == "https" && slices.Contains(trustees, name)
}

// hosts says where files may come from.
type hosts struct{ extra []string }

// allow judges an address before anything is asked: https from Meta's hosts, or exactly an extra one.
func (h hosts) allow(u *url.URL) error {
	if u.User != nil {
		return ErrHost.Because(errors.New("the address names a user"))
	}
	if h.listed(u) {
		return nil
	}
	name := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	ours := slices.ContainsFunc(suffixes, func(s string) bool { return name == s || strings.HasSuffix(name, "."+s) })
	if u.Scheme != "https" || !ours || (u.Port() != "" && u.Port() != "443") {
		return ErrHost.Because(fmt.Errorf("%s://%s is not on the list", u.Scheme, u.Host))
	}
	return nil
}

// listed reports that an address is one of the extra hosts, port included.
func (h hosts) listed(u *url.URL) bool {
	return (u.Scheme == "http" || u.Scheme == "https") && u.Port() != "" && slices.Contains(h.extra, u.Host)
}

// dial connects to where a name leads, unless that is inside our own network: a name on the list may lead
// anywhere. It looks at the address at the very moment of connecting. Extra hosts may be inside.
func (h hosts) dial(ctx context.Context, network, address string) (net.Conn, error) {
	d := net.Dialer{Timeout: 5 * time.Second}
	if !slices.Contains(h.extra, address) {
		d.Control = func(_, resolved string, _ syscall.RawConn) error { return outside(resolved) }
	}
	return d.DialContext(ctx, network, address)
}

// outside refuses addresses that are not on the public internet.
func outside(address string) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return ErrHost.Because(fmt.Errorf("read address: %w", err))
	}
	ip := at.Addr().Unmap()
	if !ip.IsGlobalUnicast() || ip.IsPrivate() || slices.ContainsFunc(reserved, func(p netip.Prefix) bool { return p.Contains(ip) }) {
		return ErrHost.Because(errors.New("the name leads into a private network"))
	}
	return nil
}

// reserved are blocks that are global in form but lead nowhere outside (RFC 6890, RFC 6598, RFC 6052).
var reserved = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("192.0.0.0/24"),
	netip.MustParsePrefix("198.18.0.0/15"), netip.MustParsePrefix("240.0.0.0/4"), netip.MustParsePrefix("64:ff9b::/96"),
	netip.MustParsePrefix("2002::/16"), netip.MustParsePrefix("2001::/32"),
}
