package main

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"transom/functions/internal/awstest"
	"transom/functions/internal/intake"
	"transom/functions/internal/streamtest"
	"transom/infra/local/sandbox"
	"transom/shared/channel"
	"transom/shared/channel/instagram"
	"transom/shared/channel/messenger"
	"transom/shared/channel/webchat"
	"transom/shared/channel/whatsapp"
	"transom/shared/clock"
	"transom/shared/media"
	"transom/shared/rules"
	"transom/shared/secret"
	"transom/shared/store"
)

// town is a workspace whose customers have the sandbox's phones: what they write comes in as webhooks, what the
// courier sends goes to the sandbox's strict Graph API. Its clock can be moved.
type town struct {
	*testing.T
	desk    *streamtest.Desk
	ws      store.Workspace
	admin   store.Viewer
	bucket  *media.Bucket
	secrets *secret.Keeper
	phone   *sandbox.Phone
	page    *httptest.Server // where customers are played
	graph   http.Handler
	intake  *intake.Intake
	courier courier
	moved   time.Duration
	clock   string // the file

	mu   sync.Mutex
	came chan struct{} // closed when the next webhook was taken
}

// Accounts that the sandbox knows.
var shops = []rules.Channel{
	{ID: "wa", Kind: rules.WhatsApp, AccountID: "100000000000001", Holder: "100000000000000"},
	{ID: "fb", Kind: rules.Messenger, AccountID: "200000000000001"},
	{ID: "ig", Kind: rules.Instagram, AccountID: "17841500000000001", Login: rules.InstagramLogin},
}

func newTown(t *testing.T) *town {
	t.Helper()
	w := &town{T: t, desk: streamtest.Open(t), clock: filepath.Join(t.TempDir(), "clock"), came: make(chan struct{})}
	t.Setenv(clock.File, w.clock)
	w.advance(0)
	var err error
	w.ws, err = w.desk.Store.CreateWorkspace(t.Context(), "w1", "Workspace")
	w.must(err)
	w.admin = store.Viewer{Workspace: w.ws, Member: rules.Member{ID: "u1", Email: "a@example.com", Name: "Ana", Role: rules.Admin}}
	w.must(w.desk.Store.PutMember(t.Context(), w.ws, w.admin.Member))
	values := map[secret.Name]string{}
	for _, ch := range shops {
		ch.Name, ch.NewStatus, ch.CreatedAt = string(ch.ID), rules.Open, clock.Now()
		w.must(w.desk.Store.ConnectChannel(t.Context(), w.ws, ch))
		values[secret.ChannelToken(ch.ID)] = "t0ken"
	}
	w.bucket, _ = awstest.Bucket(t)
	w.secrets = awstest.Secrets(t, values)
	w.intake = intake.New(w.desk.Store, w.bucket)
	hooks := httptest.NewServer(http.HandlerFunc(w.hook))
	t.Cleanup(hooks.Close)
	var base string
	w.phone, err = sandbox.New(sandbox.Options{
		Dir: t.TempDir(), WebhookURL: hooks.URL, AppSecret: func() string { return "secret" }, Logger: slog.New(slog.DiscardHandler),
		Now: clock.Now, BaseURL: func() string { return base }, RetryPause: 10 * time.Millisecond,
	})
	w.must(err)
	t.Cleanup(func() { _ = w.phone.Close() })
	w.graph = w.phone.Graph()
	w.page = httptest.NewServer(w.phone.Page())
	t.Cleanup(w.page.Close)
	server := httptest.NewServer(w.graph)
	t.Cleanup(server.Close)
	base = server.URL
	w.courier = w.hire(w.desk.Store, w.bucket, w.secrets, server.URL)
	return w
}

// strict opens another platform with a clock and settings of its own, which the town's calls go to from then on.
func (w *town) strict(now func() time.Time, settings map[string]any) (graph string) {
	w.Helper()
	phone, err := sandbox.New(sandbox.Options{
		Dir: w.TempDir(), WebhookURL: "http://127.0.0.1:9/", AppSecret: func() string { return "secret" }, Logger: slog.New(slog.DiscardHandler),
		Now: now, RetryPause: time.Hour,
	})
	w.must(err)
	w.Cleanup(func() { _ = phone.Close() })
	w.page = httptest.NewServer(phone.Page())
	w.Cleanup(w.page.Close)
	server := httptest.NewServer(phone.Graph())
	w.Cleanup(server.Close)
	w.call("POST", "/api/settings", settings, nil)
	return server.URL
}

// hire makes a courier whose patience with us is short and with platforms as always.
func (w *town) hire(s *store.Store, b *media.Bucket, k *secret.Keeper, graph string) courier {
	quick := usual
	quick.pauses, quick.linger = []time.Duration{time.Millisecond, time.Millisecond}, 8*time.Millisecond
	return courier{
		store: s, bucket: b, secrets: k, patience: quick, lines: newLines(s),
		locator: whatsapp.NewClient(graph + "/v26.0"), fetcher: media.NewFetcher(nil),
		senders: map[rules.ChannelKind]channel.Sender{
			rules.WhatsApp: whatsapp.NewClient(graph + "/v26.0"), rules.Messenger: messenger.NewClient(graph + "/v26.0"),
			rules.Instagram: instagram.NewClient(graph+"/v26.0", graph+"/ig/v26.0"), rules.WebChat: webchat.Sender{},
		},
	}
}

func (w *town) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// advance moves the clock of everybody.
func (w *town) advance(d time.Duration) {
	w.Helper()
	w.moved += d
	next := w.clock + ".next" // whoever reads it meanwhile reads the old or the new
	w.must(os.WriteFile(next, []byte(w.moved.String()), 0o600))
	w.must(os.Rename(next, w.clock))
}

// hook takes a webhook as the door does.
func (w *town) hook(answer http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err == nil {
		err = w.intake.Take(context.Background(), body)
	}
	if err != nil {
		answer.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	close(w.came)
	w.came = make(chan struct{})
}

// until waits until something is so, asking again after each webhook.
func (w *town) until(so func() bool) {
	w.Helper()
	for {
		w.mu.Lock()
		came := w.came
		w.mu.Unlock()
		if so() {
			return
		}
		select {
		case <-came:
		case <-time.After(100 * time.Millisecond): // so may look at what no webhook tells
		case <-w.Context().Done():
			w.Fatal("it never came to be so")
		}
	}
}

// deliver gives a courier what the stream holds, again and again as Lambda would, until nothing is left of it.
func (w *town) deliver(c courier) {
	w.Helper()
	for {
		batch := w.desk.Records(w, "courier")
		if len(batch.Records) == 0 {
			return
		}
		for left := 1; left > 0; {
			ctx, cancel := context.WithTimeout(w.Context(), time.Minute)
			out, err := c.Handle(ctx, batch)
			cancel()
			w.must(err)
			left = len(out.BatchItemFailures)
		}
	}
}

// sweep does what the closer does with the timers that are due by a time.
func (w *town) sweep(now time.Time) (acted int) {
	w.Helper()
	due, err := w.desk.Store.Due(w.Context(), now, 1000)
	w.must(err)
	for _, t := range due {
		ref := store.Ref{Conversation: t.Conversation, Key: t.Key}
		switch t.Kind {
		case store.RetryTimer:
			w.must(w.desk.Store.Wake(w.Context(), t.Workspace, ref))
		case store.SendTimer:
			dead, err := w.desk.Store.Stuck(w.Context(), t.Workspace, ref, now)
			w.must(err)
			if dead {
				w.must(w.courier.bury(w.Context(), t.Workspace, ref, now))
			}
		}
	}
	w.must(w.desk.Store.Disarm(w.Context(), due))
	w.must(w.desk.Store.Swept(w.Context(), clock.Now(), clock.Now()))
	return len(due)
}
