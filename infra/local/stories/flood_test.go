package stories

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"transom/infra/local/localtest"
)

// flood measures how long one webhook with 1,000 messages of 1,000 new customers takes until it is acknowledged,
// and so durable.
func flood(t *testing.T, m *localtest.Machine) {
	t.Helper()
	ana := signIn(t, m, "admin@demo.transom")
	ana.must(http.MethodPost, "/channels", thing{"kind": "whatsapp", "accountId": "990000000001", "name": "Flood"}, http.StatusCreated)
	for round := range 3 {
		var messages []string
		for i := range 1000 {
			messages = append(messages, fmt.Sprintf(`{"from":"4072%d1%05d","id":"wamid.flood.%d.%d","timestamp":"%d","type":"text","text":{"body":"Is it in stock?"}}`, round, i, round, i, time.Now().Unix()))
		}
		body := `{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":{"metadata":{"phone_number_id":"990000000001"},"messages":[` + strings.Join(messages, ",") + `]}}]}]}`
		began := time.Now()
		equal(t, "answer of the door", post(t, m, []byte(body)), http.StatusOK)
		t.Logf("1,000 new customers at once   %s until durable", time.Since(began).Round(time.Millisecond))
	}
}
