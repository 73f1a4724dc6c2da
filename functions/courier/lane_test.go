package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"time"

	awsevents "github.com/aws/aws-lambda-go/events"

	"transom/functions/internal/awstest"
	"transom/shared/channel"
	"transom/shared/clock"
	"transom/shared/rules"
	"transom/shared/secret"
	"transom/shared/store"
)

// lane is one kind of sending, tried again and again while its courier is killed at each of its steps.
type lane struct {
	*town
	name    string
	channel rules.Channel
	who     resident
	write   func(*lane, string) []store.Ref // queues messages; what is said tells each from all others
	objects *awstest.Objects
	vault   awstest.Vault
	gateway *gateway
	base    string
	rng     *rand.Rand
	step    int64 // which call the next courier dies at, and how

	undone awsevents.DynamoDBEvent // what must come again
	kills  int
	most   int64 // calls of a courier that was not killed
}

// opens a lane on an account of its own, so that no lane knows of another's troubles.
func (w *town) lane(n int, name string, ch rules.Channel, write func(*lane, string) []store.Ref) *lane {
	w.Helper()
	l := &lane{town: w, name: name, channel: ch, write: write, rng: rand.New(rand.NewPCG(uint64(n), 1))}
	l.channel.ID = rules.ChannelID(fmt.Sprint("lane", n))
	l.channel.AccountID = fmt.Sprint(ch.AccountID[:len(ch.AccountID)-2], 10+n)
	l.channel.Name, l.channel.NewStatus, l.channel.CreatedAt = name, rules.Open, clock.Now()
	w.must(w.desk.Store.ConnectChannel(w.Context(), w.ws, l.channel))
	l.gateway = &gateway{behind: w.graph}
	server := httptest.NewServer(l.gateway)
	w.Cleanup(server.Close)
	l.base = server.URL
	_, l.objects = awstest.Bucket(w)
	l.vault = awstest.Lock(w, map[secret.Name]string{secret.ChannelToken(l.channel.ID): "t0ken"})
	if ch.Kind.Ours() {
		l.who = w.visits(l.channel)
	} else {
		l.who = w.writes(l.channel)
	}
	return l
}

// live gives one life of the courier what is undone; what is so afterwards comes again.
func (l *lane) live(m *mortal) {
	ctx, cancel := context.WithTimeout(l.Context(), time.Minute)
	defer cancel()
	m.end = cancel
	l.gateway.now.Store(m)
	c := l.hire(l.desk.StoreBy(wire{m, l.desk.Client()}), l.objects.BucketBy(wire{m, http.DefaultClient}), l.vault.KeeperBy(wire{m, http.DefaultClient}), l.base)
	out, err := c.Handle(ctx, l.undone)
	for _, s := range c.senders {
		s.Forget()
	}
	if m.dead.Load() {
		l.kills++
		return
	}
	l.must(err)
	l.undone.Records = slices.DeleteFunc(l.undone.Records, func(r awsevents.DynamoDBEventRecord) bool {
		return !slices.ContainsFunc(out.BatchItemFailures, func(f awsevents.DynamoDBBatchItemFailure) bool {
			return f.ItemIdentifier == r.Change.SequenceNumber
		})
	})
}

// next is a courier that dies one step later than the last one, or one that lives where all steps were tried.
func (l *lane) next() *mortal {
	l.step++
	return &mortal{at: (l.step + 1) / 2, after: l.step%2 == 0}
}

// crash has a courier die over what is undone, sometimes a second one elsewhere, and then gives it to one that lives.
func (l *lane) crash() {
	m := l.next()
	l.live(m)
	if !m.dead.Load() {
		l.most, l.step = m.calls.Load(), 0
	}
	if len(l.undone.Records) > 0 && l.rng.IntN(3) == 0 {
		l.live(&mortal{at: 1 + l.rng.Int64N(12), after: l.rng.IntN(2) == 0})
	}
	l.finish()
}

// finish has a courier that lives look at what is undone.
func (l *lane) finish() {
	if len(l.undone.Records) > 0 {
		l.live(&mortal{})
	}
}

// lanes are all kinds of sending.
func (w *town) lanes() (all []*lane) {
	w.Helper()
	wa, fb, ig := shops[0], shops[1], shops[2]
	app := wa
	app.PhoneApp = true
	site := rules.Channel{Kind: rules.WebChat, AccountID: "site00"}
	for n, k := range []struct {
		name  string
		on    rules.Channel
		write func(*lane, string) []store.Ref
	}{
		{"a text on WhatsApp", wa, one(rules.Draft{})},
		{"a text on Messenger", fb, one(rules.Draft{})},
		{"a text on Instagram", ig, one(rules.Draft{})},
		{"a picture", wa, (*lane).picture},
		{"a template", wa, (*lane).template},
		{"a private answer to a comment", fb, (*lane).privately},
		{"what was parked and is woken", wa, (*lane).parked},
		{"several to one customer", fb, (*lane).several},
		{"the one by which an open breaker is tried", wa, (*lane).probing},
		{"turns of a line that are leased", app, one(rules.Draft{})},
		{"a picture that Messenger takes first", fb, (*lane).picture},
		{"an answer in a web chat", site, one(rules.Draft{})},
	} {
		all = append(all, w.lane(n, k.name, k.on, k.write))
	}
	return all
}

func one(d rules.Draft) func(*lane, string) []store.Ref {
	return func(l *lane, text string) []store.Ref {
		d.Text, d.ClientID = text, text
		if d.Media != nil && l.channel.Kind != rules.WhatsApp { // whose files carry no words
			d.Text = ""
		}
		return []store.Ref{l.drafts(l.who.thread, d)}
	}
}

func (l *lane) picture(text string) []store.Ref {
	data, err := os.ReadFile("../../infra/local/sandbox/samples/image.jpg")
	l.must(err)
	l.must(l.objects.BucketBy(nil).Put(l.Context(), "u/"+text, "image/jpeg", strings.NewReader(string(data)), int64(len(data))))
	return one(rules.Draft{Type: rules.Image, Media: &rules.Media{MIME: "image/jpeg", Name: "a.jpg", Size: int64(len(data)), State: rules.MediaReady, Object: "u/" + text}})(l, text)
}

func (l *lane) template(text string) []store.Ref {
	l.must(l.desk.Store.PutTemplate(l.Context(), l.ws, rules.MessageTemplate{ID: "7", Holder: l.channel.Holder, Name: "hello", Language: "en_US", Status: rules.TemplateApproved,
		Parts: []rules.TemplatePart{{Type: "body", Text: "Hello"}}}))
	return one(rules.Draft{Type: rules.Template, Template: &rules.TemplateUse{Name: "hello", Language: "en_US"}})(l, text)
}

func (l *lane) privately(text string) []store.Ref {
	var said struct{ ID string }
	l.call("POST", "/api/comments", map[string]any{"customer": l.who.id, "platform": "messenger", "account": l.channel.AccountID, "text": "How much?"}, &said)
	var comment rules.Entry
	l.until(func() bool {
		var err error
		comment, err = l.desk.Store.EntryByPlatformID(l.Context(), l.admin, l.channel.ID, said.ID)
		return err == nil
	})
	return []store.Ref{l.drafts(comment.Conversation, rules.Draft{Text: text, ClientID: text, Private: true, Target: &comment})}
}

func (l *lane) parked(text string) []store.Ref {
	refs := one(rules.Draft{})(l, text)
	l.must(l.desk.Store.Park(l.Context(), l.ws, refs[0], clock.Now().Add(time.Minute), rules.SendError{Reason: "throttled"}))
	l.must(l.desk.Store.Wake(l.Context(), l.ws, refs[0]))
	return refs
}

func (l *lane) several(text string) (refs []store.Ref) {
	for _, n := range []string{"-1", "-2"} {
		refs = append(refs, one(rules.Draft{})(l, text+n)...)
	}
	return refs
}

func (l *lane) probing(text string) []store.Ref {
	_, err := l.desk.Store.ChangeLine(l.Context(), l.ws, l.channel.ID, commonRate, rules.Line{}, func(now rules.Line) rules.Line {
		now.Breaker = rules.Breaker{Failures: rules.BreakAfter, FailedAt: clock.Now(), Until: clock.Now().Add(-time.Second)}
		return now
	})
	l.must(err)
	return one(rules.Draft{})(l, text)
}

// taken is how often the platform accepted a message, by what it knows it by.
func (l *lane) known(ref store.Ref, e rules.Entry) string {
	if l.channel.Kind == rules.Instagram {
		return e.Text
	}
	return channel.Correlation(ref.Conversation, ref.Key)
}
