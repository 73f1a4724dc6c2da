package mailroom_test

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/sesv2"
	"github.com/aws/aws-sdk-go-v2/service/sesv2/types"
	"github.com/google/go-cmp/cmp"

	"transom/infra/local/mailroom"
	"transom/shared/mail"
)

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

// rig is a room and the address it answers at.
type rig struct {
	*testing.T
	room *mailroom.Room
	cfg  aws.Config
}

func open(t *testing.T, dir string) rig {
	t.Helper()
	room, err := mailroom.Open(mailroom.Options{Dir: dir, From: "warnings@example.com", Now: func() time.Time { return noon }})
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(room.SES())
	t.Cleanup(s.Close)
	return rig{t, room, aws.Config{Region: "us-east-1", BaseEndpoint: aws.String(s.URL),
		Credentials: credentials.NewStaticCredentialsProvider("a", "b", "")}}
}

func (r rig) send(to string) error {
	r.Helper()
	p, err := mail.NewPost(r.cfg, "warnings@example.com")
	if err != nil {
		r.Fatal(err)
	}
	return p.Send(r.Context(), mail.Letter{To: to, Subject: "Zoë waits", Text: "Hello & goodbye.", HTML: "<p>Hello.</p>"})
}

func (r rig) letters() []mailroom.Letter {
	r.Helper()
	list, err := r.room.List(100)
	if err != nil {
		r.Fatal(err)
	}
	return list
}

func TestALetterIsKeptInsteadOfSent(t *testing.T) {
	dir := t.TempDir()
	r := open(t, dir)
	for _, to := range []string{"ana@example.com", "bo@example.com"} {
		if err := r.send(to); err != nil {
			t.Fatal(err)
		}
	}
	got := open(t, dir).letters() // a machine that was started again still has them
	if len(got) != 2 || got[1].ID >= got[0].ID {
		t.Fatalf("got %d letters, want the newest of two first", len(got))
	}
	got[0].ID = ""
	want := mailroom.Letter{At: noon, From: `"Transom" <warnings@example.com>`, To: []string{"bo@example.com"}, Subject: "Zoë waits",
		Text: "Hello & goodbye.", HTML: "<p>Hello.</p>", Headers: map[string]string{"Auto-Submitted": "auto-generated"}}
	if diff := cmp.Diff(got[0], want); diff != "" {
		t.Errorf("the letter (-got +want):\n%s", diff)
	}
}

// What SES would refuse, or would send to more people than were meant, shows here too.
func TestTheRoomIsAsStrictAsTheService(t *testing.T) {
	r := open(t, t.TempDir())
	text := func(s string) *types.Content { return &types.Content{Data: aws.String(s)} }
	whole := func() *sesv2.SendEmailInput {
		return &sesv2.SendEmailInput{FromEmailAddress: aws.String("warnings@example.com"),
			Destination: &types.Destination{ToAddresses: []string{"ana@example.com"}},
			Content:     &types.EmailContent{Simple: &types.Message{Subject: text("Hi"), Body: &types.Body{Text: text("Hello.")}}}}
	}
	for name, change := range map[string]func(*sesv2.SendEmailInput){
		"a stranger writes":    func(in *sesv2.SendEmailInput) { in.FromEmailAddress = aws.String("other@example.com") },
		"to nobody":            func(in *sesv2.SendEmailInput) { in.Destination.ToAddresses = nil },
		"to no address":        func(in *sesv2.SendEmailInput) { in.Destination.ToAddresses = []string{"ana"} },
		"two lines of subject": func(in *sesv2.SendEmailInput) { in.Content.Simple.Subject = text("Hi\r\nBcc: bo@example.com") },
		"no words":             func(in *sesv2.SendEmailInput) { in.Content.Simple.Body = &types.Body{} },
		"a raw letter": func(in *sesv2.SendEmailInput) {
			in.Content = &types.EmailContent{Raw: &types.RawMessage{Data: []byte("x")}}
		},
		"a header that breaks": func(in *sesv2.SendEmailInput) {
			in.Content.Simple.Headers = []types.MessageHeader{{Name: aws.String("X"), Value: aws.String("a\r\nBcc: b@example.com")}}
		},
	} {
		in := whole()
		change(in)
		if _, err := sesv2.NewFromConfig(r.cfg).SendEmail(t.Context(), in); err == nil {
			t.Errorf("%s: the letter was taken", name)
		}
	}
	in := whole()
	in.Destination.ToAddresses = []string{"ana@example.com, bo@example.com"}
	if _, err := sesv2.NewFromConfig(r.cfg).SendEmail(t.Context(), in); err != nil {
		t.Fatal(err)
	}
	if got := r.letters(); len(got) != 1 || len(got[0].To) != 2 {
		t.Errorf("got %+v, want one letter to both of a list", got)
	}
}

func TestTheNextLettersCanBeMadeToFail(t *testing.T) {
	r := open(t, t.TempDir())
	api := httptest.NewServer(r.room.API())
	t.Cleanup(api.Close)
	ask := func(body string) int {
		t.Helper()
		res, err := http.Post(api.URL, "application/json", strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		_ = res.Body.Close()
		return res.StatusCode
	}
	if got := ask(`{"code":"TooManyRequestsException","times":3}`); got != 200 {
		t.Fatalf("got HTTP %d", got)
	}
	if err := r.send("ana@example.com"); !errors.Is(err, mail.ErrNotNow) {
		t.Errorf("three attempts: got %v", err)
	}
	if err := r.send("ana@example.com"); err != nil {
		t.Errorf("afterwards: %v", err)
	}
	ask(`{"code":"MessageRejected"}`)
	for range 2 {
		if err := r.send("ana@example.com"); !errors.Is(err, mail.ErrRefused) {
			t.Errorf("all of them: got %v", err)
		}
	}
	ask(`{}`)
	if err := r.send("ana@example.com"); err != nil {
		t.Errorf("after the end: %v", err)
	}
	for _, bad := range []string{`{"times":-1}`, `{"rate":1}`, `x`} {
		if got := ask(bad); got != 400 {
			t.Errorf("%s: got HTTP %d", bad, got)
		}
	}
}

func TestLettersAreShownAndListed(t *testing.T) {
	r := open(t, t.TempDir())
	get := func(h http.Handler, path string) (string, http.Header) {
		t.Helper()
		rec := httptest.NewRecorder()
		h.ServeHTTP(rec, httptest.NewRequest(http.MethodGet, path, nil))
		body, _ := io.ReadAll(rec.Result().Body)
		return string(body), rec.Result().Header
	}
	if page, _ := get(r.room.Page(), "/sandbox/mail"); !strings.Contains(page, "No letter was sent yet.") {
		t.Errorf("an empty room: %s", page)
	}
	if err := r.send("ana@example.com"); err != nil {
		t.Fatal(err)
	}
	page, head := get(r.room.Page(), "/sandbox/mail")
	for _, want := range []string{"Zoë waits", "ana@example.com", "Hello &amp; goodbye.", "21 November 2026, 12:00:00 UTC", "&lt;p&gt;Hello."} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if !strings.Contains(head.Get("Content-Security-Policy"), "default-src 'none'") {
		t.Error("the page may load anything")
	}
	if css, _ := get(r.room.Page(), "/sandbox/mail?css"); !strings.Contains(css, ":root") {
		t.Error("the page has no styles")
	}
	list, _ := get(r.room.API(), "/sandbox/api/mail")
	var got struct{ Items []mailroom.Letter }
	if err := json.Unmarshal([]byte(list), &got); err != nil || len(got.Items) != 1 || got.Items[0].Subject != "Zoë waits" {
		t.Errorf("got %s (%v)", list, err)
	}
}
