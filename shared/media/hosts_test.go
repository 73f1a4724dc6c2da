package media

import (
	"context"
	"errors"
	"net/url"
	"testing"
)

func TestFilesComeFromMetasHostsOnly(t *testing.T) {
	h := hosts{extra: []string{"127.0.0.1:9000"}}
	for address, want := range map[string]bool{
		"https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1": true,
		"https://LOOKASIDE.FBSBX.COM/a":                                    true,
		"https://scontent.xx.fbcdn.net/a":                                  true,
		"https://graph.facebook.com:443/a":                                 true,
		"https://facebook.com/a":                                           true,
		"http://lookaside.fbsbx.com/a":                                     false,
		"https://lookaside.fbsbx.com:8443/a":                               false,
		"https://evilfbsbx.com/a":                                          false,
		"https://fbsbx.com.evil.example/a":                                 false,
		"https://user@lookaside.fbsbx.com/a":                               false,
		"https://evil.example/lookaside.fbsbx.com":                         false,
		"https://169.254.169.254/latest/meta-data":                         false,
		"http://127.0.0.1:9000/a":                                          true,
		"http://127.0.0.1:9001/a":                                          false,
		"http://127.0.0.1/a":                                               false,
		"http://user@127.0.0.1:9000/a":                                     false,
		"file://127.0.0.1:9000/etc/passwd":                                 false,
		"gopher://lookaside.fbsbx.com/":                                    false,
		"":                                                                 false,
		"//lookaside.fbsbx.com/a":                                          false,
	} {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		if err := h.allow(u); (err == nil) != want || (err != nil && !errors.Is(err, ErrHost)) {
			t.Errorf("%s: %v, want allowed %t", address, err, want)
		}
	}
}

func TestNoNameLeadsIntoAPrivateNetwork(t *testing.T) {
	for address, want := range map[string]bool{
		"157.240.1.1:443": true, "[2a03:2880::1]:443": true,
		"127.0.0.1:443": false, "10.0.0.1:443": false, "172.16.0.1:443": false, "192.168.1.1:443": false, "169.254.169.254:80": false,
		"100.64.0.1:443": false, "0.0.0.0:443": false, "0.1.2.3:443": false, "224.0.0.1:443": false, "255.255.255.255:443": false, "198.18.0.1:443": false,
		"[::1]:443": false, "[fe80::1]:443": false, "[fd00:ec2::254]:80": false, "[::ffff:127.0.0.1]:443": false, "[::ffff:10.0.0.1]:443": false,
		"[64:ff9b::a00:1]:443": false, "[2002:7f00:1::]:443": false, "[::]:443": false, "nonsense": false,
	} {
		if err := outside(address); (err == nil) != want {
			t.Errorf("%s: %v, want outside %t", address, err, want)
		}
	}
}

func TestTheDialLooksWhereANameLeads(t *testing.T) {
	if _, err := (hosts{}).dial(context.Background(), "tcp", "localhost:1"); !errors.Is(err, ErrHost) {
		t.Errorf("a name that leads home is dialled: %v", err)
	}
	if _, err := (hosts{extra: []string{"localhost:1"}}).dial(context.Background(), "tcp", "localhost:1"); err == nil || errors.Is(err, ErrHost) {
		t.Errorf("an extra host is not even dialled: %v", err)
	}
}
