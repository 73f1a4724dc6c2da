package conformance_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"transom/infra/local/sandbox"
	"transom/shared/channel"
	"transom/shared/channel/instagram"
	"transom/shared/channel/messenger"
	"transom/shared/channel/whatsapp"
	"transom/shared/rules"
)

// Accounts that the sandbox knows.
const (
	number = "100000000000001"
	page   = "200000000000001"
	linked = "17841400000000001" // through its page
	direct = "17841500000000001" // by itself: the sandbox knows it by its id
)

// rig is a sandbox with our senders in front of its Graph API.
type rig struct {
	*testing.T
	api     *httptest.Server
	graph   *httptest.Server
	files   *httptest.Server // where a platform fetches what we lend to it
	sends   atomic.Int64     // POSTs of messages that reached the Graph API
	senders map[rules.ChannelKind]channel.Sender
	now     time.Time
	hooks   chan []byte // the newest webhooks; those that nobody takes are forgotten
}

func newRig(t *testing.T) *rig {
	t.Helper()
	r := &rig{T: t, now: time.Now().UTC(), hooks: make(chan []byte, 100)}
	hooks := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, in *http.Request) {
		body, _ := io.ReadAll(in.Body) // half a body says nothing, and that is looked at
		select {
		case r.hooks <- body:
		default:
		}
	}))
	t.Cleanup(hooks.Close)
	var base string
	phone, err := sandbox.New(sandbox.Options{
		Dir: t.TempDir(), WebhookURL: hooks.URL, AppSecret: func() string { return "secret" }, Logger: slog.New(slog.DiscardHandler),
		Now: func() time.Time { return r.now }, BaseURL: func() string { return base },
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = phone.Close() })
	r.api = httptest.NewServer(phone.Page())
	t.Cleanup(r.api.Close)
	graph := phone.Graph()
	r.graph = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, in *http.Request) {
		if in.Method == http.MethodPost {
			r.sends.Add(1)
		}
		graph.ServeHTTP(w, in)
	}))
	t.Cleanup(r.graph.Close)
	base = r.graph.URL
	r.files = httptest.NewServer(http.FileServer(http.Dir(samples)))
	t.Cleanup(r.files.Close)
	r.senders = map[rules.ChannelKind]channel.Sender{
		rules.WhatsApp: whatsapp.NewClient(r.graph.URL + "/v26.0"), rules.Messenger: messenger.NewClient(r.graph.URL + "/v26.0"),
		rules.Instagram: instagram.NewClient(r.graph.URL+"/v26.0", r.graph.URL+"/ig/v26.0"),
	}
	r.call("POST", "/api/settings", map[string]any{"anyTemplate": true}, nil)
	return r
}

// samples are files of each kind that the sandbox brings.
const samples = "../sandbox/samples"

// call asks the sandbox's own API as whoever plays the customers.
func (r *rig) call(method, path string, in, out any) {
	r.Helper()
	var body bytes.Buffer
	if in != nil {
		if err := json.NewEncoder(&body).Encode(in); err != nil {
			r.Fatal(err)
		}
	}
	request, err := http.NewRequestWithContext(r.Context(), method, r.api.URL+path, &body)
	if err != nil {
		r.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		r.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	text, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode >= 300 {
		r.Fatalf("%s %s answers %d %s (%v)", method, path, answer.StatusCode, text, err)
	}
	if out != nil {
		if err := json.Unmarshal(text, out); err != nil {
			r.Fatalf("%s %s answers %s: %v", method, path, text, err)
		}
	}
}

// thread is a customer who wrote to one of our channels.
type thread struct {
	channel  rules.Channel
	to       rules.Address
	customer string
	chat     string
	message  string // the customer's
}

// wrote makes a customer who has just written to an account.
func (r *rig) wrote(kind rules.ChannelKind, account string) thread {
	r.Helper()
	th := thread{channel: rules.Channel{Kind: kind, AccountID: account}}
	if account == linked {
		th.channel.Holder = page
		r.call("POST", "/api/messages", map[string]any{"customer": r.person("messenger").ID, "platform": "messenger", "account": page, "text": "so that the page is there"}, nil)
	}
	if account == direct {
		th.channel.Login = rules.InstagramLogin
	}
	who := r.person(string(kind))
	th.customer = who.ID
	var said struct{ ID, Chat string }
	r.call("POST", "/api/messages", map[string]any{"customer": who.ID, "platform": string(kind), "account": account, "text": "Hello?"}, &said)
	th.chat, th.message = said.Chat, said.ID
	th.to = rules.Address{Phone: who.Phone, UserID: who.UserID}
	if kind != rules.WhatsApp {
		var list struct{ Items []sandbox.Customer }
		r.call("GET", "/api/customers?platform="+string(kind)+"&with="+who.ID, nil, &list)
		for _, c := range list.Items {
			if c.ID == who.ID {
				th.to = rules.Address{UserID: c.IDs[account]}
			}
		}
	}
	return th
}

func (r *rig) person(platform string) sandbox.Customer {
	r.Helper()
	var c sandbox.Customer
	r.call("POST", "/api/customers", map[string]any{"platform": platform}, &c)
	return c
}

// arrived gives the newest message of a thread.
func (r *rig) arrived(th thread) sandbox.Message {
	r.Helper()
	var chat struct{ Messages []sandbox.Message }
	r.call("GET", "/api/chats/"+th.chat+"?all=1", nil, &chat)
	return chat.Messages[len(chat.Messages)-1]
}

func (r *rig) send(th thread, e rules.Entry, file string) channel.Outcome {
	r.Helper()
	return r.sendAs(th, e, file, false)
}

func (r *rig) sendAs(th thread, e rules.Entry, file string, human bool) channel.Outcome {
	r.Helper()
	e.Kind, e.Direction = rules.Message, rules.Out
	m := channel.Outgoing{Channel: th.channel, To: th.to, Message: e, AsHuman: human, Correlation: correlation}
	if file != "" {
		m.File = r.file(file, e.Media.MIME)
	}
	ctx, cancel := context.WithTimeout(r.Context(), 20*time.Second)
	defer cancel()
	return r.senders[th.channel.Kind].Send(ctx, "t0ken", m)
}

const correlation = "1.abcdefghij123456.1763700000000.abcdefghij"

// file is one of the samples.
func (r *rig) file(name, mime string) *channel.File {
	r.Helper()
	info, err := os.Stat(filepath.Join(samples, name))
	if err != nil {
		r.Fatal(err)
	}
	return &channel.File{MIME: mime, Name: name, Size: info.Size(),
		Open: func(context.Context) (io.ReadCloser, error) { return os.Open(filepath.Join(samples, name)) },
		URL:  func(context.Context) (string, error) { return r.files.URL + "/" + name, nil },
	}
}
