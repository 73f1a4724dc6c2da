package faults_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"transom/shared/channel/faults"
)

var update = flag.Bool("update", false, "write docs/errors.md again")

const document = "../../../docs/errors.md"

func TestTheDocumentSaysWhatTheCatalogueSays(t *testing.T) {
	want := render()
	if *update {
		if err := os.WriteFile(document, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(document)
	if err != nil || string(got) != want {
		t.Errorf("docs/errors.md is not what the catalogue says (%v): run go test ./shared/channel/faults -update", err)
	}
}

func render() string {
	by := map[faults.Reason][]string{}
	for _, e := range faults.Listed() {
		text := fmt.Sprint(e.Number)
		if e.Subcode != 0 {
			text = "…/" + fmt.Sprint(e.Subcode)
		}
		by[e.Reason] = append(by[e.Reason], map[faults.Platform]string{faults.WhatsApp: "W ", faults.Messenger: "M ", faults.Instagram: "I "}[e.On]+text)
	}
	var b strings.Builder
	b.WriteString("# What goes wrong with a message, and what is said\n\n")
	b.WriteString("Generated from `shared/channel/faults` by `go test ./shared/channel/faults -update`; a test holds the two together.\n\n")
	b.WriteString("Class: R tried again with back-off, then by timer · N never the same again · W something outside has to change · A the account's owner has to act.\n")
	b.WriteString("Effect: what a refusal changes beyond its message. Codes: W WhatsApp, M Messenger and Instagram (`…/` a subcode, which decides whatever its code), I Instagram alone.\n")
	b.WriteString("WhatsApp 200 to 299 are permissions and 133000 to 133015 registration; Messenger and Instagram 36000 to 36007 are files that are too large. Any other code is `refused`, or tried again if it came with HTTP 5xx.\n\n")
	b.WriteString("| reason | class | effect | what the agent reads | codes |\n| --- | --- | --- | --- | --- |\n")
	for _, r := range slices.Sorted(maps.Keys(faults.Reasons)) {
		m := faults.Reasons[r]
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s |\n", r, m.Class, m.Effect, m.English, strings.Join(by[r], ", "))
	}
	return b.String()
}

func TestTheClientHasASentenceForEveryReason(t *testing.T) {
	files, err := filepath.Glob("../../../web/src/words/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("the client's words are not where they were: %v", err)
	}
	said := map[string]string{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var words struct {
			Reason map[string]string `json:"reason"`
		}
		if err := json.Unmarshal(text, &words); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		maps.Copy(said, words.Reason)
	}
	for r := range faults.Reasons {
		if said[string(r)] == "" {
			t.Errorf("web/src/words has no sentence for the reason %s", r)
		}
	}
}
