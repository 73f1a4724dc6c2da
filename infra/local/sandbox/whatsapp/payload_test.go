package whatsapp_test

import (
	"encoding/json"
	"regexp"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"transom/infra/local/sandbox/whatsapp"
)

var ana = whatsapp.Person{Name: "Ana", Username: "ana", Phone: "447700900123", UserID: "GB.1"}

func update(number, id string, p whatsapp.Person) whatsapp.Update {
	return whatsapp.Update{Number: whatsapp.Number{ID: number, Display: "1" + number}, Contact: p.Contact(),
		Message: whatsapp.Head(p, id, "text", time.Unix(1750000000, 999))}
}

func TestNeighboursOfOneNumberAndKindShareAChange(t *testing.T) {
	status, contact := whatsapp.Report(ana, whatsapp.Sent{ID: "s"}, "sent", time.Unix(0, 0), 0, whatsapp.WithPrice)
	body, err := whatsapp.Payload([]whatsapp.Update{update("1", "a", ana), update("1", "b", ana), update("2", "c", ana),
		{Number: whatsapp.Number{ID: "2"}, Contact: contact, Status: &status}})
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Entry []struct {
			Changes []struct {
				Field string
				Value struct {
					Contacts, Messages, Statuses []map[string]any
				}
			}
		}
	}
	if err := json.Unmarshal(body, &got); err != nil {
		t.Fatal(err)
	}
	var shape [][3]int
	for _, c := range got.Entry[0].Changes {
		shape = append(shape, [3]int{len(c.Value.Contacts), len(c.Value.Messages), len(c.Value.Statuses)})
	}
	if diff := cmp.Diff([][3]int{{1, 2, 0}, {1, 1, 0}, {1, 0, 1}}, shape); diff != "" {
		t.Errorf("contacts, messages, statuses of each change (-want +got):\n%s", diff)
	}
	if at := got.Entry[0].Changes[0].Value.Messages[0]["timestamp"]; at != "1750000000" {
		t.Errorf("timestamp %v", at)
	}
}

func TestTheBytesAreAsciiAndMeanTheSame(t *testing.T) {
	p := ana
	p.Name = `Ünï/"\</&> 🌵 ` + "\u2028"
	body, err := whatsapp.Payload([]whatsapp.Update{update("1", "a", p)})
	if err != nil {
		t.Fatal(err)
	}
	if bad := regexp.MustCompile(`[^\x20-\x7e]|[^\\]/`).Find(body); bad != nil {
		t.Errorf("%q is not escaped in %s", bad, body)
	}
	var got struct {
		Entry []struct {
			Changes []struct {
				Value struct{ Contacts []whatsapp.Contact }
			}
		}
	}
	if err := json.Unmarshal(body, &got); err != nil {
		t.Fatal(err)
	}
	if name := got.Entry[0].Changes[0].Value.Contacts[0].Profile.Name; name != p.Name {
		t.Errorf("name came as %q, want %q", name, p.Name)
	}
}

func TestAHiddenNumberTravelsNowhere(t *testing.T) {
	hidden := ana
	hidden.Hidden = true
	status, contact := whatsapp.Report(hidden, whatsapp.Sent{ID: "s", ToUserID: true}, "delivered", time.Unix(0, 0), 0, whatsapp.WithPrice)
	for name, v := range map[string]any{"message": update("1", "a", hidden), "status": status, "contact": contact} {
		raw, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		if regexp.MustCompile(hidden.Phone).Match(raw) {
			t.Errorf("%s shows the number: %s", name, raw)
		}
		if !regexp.MustCompile(hidden.UserID).Match(raw) {
			t.Errorf("%s does not show the user id: %s", name, raw)
		}
	}
}

func TestStatusesSayWhatMetasSay(t *testing.T) {
	tests := []struct {
		name     string
		step     string
		code     int
		sent     whatsapp.Sent
		want     whatsapp.Status
		username string
		contact  bool
	}{
		{"sent has no user name", "sent", 0, whatsapp.Sent{ID: "s", Callback: "mine"}, whatsapp.Status{ID: "s", Status: "sent", Timestamp: "7",
			RecipientID: ana.Phone, RecipientUserID: "GB.1", Callback: "mine",
			Pricing: &whatsapp.Pricing{Model: "PMP", Type: "free_customer_service", Category: "service"}}, "", true},
		{"a template is charged", "delivered", 0, whatsapp.Sent{ID: "s", Template: true}, whatsapp.Status{ID: "s", Status: "delivered", Timestamp: "7",
			RecipientID: ana.Phone, RecipientUserID: "GB.1",
			Pricing: &whatsapp.Pricing{Billable: true, Model: "PMP", Type: "regular", Category: "utility"}}, "@ana", true},
		{"failed has no contact, and no user id that was not addressed", "failed", 131026, whatsapp.Sent{ID: "s"}, whatsapp.Status{ID: "s", Status: "failed",
			Timestamp: "7", RecipientID: ana.Phone, Errors: []whatsapp.Problem{whatsapp.ProblemOf(131026)}}, "", false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, contact := whatsapp.Report(ana, test.sent, test.step, time.Unix(7, 0), test.code, whatsapp.WithPrice)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("status (-want +got):\n%s", diff)
			}
			if (contact != nil) != test.contact || contact != nil && contact.Profile.Username != test.username {
				t.Errorf("contact is %+v", contact)
			}
		})
	}
}

func TestTheWindowEndsToTheSecond(t *testing.T) {
	wrote := time.Unix(1750000000, 0)
	tests := []struct {
		name string
		last time.Time
		now  time.Time
		want bool
	}{
		{"just written", wrote, wrote, true},
		{"a second before the end", wrote, wrote.Add(24*time.Hour - time.Second), true},
		{"at the end", wrote, wrote.Add(24 * time.Hour), false},
		{"a second after the end", wrote, wrote.Add(24*time.Hour + time.Second), false},
		{"fractions of the last second do not count", wrote.Add(900 * time.Millisecond), wrote.Add(24 * time.Hour), false},
		{"never written", time.Time{}, wrote, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := whatsapp.Open(test.last, test.now); got != test.want {
				t.Errorf("open: %v, want %v", got, test.want)
			}
		})
	}
}

func TestMessageIDsAreNeverAlike(t *testing.T) {
	form := regexp.MustCompile(`^wamid\.[A-Za-z0-9+/]+=*$`)
	seen := map[string]bool{}
	for range 10_000 {
		id := whatsapp.NewMessageID("447700900123", whatsapp.FromCustomer)
		if seen[id] || !form.MatchString(id) {
			t.Fatalf("id %q", id)
		}
		seen[id] = true
	}
}
