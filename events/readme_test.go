package events

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "write the README's table again")

const (
	tableBegins = "<!-- functions: written by `go test ./events -run Readme -update` -->\n"
	tableEnds   = "<!-- /functions -->"
)

func TestReadmeShowsTheTopology(t *testing.T) {
	const path = "../README.md"
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("read README: %v", err)
	}
	before, rest, ok := strings.Cut(string(text), tableBegins)
	if !ok {
		t.Fatal("the README has lost the mark where its table of functions begins")
	}
	_, after, ok := strings.Cut(rest, tableEnds)
	if !ok {
		t.Fatal("the README has lost the mark where its table of functions ends")
	}
	want := before + tableBegins + table() + tableEnds + after
	if *update {
		if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
			t.Fatalf("write README: %v", err)
		}
		return
	}
	if string(text) != want {
		t.Error("the README's table differs from the topology; run: make gen")
	}
}

func table() string {
	var b strings.Builder
	b.WriteString("| function | wakes on | does | memory | time |\n| --- | --- | --- | --- | --- |\n")
	for _, f := range Topology {
		var wakes []string
		for _, on := range f.On {
			wakes = append(wakes, describe(on))
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %d MB | %s |\n", f.Name, strings.Join(wakes, ", "), f.Does, f.Memory, short(f.Timeout))
	}
	return b.String()
}

func describe(on Trigger) string {
	switch on := on.(type) {
	case HTTP:
		return "`" + on.Method + " " + on.Path + "`"
	case Socket:
		return "`" + on.Route + "`"
	case Stream:
		return "stream of " + on.Table
	case Every:
		return "every " + short(on.Period)
	case Async:
		return "asynchronous call"
	default:
		return fmt.Sprintf("%T", on)
	}
}

// short writes a duration without its empty parts: "1m", "55s".
func short(d time.Duration) string {
	text := d.String()
	if d%time.Minute == 0 {
		text = strings.TrimSuffix(text, "0s")
	}
	return text
}
