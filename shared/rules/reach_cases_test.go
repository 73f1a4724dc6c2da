package rules_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"testing"
	"time"

	"transom/shared/rules"
)

const reachable = "testdata/reach.json"

type reachCase struct {
	Name       string     `json:"name"`
	Row        row        `json:"row"`
	HumanAgent bool       `json:"humanAgent"`
	Until      *time.Time `json:"until,omitempty"`
}

// The client has a copy of Reach, which does not know when the customer wrote. It reads the same cases.
func TestJudgeReachesAsFarForTheClientAsHere(t *testing.T) {
	var b bytes.Buffer
	names := map[string]bool{}
	for _, kind := range []rules.ChannelKind{rules.WhatsApp, rules.Messenger, rules.Instagram, rules.WebChat} {
		for _, as := range []rules.Kind{rules.Messages, rules.Comments} {
			for _, was := range []bool{false, true} {
				for _, is := range []bool{false, true} {
					at := time.Date(2026, 5, 11, 14, 5, 0, 0, time.UTC)
					c := rules.Conversation{ID: "c1", On: kind, Kind: as, Status: rules.Open, LastInboundAt: at}
					if as == rules.Messages {
						c.WindowClosesAt, c.HumanWindowClosesAt = rules.Window(kind, was, at)
					}
					one := reachCase{Name: fmt.Sprintf("%s, %s: the right was %t and is %t", kind, as, was, is), Row: rowOf(c), HumanAgent: is}
					if until := rules.Reach(c, rules.Channel{Kind: kind, HumanAgent: is}).HumanWindowClosesAt; !until.IsZero() {
						one.Until = &until
					}
					line, err := json.Marshal(one)
					if err != nil || names[one.Name] {
						t.Fatal(one.Name, err)
					}
					names[one.Name] = true
					b.WriteString(map[bool]string{true: "[\n", false: ",\n"}[b.Len() == 0])
					b.Write(line)
				}
			}
		}
	}
	b.WriteString("\n]\n")
	if *update {
		if err := os.WriteFile(reachable, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(reachable)
	if err != nil || !bytes.Equal(got, b.Bytes()) {
		t.Errorf("%s is not what the rules say (%v): run go test ./shared/rules -run Judge -update", reachable, err)
	}
}
