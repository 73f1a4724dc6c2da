package stories

import (
	"fmt"
	"net/http"
	"net/url"
	"testing"

	"transom/infra/local/localtest"
)

// The whole road of a template: the list is read, one is picked and sent to a number that nobody wrote from, the phone
// shows it; and everything that can be in its way says why.
func TestATemplateGoesFromThePlatformsListToACustomer(t *testing.T) {
	m := localtest.Start(t, localtest.Options{Empty: true})
	ana := signIn(t, m, "admin@demo.transom")
	channel := text(ana.must(http.MethodPost, "/channels", thing{"kind": "whatsapp", "accountId": number, "name": "Front desk"}, http.StatusCreated)["id"])
	templates := "/channels/" + channel + "/templates"
	eventually(t, "the list is read by itself", func() bool { return len(ana.items(templates+"?status=approved")) > 5 })

	for name, digits := range map[string]string{"Priya": "447700900123", "Amelia": "447700900122"} {
		phone(t, m, http.MethodPost, "api/customers", thing{"name": name, "phone": digits})
	}
	order := templateOf(t, ana, templates, "order_update", "en")
	equal(t, "words", order["parts"].([]any)[0].(thing)["text"], "Hi {{1}}, your order {{2}} is on its way.")
	found := ana.get("/people?channelId=" + channel + "&phone=" + url.QueryEscape("+44 (0) 7700 900123"))
	equal(t, "the number", found["phone"], "+447700900123")

	begin := thing{"clientId": ana.ulid(), "channelId": channel, "phone": "+44 (0) 7700 900123", "name": "Priya", "template": filled("order_update", "en", "Priya", "20418")}
	begun := ana.must(http.MethodPost, "/conversations", begin, http.StatusAccepted)
	again := ana.must(http.MethodPost, "/conversations", begin, http.StatusAccepted)
	id := text(begun["conversation"].(thing)["id"])
	equal(t, "the same answer twice", again["message"].(thing)["id"], begun["message"].(thing)["id"])
	ana.reaches(t, id, begun["message"].(thing), "delivered", "")
	chat := phoneChat(t, m, "447700900123")
	equal(t, "messages on the phone", count(chat, "out"), 1)
	equal(t, "as the customer reads it", chat["messages"].([]any)[0].(thing)["text"], "Hi Priya, your order 20418 is on its way.")

	own := text(ana.get("/channels")["items"].([]any)[0].(thing)["phone"])
	status, problem := ana.call(http.MethodPost, "/conversations", thing{"clientId": ana.ulid(), "channelId": channel, "phone": own, "template": begin["template"]})
	equal(t, "our own number", told(status, problem, ""), "422 own_number")
	status, problem = ana.call(http.MethodPost, "/conversations", thing{"clientId": ana.ulid(), "channelId": channel, "phone": "+44 77 FLOWERS", "template": begin["template"]})
	equal(t, "no number", told(status, problem, ""), "400 bad_phone")

	pausedInBetween(t, m, ana, templates, id, order)
	writtenAnew(t, m, ana, templates, order)
	handedIn(t, m, ana, templates, channel)
	onNoPlatform(t, ana, channel)
}

// pausedInBetween: the platform pauses a template and says nothing: the message fails and says why, and from then on
// the template is not offered. When it says so, that is known at once.
func pausedInBetween(t *testing.T, m *localtest.Machine, ana *desk, templates, id string, order thing) {
	t.Helper()
	send := thing{"clientId": ana.ulid(), "type": "template", "template": filled("order_update", "en", "Priya", "20419")}
	phone(t, m, http.MethodPatch, "api/templates/"+text(order["id"]), thing{"status": "PAUSED"})
	sent := ana.must(http.MethodPost, "/conversations/"+id+"/messages", send, http.StatusAccepted)
	ana.reaches(t, id, sent, "failed", "template_paused")
	equal(t, "messages on the phone", count(phoneChat(t, m, "447700900123"), "out"), 1)
	eventually(t, "the list says that it is paused", func() bool { return templateOf(t, ana, templates, "order_update", "en")["status"] == "paused" })
	send["clientId"] = ana.ulid()
	status, problem := ana.call(http.MethodPost, "/conversations/"+id+"/messages", send)
	equal(t, "a paused template", told(status, problem, "status"), "422 template_unusable paused")

	happens(t, m, "template_approved", order)
	eventually(t, "the list says that it is approved again", func() bool { return templateOf(t, ana, templates, "order_update", "en")["status"] == "approved" })
	ana.reaches(t, id, ana.must(http.MethodPost, "/conversations/"+id+"/messages", send, http.StatusAccepted), "delivered", "")
	happens(t, m, "template_quality", order)
	eventually(t, "the list says that customers dislike it", func() bool { return templateOf(t, ana, templates, "order_update", "en")["quality"] == "red" })
}

// writtenAnew: a template's words change elsewhere; the next who looks has the list read again.
func writtenAnew(t *testing.T, m *localtest.Machine, ana *desk, templates string, order thing) {
	t.Helper()
	happens(t, m, "template_components", order)
	eventually(t, "the new words are there", func() bool {
		return templateOf(t, ana, templates, "order_update", "en")["parts"].([]any)[0].(thing)["text"] == "Hi {{1}}, your order {{2}} is on its way. (new)"
	})
}

// handedIn: an admin writes a template, the platform reviews it, and it may be sent.
func handedIn(t *testing.T, m *localtest.Machine, ana *desk, templates, channel string) {
	t.Helper()
	body := func(words string) []any {
		return []any{thing{"type": "body", "text": words, "examples": []any{thing{"kind": "text", "name": "first_name", "text": "Lena"}}}}
	}
	made := thing{"name": "ready_now", "language": "en", "category": "utility", "named": true, "parts": body("Hi {{first_name}}, {{day}} it is.")}
	status, problem := ana.call(http.MethodPost, templates, made)
	equal(t, "without an example", told(status, problem, "example.body.day"), "400 bad_template example")
	made["parts"] = body("Hi {{first_name}}, it is ready.")
	template := ana.must(http.MethodPost, templates, made, http.StatusCreated)
	equal(t, "its state", template["status"], "pending")
	status, problem = ana.call(http.MethodPost, templates, made)
	equal(t, "the same again", told(status, problem, "reason"), "422 template_refused template_exists")
	use := thing{"name": "ready_now", "language": "en", "body": []any{thing{"kind": "text", "name": "first_name", "text": "Amelia"}}}
	begin := thing{"clientId": ana.ulid(), "channelId": channel, "phone": "+447700900122", "template": use}
	status, problem = ana.call(http.MethodPost, "/conversations", begin)
	equal(t, "before its review", told(status, problem, ""), "422 template_unusable")
	happens(t, m, "template_approved", template)
	eventually(t, "it is approved", func() bool { return templateOf(t, ana, templates, "ready_now", "en")["status"] == "approved" })
	begun := ana.must(http.MethodPost, "/conversations", begin, http.StatusAccepted)
	ana.reaches(t, text(begun["conversation"].(thing)["id"]), begun["message"].(thing), "delivered", "")
	ana.must(http.MethodDelete, templates+"/"+text(template["id"]), nil, http.StatusNoContent)
	begin["clientId"] = ana.ulid()
	status, _ = ana.call(http.MethodPost, "/conversations", begin)
	equal(t, "after it was deleted", status, 422)
}

// onNoPlatform: a number that WhatsApp does not know makes one message that says why.
func onNoPlatform(t *testing.T, ana *desk, channel string) {
	t.Helper()
	begun := ana.must(http.MethodPost, "/conversations", thing{"clientId": ana.ulid(), "channelId": channel, "phone": "+447700900199",
		"template": filled("hello_world", "en_US")}, http.StatusAccepted)
	ana.reaches(t, text(begun["conversation"].(thing)["id"]), begun["message"].(thing), "failed", "undeliverable")
}

// filled is a template with the values of its body.
func filled(name, language string, values ...string) thing {
	use := thing{"name": name, "language": language}
	var body []any
	for _, v := range values {
		body = append(body, thing{"kind": "text", "text": v})
	}
	if body != nil {
		use["body"] = body
	}
	return use
}

// templateOf finds one in a channel's list.
func templateOf(t *testing.T, d *desk, templates, name, language string) thing {
	t.Helper()
	for _, one := range d.items(templates + "?search=" + name) {
		if one["name"] == name && one["language"] == language {
			return one
		}
	}
	t.Fatalf("there is no template %s in %s", name, language)
	return nil
}

// happens lets the platform do something to a template, and say so.
func happens(t *testing.T, m *localtest.Machine, event string, template thing) {
	t.Helper()
	phone(t, m, http.MethodPost, "api/events", thing{"event": event, "template": template["id"]})
}

// told is a refusal in one line: its status, its code, and one of its details.
func told(status int, problem thing, detail string) string {
	details, _ := problem["details"].(thing)
	line := fmt.Sprint(status, " ", problem["code"])
	if detail != "" {
		line += fmt.Sprint(" ", details[detail])
	}
	return line
}

// reaches waits until a message has a status, and holds why against a reason.
func (d *desk) reaches(t *testing.T, conversation string, message thing, status, reason string) {
	t.Helper()
	eventually(t, "a message is "+status, func() bool {
		now := d.message(conversation, text(message["id"]))
		why, _ := now["error"].(thing)
		if now["status"] != status && now["status"] != "read" {
			return false
		}
		if reason != "" {
			equal(t, "why it is "+status, why["reason"], reason)
		}
		return true
	})
}
