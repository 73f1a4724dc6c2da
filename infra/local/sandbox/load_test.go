package sandbox_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestALoadOfTenThousandMessagesArrivesWholeAndOnce(t *testing.T) {
	g := newRig(t)
	const messages, customers = 10_000, 500
	report := g.api("POST", "load", map[string]any{"messages": messages, "customers": customers, "concurrency": 16, "perPayload": 5, "wait": true})
	if report["state"] != "done" || report["acknowledged"] != float64(messages) || report["failures"] != 0.0 {
		t.Fatalf("report: %v", report)
	}
	t.Logf("%.0f messages a second; webhooks: half within %v ms, 95 %% within %v ms", report["perSecond"], report["p50"], report["p95"])
	ids, people := map[any]int{}, map[any]int{}
	for _, m := range items(g.hooks.hooks(), "messages") {
		ids[dig(m, "id")]++
		people[dig(m, "from")]++
	}
	if len(ids) != messages || len(people) != customers || len(g.hooks.hooks()) != messages/5 {
		t.Errorf("%d messages of %d people in %d webhooks", len(ids), len(people), len(g.hooks.hooks()))
	}
	for from, n := range people {
		if n != messages/customers {
			t.Fatalf("%v wrote %d messages", from, n)
		}
	}
	if again := g.api("GET", "load", nil); again["state"] != "done" || again["done"] != true || again["seconds"] != report["seconds"] {
		t.Errorf("report changed: %v", cmp.Diff(report, again))
	}
}

func TestALoadGoesOnThroughFailures(t *testing.T) {
	g := newRigAt(t, t.TempDir(), newReceiver(t, func(n int) int { return []int{500, 200}[n%2] }))
	report := g.api("POST", "load", map[string]any{"messages": 200, "customers": 10, "wait": true})
	if report["state"] != "done" || report["acknowledged"] != 200.0 || report["failures"] == 0.0 {
		t.Errorf("report: %v", report)
	}
	if owed := g.api("GET", "state", nil)["owed"]; owed != 0.0 {
		t.Errorf("%v updates are still owed", owed)
	}
}

func TestOneLoadAtATime(t *testing.T) {
	g := newRigAt(t, t.TempDir(), newReceiver(t, func(int) int { return 500 }))
	g.api("POST", "load", map[string]any{"messages": 10, "customers": 1})
	if status, got := do(t, "POST", g.page.URL+"/api/load", map[string]any{"messages": 10, "customers": 1}); status != 409 {
		t.Errorf("a second one: %d %v", status, got)
	}
}
