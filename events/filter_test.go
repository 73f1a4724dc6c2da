package events_test

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"transom/events"
)

type namedRecord struct {
	Name   string          `json:"name"`
	Table  string          `json:"table"`
	Wakes  []string        `json:"wakes"`
	Record json.RawMessage `json:"record"`
}

func records(t *testing.T) []namedRecord {
	t.Helper()
	text, err := os.ReadFile("testdata/records.json")
	if err != nil {
		t.Fatal(err)
	}
	var list []namedRecord
	if err := json.Unmarshal(text, &list); err != nil {
		t.Fatalf("read testdata/records.json: %v", err)
	}
	return list
}

func TestARecordWakesWhomItConcerns(t *testing.T) {
	for _, r := range records(t) {
		t.Run(r.Name, func(t *testing.T) {
			byUs, byAWS := []string{}, []string{}
			for _, fn := range events.Topology {
				for _, trigger := range fn.On {
					on, ok := trigger.(events.Stream)
					if !ok || on.Table != r.Table {
						continue
					}
					if slices.ContainsFunc(on.Filters, func(f events.Filter) bool { return f.Matches(r.Record) }) {
						byUs = append(byUs, fn.Name)
					}
					if anyAccepts(t, on.Filters, string(r.Record)) {
						byAWS = append(byAWS, fn.Name)
					}
				}
			}
			if diff := cmp.Diff(byUs, r.Wakes); diff != "" {
				t.Errorf("on one machine it wakes others (-got +want):\n%s", diff)
			}
			if diff := cmp.Diff(byAWS, r.Wakes); diff != "" {
				t.Errorf("on AWS it wakes others (-got +want):\n%s", diff)
			}
		})
	}
}

func anyAccepts(t *testing.T, filters []events.Filter, record string) bool {
	t.Helper()
	found := false
	for _, f := range filters {
		ok, err := accepts(f.Pattern(), record)
		if err != nil {
			t.Fatalf("%s: %v", f.Pattern(), err)
		}
		found = found || ok
	}
	return found
}

// Every reader must be woken by some record of the table and left alone by another, or the table shows nothing.
func TestTheRecordsTryEveryReaderBothWays(t *testing.T) {
	woken, spared := map[string]bool{}, map[string]bool{}
	for _, r := range records(t) {
		for _, fn := range events.Topology {
			for _, trigger := range fn.On {
				if on, ok := trigger.(events.Stream); ok && on.Table == r.Table {
					if slices.Contains(r.Wakes, fn.Name) {
						woken[fn.Name] = true
					} else {
						spared[fn.Name] = true
					}
				}
			}
		}
	}
	for _, fn := range events.Topology {
		if fn.Family == events.ReactorFamily && (!woken[fn.Name] || !spared[fn.Name]) {
			t.Errorf("%s: woken %v, spared %v, want both", fn.Name, woken[fn.Name], spared[fn.Name])
		}
	}
}

// The conditions on one column are of one type: a value has one type, and of two lists AWS wants both.
func TestAFilterComparesAColumnWithOneType(t *testing.T) {
	for _, fn := range events.Topology {
		for _, trigger := range fn.On {
			on, _ := trigger.(events.Stream)
			for _, f := range on.Filters {
				for column, conds := range f.Image {
					for _, c := range conds {
						if c.Number != conds[0].Number {
							t.Errorf("%s compares %s with text and numbers", fn.Name, column)
						}
					}
				}
			}
		}
	}
}

var (
	someColumns = []string{"et", "st", "rt", "n"}
	someValues  = []string{"", "C", "M", "1", "0", "queued", "10"}
	someOps     = []events.Op{events.Insert, events.Modify, events.Remove}
)

func TestAnyFilterMeansTheSameHereAndOnAWS(t *testing.T) {
	agreed := map[bool]int{}
	rapid.Check(t, func(t *rapid.T) {
		f, record := someFilter(t), someRecord(t)
		want, err := accepts(f.Pattern(), record)
		if err != nil {
			t.Fatalf("%s: %v", f.Pattern(), err)
		}
		if got := f.Matches([]byte(record)); got != want {
			t.Fatalf("filter %s, record %s: here %v, on AWS %v", f.Pattern(), record, got, want)
		}
		agreed[want]++
	})
	if agreed[true] == 0 || agreed[false] == 0 {
		t.Errorf("got %v, want records that match and records that do not", agreed)
	}
}

func someFilter(t *rapid.T) events.Filter {
	f := events.Filter{Image: map[string][]events.Cond{}}
	f.Ops = rapid.SliceOfNDistinct(rapid.SampledFrom(someOps), 0, 3, rapid.ID).Draw(t, "ops")
	for _, column := range rapid.SliceOfNDistinct(rapid.SampledFrom(someColumns), 0, 2, rapid.ID).Draw(t, "columns") {
		number := rapid.Bool().Draw(t, "number")
		for range rapid.IntRange(1, 3).Draw(t, "conditions") {
			c := events.Cond{Number: number}
			if rapid.IntRange(0, 3).Draw(t, "exists") == 0 {
				exists := rapid.Bool().Draw(t, "must exist")
				c.Exists = &exists
			} else {
				c.Equals = rapid.SampledFrom(someValues).Draw(t, "value")
			}
			f.Image[column] = append(f.Image[column], c)
		}
	}
	return f
}

func someRecord(t *rapid.T) string {
	image := map[string]any{}
	for _, column := range rapid.SliceOfNDistinct(rapid.SampledFrom(someColumns), 0, 4, rapid.ID).Draw(t, "image") {
		value := rapid.SampledFrom(someValues).Draw(t, "stored")
		image[column] = rapid.SampledFrom([]any{
			map[string]any{"S": value}, map[string]any{"S": value}, map[string]any{"N": value}, map[string]any{"BOOL": true},
			map[string]any{"NULL": true}, map[string]any{"M": map[string]any{"S": map[string]any{"S": value}}},
		}).Draw(t, "attribute")
	}
	change := map[string]any{"Keys": map[string]any{"pk": map[string]any{"S": "p"}}}
	if rapid.IntRange(0, 5).Draw(t, "has image") > 0 {
		change["NewImage"] = image
	}
	text, err := json.Marshal(map[string]any{"eventName": rapid.SampledFrom(someOps).Draw(t, "op"), "dynamodb": change})
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestARecordThatIsNoJSONMatchesNothing(t *testing.T) {
	for _, record := range []string{"", "{", "[]", `"x"`, `{"eventName": 5}`, strings.Repeat("[", 100)} {
		if (events.Filter{Ops: []events.Op{events.Insert}}).Matches([]byte(record)) {
			t.Errorf("%q matches", record)
		}
	}
}
