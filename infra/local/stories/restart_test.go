package stories

import (
	"net/http"
	"strconv"
	"testing"

	"transom/infra/local/localtest"
)

// TestStoppingAndStartingAgainLosesNothing writes messages while the whole machine is once killed without
// warning and once stopped by hand. What the phone took must be in the inbox once.
func TestStoppingAndStartingAgainLosesNothing(t *testing.T) {
	m := localtest.Start(t, localtest.Options{Empty: true})
	ana := signIn(t, m, "admin@demo.transom")
	ana.must(http.MethodPost, "/channels", thing{"kind": "whatsapp", "accountId": number, "name": "Front desk"}, http.StatusCreated)
	phone(t, m, http.MethodPost, "api/customers", thing{"name": "Lena Vogt", "phone": "4915112345678"})
	const messages = 120
	taken := map[string]bool{}
	for i := range messages {
		answer := phone(t, m, http.MethodPost, "api/messages", thing{"phone": "4915112345678", "to": number, "type": "text", "text": "number " + strconv.Itoa(i)})
		taken[text(answer["id"])] = true
		switch i {
		case messages / 3:
			m.Kill()
			m.Restart(localtest.Options{Empty: true})
		case 2 * messages / 3:
			m.Stop()
			m.Restart(localtest.Options{Empty: true})
		}
	}
	ana = signIn(t, m, "admin@demo.transom")
	conversation := ana.items("/conversations")[0]["id"]
	var stored []string
	eventually(t, "every message is in the inbox", func() bool {
		stored = platformIDs(ana, text(conversation))
		return len(stored) >= messages
	})
	m.AwaitQuiet()
	stored = platformIDs(ana, text(conversation))
	equal(t, "messages", len(stored), messages)
	for _, id := range stored {
		if !taken[id] {
			t.Errorf("message %s was never written, or is there twice", id)
		}
		delete(taken, id)
	}
	equal(t, "messages lost", len(taken), 0)
	equal(t, "unanswered", ana.get("/counters")["unanswered"], 1.0)
	reply := ana.reply(text(conversation), "All read.")
	eventually(t, "the answer is delivered", func() bool {
		s := ana.message(text(conversation), text(reply["id"]))["status"]
		return s == "delivered" || s == "read"
	})
}
