package stories

import (
	"net/http"
	"os"
	"slices"
	"strconv"
	"testing"
	"time"

	"transom/infra/local/localtest"
)

// The load a test puts on the machine, and the load of the benchmark.
const (
	testCustomers, testMessages   = 60, 1_200
	benchCustomers, benchMessages = 1_000, 20_000
)

func TestNothingIsLostOrDoubledUnderLoad(t *testing.T) {
	t.Run("plainly", func(t *testing.T) {
		loadStory(t, localtest.Start(t, localtest.Options{Empty: true}), testCustomers, testMessages)
	})
	t.Run("under chaos", func(t *testing.T) {
		loadStory(t, localtest.Start(t, localtest.Options{Empty: true, Chaos: true}), testCustomers, testMessages)
	})
}

// loadStory has many customers write at once and counts at the end. It gives how long it took until
// everything was stored and told.
func loadStory(t *testing.T, m *localtest.Machine, customers, messages int) time.Duration {
	t.Helper()
	ana := signIn(t, m, "admin@demo.transom")
	began := time.Now()
	loadWith(t, m, ana, customers, messages, nil)
	m.AwaitQuiet()
	took := time.Since(began)
	recount(t, ana, customers, messages)
	return took
}

// loadWith connects the number, starts the customers, and runs during again and again until the door has
// acknowledged everything.
func loadWith(t *testing.T, m *localtest.Machine, ana *desk, customers, messages int, during func()) {
	t.Helper()
	ana.must(http.MethodPost, "/channels", thing{"kind": "whatsapp", "accountId": number, "name": "Front desk"}, http.StatusCreated)
	phone(t, m, http.MethodPost, "api/load", thing{"to": number, "customers": customers, "messages": messages, "concurrency": 16, "perPayload": 2})
	eventually5(t, "all webhooks are acknowledged", during, func() bool {
		return phone(t, m, http.MethodGet, "api/load", nil)["done"] == true
	})
}

// recount reads everything back through the API and holds the counters against it.
func recount(t *testing.T, ana *desk, customers, messages int) {
	t.Helper()
	seen := map[string]bool{}
	conversations, unanswered, open := 0, 0, 0
	for cursor := ""; ; {
		page := ana.get("/conversations?limit=100&cursor=" + escape(cursor))
		for _, i := range page["items"].([]any) {
			c := i.(thing)
			conversations++
			if c["status"] == "open" {
				open++
			}
			if c["waitingSince"] != nil {
				unanswered++
			}
			for _, id := range platformIDs(ana, text(c["id"])) {
				if seen[id] {
					t.Errorf("message %s is there twice", id)
				}
				seen[id] = true
			}
		}
		if cursor, _ = page["cursor"].(string); cursor == "" {
			break
		}
	}
	equal(t, "messages", len(seen), messages)
	equal(t, "conversations", conversations, customers)
	counters := ana.get("/counters")
	equal(t, "open by counter", counters["open"], float64(open))
	equal(t, "unassigned by counter", counters["unassigned"], float64(open))
	equal(t, "unanswered by counter", counters["unanswered"], float64(unanswered))
}

// platformIDs lists what customers wrote in a conversation.
func platformIDs(ana *desk, conversation string) []string {
	var ids []string
	for cursor := ""; ; {
		page := ana.get("/conversations/" + conversation + "/messages?limit=100&before=" + escape(cursor))
		for _, i := range page["items"].([]any) {
			if e := i.(thing); e["kind"] == "message" && e["direction"] == "in" {
				ids = append(ids, text(e["platformId"]))
			}
		}
		if cursor, _ = page["cursor"].(string); cursor == "" {
			return ids
		}
	}
}

// eventually5 is eventually for long work: it runs during between the questions and waits five minutes.
func eventually5(t *testing.T, what string, during func(), ok func() bool) {
	t.Helper()
	deadline := time.Now().Add(5 * time.Minute)
	for !ok() {
		if time.Now().After(deadline) {
			t.Fatalf("not within five minutes: %s", what)
		}
		if during != nil {
			during()
		}
		time.Sleep(400 * time.Millisecond)
	}
}

// TestBench prints what `make bench` shows; it runs only when asked for, because it takes minutes.
func TestBench(t *testing.T) {
	if os.Getenv("TRANSOM_BENCH") == "" {
		t.Log("make bench runs this")
		return
	}
	m := localtest.Start(t, localtest.Options{Empty: true})
	idle := append(m.Processes(), m.Runner())
	took := loadStory(t, m, benchCustomers, benchMessages)
	t.Logf("machine                       %s", machine())
	t.Logf("messages                      %d from %d customers, none lost, none doubled, counters equal a recount", benchMessages, benchCustomers)
	t.Logf("throughput                    %.0f messages/s (%s)", float64(benchMessages)/took.Seconds(), took.Round(time.Millisecond))
	latency(t, m)
	flood(t, m)
	printProcesses(t, "memory idle", idle)
	printProcesses(t, "memory after the load", append(m.Processes(), m.Runner()))
	initTimes(t, "../../../build/local")
}

func printProcesses(t *testing.T, title string, all []localtest.Process) {
	t.Helper()
	total := 0
	for _, p := range all {
		total += p.RSS
		t.Logf("%-29s %-12s %6.1f MB", title, p.Name, float64(p.RSS)/1e6)
	}
	t.Logf("%-29s %-12s %6.1f MB", title, "all", float64(total)/1e6)
}

// latency measures from the customer's message to the agent's socket, one message at a time.
func latency(t *testing.T, m *localtest.Machine) {
	t.Helper()
	ana := signIn(t, m, "admin@demo.transom")
	screen := ana.listen(0)
	screen.hear("the welcome", func(f thing) bool { return f["t"] == "welcome" || f["t"] == "resync" })
	phone(t, m, http.MethodPost, "api/customers", thing{"name": "Timed", "phone": "4915199999999"})
	var all []time.Duration
	for i := range 200 {
		began := time.Now()
		phone(t, m, http.MethodPost, "api/messages", thing{"phone": "4915199999999", "to": number, "type": "text", "text": "timed"})
		screen.hear("the row of timed message "+strconv.Itoa(i), func(f thing) bool {
			rows, _ := f["rows"].([]any)
			return slices.ContainsFunc(rows, func(r any) bool {
				c := r.(thing)
				return c["contact"].(thing)["name"] == "Timed" && c["unread"] == float64(i+1)
			})
		})
		all = append(all, time.Since(began))
	}
	printLatency(t, "customer to agent's socket", all)
}
