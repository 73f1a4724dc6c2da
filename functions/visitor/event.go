package main

import (
	"context"
	"errors"
	"net/http"
	"net/url"

	"transom/functions/internal/audience"
	"transom/shared/clock"
	"transom/shared/fault"
	"transom/shared/live"
	"transom/shared/rules"
	"transom/shared/store"
	"transom/shared/wire"
)

type newEvent struct {
	Type string `json:"type"` // "typing", "delivered", "read"
	UpTo string `json:"upTo"` // delivered and read: id of the newest message meant
}

// takeEvent is a sign of life. What is too much of it is left out without a word.
func (d *desk) takeEvent(ctx context.Context, g guest, r *http.Request) (any, error) {
	var in newEvent
	if err := read(r, &in); err != nil {
		return nil, err
	}
	var do func(context.Context, guest, newEvent) error
	switch in.Type {
	case "typing":
		do = d.typing
	case "delivered", "read":
		do = d.mark
	default:
		return nil, errShape
	}
	if err := d.store.Allow(ctx, in.Type+" "+g.token.Visitor, eventsByVisitor, perMinute); err != nil {
		if errors.Is(err, store.ErrTooMany) {
			return nil, nil
		}
		return nil, err
	}
	return nil, do(ctx, g, in)
}

// typing tells the agents who look at the conversation.
func (d *desk) typing(ctx context.Context, g guest, _ newEvent) error {
	c, err := d.store.VisitorThread(ctx, g.workspace, g.channel, g.token.Visitor)
	if err != nil || c.Version == 0 {
		return err
	}
	all, err := d.store.Connections(ctx, g.workspace)
	if err != nil {
		return err
	}
	frames, err := live.Encode(wire.Down{T: "typing", UserID: wire.TheVisitor, Conversation: string(c.ID)})
	if err != nil {
		return err
	}
	var says []audience.Say
	for _, agent := range all {
		if agent.Viewing == c.ID && audience.MemberOf(agent).Sees(c) {
			says = append(says, audience.Say{To: agent, Frames: frames})
		}
	}
	d.audience.Tell(ctx, g.workspace, says, clock.Now())
	return nil
}

// mark moves the ticks of everything up to one of our messages in the visitor's own conversation.
func (d *desk) mark(ctx context.Context, g guest, in newEvent) error {
	if in.UpTo == "" || len(in.UpTo) > 128 {
		return errShape
	}
	e, err := d.store.EntryByPlatformID(ctx, system(g.workspace), g.channel.ID, in.UpTo)
	if fault.KindOf(err) == fault.Missing && err != nil {
		return nil
	}
	if err != nil {
		return err
	}
	c, err := d.store.VisitorThread(ctx, g.workspace, g.channel, g.token.Visitor)
	if err != nil || e.Conversation != c.ID || e.Direction != rules.Out {
		return err
	}
	status, upTo := rules.Delivered, e.At
	if in.Type == "read" {
		status = rules.Read
	}
	if e.SentAt.After(upTo) {
		upTo = e.SentAt
	}
	return d.store.Mark(ctx, g.workspace, g.channel, store.Mark{Address: g.address(), Status: status, Watermark: upTo, At: clock.Now()})
}

// SocketTicket is where one socket may be opened, once, within 60 seconds.
type SocketTicket struct {
	URL string `json:"url"`
}

func (d *desk) issueTicket(ctx context.Context, g guest, r *http.Request) (any, error) {
	if err := d.store.Allow(ctx, "ticket "+g.token.Visitor, ticketsByVisitor, perMinute); err != nil {
		return nil, err
	}
	c, err := d.store.VisitorThread(ctx, g.workspace, g.channel, g.token.Visitor)
	if err != nil {
		return nil, err
	}
	t, err := d.store.IssueVisitorTicket(ctx, store.VisitorPass{Workspace: g.workspace, Conversation: c.ID, Origin: r.Header.Get("Origin")}, clock.Now())
	if err != nil {
		return nil, err
	}
	return SocketTicket{URL: d.socketURL + "?visitor=" + url.QueryEscape(t.Secret)}, nil
}
