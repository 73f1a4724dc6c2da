package main

import (
	"testing"
	"time"

	"transom/events"
	"transom/functions/internal/awstest"
	"transom/functions/internal/templates"
	"transom/shared/channel/meta/metatest"
	"transom/shared/channel/whatsapp"
	"transom/shared/clock"
	"transom/shared/rules"
	"transom/shared/secret"
	"transom/shared/store"
	"transom/shared/store/storetest"
)

// listing is a workspace with a number, and a platform that lists templates.
func listing(t *testing.T, holder string) (worker, *metatest.Graph, *store.Store, store.Workspace) {
	t.Helper()
	s := storetest.New(t)
	ws, err := s.CreateWorkspace(t.Context(), "w1", "Workspace")
	if err != nil {
		t.Fatal(err)
	}
	ch := rules.Channel{ID: "ch1", Kind: rules.WhatsApp, AccountID: "300", Holder: holder, Name: "Desk", NewStatus: rules.Open, CreatedAt: clock.Now()}
	if err := s.ConnectChannel(t.Context(), ws, ch); err != nil {
		t.Fatal(err)
	}
	g := metatest.Open(t, 200, "")
	k := awstest.Secrets(t, map[secret.Name]string{secret.ChannelToken("ch1"): "t0ken"})
	keeper := templates.Keeper{Store: s, Secrets: k, Client: whatsapp.NewClient(g.URL)}
	return worker{store: s, catalogue: catalogue{s, keeper}}, g, s, ws
}

const number = `{"id":"300","display_phone_number":"+1 212-555-0100","health_status":{"entities":[{"entity_type":"WABA","id":"900"}]}}`

func TestTheWorkerReadsTheListOfAnAccountOnNobodysBehalf(t *testing.T) {
	w, g, s, ws := listing(t, "")
	list := `{"data":[{"id":"1","name":"a","language":"en","status":"APPROVED","components":[{"type":"BODY","text":"A"}]},{"id":"2","name":"b","language":"en","status":"APPROVED","components":[{"type":"BODY","text":"B"}]}]}`
	g.Answer = func(r metatest.Request) (int, string) {
		if r.Path == "/300" {
			return 200, number
		}
		return 200, list
	}
	job := events.Job{Kind: events.JobTemplates, Workspace: "w1", ChannelKind: "whatsapp", AccountID: "300"}
	read := func() []rules.MessageTemplate {
		t.Helper()
		if err := w.do(t.Context(), job); err != nil {
			t.Fatal(err)
		}
		items, at, err := s.Templates(t.Context(), ws, "900")
		if err != nil || at.IsZero() {
			t.Fatalf("read at %v: %v", at, err)
		}
		return items
	}
	first := read()
	if ch, _ := s.Channel(t.Context(), ws, "ch1"); len(first) != 2 || ch.Holder != "900" || ch.Phone != "12125550100" {
		t.Fatalf("%d templates, channel %+v", len(first), ch)
	}
	again := read()
	if !again[0].UpdatedAt.Equal(first[0].UpdatedAt) {
		t.Error("a template that is as it was says that it changed")
	}
	later := clock.Now().Add(time.Hour) // an event that came while the list was read
	if err := s.ChangeTemplate(t.Context(), ws, "900", "1", func(t rules.MessageTemplate) rules.MessageTemplate {
		t.Status, t.UpdatedAt = rules.TemplatePaused, later
		return t
	}); err != nil {
		t.Fatal(err)
	}
	list = `{"data":[{"id":"1","name":"a","language":"en","status":"APPROVED","components":[{"type":"BODY","text":"A!"}]}]}`
	if now := read(); len(now) != 1 || now[0].Status != rules.TemplatePaused || now[0].Parts[0].Text != "A!" {
		t.Errorf("newer than the list: %+v", now)
	}
}

func TestAListThatCannotBeReadForGoodIsNotAskedForAgain(t *testing.T) {
	w, g, _, _ := listing(t, "900")
	g.Answer = func(metatest.Request) (int, string) { return 401, `{"error":{"code":190,"message":"over"}}` }
	job := events.Job{Kind: events.JobTemplates, ChannelKind: "whatsapp", AccountID: "300"}
	if err := w.do(t.Context(), job); err != nil {
		t.Errorf("a refused token: %v", err)
	}
	g.Answer = func(metatest.Request) (int, string) { return 503, "" }
	if err := w.do(t.Context(), job); err == nil {
		t.Error("a platform that is away is not asked again")
	}
	job.AccountID = "301"
	if err := w.do(t.Context(), job); err != nil {
		t.Errorf("an account that was taken away: %v", err)
	}
	none, g, _, _ := listing(t, "")
	g.Answer = func(metatest.Request) (int, string) { return 200, `{"id":"300"}` }
	job.AccountID = "300"
	if err := none.do(t.Context(), job); err != nil {
		t.Errorf("an account that nobody knows: %v", err)
	}
}
