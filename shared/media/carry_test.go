package media

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"net/url"
	"testing"
)

func TestAToldSumIsComparedByItsBytes(t *testing.T) {
	sum := sha256.Sum256([]byte("a"))
	found := hex.EncodeToString(sum[:])
	other := sha256.Sum256([]byte("b"))
	for _, c := range []struct {
		name, told string
		want       bool
	}{
		{"hexadecimal", found, true},
		{"base64", base64.StdEncoding.EncodeToString(sum[:]), true},
		{"base64 without padding", base64.RawURLEncoding.EncodeToString(sum[:]), true},
		{"of another file", hex.EncodeToString(other[:]), false},
		{"of another file, in base64", base64.StdEncoding.EncodeToString(other[:]), false},
		{"not told", "", true},
		{"no sum at all", "abc", true},
	} {
		if got := SameSum(c.told, found); got != c.want {
			t.Errorf("%s: %t, want %t", c.name, got, c.want)
		}
	}
}

func TestATokenGoesOnlyWhereItIsAskedFor(t *testing.T) {
	h := hosts{extra: []string{"127.0.0.1:4000"}}
	for address, want := range map[string]bool{
		"https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1": true,
		"https://graph.facebook.com/v26.0/1":                               true,
		"https://graph.instagram.com/v26.0/1":                              true,
		"http://127.0.0.1:4000/media/1":                                    true,
		"https://scontent.xx.fbcdn.net/v/1.jpg":                            false,
		"https://scontent.cdninstagram.com/v/1.jpg":                        false,
		"https://cdn.fbsbx.com/v/1.mp4":                                    false,
		"http://lookaside.fbsbx.com/1":                                     false,
		"https://lookaside.fbsbx.com.evil.example/1":                       false,
	} {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		if got := h.trusted(u); got != want {
			t.Errorf("a token goes to %s: %t, want %t", address, got, want)
		}
	}
}
