package stories

import (
	"fmt"
	"net/http"
	"syscall"
	"testing"
	"time"

	"transom/infra/local/localtest"
)

// mustDie lists the parts whose sudden end the story has to have seen.
var mustDie = []string{"dynoxide", "s3", "cognito", "webhook", "api", "notifier", "courier", "expirer"}

// TestKillingAnyProcessLosesAndDoublesNothing kills one process after another while customers write and an
// agent answers. Every message in is there once; every answer reached its phone at most once, and exactly once
// unless the inbox itself says that nobody knows.
func TestKillingAnyProcessLosesAndDoublesNothing(t *testing.T) {
	m := localtest.Start(t, localtest.Options{Empty: true})
	k := killer{t: t, m: m, deaths: map[string]int{}}
	a := answering{ana: signIn(t, m, "admin@demo.transom"), accepted: map[string]string{}}
	phone(t, m, http.MethodPost, "api/customers", thing{"name": "Lena Vogt", "phone": "4915112345678"})
	loadWith(t, m, a.ana, testCustomers, 2*testMessages, func() {
		a.reply(t, m)
		k.killOne()
	})
	for round := 0; !k.done() && round < 60; round++ {
		a.reply(t, m)
		k.killOne()
		time.Sleep(200 * time.Millisecond) // between two deaths, so that work is under way at each
	}
	for _, name := range mustDie {
		if k.deaths[name] == 0 {
			t.Errorf("%s was never killed", name)
		}
	}
	t.Logf("killed %v, %d answers accepted", k.deaths, len(a.accepted))
	a.settle(t, m)
	m.AwaitQuiet()
	recount(t, a.ana, testCustomers+1, 2*testMessages+a.asked)
	a.check(t, m)
}

// killer ends processes as an out-of-memory killer would, those first that have died least.
type killer struct {
	t      *testing.T
	m      *localtest.Machine
	deaths map[string]int
}

func (k *killer) killOne() {
	k.t.Helper()
	var victim *localtest.Process
	for _, p := range k.m.Processes() {
		if victim == nil || k.deaths[p.Name] < k.deaths[victim.Name] {
			victim = &p
		}
	}
	if victim != nil && syscall.Kill(victim.PID, syscall.SIGKILL) == nil {
		k.deaths[victim.Name]++
	}
}

func (k *killer) done() bool {
	for _, name := range mustDie {
		if k.deaths[name] == 0 {
			return false
		}
	}
	return true
}

// answering is an agent who answers one customer again and again, and asks with the same id until the api
// has taken the answer.
type answering struct {
	ana          *desk
	conversation string
	asked        int               // messages that customer wrote
	accepted     map[string]string // text to message id
}

func (a *answering) reply(t *testing.T, m *localtest.Machine) {
	t.Helper()
	if a.conversation == "" && !a.open(t, m) {
		return
	}
	body := thing{"clientId": newULID(), "text": fmt.Sprintf("answer %d", len(a.accepted))}
	for range 100 {
		status, answer := a.ana.call(http.MethodPost, "/conversations/"+a.conversation+"/messages", body)
		if status == http.StatusAccepted {
			a.accepted[text(body["text"])] = text(answer["id"])
			return
		}
		time.Sleep(100 * time.Millisecond) // what answers has just been killed
	}
	t.Fatalf("the api took no answer for ten seconds")
}

// open has the customer write once and finds their conversation.
func (a *answering) open(t *testing.T, m *localtest.Machine) bool {
	t.Helper()
	if a.asked == 0 {
		late := time.Now().UTC().Add(-13 * time.Hour) // so late that the expirer is asked
		phone(t, m, http.MethodPost, "api/messages", thing{"phone": "4915112345678", "to": number, "type": "text", "text": "Anybody there?", "at": late})
		a.asked++
	}
	status, page := a.ana.call(http.MethodGet, "/conversations?limit=100", nil)
	items, _ := page["items"].([]any)
	for _, i := range items {
		if c := i.(thing); status == http.StatusOK && c["contact"].(thing)["name"] == "Lena Vogt" {
			a.conversation = text(c["id"])
			return true
		}
	}
	return false
}

// settle waits until no answer is on its way any more: a send whose courier died ends as unknown when its
// lease is over, and what is more than a customer may be sent at once goes some minutes later.
func (a *answering) settle(t *testing.T, m *localtest.Machine) {
	t.Helper()
	deadline := time.Now().Add(3 * time.Minute)
	for left := a.statuses(); left["queued"]+left["sending"]+left["accepted"]+left["sent"] > 0; left = a.statuses() {
		if time.Now().After(deadline) {
			t.Fatalf("answers are stuck: %v", left)
		}
		if time.Sleep(500 * time.Millisecond); left["queued"] > 0 && left["sending"] == 0 {
			m.Advance(time.Minute)
		}
	}
	t.Logf("answers: %v", a.statuses())
}

func (a *answering) statuses() map[string]int {
	found := map[string]int{}
	for _, e := range a.sent() {
		found[text(e["status"])]++
	}
	return found
}

func (a *answering) sent() (out []thing) {
	for _, e := range a.ana.items("/conversations/" + a.conversation + "/messages?limit=100") {
		if e["direction"] == "out" {
			out = append(out, e)
		}
	}
	return out
}

// check holds the inbox against the phone.
func (a *answering) check(t *testing.T, m *localtest.Machine) {
	t.Helper()
	onPhone := map[string]int{}
	for _, e := range phoneChat(t, m, "4915112345678")["messages"].([]any) {
		if e := e.(thing); e["direction"] == "out" {
			onPhone[text(e["text"])]++
		}
	}
	sent := a.sent()
	equal(t, "answers in the inbox", len(sent), len(a.accepted))
	for _, e := range sent {
		n := onPhone[text(e["text"])]
		known := e["status"] == "delivered" || e["status"] == "read"
		if n > 1 || known && n != 1 || !known && e["status"] != "unknown" {
			t.Errorf("%v: %d times on the phone, %v in the inbox", e["text"], n, e["status"])
		}
	}
}
