package events_test

import (
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"transom/events"
)

func TestEveryFunctionsFolderIsListedAndTheReverse(t *testing.T) {
	mains, err := filepath.Glob("../functions/*/main.go")
	if err != nil {
		t.Fatal(err)
	}
	var folders, listed []string
	for _, m := range mains {
		folders = append(folders, filepath.Base(filepath.Dir(m)))
	}
	for _, fn := range events.Topology {
		listed = append(listed, fn.Name)
	}
	slices.Sort(listed)
	if diff := cmp.Diff(folders, listed); diff != "" {
		t.Errorf("folders of functions and the topology differ (-folders +topology):\n%s", diff)
	}
}

func TestEveryFunctionSaysWhatItIs(t *testing.T) {
	name := regexp.MustCompile(`^[a-z]+$`)
	seen := map[string]bool{}
	for _, fn := range events.Topology {
		if seen[fn.Name] || !name.MatchString(fn.Name) {
			t.Errorf("name %q is not one word of its own", fn.Name)
		}
		seen[fn.Name] = true
		if len(fn.Does) < 10 || !strings.HasSuffix(fn.Does, ".") || strings.Count(fn.Does, ".") > 1 {
			t.Errorf("%s does %q, want one sentence", fn.Name, fn.Does)
		}
		if len(fn.On) == 0 {
			t.Errorf("nothing wakes %s", fn.Name)
		}
	}
}

// A function's triggers are of one kind, and its family says which.
func TestTheFamilySaysWhatWakesAFunction(t *testing.T) {
	for _, fn := range events.Topology {
		for _, trigger := range fn.On {
			var want events.Family
			switch trigger.(type) {
			case events.HTTP, events.Socket:
				want = events.DoorFamily
			case events.Stream:
				want = events.ReactorFamily
			case events.Every:
				want = events.ClockFamily
			case events.Async:
				want = events.AsyncFamily
			}
			if fn.Family != want {
				t.Errorf("%s is of family %s and is woken by %T", fn.Name, fn.Family, trigger)
			}
		}
	}
}

func TestMemoryAndTimeAreWithinWhatLambdaAndTheDoorsAllow(t *testing.T) {
	reserved := 0
	for _, fn := range events.Topology {
		reserved += fn.Reserved
		most := 1024
		if fn.Family == events.ClockFamily { // whose minute is short; a new account allows no more (Lambda quotas, read 2026-11-20)
			most = 3008
		}
		if fn.Memory < 128 || fn.Memory > most {
			t.Errorf("%s has %d MB, want 128 to %d", fn.Name, fn.Memory, most)
		}
		if fn.Timeout < time.Second || fn.Timeout > 15*time.Minute || fn.Timeout%time.Second != 0 {
			t.Errorf("%s has %s, want whole seconds up to 15 minutes", fn.Name, fn.Timeout)
		}
		for _, trigger := range fn.On {
			limit := 15 * time.Minute
			switch on := trigger.(type) {
			case events.HTTP, events.Socket:
				limit = 29 * time.Second // API Gateway gives up then (its quotas, read 2026-11-20)
			case events.Every:
				limit = on.Period
			}
			if fn.Timeout > limit {
				t.Errorf("%s may take %s, but %T waits %s", fn.Name, fn.Timeout, trigger, limit)
			}
		}
	}
	if reserved > 900 { // a new account has 1,000, of which 100 cannot be reserved (Lambda's quotas, read 2026-11-20)
		t.Errorf("the functions reserve %d environments, want at most 900", reserved)
	}
}

func TestEveryRouteLeadsToOneFunction(t *testing.T) {
	seen := map[string]string{}
	for _, fn := range events.Topology {
		for _, trigger := range fn.On {
			var route string
			switch on := trigger.(type) {
			case events.HTTP:
				route = string(on.Door) + " " + on.Method + " " + on.Path
				if !slices.Contains([]string{"GET", "POST", "PUT", "PATCH", "DELETE", "ANY"}, on.Method) || !strings.HasPrefix(on.Path, "/") {
					t.Errorf("%s: %q is no route", fn.Name, route)
				}
			case events.Socket:
				route = on.Route
				if !slices.Contains([]string{"$connect", "$disconnect", "$default"}, route) {
					t.Errorf("%s: %q is no route of sockets", fn.Name, route)
				}
			default:
				continue
			}
			if other, taken := seen[route]; taken {
				t.Errorf("%s leads to %s and %s", route, other, fn.Name)
			}
			seen[route] = fn.Name
		}
	}
}

func TestNothingPrivateIsOpen(t *testing.T) {
	for _, fn := range events.Topology {
		for _, trigger := range fn.On {
			on, ok := trigger.(events.HTTP)
			if !ok || !on.Public {
				continue
			}
			visitors := fn.Name == "visitor" && strings.HasPrefix(on.Path, "/webchat/v1/") // they have tokens of their own
			if on.Door == events.API && !visitors && !strings.HasPrefix(on.Path, "/api/v1/auth/") && on.Path != "/api/v1/openapi.json" {
				t.Errorf("%s %s asks for no token", on.Method, on.Path)
			}
		}
	}
}

func TestATableHasAtMostTwoStreamReaders(t *testing.T) {
	readers := map[string][]string{}
	for _, fn := range events.Topology {
		for _, trigger := range fn.On {
			if on, ok := trigger.(events.Stream); ok {
				readers[on.Table] = append(readers[on.Table], fn.Name)
			}
		}
	}
	for table, who := range readers {
		if len(who) > 2 {
			t.Errorf("%s is read by %v; more than two are throttled (docs/adr/0001-stream-readers.md)", table, who)
		}
		if table != "core" && table != "msgs" {
			t.Errorf("%v read %s, which has no stream", who, table)
		}
	}
}

// The limits are those of event source mappings (Lambda's API reference, CreateEventSourceMapping, read
// 2026-11-20); that a failed batch is cut, told in part and given up is our own rule.
func TestReadersAreSane(t *testing.T) {
	for _, fn := range events.Topology {
		for _, trigger := range fn.On {
			on, ok := trigger.(events.Stream)
			if !ok {
				continue
			}
			switch {
			case on.Batch < 1 || on.Batch > 1000:
				t.Errorf("%s takes %d records at once", fn.Name, on.Batch)
			case on.Parallel < 1 || on.Parallel > 10:
				t.Errorf("%s runs %d at once per shard", fn.Name, on.Parallel)
			case on.Window < 0 || on.Window > 5*time.Minute:
				t.Errorf("%s gathers for %s", fn.Name, on.Window)
			case on.Retries < 1 || on.MaxAge < time.Minute || on.MaxAge > 24*time.Hour:
				t.Errorf("%s repeats %d times, up to %s: one bad record would stop a shard for a day", fn.Name, on.Retries, on.MaxAge)
			case !on.Bisect || !on.PartialFail:
				t.Errorf("%s lets one bad record hold up its batch", fn.Name)
			case len(on.Filters) < 1 || len(on.Filters) > 5:
				t.Errorf("%s has %d filters, want 1 to 5", fn.Name, len(on.Filters))
			}
			for _, f := range on.Filters {
				if len(f.Ops) == 0 || len(f.Image) == 0 {
					t.Errorf("%s is woken by everything: %s", fn.Name, f.Pattern())
				}
			}
		}
	}
}

func TestSchedulesAreWholeMinutes(t *testing.T) {
	for _, fn := range events.Topology {
		for _, trigger := range fn.On {
			if on, ok := trigger.(events.Every); ok && (on.Period < time.Minute || on.Period%time.Minute != 0) {
				t.Errorf("%s is woken every %s, want whole minutes", fn.Name, on.Period)
			}
		}
	}
}

func TestRightsNameActions(t *testing.T) {
	action := regexp.MustCompile(`^[A-Z][A-Za-z]+$`)
	called := map[events.Resource]string{events.Worker: "worker", events.BotFn: "bot"}
	for _, fn := range events.Topology {
		seen := map[string]bool{}
		for _, right := range fn.May {
			for _, can := range right.Can {
				if key := string(right.On) + " " + can; seen[key] || !action.MatchString(can) {
					t.Errorf("%s: right %q is a wildcard, or stands twice", fn.Name, key)
				} else {
					seen[key] = true
				}
			}
			if name, ok := called[right.On]; ok && !isAsync(name) {
				t.Errorf("%s may call %s, which is not called asynchronously", fn.Name, name)
			}
		}
	}
}

func isAsync(name string) bool {
	return slices.ContainsFunc(events.Topology, func(fn events.Function) bool {
		return fn.Name == name && fn.Family == events.AsyncFamily
	})
}
