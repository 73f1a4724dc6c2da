package main

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/google/go-cmp/cmp"

	"transom/events"
	"transom/shared/clock"
	"transom/shared/mail"
	"transom/shared/rules"
	"transom/shared/store"
)

// postbox speaks SES's protocol: it takes letters, or answers an error.
type postbox struct {
	mu    sync.Mutex
	fails string // SES's word; "silence" is no answer at all, "lost" one that is lost on its way
	meets func() // happens when SES is asked
	asked int
	to    []string // of the letters it took
	last  string   // the newest request
}

func (p *postbox) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	body, _ := io.ReadAll(r.Body)
	p.asked, p.last = p.asked+1, string(body)
	if p.meets != nil {
		p.meets()
	}
	switch p.fails {
	case "", "lost":
		var in struct {
			Destination struct{ ToAddresses []string }
		}
		_ = json.Unmarshal(body, &in)
		p.to = append(p.to, in.Destination.ToAddresses...)
		if p.fails == "lost" {
			panic(http.ErrAbortHandler)
		}
		_, _ = io.WriteString(w, `{"MessageId":"1"}`)
	case "silence":
		panic(http.ErrAbortHandler)
	default:
		w.Header().Set("X-Amzn-ErrorType", p.fails)
		w.WriteHeader(http.StatusBadRequest)
		_, _ = io.WriteString(w, `{"message":"not verified: a@example.com"}`)
	}
}

// alarm is a desk whose customer has waited for 23 hours, a warning in its log, and a postbox.
type alarm struct {
	*desk
	box     *postbox
	warning rules.EntryKey
}

func sound(t *testing.T, to rules.Audience, assignee rules.Assignee) *alarm {
	t.Helper()
	return soundIn(open(t, rules.Messenger, rules.Messages, 23*time.Hour), to, assignee)
}

// soundIn is sound at a desk of the test's own.
func soundIn(d *desk, to rules.Audience, assignee rules.Assignee) *alarm {
	t := d.t
	t.Helper()
	a := &alarm{desk: d, box: &postbox{}}
	server := httptest.NewServer(a.box)
	t.Cleanup(server.Close)
	post, err := mail.NewPost(aws.Config{Region: "eu-central-1", BaseEndpoint: aws.String(server.URL),
		Credentials: credentials.NewStaticCredentialsProvider("a", "b", "")}, "warnings@example.com")
	a.must(err)
	a.work.letters = letters{store: a.store, post: post, site: "https://inbox.example.com"}
	if !assignee.None() {
		a.change(func(c rules.Conversation) rules.Change { return rules.Assign(c, assignee, "u1", clock.Now()) })
	}
	a.change(func(c rules.Conversation) rules.Change {
		change := rules.Tick(c, rules.Channel{}, rules.Plan{Warnings: []rules.Warning{{Before: 2 * time.Hour, To: to, Mail: true}}}, clock.Now())
		a.warning = change.Entries[0].Key
		return change
	})
	return a
}

func (a *alarm) change(rule func(rules.Conversation) rules.Change) {
	a.t.Helper()
	_, err := a.store.Change(a.t.Context(), a.ws, a.id, func(c rules.Conversation) (rules.Change, error) { return rule(c), nil })
	a.must(err)
}

// mail asks the worker to write to a colleague.
func (a *alarm) mail(user string) error {
	return a.work.do(a.t.Context(), events.Job{Kind: events.JobMail, Workspace: "w1", User: user, Conversation: string(a.id), Warning: string(a.warning)})
}

func (a *alarm) wrote(want ...string) {
	a.t.Helper()
	if diff := cmp.Diff(a.box.to, want); diff != "" {
		a.t.Errorf("letters went to (-got +want):\n%s", diff)
	}
}

func TestAColleagueIsWrittenToOnce(t *testing.T) {
	a := sound(t, rules.ToAssignee, rules.Assignee{})
	for range 3 { // calls may be repeated
		a.must(a.mail("u1"))
	}
	a.must(a.mail("u2"))
	a.wrote("a@example.com", "b@example.com")
	if !strings.Contains(a.box.last, "https://inbox.example.com/inbox/"+string(a.id)) || strings.Contains(a.box.last, "hello") {
		t.Errorf("the letter says %s", a.box.last)
	}
}

func TestOfManyCallsAtOnceOneWrites(t *testing.T) {
	a := sound(t, rules.ToAssignee, rules.Assignee{})
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if err := a.mail("u1"); err != nil && !errors.Is(err, errUnderWay) {
				t.Error(err)
			}
		})
	}
	all.Wait()
	a.must(a.mail("u1"))
	a.wrote("a@example.com")
}

func TestWhatHasChangedMeanwhileIsNotWritten(t *testing.T) {
	now := func() time.Time { return clock.Now().Truncate(time.Millisecond) }
	for name, meanwhile := range map[string]func(c rules.Conversation) rules.Change{
		"answered": func(c rules.Conversation) rules.Change {
			out, err := rules.Reply(c, rules.Draft{ClientID: "one", At: now(), By: "u2", Text: "hello"}, now())
			if err != nil {
				t.Error(err)
			}
			return out
		},
		"closed": func(c rules.Conversation) rules.Change { return rules.Close(c, "u2", "", now()) },
		"the customer wrote again": func(c rules.Conversation) rules.Change {
			e := rules.Entry{Kind: rules.Message, Direction: rules.In, Type: rules.Text, Text: "again", PlatformID: "m_2", Key: rules.MessageKey(now(), "m_2"),
				At: now(), Status: rules.Received, Opens: true, Counts: true}
			return rules.Receive(c, rules.Channel{ID: "ch1", Kind: rules.Messenger}, []rules.Entry{e}, now())
		},
		"the platform closed the window": func(c rules.Conversation) rules.Change {
			return rules.CloseWindow(c, rules.Channel{}, rules.Free, now(), now())
		},
		"a colleague took it": func(c rules.Conversation) rules.Change {
			return rules.Assign(c, rules.Assignee{User: "u1"}, "u1", now())
		},
	} {
		t.Run(name, func(t *testing.T) {
			a := sound(t, rules.ToAssignee, rules.Assignee{})
			a.change(meanwhile)
			a.must(a.mail("u2"))
			a.wrote()
		})
	}
}

func TestNobodyIsWrittenToAboutWhatIsNotTheirs(t *testing.T) {
	a := sound(t, rules.ToSupervisors, rules.Assignee{User: "u2"})
	a.must(a.mail("u2")) // sees it, and is no supervisor
	a.must(a.mail("u1"))
	a.wrote("a@example.com")

	b := sound(t, rules.ToTeam, rules.Assignee{User: "u2"})
	a.must(b.mail("u1")) // sees it, and shares no team
	b.wrote()
	for _, m := range []rules.Member{{ID: "u1", Email: "a@example.com", Role: rules.Admin, Teams: []rules.TeamID{"t"}}, {ID: "u2", Email: "b@example.com", Role: rules.Agent, Teams: []rules.TeamID{"t"}}} {
		b.must(b.store.PutMember(t.Context(), b.ws, m))
	}
	b.must(b.mail("u1"))
	b.wrote("a@example.com")
}

func TestACallThatCannotBeMeantWritesNothing(t *testing.T) {
	a := sound(t, rules.ToAssignee, rules.Assignee{})
	a.must(a.store.PutMember(t.Context(), a.ws, rules.Member{ID: "u2", Email: "b@example.com", Role: rules.Agent, Disabled: true}))
	a.must(a.mail("u2"))
	a.must(a.mail("nobody"))
	a.warning = rules.MessageKey(clock.Now(), "other")
	a.must(a.mail("u1"))
	a.warning = "nonsense"
	a.must(a.mail("u1"))
	a.id = "nowhere"
	a.must(a.mail("u1"))
	if a.box.asked != 0 {
		t.Errorf("SES was asked %d times", a.box.asked)
	}
}

func TestALetterThatPerhapsWasNotSentIsTriedAgainAndNoOther(t *testing.T) {
	for _, c := range []struct {
		fails string
		again bool // the call asks to come again
		after []string
	}{
		{"TooManyRequestsException", true, []string{"a@example.com"}},
		{"MessageRejected", false, nil},
		{"silence", true, []string{"a@example.com"}},
	} {
		t.Run(c.fails, func(t *testing.T) {
			a := sound(t, rules.ToAssignee, rules.Assignee{})
			a.box.fails = c.fails
			err := a.mail("u1")
			if (err != nil) != c.again || (err != nil && strings.Contains(err.Error(), "@")) {
				t.Errorf("got %v", err)
			}
			a.box.fails = ""
			a.must(a.mail("u1"))
			a.must(a.mail("u1"))
			a.wrote(c.after...)
		})
	}
}

func TestWithoutAnAddressNothingIsWritten(t *testing.T) {
	t.Setenv(events.EnvMailFrom, "")
	a := sound(t, rules.ToAssignee, rules.Assignee{})
	none, err := newLetters(t.Context(), a.store)
	a.must(err)
	a.work.letters = none
	a.must(a.mail("u1"))
	if stage, err := a.store.Start(t.Context(), a.ws, a.id, "letter#"+string(a.warning)+"#u1", clock.Now(), time.Hour); err != nil || stage != store.Mine {
		t.Errorf("it is remembered as written: %v", err)
	}
	t.Setenv(events.EnvMailFrom, "no address")
	if _, err := newLetters(t.Context(), a.store); err == nil || strings.Contains(err.Error(), "no address@") {
		t.Errorf("got %v, want an error at the start", err)
	}
}
