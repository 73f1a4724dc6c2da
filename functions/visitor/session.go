package main

import (
	"net/http"
	"strings"
	"time"

	"transom/shared/clock"
	"transom/shared/fault"
	"transom/shared/rules"
)

// Limits of sessions, and of what one visitor may do.
const (
	sessionsByIP      = 10 // in ten seconds: one a second, with room for a burst
	sessionsByChannel = 1000
	messagesByVisitor = 5
	perShort          = 10 * time.Second
	uploadsByVisitor  = 20
	perHour           = time.Hour
	ticketsByVisitor  = 20
	eventsByVisitor   = 60
	perMinute         = time.Minute
)

type newSession struct {
	Channel  string `json:"channel"`
	Token    string `json:"token"`    // of an earlier session
	Identity string `json:"identity"` // what the page's server signed
}

// Session is what the widget begins with.
type Session struct {
	Token        string        `json:"token"`
	Config       Config        `json:"config"`
	Identified   bool          `json:"identified"`
	Conversation *Conversation `json:"conversation,omitempty"` // absent before the first message
	Now          time.Time     `json:"now"`
}

// Config is how the widget looks.
type Config struct {
	Title    string `json:"title"`
	Greeting string `json:"greeting,omitempty"`
	Colour   string `json:"colour,omitempty"`
	Start    bool   `json:"start,omitempty"`
}

// Conversation is what a visitor may know of theirs.
type Conversation struct {
	StartedAt time.Time `json:"startedAt"`
}

// beginSession makes a visitor known: again by an earlier token of the same channel, or by what the page's
// server signed, or as somebody new.
func (d *desk) beginSession(w http.ResponseWriter, r *http.Request) (any, error) {
	ctx := r.Context()
	var in newSession
	if err := read(r, &in); err != nil {
		return nil, d.refuse(w, r, err)
	}
	ws, ch, err := d.home(w, r, in.Channel)
	if err != nil {
		return nil, err
	}
	if err := d.store.Allow(ctx, "session ip "+viewerIP(r), sessionsByIP, perShort); err != nil {
		return nil, err
	}
	if err := d.store.Allow(ctx, "session channel "+string(ch.ID), sessionsByChannel, perShort); err != nil {
		return nil, err
	}
	token, err := d.recognise(r, ch, in)
	if err != nil {
		return nil, err
	}
	signed, err := d.seal(ctx, forVisitors, token)
	if err != nil {
		return nil, err
	}
	c, err := d.store.VisitorThread(ctx, ws, ch, token.Visitor)
	if err != nil {
		return nil, err
	}
	s := Session{Token: signed, Config: configOf(ch), Identified: token.Identified(), Now: clock.Now()}
	if c.Version > 0 {
		s.Conversation = &Conversation{StartedAt: c.CreatedAt}
	}
	return s, nil
}

// recognise says who this is. A token of somebody whom the page's server identified is worth nothing without
// the page saying so again: they may have signed out.
func (d *desk) recognise(r *http.Request, ch rules.Channel, in newSession) (Token, error) {
	switch {
	case strings.TrimSpace(in.Identity) != "":
		return d.identify(r.Context(), ch, strings.TrimSpace(in.Identity))
	case ch.Widget.Identify:
		return Token{}, errIdentity
	}
	now := clock.Now()
	if in.Token == "" {
		return newVisitor(ch.AccountID, now), nil
	}
	old, err := d.openToken(r.Context(), in.Token)
	switch {
	case fault.KindOf(err) == fault.Unknown && err != nil, err == nil && (old.Channel != ch.AccountID || old.Identified()):
		return newVisitor(ch.AccountID, now), nil
	case err != nil:
		return Token{}, err
	}
	return renew(old, now), nil
}

func configOf(ch rules.Channel) Config {
	c := Config{Title: ch.Widget.Title, Greeting: ch.Widget.Greeting, Colour: ch.Widget.Colour, Start: ch.Widget.Start}
	if c.Title == "" {
		c.Title = ch.Name
	}
	return c
}
