package main

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strconv"

	"transom/infra/local/sandbox"
	"transom/shared/clock"
	"transom/shared/rules"
	"transom/shared/store"
)

// call asks the sandbox's own API as whoever plays the customers.
func (w *town) call(method, path string, in, out any) {
	w.Helper()
	var body bytes.Buffer
	if in != nil {
		w.must(json.NewEncoder(&body).Encode(in))
	}
	r, err := http.NewRequestWithContext(w.Context(), method, w.page.URL+path, &body)
	w.must(err)
	r.Header.Set("Content-Type", "application/json")
	answer, err := http.DefaultClient.Do(r)
	w.must(err)
	defer func() { _ = answer.Body.Close() }()
	text, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode >= 300 {
		w.Fatalf("%s %s answers %d %s (%v)", method, path, answer.StatusCode, text, err)
	}
	if out != nil {
		w.must(json.Unmarshal(text, out))
	}
}

// resident is a customer who wrote to one of our channels.
type resident struct {
	id      string // at the sandbox
	chat    string
	account string
	kind    rules.ChannelKind
	thread  rules.ConversationID
}

// writes has a new customer write on a channel, and gives their conversation.
func (w *town) writes(ch rules.Channel) resident {
	w.Helper()
	who := resident{account: ch.AccountID, kind: ch.Kind}
	var made struct{ ID string }
	w.call("POST", "/api/customers", map[string]any{"platform": string(ch.Kind)}, &made)
	who.id = made.ID
	w.says(ch, &who, map[string]any{"text": "Hello?"})
	return who
}

// visits has a new visitor write in a web chat.
func (w *town) visits(ch rules.Channel) resident {
	w.Helper()
	who := resident{id: "visitor", account: ch.AccountID, kind: ch.Kind}
	now := clock.Now()
	e := rules.Entry{Kind: rules.Message, Direction: rules.In, Type: rules.Text, Text: "Hello?", PlatformID: "visitor.1",
		Key: rules.MessageKey(now, "visitor.1"), At: now, ReceivedAt: now, Status: rules.Received, Opens: true, Counts: true}
	got, err := w.desk.Store.Receive(w.Context(), w.ws, ch, store.Sender{Address: rules.Address{UserID: who.id}}, []rules.Entry{e})
	w.must(err)
	who.thread = got.Conversation.ID
	return who
}

// says has a customer write once more.
func (w *town) says(ch rules.Channel, who *resident, what map[string]any) rules.Entry {
	w.Helper()
	in := map[string]any{"customer": who.id, "platform": string(ch.Kind), "account": ch.AccountID}
	for k, v := range what {
		in[k] = v
	}
	var said struct{ ID, Chat string }
	w.call("POST", "/api/messages", in, &said)
	var e rules.Entry
	w.until(func() bool {
		var err error
		e, err = w.desk.Store.EntryByPlatformID(w.Context(), w.admin, ch.ID, said.ID)
		return err == nil
	})
	who.chat, who.thread = said.Chat, e.Conversation
	return e
}

// drafts queues what a draft says.
func (w *town) drafts(id rules.ConversationID, d rules.Draft) store.Ref {
	w.Helper()
	ref := store.Ref{Conversation: id}
	if d.By == "" && d.As == "" {
		d.By = "u1"
	}
	if d.At.IsZero() {
		d.At = clock.Now()
	}
	if d.ClientID == "" {
		d.ClientID = string(d.Type) + d.Text + d.At.String()
	}
	_, err := w.desk.Store.ChangeAs(w.Context(), w.admin, id, 0, func(c rules.Conversation) (rules.Change, error) {
		change, err := rules.Reply(c, d, d.At)
		if err == nil {
			ref.Key = change.Entries[0].Key
		}
		return change, err
	})
	w.must(err)
	return ref
}

func (w *town) entry(ref store.Ref) rules.Entry {
	w.Helper()
	e, err := w.desk.Store.EntryOf(w.Context(), w.admin, ref)
	w.must(err)
	return e
}

// arrived gives what a customer got, oldest first.
func (w *town) arrived(who resident) (texts []string) {
	w.Helper()
	var chat struct{ Messages []sandbox.Message }
	w.call("GET", "/api/chats/"+who.chat+"?all=1", nil, &chat)
	for _, m := range chat.Messages {
		if m.Direction == sandbox.Out {
			texts = append(texts, m.Text)
		}
	}
	return texts
}

// asked gives every request to send that the platform had.
func (w *town) asked() (all []sandbox.Asked) {
	w.Helper()
	for since := int64(0); ; since = all[len(all)-1].N {
		var page struct{ Items []sandbox.Asked }
		w.call("GET", "/api/ledger?since="+strconv.FormatInt(since, 10), nil, &page)
		if len(page.Items) == 0 {
			return all
		}
		all = append(all, page.Items...)
	}
}
