package rules_test

import (
	"errors"
	"testing"

	"github.com/nyaruka/phonenumbers"

	"transom/shared/rules"
)

func TestANumberIsReadAsPeopleTypeIt(t *testing.T) {
	for _, c := range []struct{ name, typed, own, want string }{
		{"with its country code", "+49 151 2345678", "", "491512345678"},
		{"with 00", "0049 151 2345678", "", "491512345678"},
		{"with the home's zero in between", "+49 (0) 151 2345678", "", "491512345678"},
		{"with the home's zero, closely", "+4901512345678", "", "491512345678"},
		{"with everything that people put in between", " +1 (212) 555-01.23/", "", "12125550123"},
		{"as it is written at home", "0151 2345678", "4930123456", "491512345678"},
		{"at home, where nothing stands before it", "(212) 555-0123", "13105550100", "12125550123"},
		{"at home, where a one does", "1 212 555 0123", "13105550100", "12125550123"},
		{"in Italy, where the zero stays", "06 1234567", "390612345678", "39061234567"},
		{"from Italy, where the zero stays", "+39 06 1234567", "", "39061234567"},
		{"in Hungary, with its two digits", "06 20 123 4567", "36201234567", "36201234567"},
		{"in Russia", "8 (912) 345-67-89", "79123456780", "79123456789"},
		{"the code without its plus, at home", "44 7700 900103", "447700900100", "447700900103"},
		{"Mexico's old one", "+52 1 55 1234 5678", "", "525512345678"},
		{"Argentina's nine stays", "+54 9 11 2345 6789", "", "5491123456789"},
		{"Arabic digits", "+٤٩ ١٥١ ٢٣٤٥٦٧٨", "", "491512345678"},
		{"full-width digits", "＋４９１５１２３４５６７８", "", "491512345678"},
		{"dashes of print, and marks of direction", "\u202a+49‑151‑2345678\u202c", "", "491512345678"},
		{"a free number", "+800 1234 5678", "", "80012345678"},

		{"nothing", "", "49301", ""},
		{"spaces", "  ", "49301", ""},
		{"letters", "+1 800 FLOWERS", "", ""},
		{"a name", "Lena", "4930123456", ""},
		{"an extension", "+49 30 123456 x12", "", ""},
		{"two numbers", "+49 151 2345678, +49 151 2345679", "", ""},
		{"a plus in between", "49+1512345678", "", ""},
		{"two pluses", "++491512345678", "", ""},
		{"a plus alone", "+", "", ""},
		{"a country code that nobody has", "+999 1234567", "", ""},
		{"one that begins with a zero", "+0 151 2345678", "", ""},
		{"too short", "+49 12", "", ""},
		{"too short for America", "+1 212 555", "", ""},
		{"too long for America", "+1 212 555 01234", "", ""},
		{"longer than any", "+49 1512345678901234", "", ""},
		{"without a country code, and nobody knows ours", "0151 2345678", "", ""},
		{"an id", "US.13491208655302741918", "", ""},
	} {
		got, err := rules.ParsePhone(c.typed, c.own)
		if got != c.want || (c.want == "") != errors.Is(err, rules.ErrNotANumber) {
			t.Errorf("%s: got %q (%v), want %q", c.name, got, err, c.want)
		}
	}
}

// Every number that the library gives as an example of a country is read as the library reads it, from abroad and
// at home.
func TestExamplesOfEveryCountryAreReadAsTheLibraryReadsThem(t *testing.T) {
	seen := 0
	for region := range phonenumbers.GetSupportedRegions() {
		for _, kind := range []phonenumbers.PhoneNumberType{phonenumbers.MOBILE, phonenumbers.FIXED_LINE} {
			n := phonenumbers.GetExampleNumberForType(region, kind)
			if n == nil {
				continue
			}
			want := phonenumbers.Format(n, phonenumbers.E164)[1:]
			own := phonenumbers.Format(phonenumbers.GetExampleNumber(region), phonenumbers.E164)[1:]
			for _, form := range []phonenumbers.PhoneNumberFormat{phonenumbers.E164, phonenumbers.INTERNATIONAL, phonenumbers.NATIONAL} {
				typed := phonenumbers.Format(n, form)
				got, err := rules.ParsePhone(typed, own)
				if form == phonenumbers.NATIONAL && region == "AR" { // not read, and never as another number
					want, err = got, nil
					if got != "" {
						t.Errorf("%s: %s is read as %q", region, typed, got)
					}
				}
				if err != nil || got != want {
					t.Errorf("%s: %s is read as %q (%v), want %q", region, typed, got, err, want)
				}
				seen++
			}
		}
	}
	if seen < 1000 {
		t.Errorf("only %d numbers were read", seen)
	}
}

func TestOurOwnNumberIsKnownInAllItsForms(t *testing.T) {
	ours := []rules.Channel{{}, {Phone: "5511912345678"}, {Phone: "12125550123"}}
	for digits, want := range map[string]bool{"5511912345678": true, "551112345678": false, "551191234567": false, "551112345679": false,
		"12125550123": true, "12125550124": false, "": false} {
		if got := rules.IsOwnNumber(digits, ours); got != want {
			t.Errorf("%q is ours: %v", digits, got)
		}
	}
	if !rules.IsOwnNumber("551181234567", []rules.Channel{{Phone: "5511981234567"}}) {
		t.Error("the form without the nine is another number")
	}
}

func FuzzWhateverIsTypedIsANumberOrNone(f *testing.F) {
	for _, typed := range []string{"+49 (0) 151 2345678", "0049 30 1", "+1 212 555 0123", "06 20 123 4567", "", "+", "Lena", "\u202a+49", "٠١٥١", "99999999999999999999"} {
		f.Add(typed, "4930123456")
		f.Add(typed, "")
	}
	f.Fuzz(func(t *testing.T, typed, own string) {
		got, err := rules.ParsePhone(typed, own)
		if (err == nil) != (got != "") || len(got) > 15 {
			t.Fatalf("%q near %q is read as %q: %v", typed, own, got, err)
		}
		if err != nil {
			return
		}
		if again, err := rules.ParsePhone("+"+got, ""); again != got {
			t.Fatalf("%q near %q is read as %q, and that as %q: %v", typed, own, got, again, err)
		}
	})
}
