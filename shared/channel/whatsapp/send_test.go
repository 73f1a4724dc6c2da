package whatsapp_test

import (
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"transom/shared/channel"
	"transom/shared/channel/whatsapp"
	"transom/shared/rules"
)

// graph is a Graph API that answers what it is told and holds every request against Meta's description.
func graph(t *testing.T, status int, answer string, header ...string) (*whatsapp.Client, *map[string]any) {
	t.Helper()
	var body map[string]any
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost || r.URL.Path != "/v26.0/300100/messages" || r.URL.RawQuery != "" {
			t.Errorf("asked %s %s", r.Method, r.URL)
		}
		if r.Header.Get("Authorization") != "Bearer t0ken" || r.Header.Get("Content-Type") != "application/json" {
			t.Errorf("headers are %v", r.Header)
		}
		body = nil
		if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
			t.Errorf("the body is no JSON: %v", err)
		}
		for i := 0; i+1 < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(status)
		io.WriteString(w, answer)
	}))
	t.Cleanup(server.Close)
	return whatsapp.NewClient(server.URL + "/v26.0"), &body
}

const accepted = `{"messaging_product":"whatsapp","contacts":[{"input":"+40721","wa_id":"40721"}],"messages":[{"id":"wamid.OUT"}]}`

// outgoing is a message to a phone number on account 300100.
func outgoing(e rules.Entry) channel.Outgoing {
	return channel.Outgoing{Channel: rules.Channel{AccountID: "300100", Kind: rules.WhatsApp}, To: rules.Address{Phone: "40721"}, Message: e}
}

func TestATextGoesOutAsDocumented(t *testing.T) {
	for _, c := range []struct {
		name string
		to   rules.Address
		text rules.Entry
		corr string
		want map[string]any
	}{
		{"to a phone number, in answer to something", rules.Address{Phone: "40721", UserID: "RO.1"}, rules.Entry{Type: rules.Text, Text: "hi <3 ä", ReplyTo: "wamid.IN"}, "1.a.2.b",
			map[string]any{"messaging_product": "whatsapp", "recipient_type": "individual", "to": "+40721", "type": "text",
				"text": map[string]any{"body": "hi <3 ä", "preview_url": false}, "context": map[string]any{"message_id": "wamid.IN"}, "biz_opaque_callback_data": "1.a.2.b"}},
		{"to somebody without a phone number, with a link", rules.Address{UserID: "RO.1"}, rules.Entry{Type: rules.Text, Text: "https://a.example"}, "",
			map[string]any{"messaging_product": "whatsapp", "recipient_type": "individual", "recipient": "RO.1", "type": "text",
				"text": map[string]any{"body": "https://a.example", "preview_url": true}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			client, body := graph(t, 200, accepted)
			m := outgoing(c.text)
			m.To, m.Correlation = c.to, c.corr
			if out := client.Send(context.Background(), "t0ken", m); out.PlatformID != "wamid.OUT" || out.Unknown || out.Error != nil {
				t.Errorf("outcome is %+v", out)
			}
			if diff := cmp.Diff(*body, c.want); diff != "" {
				t.Errorf("sent (-got +want):\n%s", diff)
			}
		})
	}
}

func TestAnAnswerIsAcceptedRefusedOrUnknown(t *testing.T) {
	graphSays := func(code string) string {
		return `{"error":{"message":"(#x) m","type":"OAuthException","code":` + code + `,"error_data":{"messaging_product":"whatsapp","details":"because"},"fbtrace_id":"A"}}`
	}
	refused := func(code int, reason string, class channel.Class) channel.Outcome {
		return channel.Outcome{Error: &rules.SendError{Code: code, Reason: reason, Details: "because"}, Class: class}
	}
	for _, c := range []struct {
		name   string
		status int
		answer string
		header []string
		want   channel.Outcome
	}{
		{"accepted", 200, accepted, nil, channel.Outcome{PlatformID: "wamid.OUT"}},
		{"accepted, held for quality", 200, `{"messages":[{"id":"wamid.OUT","message_status":"held_for_quality_assessment"}]}`, nil, channel.Outcome{PlatformID: "wamid.OUT"}},
		{"200 without an id", 200, `{"messages":[]}`, nil, channel.Outcome{Unknown: true}},
		{"200 that is no JSON", 200, `<html>`, nil, channel.Outcome{Unknown: true}},
		{"window closed", 400, graphSays("131047"), nil, refused(131047, "window_closed", channel.Never)},
		{"undeliverable", 400, graphSays("131026"), nil, refused(131026, "undeliverable", channel.Never)},
		{"token expired", 401, graphSays("190"), nil, refused(190, "channel_unauthorized", channel.Alert)},
		{"auth failed, code 0", 401, graphSays("0"), nil, refused(0, "channel_unauthorized", channel.Alert)},
		{"throughput", 400, graphSays("130429"), nil, refused(130429, "throttled", channel.Retry)},
		{"pair rate", 400, graphSays("131056"), nil, refused(131056, "throttled_pair", channel.Retry)},
		{"account rate, with a time", 429, graphSays("80007"), []string{"Retry-After", "3"}, channel.Outcome{Error: &rules.SendError{Code: 80007, Reason: "throttled", Details: "because"}, Class: channel.Retry, After: 3 * time.Second}},
		{"away, in Graph's own words", 503, graphSays("2"), nil, refused(2, "platform_down", channel.Retry)},
		{"5xx with a code nobody knows", 500, graphSays("999999"), nil, refused(999999, "refused", channel.Retry)},
		{"4xx with a code nobody knows", 400, graphSays("999999"), nil, refused(999999, "refused", channel.Never)},
		{"a permission among 200 and 299", 403, graphSays("230"), nil, refused(230, "channel_forbidden", channel.Alert)},
		{"an error under 200", 200, graphSays("131047"), nil, refused(131047, "window_closed", channel.Never)},
		{"5xx of something in between", 502, `<html>Bad Gateway</html>`, nil, channel.Outcome{Unknown: true}},
		{"5xx without a body", 500, ``, nil, channel.Outcome{Unknown: true}},
		{"408 of something in between", 408, ``, nil, channel.Outcome{Unknown: true}},
		{"429 of something in between", 429, `slow down`, nil, channel.Outcome{Error: &rules.SendError{Reason: "throttled"}, Class: channel.Retry}},
		{"404 of something in between", 404, `nothing here`, nil, channel.Outcome{Error: &rules.SendError{Reason: "refused", Details: "HTTP 404"}, Class: channel.Never}},
		{"a redirect is not followed", 307, ``, []string{"Location", "/elsewhere"}, channel.Outcome{Unknown: true}},
	} {
		t.Run(c.name, func(t *testing.T) {
			client, _ := graph(t, c.status, c.answer, c.header...)
			got := client.Send(context.Background(), "t0ken", outgoing(rules.Entry{Type: rules.Text, Text: "a"}))
			if diff := cmp.Diff(got, c.want); diff != "" {
				t.Errorf("outcome (-got +want):\n%s", diff)
			}
		})
	}
}

func TestAnAnswerThatNeverComesIsUnknownAndAPlatformThatIsNotThereIsRefused(t *testing.T) {
	text := outgoing(rules.Entry{Type: rules.Text, Text: "a"})
	calls := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		calls++
		io.Copy(io.Discard, r.Body)
		conn, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		conn.Close() // the request was read, no answer is given
	}))
	defer server.Close()
	if out := whatsapp.NewClient(server.URL).Send(context.Background(), "t0ken", text); !out.Unknown {
		t.Errorf("a connection cut after the request is %+v", out)
	}
	if calls != 1 {
		t.Errorf("the request was sent %d times", calls)
	}

	hang := make(chan struct{})
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	silent := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		cancel() // the sender gives up when the request is there
		<-hang
	}))
	defer silent.Close()
	defer close(hang)
	if out := whatsapp.NewClient(silent.URL).Send(ctx, "t0ken", text); !out.Unknown {
		t.Errorf("no answer in time is %+v", out)
	}

	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed.Close()
	out := whatsapp.NewClient("http://"+closed.Addr().String()).Send(context.Background(), "t0ken", text)
	if out.Unknown || out.Class != channel.Retry || out.Error == nil {
		t.Errorf("a platform that cannot be reached is %+v", out)
	}
}

func TestRecordedAnswersAreAccepted(t *testing.T) {
	for _, dir := range collection(t)[1:] {
		files, err := filepath.Glob(filepath.Join(dir, "*", "whatsapp-api-send-response-*.json"))
		if err != nil || len(files) == 0 {
			t.Fatalf("no recorded answers in %s: %v", dir, err)
		}
		for _, file := range files {
			body, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			client, _ := graph(t, 200, string(body))
			out := client.Send(context.Background(), "t0ken", outgoing(rules.Entry{Type: rules.Text, Text: "a"}))
			if out.PlatformID != "wamid.foobar" {
				t.Errorf("%s is %+v", filepath.Base(file), out)
			}
		}
	}
}

func TestAnAttachmentIsLocatedOrGoneOrWorthAnotherTry(t *testing.T) {
	for _, c := range []struct {
		name      string
		status    int
		answer    string
		permanent bool
		is        error
	}{
		{"found", 200, `{"messaging_product":"whatsapp","url":"https://lookaside.fbsbx.com/x","mime_type":"audio/ogg; codecs=opus","sha256":"ab","file_size":"303833","id":"7"}`, false, nil},
		{"gone", 404, `{"error":{"code":100,"error_subcode":33}}`, true, whatsapp.ErrMediaGone},
		{"does not exist", 400, `{"error":{"code":100}}`, true, whatsapp.ErrMediaGone},
		{"not ours", 401, `{"error":{"code":190}}`, true, whatsapp.ErrMediaRefused},
		{"throttled", 400, `{"error":{"code":4}}`, false, nil},
		{"away", 503, ``, false, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.Method != http.MethodGet || r.URL.String() != "/m%2F7?phone_number_id=300" || r.Header.Get("Authorization") != "Bearer t0ken" || r.UserAgent() == "" {
					t.Errorf("asked %s %s %v", r.Method, r.URL, r.Header)
				}
				w.WriteHeader(c.status)
				io.WriteString(w, c.answer)
			}))
			defer server.Close()
			at, err := whatsapp.NewClient(server.URL).Locate(context.Background(), "t0ken", "300", "m/7")
			if c.name == "found" {
				if err != nil || at != (channel.Located{URL: "https://lookaside.fbsbx.com/x", MIME: "audio/ogg", SHA256: "ab", Size: 303833}) {
					t.Errorf("located at %+v, %v", at, err)
				}
				return
			}
			checkFault(t, err, c.permanent, c.is)
		})
	}
}
