package rules_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"slices"
	"testing"
	"time"

	"transom/shared/rules"
	"transom/shared/wire"
)

var update = flag.Bool("update", false, "write testdata/judge.json and docs/windows.md again")

const judged = "testdata/judge.json"

// row is what a client knows of a conversation's windows, as wire.Conversation says it.
type row struct {
	Kind                string     `json:"kind"`
	ChannelKind         string     `json:"channelKind"`
	WindowClosesAt      *time.Time `json:"windowClosesAt,omitempty"`
	HumanWindowClosesAt *time.Time `json:"humanWindowClosesAt,omitempty"`
	AdWindowClosesAt    *time.Time `json:"adWindowClosesAt,omitempty"`
	FreeUntil           *time.Time `json:"freeUntil,omitempty"`
	WindowExpired       bool       `json:"windowExpired"`
	WindowOver          bool       `json:"windowOver"`
}

// verdict is rules.Verdict as a client says it. An end that never comes is left out.
type verdict struct {
	Permit string     `json:"permit"`
	Rule   string     `json:"rule"`
	Until  *time.Time `json:"until,omitempty"`
	Ways   []string   `json:"ways"`
}

type judgedCase struct {
	Name   string    `json:"name"`
	Row    row       `json:"row"`
	By     string    `json:"by"`
	Now    time.Time `json:"now"`
	Expect verdict   `json:"expect"`
}

// The client has a copy of Judge. It reads the same cases.
func TestJudgeSaysToTheClientWhatItSaysHere(t *testing.T) {
	want := written(t)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(judged, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(judged)
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("%s is not what the rules say (%v): run go test ./shared/rules -run Judge -update", judged, err)
	}
}

// written is the file: one case a line.
func written(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	b.WriteString("[\n")
	for i, c := range judgedCases(t) {
		line, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		if i > 0 {
			b.WriteString(",\n")
		}
		b.Write(line)
	}
	b.WriteString("\n]\n")
	return b.Bytes()
}

func judgedCases(t *testing.T) []judgedCase {
	t.Helper()
	var all []judgedCase
	names, asked := map[string]bool{}, map[string]bool{}
	for _, h := range heads() {
		for _, m := range h.moments() {
			for _, by := range []rules.Sender{rules.ByHuman, rules.ByProgram} {
				c := judgedCase{Name: h.name + ", " + m.name + ": a " + string(by), Row: rowOf(h.head), By: string(by), Now: m.at}
				c.Expect = verdictOf(rules.Judge(h.head, by, m.at))
				question, err := json.Marshal([]any{c.Row, c.By, c.Now})
				if err != nil {
					t.Fatal(err)
				}
				switch {
				case asked[string(question)]: // to a client it is the same
					continue
				case names[c.Name]:
					t.Errorf("two cases are called %q", c.Name)
				}
				names[c.Name], asked[string(question)] = true, true
				all = append(all, c)
			}
		}
	}
	if len(all) < 300 {
		t.Errorf("%d cases are too few to hold a client to", len(all))
	}
	return all
}

func rowOf(c rules.Conversation) row {
	w := wire.OfConversation(c)
	return row{w.Kind, w.ChannelKind, w.WindowClosesAt, w.HumanWindowClosesAt, w.AdWindowClosesAt, w.FreeUntil, w.WindowExpired, w.WindowOver}
}

func verdictOf(v rules.Verdict) verdict {
	out := verdict{Permit: string(v.Permit), Rule: string(v.Rule), Ways: []string{}}
	if !v.Until.IsZero() {
		out.Until = &v.Until
	}
	for _, way := range v.Ways {
		out.Ways = append(out.Ways, string(way))
	}
	return out
}

// moment is a time with the words for it.
type moment struct {
	name string
	at   time.Time
}

// moments are the seconds around every edge that a head has, each instant once.
func (h named) moments() []moment {
	edges := []moment{
		{"everybody's window", h.head.WindowClosesAt}, {"a person's window", h.head.HumanWindowClosesAt},
		{"the ad's window", h.head.AdWindowClosesAt()}, {"the free time", h.head.FreeUntil()},
	}
	out := []moment{{"at the beginning", wrote}, {"a year later", wrote.AddDate(1, 0, 0)}}
	for _, edge := range edges {
		if edge.at.IsZero() {
			continue
		}
		for _, off := range []struct {
			name string
			by   time.Duration
		}{
			{"a second before the end of ", -time.Second}, {"a millisecond before the end of ", -time.Millisecond},
			{"at the end of ", 0}, {"a second after the end of ", time.Second},
		} {
			m := moment{off.name + edge.name, edge.at.Add(off.by)}
			if !slices.ContainsFunc(out, func(have moment) bool { return have.at.Equal(m.at) }) {
				out = append(out, m)
			}
		}
	}
	return out
}
