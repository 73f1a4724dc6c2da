package faults_test

import (
	"slices"
	"strings"
	"testing"

	"transom/shared/channel"
	"transom/shared/channel/faults"
)

// told is what Meta's tables say, written down a second time by what has to be done: R again with back-off, N
// never the same, W wait for something outside, A the account's owner.
var told = []struct {
	on     faults.Platform
	class  channel.Class
	effect faults.Effect
	codes  [][2]int
}{
	{faults.WhatsApp, "A", faults.Unauthorize, codes(0, 190)},
	{faults.WhatsApp, "A", faults.Restrict, codes(3, 10, 131005, 200, 211, 230, 299, 33, 368, 131031, 131037, 131042, 131044, 131045,
		133000, 133005, 133006, 133008, 133009, 133010, 133015, 133016)},
	{faults.WhatsApp, "R", faults.Break, codes(1, 2, 131000, 131016, 133004, 131057)},
	{faults.WhatsApp, "R", faults.Nothing, codes(131053)},
	{faults.WhatsApp, "R", faults.ThrottleLine, codes(4, 80007, 130429, 132069)},
	{faults.WhatsApp, "R", faults.ThrottlePair, codes(131056)},
	{faults.WhatsApp, "N", faults.CloseWindow, codes(131047)},
	{faults.WhatsApp, "N", faults.Unreach, codes(130497, 131021, 131026, 131030)},
	{faults.WhatsApp, "N", faults.Nothing, codes(100, 130472, 131008, 131009, 131050, 131051, 131052, 131055, 131060, 131062, 131063, 132000, 132008,
		132012, 132005, 132007, 132068, 134100, 134101, 134102, 135000, 137000,
		2388040, 2388047, 2388072, 2388073, 2388293, 2388299, 2388019, 2388023, 2388024, 2593107, 2593108, 2593109)},
	{faults.WhatsApp, "N", faults.Untemplate, codes(132001, 132016)},
	{faults.WhatsApp, "W", faults.Untemplate, codes(132015)},
	{faults.WhatsApp, "W", faults.Restrict, codes(131048)},
	{faults.WhatsApp, "W", faults.Nothing, codes(131049, 131064, 2494191)},

	{faults.Messenger, "A", faults.Unauthorize, append(codes(190), subs(190, 460, 463, 467)...)},
	{faults.Messenger, "N", faults.CloseWindow, subs(10, 2018278, 2534022, 2018065)},
	{faults.Instagram, "N", faults.CloseWindow, subs(10, 2018278, 2534022)},
	{faults.Messenger, "N", faults.Unreach, append(subs(10, 2018108), [][2]int{{100, 2018001}, {551, 1545041}, {200, 1545041}, {551, 0}, {9010, 0}, {100, 2534014}}...)},
	{faults.Instagram, "N", faults.Unreach, [][2]int{{230, 0}, {100, 2534014}, {9010, 0}, {100, 2534001}}},
	{faults.Messenger, "A", faults.Restrict, [][2]int{{10, 0}, {200, 0}, {230, 0}, {299, 0}, {10, 1893063}, {10, 2534077}, {200, 2018028}, {100, 2534013},
		{100, 2534029}, {100, 2022}, {200, 2534041}, {368, 0}, {3, 0}}},
	{faults.Messenger, "W", faults.Nothing, [][2]int{{10, 2018300}, {10, 2018321}, {100, 2534037}}},
	{faults.Messenger, "W", faults.Restrict, subs(613, 2018338)},
	{faults.Messenger, "R", faults.Break, [][2]int{{1200, 0}, {2, 0}, {2, 1545133}, {2, 2018012}, {1, 0}}},
	{faults.Messenger, "R", faults.Nothing, [][2]int{{100, 2018008}, {100, 2018294}}},
	{faults.Messenger, "N", faults.Untag, [][2]int{{100, 2018276}, {100, 1893061}}},
	{faults.Messenger, "R", faults.ThrottleLine, append(codes(4, 17, 32, 613, 80006), subs(613, 2534040)...)},
	{faults.Instagram, "R", faults.ThrottleLine, append(codes(4, 17, 32, 613, 80002), subs(613, 2534040)...)},
	{faults.Messenger, "N", faults.Nothing, append(codes(100, 36000, 36001, 36002, 36003, 36004, 36005, 36006, 36007, 9000001),
		[][2]int{{100, 2018218}, {100, 2018047}, {100, 2018109}, {100, 2018074}, {100, 2534025}, {10, 2534025}, {100, 2534015}, {100, 33}}...)},
}

func codes(all ...int) [][2]int {
	var out [][2]int
	for _, c := range all {
		out = append(out, [2]int{c, 0})
	}
	return out
}

func subs(code int, all ...int) [][2]int {
	var out [][2]int
	for _, s := range all {
		out = append(out, [2]int{code, s})
	}
	return out
}

func TestEveryCodeOfThePlatformsTablesLeadsToWhatTheySayToDo(t *testing.T) {
	for _, row := range told {
		for _, c := range row.codes {
			r, listed := faults.Of(row.on, c[0], c[1])
			m := faults.Reasons[r]
			if !listed || m.Class != row.class || m.Effect != row.effect {
				t.Errorf("%s %d/%d is %s (listed: %t), class %s, effect %q; want class %s, effect %q", row.on, c[0], c[1], r, listed, m.Class, m.Effect, row.class, row.effect)
			}
		}
	}
}

func TestACodeThatNobodyListedHasAMeaningToo(t *testing.T) {
	for _, on := range []faults.Platform{faults.WhatsApp, faults.Messenger, faults.Instagram} {
		for _, code := range []int{-1, 7, 999999, 1 << 40} {
			r, listed := faults.Of(on, code, 12345678)
			if listed || r != faults.Refused {
				t.Errorf("%s %d is %s, listed: %t", on, code, r, listed)
			}
			if got := faults.ClassOf(on, code, 0, 400, false); got != channel.Never {
				t.Errorf("%s %d with HTTP 400 is class %s", on, code, got)
			}
			if got := faults.ClassOf(on, code, 0, 503, false); got != channel.Retry {
				t.Errorf("%s %d with HTTP 503 is class %s", on, code, got)
			}
		}
		if got := faults.ClassOf(on, 100, 0, 400, true); got != channel.Retry {
			t.Errorf("what %s calls transient is class %s", on, got)
		}
	}
	if faults.MeaningOf("a word of tomorrow") != faults.Reasons[faults.Refused] {
		t.Error("a word that nobody listed has no meaning")
	}
}

func TestEveryReasonIsAWordWithASentenceAClassAndAnEffect(t *testing.T) {
	effects := []faults.Effect{faults.Nothing, faults.CloseWindow, faults.Unauthorize, faults.Restrict, faults.Unreach, faults.ThrottleLine, faults.ThrottlePair, faults.Break, faults.Untag, faults.Untemplate}
	for r, m := range faults.Reasons {
		if strings.ToLower(string(r)) != string(r) || strings.ContainsAny(string(r), " -.") {
			t.Errorf("the word %q is not snake_case", r)
		}
		if !strings.HasSuffix(m.English, ".") || strings.Contains(m.English, "#") || len(m.English) < 20 {
			t.Errorf("%s: %q is not a sentence", r, m.English)
		}
		if !slices.Contains([]channel.Class{"R", "N", "W", "A"}, m.Class) || !slices.Contains(effects, m.Effect) {
			t.Errorf("%s: class %q, effect %q", r, m.Class, m.Effect)
		}
	}
}

func TestEveryReasonThatACodeLeadsToIsInTheCatalogue(t *testing.T) {
	for _, c := range faults.Listed() {
		if _, ok := faults.Reasons[c.Reason]; !ok {
			t.Errorf("%s %d/%d leads to %q, which nobody explains", c.On, c.Number, c.Subcode, c.Reason)
		}
	}
}
