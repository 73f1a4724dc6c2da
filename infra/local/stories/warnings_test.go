package stories

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"transom/infra/local/localtest"
)

// Nobody looks at the list while two windows run out: the screen says so, and a letter comes.
func TestWarningsReachTheScreenAndTheMailboxBeforeTheWindowCloses(t *testing.T) {
	m := localtest.Start(t, localtest.Options{Empty: true})
	ana := signIn(t, m, "admin@demo.transom")
	ana.must(http.MethodPost, "/channels", thing{"kind": "whatsapp", "accountId": number, "name": "Front desk"}, http.StatusCreated)
	plan := ana.must(http.MethodPut, "/plan", thing{"warnings": []thing{
		{"minutesBefore": 30, "to": "supervisors", "mail": true}, {"minutesBefore": 120, "to": "assignee", "mail": true},
	}}, http.StatusOK)
	equal(t, "this machine writes e-mail", plan["mail"], true)
	screen := ana.listen(0)

	for name, phoneNumber := range map[string]string{"Lena Vogt": "4915112345678", "Mo Reiter": "4915187654321"} {
		phone(t, m, http.MethodPost, "api/customers", thing{"name": name, "phone": phoneNumber})
		phone(t, m, http.MethodPost, "api/messages", thing{"phone": phoneNumber, "to": number, "type": "text", "text": "Is anybody there?"})
	}
	ids := map[string]string{}
	eventually(t, "both conversations are there", func() bool {
		for _, c := range ana.items("/conversations") {
			ids[c["contact"].(thing)["name"].(string)] = c["id"].(string)
		}
		return len(ids) == 2
	})

	m.Advance(22*time.Hour + time.Minute)
	warned := map[string]bool{} // both may come in one frame
	screen.hear("both warnings", func(f thing) bool {
		for _, id := range ids {
			if w := warning(f, id); w != nil {
				warned[id] = true
				equal(t, "why she is told", w["to"], "assignee")
				equal(t, "until when", w["closesAt"], row(f, id)["windowClosesAt"])
			}
		}
		return len(warned) == 2
	})
	eventually(t, "two letters", func() bool { return len(letters(t, m)) == 2 })
	for _, l := range letters(t, m) {
		said := text(l["subject"]) + text(l["text"])
		if !strings.Contains(said, " waits: the window closes at ") || !strings.Contains(said, "/inbox/") || strings.Contains(said, "anybody") {
			t.Errorf("the letter says %s", said)
		}
	}

	ana.reply(ids["Lena Vogt"], "Yes!")
	phone(t, m, http.MethodPost, "api/mail", thing{"code": "TooManyRequestsException", "times": 3})
	m.Advance(90 * time.Minute)
	f := screen.hear("the warning to supervisors", func(f thing) bool { return warning(f, ids["Mo Reiter"]) != nil })
	equal(t, "why she is told", warning(f, ids["Mo Reiter"])["to"], "supervisors")
	eventually(t, "a letter that was put off comes later", func() bool { return len(letters(t, m)) == 3 })
	equal(t, "whom the last letter is about", strings.HasPrefix(text(letters(t, m)[0]["subject"]), "Mo Reiter waits"), true)
	for _, id := range ids {
		for _, e := range ana.items("/conversations/" + id + "/messages") {
			if e["type"] == "warned" {
				t.Errorf("a warning stands in the thread: %v", e)
			}
		}
	}

	m.Advance(30 * time.Minute)
	screen.hear("the end of the window", func(f thing) bool { r := row(f, ids["Mo Reiter"]); return r != nil && r["windowOver"] == true })
	m.AwaitQuiet()
	equal(t, "letters in the end", len(letters(t, m)), 3)
	equal(t, "dead letters", len(m.State().DeadLetters), 0)
}

// warning gives what a frame warns of about a conversation; nil for nothing.
func warning(f thing, conversation string) thing {
	all, _ := f["warnings"].([]any)
	for _, w := range all {
		if w.(thing)["conversation"] == conversation {
			return w.(thing)
		}
	}
	return nil
}

// letters are the e-mails that the machine kept, the newest first.
func letters(t *testing.T, m *localtest.Machine) []thing {
	t.Helper()
	var all []thing
	for _, l := range phone(t, m, http.MethodGet, "api/mail", nil)["items"].([]any) {
		all = append(all, l.(thing))
	}
	return all
}
