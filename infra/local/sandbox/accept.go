package sandbox

import (
	"encoding/json"
	"errors"
	"strings"
	"time"

	"transom/infra/local/sandbox/graph"
	"transom/infra/local/sandbox/whatsapp"
)

// accepted is a message that was taken from the business, and how the answer shall misbehave.
type accepted struct {
	id          string
	statusFirst bool
	drop, hang  bool
	to          string // how the recipient is called in the answer; not WhatsApp
}

// aims reports whether a fault for a customer concerns this one; without a name it concerns everybody.
func aims(at string, c *Customer) bool { return at == "" || c != nil && at == c.ID }

func asGraph(err error, target **graph.Error) bool { return errors.As(err, target) }

// linked fetches the file that a message names by its address, for as long as the address is on this machine; gone says
// that it should be there and is not.
func (p *Phone) linked(s whatsapp.Send) (m *Media, gone bool) {
	if s.Link == "" || !near(s.Link) {
		return nil, false
	}
	kind, data, err := p.load1(s.Link, mediaLimit)
	if err != nil || !whatsapp.Takes(s.Type, kind) || int64(len(data)) > whatsapp.SizeLimit(kind) {
		return nil, true
	}
	kept, err := p.take(Media{MIME: kind, Name: s.Filename, By: Out}, data)
	return &kept, err != nil
}

// accept checks a send against what the phone knows and records it; a file that is gone fails it later, with 131053. Its error is a *graph.Error where the
// platform says no.
func (p *Phone) accept(number string, s whatsapp.Send, linked *Media, gone bool) (accepted, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	account, err := p.account(number, WhatsApp)
	if err != nil {
		return accepted{}, &graph.Error{HTTP: 400, Code: 100, Subcode: 33, Title: "Unsupported post request",
			Details: "Object with ID '" + number + "' does not exist, cannot be loaded due to missing permissions, or does not support this operation."}
	}
	customer, refused, err := p.addressee(account, s)
	if err != nil {
		return accepted{}, err
	}
	if refused == nil {
		refused = p.mayWrite(account, customer, s)
	}
	if refused == nil && s.Type == "template" {
		refused = p.fillTemplate(&s)
	}
	if refused == nil {
		refused = p.tooMuch(account, customer)
	}
	f := p.state.faults
	doom := 0
	if refused != nil {
		late := refused.Code == 131047 || refused.Code == 131026
		if !f.LateRefusal || !late || customer == nil {
			return accepted{}, refused
		}
		doom = refused.Code
	}
	if bad := p.checkFile(s); bad != nil {
		return accepted{}, bad
	}
	m := p.outbound(account, customer, s)
	m.Doom, m.DoomNow = doom, doom != 0
	if linked != nil {
		m.File = fileOf(*linked)
	}
	if gone {
		m.Doom = 131053
	}
	if m.Doom == 0 && aims(f.Fail.Customer, customer) && use(&f.Fail.Count) {
		m.Doom = f.Fail.Code
	}
	out := accepted{id: m.ID, statusFirst: f.StatusFirst, drop: !f.Drop.Lost && use(&f.Drop.Count), hang: f.Drop.Hang}
	r := record{Messages: []Message{m}}
	if c := p.state.chats[m.Chat]; c != nil && held(c.owner(p.now())) { // a message of the business takes the thread over
		r.Threads = []thread{{Chat: c.id, Owner: "us", At: p.now()}}
	}
	if f != p.state.faults {
		r.Faults = &f
	}
	return out, p.commit(r)
}

// addressee finds who shall get a message, or the platform's refusal. The caller holds mu.
func (p *Phone) addressee(account Account, s whatsapp.Send) (*Customer, *graph.Error, error) {
	if s.Phone == account.Display {
		return nil, whatsapp.ErrorOf(131021, ""), nil
	}
	c := p.state.byUserID[s.UserID]
	if s.Phone != "" {
		c = p.state.byPhone[s.Phone]
	}
	if c == nil && p.state.settings.AdoptPeople {
		made, err := p.addCustomer(NewCustomer{Phone: s.Phone, UserID: s.UserID})
		return made, nil, err
	}
	if c == nil {
		return nil, whatsapp.ErrorOf(131026, ""), nil
	}
	if c.Unreachable {
		return c, whatsapp.ErrorOf(131026, ""), nil
	}
	return c, nil, nil
}

// mayWrite asks the window, and what else depends on the chat. The caller holds mu.
func (p *Phone) mayWrite(account Account, to *Customer, s whatsapp.Send) *graph.Error {
	var last time.Time
	if c := p.state.chats[chatID(account.ID, to)]; c != nil {
		last = c.lastWrote
	}
	if s.Type != "template" && !whatsapp.Open(last, p.now()) {
		return whatsapp.ErrorOf(131047, "")
	}
	if s.Type == "reaction" {
		on := p.state.messages[s.Target]
		if on == nil || on.Chat != chatID(account.ID, to) || p.now().Sub(on.At) > reactionLife {
			return whatsapp.ErrorOf(131009, "Param reaction['message_id'] is not a message of the last 30 days.")
		}
	}
	return nil
}

// checkFile asks whether an uploaded file is there and of a kind that the type allows. The caller holds mu.
func (p *Phone) checkFile(s whatsapp.Send) *graph.Error {
	if s.MediaID == "" {
		return nil
	}
	m, ok := p.state.media[s.MediaID]
	switch {
	case !ok || m.expired(p.now()):
		return whatsapp.ErrorOf(131009, "Param "+s.Type+"['id'] is not a valid whatsapp business account media attachment ID.")
	case !whatsapp.Takes(s.Type, m.MIME):
		return whatsapp.ErrorOf(131053, "A file of type "+m.MIME+" cannot be sent as "+s.Type+".")
	case s.Voice && !strings.HasPrefix(m.MIME, "audio/ogg"):
		return whatsapp.ErrorOf(131053, "A voice message must be audio/ogg with the codec opus, not "+m.MIME+".")
	}
	return nil
}

// outbound is the bubble of a send. The caller holds mu.
func (p *Phone) outbound(account Account, to *Customer, s whatsapp.Send) Message {
	m := Message{ID: whatsapp.NewMessageID(to.Phone, whatsapp.FromBusiness), Chat: chatID(account.ID, to), Direction: Out,
		Type: s.Type, Text: s.Text, At: p.now(), Status: "accepted", ReplyTo: s.ReplyTo, Target: s.Target, Link: s.Link,
		Callback: s.Callback, ToUserID: s.UserID != ""}
	if f, ok := p.state.media[s.MediaID]; ok {
		m.File = &File{ID: f.ID, MIME: f.MIME, Name: f.Name, Size: f.Size, Voice: s.Voice}
	}
	if m.File != nil && s.Filename != "" {
		m.File.Name = s.Filename
	}
	switch s.Type {
	case "interactive", "template", "location", "contacts":
		m.Details = json.RawMessage(strings.TrimSpace(string(s.Object)))
	}
	return m
}
