package stories

import (
	"net/http"
	"testing"
	"time"

	"transom/infra/local/localtest"
)

// number is the business number the stories use; the demo workspace is not there, so each connects its own.
const number = "15550001111"

func TestACustomerIsAnsweredAndTheWindowClosesAndOpensAgain(t *testing.T) {
	t.Run("plainly", func(t *testing.T) { windowStory(t, localtest.Start(t, localtest.Options{Empty: true})) })
	t.Run("under chaos", func(t *testing.T) {
		windowStory(t, localtest.Start(t, localtest.Options{Empty: true, Chaos: true}))
	})
}

func windowStory(t *testing.T, m *localtest.Machine) {
	ana := signIn(t, m, "admin@demo.transom")
	channel := ana.must(http.MethodPost, "/channels", thing{"kind": "whatsapp", "accountId": number, "name": "Front desk", "onExpiry": "close"}, http.StatusCreated)
	screen := ana.listen(0)
	screen.hear("the welcome", func(f thing) bool { return f["t"] == "welcome" || f["t"] == "resync" })

	phone(t, m, http.MethodPost, "api/customers", thing{"name": "Lena Vogt", "phone": "4915112345678"})
	phone(t, m, http.MethodPost, "api/messages", thing{"phone": "4915112345678", "to": number, "type": "text", "text": "Do you have it in blue?"})

	var id string
	screen.hear("the row of the new conversation", func(f thing) bool {
		rows, _ := f["rows"].([]any)
		for _, r := range rows {
			c := r.(thing)
			if c["channelId"] == channel["id"] {
				id = c["id"].(string)
				return true
			}
		}
		return false
	})
	c := ana.get("/conversations/" + id)
	equal(t, "status", c["status"], "open")
	equal(t, "unread", c["unread"], 1.0)
	equal(t, "name", c["contact"].(thing)["name"], "Lena Vogt")
	equal(t, "badge", ana.get("/counters")["unassigned"], 1.0)

	claimed := ana.must(http.MethodPost, "/conversations/"+id+"/claim", thing{}, http.StatusOK)
	me := ana.get("/me")["member"].(thing)["id"]
	equal(t, "assignee", claimed["assignee"].(thing)["userId"], me)

	sent := ana.reply(id, "Yes, in two shades.")
	equal(t, "state when accepted by us", sent["status"], "queued")
	eventually(t, "the answer is delivered", func() bool {
		s := ana.message(id, sent["id"].(string))["status"]
		return s == "delivered" || s == "read"
	})
	chat := phoneChat(t, m, "4915112345678")
	equal(t, "messages out on the phone", count(chat, "out"), 1)
	phone(t, m, http.MethodPost, "api/chats/"+text(chat["chat"].(thing)["id"])+"/read", thing{})
	eventually(t, "the tick turns to read", func() bool { return ana.message(id, sent["id"].(string))["status"] == "read" })

	m.Advance(24*time.Hour + time.Minute)
	screen.hear("the closed row", func(f thing) bool {
		r := row(f, id)
		return r != nil && r["status"] == "closed" && r["windowExpired"] == true
	})
	status, problem := ana.call(http.MethodPost, "/conversations/"+id+"/messages", thing{"clientId": ana.ulid(), "text": "Still there?"})
	equal(t, "status outside the window", status, http.StatusUnprocessableEntity)
	equal(t, "code outside the window", problem["code"], "window_closed")
	ana.must(http.MethodPost, "/conversations/"+id+"/notes", thing{"clientId": ana.ulid(), "text": "Will try by template."}, http.StatusCreated)

	phone(t, m, http.MethodPost, "api/messages", thing{"phone": "4915112345678", "to": number, "type": "text", "text": "Sorry, was away!"})
	screen.hear("the reopened row", func(f thing) bool {
		r := row(f, id)
		return r != nil && r["status"] == "open" && r["windowExpired"] == false
	})
	ana.reply(id, "No problem.")
	eventually(t, "the second answer reaches the phone", func() bool { return count(phoneChat(t, m, "4915112345678"), "out") == 2 })

	m.AwaitQuiet()
	equal(t, "messages out on the phone, at the end", count(phoneChat(t, m, "4915112345678"), "out"), 2)
	kinds := map[string]int{}
	for _, e := range ana.items("/conversations/" + id + "/messages?limit=100") {
		kinds[text(e["kind"])+" "+text(e["type"])]++
	}
	for kind, n := range map[string]int{"message text": 4, "note note": 1, "event assigned": 1, "event window_expired": 1, "event closed": 1, "event reopened": 1} {
		equal(t, "entries of "+kind, kinds[kind], n)
	}
	equal(t, "open conversations", ana.get("/counters")["open"], 1.0)
	equal(t, "unassigned", ana.get("/counters")["unassigned"], 0.0)
	equal(t, "unanswered", ana.get("/counters")["unanswered"], 0.0)
}

// phoneChat finds the customer's chat as their phone shows it.
func phoneChat(t *testing.T, m *localtest.Machine, digits string) thing {
	t.Helper()
	for _, c := range phone(t, m, http.MethodGet, "api/chats", nil)["items"].([]any) {
		chat := c.(thing)
		if customer, ok := chat["customer"].(thing); ok && customer["phone"] == digits {
			return phone(t, m, http.MethodGet, "api/chats/"+text(chat["id"]), nil)
		}
	}
	t.Fatalf("the phone has no chat of that customer")
	return nil
}

// count counts a chat's messages by direction as the business sees it.
func count(chat thing, direction string) int {
	n := 0
	messages, _ := chat["messages"].([]any)
	for _, m := range messages {
		if m.(thing)["direction"] == direction {
			n++
		}
	}
	return n
}

func equal(t *testing.T, what string, got, want any) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}
