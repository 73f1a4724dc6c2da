package gateway

import (
	"context"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"math/big"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	awsevents "github.com/aws/aws-lambda-go/events"

	"transom/events"
	"transom/infra/local/lambda"
)

const testIssuer = "https://issuer.example/pool"

// issuer signs tokens with a key that it publishes.
type issuer struct {
	key  *rsa.PrivateKey
	jwks *httptest.Server
}

func newIssuer(t *testing.T) *issuer {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatalf("make key: %v", err)
	}
	i := &issuer{key: key}
	i.jwks = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_ = json.NewEncoder(w).Encode(map[string]any{"keys": []map[string]string{{"kty": "RSA", "alg": "RS256", "use": "sig", "kid": "k1",
			"n": base64.RawURLEncoding.EncodeToString(key.N.Bytes()), "e": base64.RawURLEncoding.EncodeToString(big.NewInt(int64(key.E)).Bytes())}}})
	}))
	t.Cleanup(i.jwks.Close)
	return i
}

// token is a good access token with claims changed; a nil claim is left out.
func (i *issuer) token(t *testing.T, changes map[string]any) string {
	t.Helper()
	claims := map[string]any{"iss": testIssuer, "sub": "user-1", "client_id": "app", "token_use": "access",
		"exp": time.Now().Add(time.Hour).Unix(), "iat": time.Now().Unix(), "cognito:groups": []string{"a", "b"}}
	for k, v := range changes {
		if claims[k] = v; v == nil {
			delete(claims, k)
		}
	}
	body, err := json.Marshal(claims)
	if err != nil {
		t.Fatalf("render claims: %v", err)
	}
	text := base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"RS256","kid":"k1","typ":"JWT"}`)) + "." + base64.RawURLEncoding.EncodeToString(body)
	sum := sha256.Sum256([]byte(text))
	signature, err := rsa.SignPKCS1v15(rand.Reader, i.key, crypto.SHA256, sum[:])
	if err != nil {
		t.Fatalf("sign: %v", err)
	}
	return text + "." + base64.RawURLEncoding.EncodeToString(signature)
}

// front serves the real topology's routes with a function played by the test.
func front(t *testing.T, i *issuer, invoke Invoke) *httptest.Server {
	t.Helper()
	g := &HTTP{Invoke: invoke, Log: slog.New(slog.DiscardHandler), Authorizer: NewAuthorizer(t.Context(), testIssuer, i.jwks.URL, "app")}
	s := httptest.NewServer(g.Handler(events.Topology))
	t.Cleanup(s.Close)
	return s
}

func answerWith(payload string) Invoke {
	return func(context.Context, string, []byte, lambda.Origin) (lambda.Result, error) {
		return lambda.Result{Payload: []byte(payload)}, nil
	}
}

// ask makes a request and gives status, header and body.
func ask(t *testing.T, r *http.Request) (int, http.Header, string) {
	t.Helper()
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := client.Do(r)
	if err != nil {
		t.Fatalf("%s %s: %v", r.Method, r.URL, err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatalf("read answer: %v", err)
	}
	return answer.StatusCode, answer.Header, string(body)
}

func request(t *testing.T, method, url, body string, header ...string) *http.Request {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		t.Fatalf("make request: %v", err)
	}
	for i := 0; i < len(header); i += 2 {
		r.Header.Add(header[i], header[i+1])
	}
	return r
}

func TestARequestReachesItsFunctionInPayloadFormat2(t *testing.T) {
	var function string
	var e awsevents.APIGatewayV2HTTPRequest
	i := newIssuer(t)
	s := front(t, i, func(_ context.Context, name string, payload []byte, _ lambda.Origin) (lambda.Result, error) {
		function = name
		e = awsevents.APIGatewayV2HTTPRequest{}
		return lambda.Result{Payload: []byte(`{"statusCode":204}`)}, json.Unmarshal(payload, &e)
	})
	status, _, _ := ask(t, request(t, "POST", s.URL+"/api/v1/conversations/c/messages/M%23000%23ab?x=1&x=a%20b", `{"a":1}`,
		"Authorization", "Bearer "+i.token(t, nil), "Cookie", "one=1; two=2", "Content-Type", "application/json", "X-Many", "1", "X-Many", "2"))
	if status != 204 || function != "api" {
		t.Fatalf("got %d from %q, want 204 from api", status, function)
	}
	for _, c := range []struct{ name, got, want string }{
		{"version", e.Version, "2.0"},
		{"route", e.RouteKey, "ANY /api/v1/{proxy+}"},
		{"path, decoded as an HTTP API does", e.RawPath, "/api/v1/conversations/c/messages/M#000#ab"},
		{"query as it came", e.RawQueryString, "x=1&x=a%20b"},
		{"query joined", e.QueryStringParameters["x"], "1,a b"},
		{"path parameter", e.PathParameters["proxy"], "conversations/c/messages/M#000#ab"},
		{"cookies", fmt.Sprint(e.Cookies), "[one=1 two=2]"},
		{"no cookie header", e.Headers["cookie"], ""},
		{"headers joined", e.Headers["x-many"], "1,2"},
		{"body", e.Body, `{"a":1}`},
		{"method", e.RequestContext.HTTP.Method, "POST"},
		{"source", e.RequestContext.HTTP.SourceIP, "127.0.0.1"},
		{"subject", e.RequestContext.Authorizer.JWT.Claims["sub"], "user-1"},
		{"list claim", e.RequestContext.Authorizer.JWT.Claims["cognito:groups"], "[a b]"},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, c.got, c.want)
		}
	}
}

func TestAWebhookReachesItsFunctionByteForByte(t *testing.T) {
	var e awsevents.APIGatewayV2HTTPRequest
	s := front(t, newIssuer(t), func(_ context.Context, name string, payload []byte, _ lambda.Origin) (lambda.Result, error) {
		if name != "webhook" {
			t.Errorf("%s was called, want webhook", name)
		}
		e = awsevents.APIGatewayV2HTTPRequest{}
		return lambda.Result{Payload: []byte(`{"statusCode":200,"body":"ok"}`)}, json.Unmarshal(payload, &e)
	})
	for _, c := range []struct {
		name, kind, body string
		encoded          bool
	}{
		{"JSON", "application/json", "{\"a\": \"\\u00e9 é\"}\n", false},
		{"JSON that is not UTF-8", "application/json", "{\"a\": \"\xff\"}", true},
		{"bytes", "application/octet-stream", "\x00\x01", true},
	} {
		status, _, body := ask(t, request(t, "POST", s.URL+"/webhooks/meta?a=b", c.body, "Content-Type", c.kind))
		got := e.Body
		if e.IsBase64Encoded {
			raw, err := base64.StdEncoding.DecodeString(e.Body)
			if err != nil {
				t.Fatalf("%s: %v", c.name, err)
			}
			got = string(raw)
		}
		if status != 200 || body != "ok" || got != c.body || e.IsBase64Encoded != c.encoded || e.RouteKey != "$default" {
			t.Errorf("%s: got %d %q with body %q (base64 %v, route %s)", c.name, status, body, got, e.IsBase64Encoded, e.RouteKey)
		}
	}
}

func TestOnlyGoodAccessTokensPassTheAuthorizer(t *testing.T) {
	i, other := newIssuer(t), newIssuer(t)
	s := front(t, i, answerWith(`{"statusCode":200}`))
	for _, c := range []struct {
		name, header string
		want         int
	}{
		{"a good token", "Bearer " + i.token(t, nil), 200},
		{"a good token, scheme in lower case", "bearer " + i.token(t, nil), 200},
		{"none", "", 401},
		{"no bearer", "Basic abc", 401},
		{"rubbish", "Bearer abc.def.ghi", 401},
		{"an expired token", "Bearer " + i.token(t, map[string]any{"exp": time.Now().Add(-time.Minute).Unix()}), 401},
		{"another issuer's token", "Bearer " + i.token(t, map[string]any{"iss": "https://issuer.example/other"}), 401},
		{"another client's token", "Bearer " + i.token(t, map[string]any{"client_id": "other"}), 401},
		{"an id token", "Bearer " + i.token(t, map[string]any{"token_use": "id", "client_id": nil, "aud": "app"}), 401},
		{"a token signed by somebody else", "Bearer " + other.token(t, nil), 401},
	} {
		status, header, body := ask(t, request(t, "GET", s.URL+"/api/v1/me", "", "Authorization", c.header))
		if status != c.want {
			t.Errorf("%s: got %d %s, want %d", c.name, status, body, c.want)
		}
		if status == 401 && (header.Get("Content-Type") != "application/problem+json" || !strings.Contains(body, `"code":"not_signed_in"`)) {
			t.Errorf("%s: got %s %s, want a problem", c.name, header.Get("Content-Type"), body)
		}
	}
	if status, _, _ := ask(t, request(t, "POST", s.URL+"/api/v1/auth/sign-in", "{}")); status != 200 {
		t.Errorf("the public route answered %d, want 200", status)
	}
}

func TestAFunctionsAnswerBecomesHTTP(t *testing.T) {
	i := newIssuer(t)
	for _, c := range []struct {
		name, payload string
		status        int
		body          string
	}{
		{"a full answer", `{"statusCode":201,"headers":{"Content-Type":"text/x"},"body":"hello","cookies":["a=1","b=2"]}`, 201, "hello"},
		{"a binary answer", `{"statusCode":200,"body":"AAE=","isBase64Encoded":true}`, 200, "\x00\x01"},
		{"null cookies", `{"statusCode":200,"body":"x","cookies":null,"headers":null}`, 200, "x"},
		{"anything else is a JSON body", `{"a":1}`, 200, `{"a":1}`},
		{"no JSON at all", `oops`, 500, "internal"},
		{"a status that is none", `{"statusCode":7}`, 500, "internal"},
	} {
		s := front(t, i, answerWith(c.payload))
		status, header, body := ask(t, request(t, "GET", s.URL+"/api/v1/openapi.json", ""))
		if status != c.status || !strings.Contains(body, c.body) {
			t.Errorf("%s: got %d %q, want %d %q", c.name, status, body, c.status, c.body)
		}
		if c.name == "a full answer" && len(header.Values("Set-Cookie")) != 2 {
			t.Errorf("got cookies %v, want two", header.Values("Set-Cookie"))
		}
	}
}

func TestWhatCannotBeServedIsAnsweredWithAProblem(t *testing.T) {
	i := newIssuer(t)
	failing := func(err error, failed bool) Invoke {
		return func(context.Context, string, []byte, lambda.Origin) (lambda.Result, error) {
			return lambda.Result{Failed: failed, Payload: []byte(`{}`)}, err
		}
	}
	big := strings.Repeat("x", 6<<20+1)
	for _, c := range []struct {
		name         string
		invoke       Invoke
		method, path string
		body         string
		want         int
	}{
		{"a function that fails behind the API", failing(nil, true), "GET", "/api/v1/openapi.json", "", 500},
		{"a function that fails behind its URL", failing(nil, true), "POST", "/webhooks/meta", "{}", 502},
		{"too many at once behind the API", failing(lambda.ErrThrottled, false), "GET", "/api/v1/openapi.json", "", 503},
		{"too many at once behind a URL", failing(lambda.ErrThrottled, false), "POST", "/webhooks/meta", "{}", 429},
		{"a body over 6 MB", answerWith(`{}`), "POST", "/webhooks/meta", big, 413},
		{"a body that is over 6 MB as an event", answerWith(`{}`), "POST", "/webhooks/meta", strings.Repeat("\x00", 5<<20), 413},
	} {
		s := front(t, i, c.invoke)
		status, header, body := ask(t, request(t, c.method, s.URL+c.path, c.body))
		if status != c.want || header.Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s: got %d %s %.100s, want %d and a problem", c.name, status, header.Get("Content-Type"), body, c.want)
		}
	}
}
