package rules_test

import (
	"bytes"
	"fmt"
	"go/format"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/nyaruka/phonenumbers"
)

const dialed = "phone_plan.go"

// The table is small so that a function starts without the library, whose metadata takes 7 ms and 7 MB; the library
// stands beside it here.
func TestTheTableOfCountryCodesIsTheLibrarys(t *testing.T) {
	want := dialText(t)
	if *update {
		if err := os.WriteFile(dialed, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(dialed)
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("%s is not what the library says (%v): run go test ./shared/rules -run CountryCodes -update", dialed, err)
	}
}

func dialText(t *testing.T) []byte {
	t.Helper()
	var codes []string
	for code := range phonenumbers.GetSupportedCallingCodes() {
		codes = append(codes, strconv.Itoa(code))
	}
	slices.Sort(codes)
	var b bytes.Buffer
	b.WriteString("package rules\n\n// dialings are the country codes that are in use (libphonenumber's metadata, as of nyaruka/phonenumbers 1.8.1), written\n" +
		"// by go test ./shared/rules -run CountryCodes -update.\nvar dialings = map[string]dialing{\n")
	for _, code := range codes {
		n, err := strconv.Atoi(code)
		if err != nil {
			t.Fatal(err)
		}
		region := phonenumbers.GetRegionCodeForCountryCode(n)
		fmt.Fprintf(&b, "\t%q: {%q, %q},\n", code, trunkOf(region), runsOf(n))
	}
	b.WriteString("}\n")
	out, err := format.Source(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// trunkOf is what stands before a number at home. Belarus writes a 0 behind its 8, which goes with it.
func trunkOf(region string) string {
	if region == "BY" {
		return "80"
	}
	return phonenumbers.GetNddPrefixForRegion(region, true)
}

// runsOf are the lengths that a country's numbers have: "7-9 11".
func runsOf(code int) string {
	var runs []string
	first := 0
	for n := 1; n <= 18; n++ {
		digits, _ := strconv.ParseUint(strings.Repeat("5", n), 10, 64)
		country := int32(code)
		possible := n < 18 && phonenumbers.IsPossibleNumberWithReason(&phonenumbers.PhoneNumber{CountryCode: &country, NationalNumber: &digits}) == phonenumbers.IS_POSSIBLE
		switch {
		case possible && first == 0:
			first = n
		case !possible && first == n-1 && first > 0:
			runs, first = append(runs, strconv.Itoa(first)), 0
		case !possible && first > 0:
			runs, first = append(runs, strconv.Itoa(first)+"-"+strconv.Itoa(n-1)), 0
		}
	}
	return strings.Join(runs, " ")
}
