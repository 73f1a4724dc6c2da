package intake_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"transom/functions/internal/awstest"
	"transom/functions/internal/intake"
	"transom/shared/clock"
	"transom/shared/rules"
	"transom/shared/store/storetest"
)

// Time on a busy machine says little, so writes are counted: a thousand new senders of one body are stored in few
// transactions.
func TestAThousandNewSendersOfOneBodyAreStoredInFewWrites(t *testing.T) {
	s, trouble := storetest.Troubled(t)
	ws, err := s.CreateWorkspace(t.Context(), "w1", "Workspace")
	must(t, err)
	must(t, s.ConnectChannel(t.Context(), ws, rules.Channel{ID: "wa", Kind: rules.WhatsApp, AccountID: "300", Name: "Desk", NewStatus: rules.Open, CreatedAt: clock.Now()}))
	b, _ := awstest.Bucket(t)
	var messages []string
	for i := range 1000 {
		messages = append(messages, fmt.Sprintf(`{"from":"407210%05d","from_user_id":"RO.%d","id":"w%d","timestamp":"%d","type":"text","text":{"body":"hello"}}`, i, i, i, time.Now().Add(-time.Minute).Unix()))
	}
	trouble.Plan(nil)
	began := time.Now()
	must(t, intake.New(s, b).Take(t.Context(), []byte(whatsapp("300", `"messages":[`+strings.Join(messages, ",")+`]`))))
	t.Logf("%d writes, %s", trouble.Writes(), time.Since(began))
	if n := trouble.Writes(); n > 100 {
		t.Errorf("%d writes", n)
	}
}
