package mail_test

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/google/go-cmp/cmp"

	"transom/shared/fault"
	"transom/shared/mail"
)

// answer is what the service says to one request.
type answer struct {
	status int
	code   string // of an error
}

// service answers in turn, the last one from then on, and keeps what it was asked.
type service struct {
	*httptest.Server
	asked atomic.Int32
	body  atomic.Value // of the newest request, []byte
}

func open(t *testing.T, answers ...answer) (*mail.Post, *service) {
	t.Helper()
	s := &service{}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n := int(s.asked.Add(1))
		body, _ := io.ReadAll(r.Body)
		s.body.Store(body)
		if r.Method != http.MethodPost || r.URL.Path != "/v2/email/outbound-emails" || r.Header.Get("Authorization") == "" {
			t.Errorf("asked %s %s", r.Method, r.URL.Path)
		}
		a := answers[min(n, len(answers))-1]
		if a.status == 0 { // it says nothing
			panic(http.ErrAbortHandler)
		}
		w.Header().Set("Content-Type", "application/json")
		if a.code != "" {
			w.Header().Set("X-Amzn-ErrorType", a.code)
			w.WriteHeader(a.status)
			_, _ = io.WriteString(w, `{"message":"Email address is not verified: ana@example.com"}`)
			return
		}
		_, _ = io.WriteString(w, `{"MessageId":"0100"}`)
	}))
	t.Cleanup(s.Close)
	return post(t, s.URL), s
}

func post(t *testing.T, url string) *mail.Post {
	t.Helper()
	p, err := mail.NewPost(aws.Config{Region: "eu-central-1", BaseEndpoint: aws.String(url),
		Credentials: credentials.NewStaticCredentialsProvider("a", "b", "")}, "warnings@example.com")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

var letter = mail.Letter{To: "ana@example.com", Subject: "Zoë waits", Text: "Hello.", HTML: "<p>Hello.</p>"}

func TestALetterGoesOutAsItIs(t *testing.T) {
	p, s := open(t, answer{status: 200})
	if err := p.Send(t.Context(), letter); err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal(s.body.Load().([]byte), &got); err != nil {
		t.Fatal(err)
	}
	said := func(text string) map[string]any { return map[string]any{"Data": text, "Charset": "UTF-8"} }
	want := map[string]any{
		"FromEmailAddress": `"Transom" <warnings@example.com>`,
		"Destination":      map[string]any{"ToAddresses": []any{"ana@example.com"}},
		"Content": map[string]any{"Simple": map[string]any{
			"Subject": said("Zoë waits"), "Body": map[string]any{"Text": said("Hello."), "Html": said("<p>Hello.</p>")},
			"Headers": []any{map[string]any{"Name": "Auto-Submitted", "Value": "auto-generated"}},
		}},
	}
	if diff := cmp.Diff(got, want); diff != "" {
		t.Errorf("the request (-got +want):\n%s", diff)
	}
}

func TestWhatTheServiceSaysIsUnderstood(t *testing.T) {
	for _, c := range []struct {
		name  string
		says  []answer
		want  error
		asked int32
	}{
		{"too fast, then taken", []answer{{429, "TooManyRequestsException"}, {status: 200}}, nil, 2},
		{"too fast all the time", []answer{{429, "TooManyRequestsException"}}, mail.ErrNotNow, 3},
		{"too fast by another word", []answer{{400, "ThrottlingException"}}, mail.ErrNotNow, 3},
		{"its own fault, then taken", []answer{{500, "InternalServiceErrorException"}, {status: 200}}, nil, 2},
		{"a person who is not verified", []answer{{400, "MessageRejected"}}, mail.ErrRefused, 1},
		{"a domain that is not verified", []answer{{400, "MailFromDomainNotVerifiedException"}}, mail.ErrRefused, 1},
		{"an account that may not send", []answer{{400, "SendingPausedException"}}, mail.ErrRefused, 1},
		{"a right that is missing", []answer{{403, "AccessDeniedException"}}, mail.ErrRefused, 1},
		{"nothing", []answer{{}}, mail.ErrSilence, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, s := open(t, c.says...)
			err := p.Send(t.Context(), letter)
			if !errors.Is(err, c.want) || s.asked.Load() != c.asked {
				t.Errorf("got %v after %d requests, want %v after %d", err, s.asked.Load(), c.want, c.asked)
			}
			if err != nil && strings.Contains(err.Error(), "@") {
				t.Errorf("the error holds an address: %v", err)
			}
		})
	}
}

func TestAServiceThatIsAwayTookNothing(t *testing.T) {
	s := httptest.NewServer(http.NotFoundHandler())
	url := s.URL
	s.Close()
	if err := post(t, url).Send(t.Context(), letter); !errors.Is(err, mail.ErrNotNow) || fault.Permanent(err) {
		t.Errorf("got %v, want %v", err, mail.ErrNotNow)
	}
}

func TestALetterThatWouldBeReadOtherwiseIsNotSent(t *testing.T) {
	p, s := open(t, answer{status: 200})
	for name, change := range map[string]func(*mail.Letter){
		"two people":           func(l *mail.Letter) { l.To = "ana@example.com, bo@example.com" },
		"a group":              func(l *mail.Letter) { l.To = "all: ana@example.com;" },
		"a line more":          func(l *mail.Letter) { l.To = "ana@example.com\r\nBcc: bo@example.com" },
		"a name":               func(l *mail.Letter) { l.To = "Ana <ana@example.com>" },
		"quotes":               func(l *mail.Letter) { l.To = `"ana,bo"@example.com` },
		"another script":       func(l *mail.Letter) { l.To = "änne@example.com" },
		"nobody":               func(l *mail.Letter) { l.To = "" },
		"a very long address":  func(l *mail.Letter) { l.To = strings.Repeat("a", 250) + "@example.com" },
		"a line in the head":   func(l *mail.Letter) { l.Subject = "Zoë\r\nBcc: bo@example.com" },
		"a bare line feed":     func(l *mail.Letter) { l.Subject = "Zoë\nwaits" },
		"no subject":           func(l *mail.Letter) { l.Subject = "" },
		"a very long subject":  func(l *mail.Letter) { l.Subject = strings.Repeat("é", 201) },
		"no words":             func(l *mail.Letter) { l.Text = " " },
		"no words for browser": func(l *mail.Letter) { l.HTML = "" },
	} {
		l := letter
		change(&l)
		if err := p.Send(t.Context(), l); err == nil || !fault.Permanent(err) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	if n := s.asked.Load(); n != 0 {
		t.Errorf("the service was asked %d times", n)
	}
}

func TestAPostNeedsAnAddressOfItsOwn(t *testing.T) {
	for _, from := range []string{"", "example.com", "Transom <warnings@example.com>", "a@example.com,b@example.com"} {
		if _, err := mail.NewPost(aws.Config{}, from); err == nil || strings.Contains(err.Error(), "@") {
			t.Errorf("%q: got %v", from, err)
		}
	}
}
