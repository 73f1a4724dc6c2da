package messaging_test

import "testing"

func TestACustomerWhoClickedOnAnAdIsMarkedWhereverThePlatformSaysIt(t *testing.T) {
	for _, c := range []struct {
		name, element string
		want          bool
	}{
		{"a message by an ad", from(`"message":{"mid":"m1","text":"a","referral":{"source":"ADS","type":"OPEN_THREAD","ad_id":"7"}}`), true},
		{"a tap by an ad", from(`"postback":{"mid":"m1","title":"Go","payload":"GO","referral":{"source":"ADS","ad_id":"7"}}`), true},
		{"an ad that opened the thread again", from(`"referral":{"source":"ADS","ad_id":"7"}`), true},
		{"in another case", from(`"message":{"mid":"m1","text":"a","referral":{"source":"ads"}}`), true},
		{"a link", from(`"message":{"mid":"m1","text":"a","referral":{"source":"SHORTLINK","ref":"x"}}`), false},
		{"a source that is no word", from(`"message":{"mid":"m1","text":"a","referral":{"source":{"a":1}}}`), false},
		{"nothing said", from(`"message":{"mid":"m1","text":"a"}`), false},
		{"our own message", to(`"message":{"mid":"m1","text":"a","is_echo":true,"referral":{"source":"ADS"}}`), false},
	} {
		if e := one(t, c.element); e.ByAd != c.want {
			t.Errorf("%s: by an ad is %t, want %t", c.name, e.ByAd, c.want)
		}
	}
}
