package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"transom/shared/clock"
	"transom/shared/fault"
	"transom/shared/rules"
	"transom/shared/store"
	"transom/shared/wire"
)

// firstPage is how many messages a widget is given that knows none.
const firstPage = 100

// page is where the visitor writes from.
type page struct {
	URL   string `json:"url"`
	Title string `json:"title"`
}

type newMessage struct {
	ClientMessageID string `json:"clientMessageId"` // a UUID or ULID made once per message
	Text            string `json:"text"`
	UploadID        string `json:"uploadId"`
	ReplyTo         string `json:"replyTo"`
	Page            page   `json:"page"`
}

var clientID = regexp.MustCompile(`^[0-9A-Za-z-]{20,40}$`)

var (
	errClientID = fault.New(fault.Invalid, "bad_client_message_id", "A message needs a clientMessageId: a UUID or a ULID.")
	errReply    = fault.New(fault.Invalid, "reply_unknown", "The message that this answers is not part of this conversation.")
)

// Messages is a page of a visitor's conversation, oldest first. A message may come twice; its id is the same.
type Messages struct {
	Items  []wire.VisitorMessage `json:"items"`
	Cursor string                `json:"cursor"`
}

func (d *desk) listMessages(ctx context.Context, g guest, r *http.Request) (any, error) {
	c, err := d.store.VisitorThread(ctx, g.workspace, g.channel, g.token.Visitor)
	if err != nil {
		return nil, err
	}
	news, err := d.store.VisitorEntries(ctx, g.workspace, c, r.URL.Query().Get("after"), firstPage)
	if err != nil {
		return nil, err
	}
	out := Messages{Items: []wire.VisitorMessage{}, Cursor: news.Cursor}
	for _, e := range news.Items {
		m, err := d.show(ctx, g, e)
		if err != nil {
			return nil, err
		}
		out.Items = append(out.Items, m)
	}
	return out, nil
}

// show is an entry as its visitor sees it.
func (d *desk) show(ctx context.Context, g guest, e rules.Entry) (wire.VisitorMessage, error) {
	m := wire.OfVisitorEntry(e)
	if e.Direction == rules.Out {
		m.Author = d.names.of(ctx, d.store, g.workspace, e.By)
	}
	files := e.More
	if e.Media != nil {
		files = append([]rules.Media{*e.Media}, files...)
	}
	for _, f := range files {
		shown := wire.VisitorFile{MIME: f.MIME, Name: f.Name, Size: f.Size}
		if f.State == rules.MediaReady {
			loan, err := d.bucket.Lend(ctx, f.Object, f.MIME, f.Name, clock.Now())
			if err != nil {
				return m, err
			}
			shown.URL, shown.Inline = loan.URL, loan.Inline
		}
		m.Files = append(m.Files, shown)
	}
	return m, nil
}

// takeMessage stores what a visitor says. The same clientMessageId again answers with what is stored.
func (d *desk) takeMessage(ctx context.Context, g guest, r *http.Request) (any, error) {
	var in newMessage
	if err := read(r, &in); err != nil {
		return nil, err
	}
	if !clientID.MatchString(in.ClientMessageID) {
		return nil, errClientID
	}
	in.Text = clean(in.Text)
	if err := fits(in); err != nil {
		return nil, err
	}
	if err := d.store.Allow(ctx, "message "+g.token.Visitor, messagesByVisitor, perShort); err != nil {
		return nil, err
	}
	id := g.token.Visitor + "." + in.ClientMessageID
	now := clock.Now().Truncate(time.Millisecond)
	at, err := d.store.FirstHeard(ctx, g.workspace, g.channel.ID, id, now)
	if err != nil {
		return nil, err
	}
	if at.Before(now) { // heard before: stored already, most often
		e, err := d.store.EntryByPlatformID(ctx, system(g.workspace), g.channel.ID, id)
		if err == nil {
			return d.show(ctx, g, e)
		}
		if fault.KindOf(err) != fault.Missing {
			return nil, err
		}
	}
	e, err := d.compose(ctx, g, in, id, at, now)
	if err != nil {
		return nil, err
	}
	_, err = d.store.Receive(ctx, g.workspace, g.channel, store.Sender{Address: g.address(), Name: nameOf(g.token)}, []rules.Entry{e})
	if err != nil {
		return nil, fmt.Errorf("store a visitor's message: %w", err)
	}
	return d.show(ctx, g, e)
}

// system reads on nobody's behalf.
func system(ws store.Workspace) store.Viewer {
	return store.Viewer{Workspace: ws, Member: rules.Member{Role: rules.Admin}}
}

// fits judges what can be judged without looking at a file.
func fits(in newMessage) error {
	able := rules.Capabilities[rules.WebChat]
	most := able.TextRunes
	if in.UploadID != "" {
		most = able.Caption
	}
	switch {
	case in.Text == "" && in.UploadID == "":
		return rules.ErrEmptyMessage
	case utf8.RuneCountInString(in.Text) > most:
		return rules.ErrTooLong
	}
	return nil
}

// compose makes the entry.
func (d *desk) compose(ctx context.Context, g guest, in newMessage, id string, at, now time.Time) (rules.Entry, error) {
	e := rules.Entry{
		Kind: rules.Message, Direction: rules.In, Type: rules.Text, Text: in.Text, PlatformID: id, Key: rules.MessageKey(at, id),
		At: at, ReceivedAt: now, Status: rules.Received, Opens: true, Counts: true, Details: details(g.token, in.Page),
	}
	if in.ReplyTo != "" {
		if err := d.answered(ctx, g, in.ReplyTo); err != nil {
			return e, err
		}
		e.ReplyTo = in.ReplyTo
	}
	if in.UploadID == "" {
		return e, nil
	}
	var err error
	e.Type, e.Media, err = d.takeFile(ctx, g, in.UploadID, e.Key)
	return e, err
}

// answered holds a quoted message against the visitor's own conversation.
func (d *desk) answered(ctx context.Context, g guest, platformID string) error {
	if len(platformID) > 128 {
		return errReply
	}
	e, err := d.store.EntryByPlatformID(ctx, system(g.workspace), g.channel.ID, platformID)
	if err != nil && fault.KindOf(err) != fault.Missing {
		return err
	}
	c, cerr := d.store.VisitorThread(ctx, g.workspace, g.channel, g.token.Visitor)
	if cerr != nil {
		return cerr
	}
	if shown, _ := rules.VisitorSees(e); err != nil || e.Conversation != c.ID || !shown {
		return errReply
	}
	return nil
}

// details are what agents see beside the words: the page, and who the page's server says this is.
func details(t Token, p page) json.RawMessage {
	all := map[string]map[string]any{}
	if u := pageOf(p.URL); u != "" {
		all["page"] = map[string]any{"url": u, "title": line(p.Title, 200)}
	}
	if t.Identified() {
		all["visitor"] = map[string]any{"id": line(t.Person, maxPerson), "email": t.Email, "identified": true}
	}
	if len(all) == 0 {
		return nil
	}
	text, err := json.Marshal(all)
	if err != nil || len(text) > rules.MaxDetails {
		return nil
	}
	return text
}

// nameOf is what agents call a visitor: by the name that the page's server told, or by the end of their id,
// so that two are not taken for one.
func nameOf(t Token) string {
	switch {
	case t.Name != "":
		return t.Name
	case t.Email != "":
		return t.Email
	}
	return "Visitor " + strings.ToUpper(t.Visitor[max(0, len(t.Visitor)-4):])
}
