package messaging_test

import (
	"encoding/json"
	"testing"

	"transom/infra/local/sandbox/instagram"
	"transom/infra/local/sandbox/messaging"
	"transom/infra/local/sandbox/messenger"
)

// FuzzParse: whatever arrives is taken or refused, never a crash, and a refusal has a body that is JSON.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		`{"recipient":{"id":"1"},"messaging_type":"RESPONSE","message":{"text":"Hi","quick_replies":[{"content_type":"text","title":"A","payload":"a"}]}}`,
		`{"recipient":{"comment_id":"1"},"message":{"attachment":{"type":"image","payload":{"url":"http://x"}}}}`,
		`{"recipient":{"id":"1"},"sender_action":"react","payload":{"message_id":"m","reaction":"love"}}`,
		`{"recipient":{"id":"1"},"message":{"attachment":{"type":"template","payload":{"template_type":"generic","elements":[{"title":"x","buttons":[{"type":"postback"}]}]}}}}`,
		`{"recipient":null,"message":[]}`, `{"message":{"attachments":[1]}}`, `[]`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		for _, rules := range []messaging.Rules{messenger.Rules, instagram.Rules} {
			got, err := rules.Parse(body)
			if err == nil {
				if (got.To == "") == (got.Comment == "") || got.Action == "" && got.Kind == "" {
					t.Errorf("taken as %+v", got)
				}
				continue
			}
			if _, bad := json.Marshal(err.Body("trace")); bad != nil {
				t.Error(bad)
			}
		}
	})
}

func TestEveryErrorHasOneMeaning(t *testing.T) {
	type key struct {
		code, subcode int
	}
	seen := map[key]bool{}
	for _, e := range messaging.Errors {
		if k := (key{e.Code, e.Subcode}); seen[k] {
			t.Errorf("%d/%d stands twice", e.Code, e.Subcode)
		} else {
			seen[k] = true
		}
		if e.Words == "" || e.HTTP < 400 {
			t.Errorf("%d/%d says nothing or is no error", e.Code, e.Subcode)
		}
	}
}
