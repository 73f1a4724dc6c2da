package main

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	awsevents "github.com/aws/aws-lambda-go/events"

	"transom/functions/internal/awstest"
	"transom/functions/internal/intake"
	"transom/shared/channel/meta"
	"transom/shared/clock"
	"transom/shared/rules"
	"transom/shared/secret"
	"transom/shared/store"
	"transom/shared/store/storetest"
)

// house is a deployment with one workspace and one WhatsApp number.
type house struct {
	t       *testing.T
	door    door
	store   *store.Store
	objects *awstest.Objects
	ws      store.Workspace
	channel rules.Channel
	admin   store.Viewer
}

func open(t *testing.T) house {
	t.Helper()
	s := storetest.New(t)
	ws, err := s.CreateWorkspace(t.Context(), "w1", "Workspace")
	must(t, err)
	ch := rules.Channel{ID: "ch1", Kind: rules.WhatsApp, AccountID: "300", Name: "Desk", NewStatus: rules.Open, CreatedAt: clock.Now()}
	must(t, s.ConnectChannel(t.Context(), ws, ch))
	m := rules.Member{ID: "u1", Email: "a@example.com", Name: "Ana", Role: rules.Admin}
	must(t, s.PutMember(t.Context(), ws, m))
	b, objects := awstest.Bucket(t)
	k := awstest.Secrets(t, map[secret.Name]string{secret.MetaAppSecret: "0ld,new", secret.InstagramAppSecret: "insta", secret.MetaVerifyToken: "t0ken"})
	return house{t, door{intake.New(s, b), k}, s, objects, ws, ch, store.Viewer{Workspace: ws, Member: m}}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// post sends a body, signed, and gives the status.
func (h house) post(body string) int {
	h.t.Helper()
	return h.ask(request("POST", body, meta.Sign([]byte(body), "new"))).StatusCode
}

func (h house) ask(r awsevents.LambdaFunctionURLRequest) awsevents.LambdaFunctionURLResponse {
	h.t.Helper()
	answer, err := h.door.Handle(h.t.Context(), r)
	must(h.t, err)
	return answer
}

func request(method, body, signature string) awsevents.LambdaFunctionURLRequest {
	r := awsevents.LambdaFunctionURLRequest{RawPath: "/webhooks/meta", Body: body, Headers: map[string]string{"x-hub-signature-256": signature}}
	r.RequestContext.HTTP.Method = method
	return r
}

func TestTheDoorRefusesWhatIsNotAWebhook(t *testing.T) {
	h := open(t)
	good := `{"object":"whatsapp_business_account","entry":[]}`
	signed := meta.Sign([]byte(good), "0ld")
	elsewhere := request("POST", good, signed)
	elsewhere.RawPath = "/webhooks/other"
	encoded := request("POST", base64.StdEncoding.EncodeToString([]byte(good)), signed)
	encoded.IsBase64Encoded = true
	broken := request("POST", "%%%", signed)
	broken.IsBase64Encoded = true
	large := strings.Repeat("a", maxBody+1)
	largeEncoded := request("POST", base64.StdEncoding.EncodeToString([]byte(large)), meta.Sign([]byte(large), "new"))
	largeEncoded.IsBase64Encoded = true
	for _, c := range []struct {
		name    string
		request awsevents.LambdaFunctionURLRequest
		status  int
		code    string
	}{
		{"signed", request("POST", good, signed), 200, ""},
		{"signed with Instagram's secret", request("POST", good, meta.Sign([]byte(good), "insta")), 200, ""},
		{"signed and encoded", encoded, 200, ""},
		{"wrongly signed", request("POST", good, meta.Sign([]byte(good), "other")), 401, "bad_signature"},
		{"not signed", request("POST", good, ""), 401, "bad_signature"},
		{"signed over its encoding", func() awsevents.LambdaFunctionURLRequest {
			r := encoded
			r.Headers = map[string]string{"x-hub-signature-256": meta.Sign([]byte(encoded.Body), "new")}
			return r
		}(), 401, "bad_signature"},
		{"not what its encoding says", broken, 400, "bad_encoding"},
		{"another method", request("PUT", good, signed), 405, "method_not_allowed"},
		{"another path", elsewhere, 404, "no_such_page"},
		{"too large", request("POST", large, meta.Sign([]byte(large), "new")), 413, "body_too_large"},
		{"too large, encoded", largeEncoded, 413, "body_too_large"},
		{"a check of the address without a token", request("GET", "", ""), 403, "bad_verify_token"},
	} {
		t.Run(c.name, func(t *testing.T) {
			answer := h.ask(c.request)
			var problem struct{ Code, Title, Detail string }
			if c.code != "" {
				must(t, json.Unmarshal([]byte(answer.Body), &problem))
			}
			if answer.StatusCode != c.status || problem.Code != c.code {
				t.Errorf("answered %d %s, want %d %s", answer.StatusCode, answer.Body, c.status, c.code)
			}
			if c.code != "" && (answer.Headers["content-type"] != "application/problem+json" || problem.Title == "" || problem.Detail == "") {
				t.Errorf("the refusal is %v %s", answer.Headers, answer.Body)
			}
		})
	}
}

func TestTheAddressIsConfirmedWithTheChallengeAlone(t *testing.T) {
	h := open(t)
	r := request("GET", "", "")
	r.QueryStringParameters = map[string]string{"hub.mode": "subscribe", "hub.verify_token": "t0ken", "hub.challenge": "<b>1158201444"}
	answer := h.ask(r)
	if answer.StatusCode != http.StatusOK || answer.Body != "<b>1158201444" || !strings.HasPrefix(answer.Headers["content-type"], "text/plain") {
		t.Errorf("answered %d %q %v", answer.StatusCode, answer.Body, answer.Headers)
	}
	if answer.Headers["x-content-type-options"] != "nosniff" {
		t.Error("a browser may take the challenge for a page")
	}
}
