package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	awsevents "github.com/aws/aws-lambda-go/events"

	"transom/shared/clock"
	"transom/shared/fault"
	"transom/shared/live"
	"transom/shared/store"
	"transom/shared/wire"
)

// errVisitor says that a socket is a web chat visitor's.
var errVisitor = errors.New("a visitor's socket")

// welcomeVisitor takes a visitor's ticket and puts the socket where news of their conversation find it. It
// must be opened by the page that asked for the ticket. The visitor says nothing by it but "ping".
func (l *lobby) welcomeVisitor(ctx context.Context, e awsevents.APIGatewayWebsocketProxyRequest, secret string) error {
	now := clock.Now()
	p, err := l.store.TakeVisitorTicket(ctx, secret, now)
	if err != nil {
		return err
	}
	if !strings.EqualFold(header(e, "Origin"), p.Origin) {
		return errOrigin
	}
	return l.store.AddVisitorConnection(ctx, store.VisitorConnection{
		Workspace: p.Workspace, Conversation: p.Conversation, ID: e.RequestContext.ConnectionID, Since: now}, now)
}

// leaveVisitor forgets a visitor's socket, if it is one. It may be forgotten already.
func (l *lobby) leaveVisitor(ctx context.Context, id string) error {
	c, err := l.store.VisitorConnection(ctx, id)
	if fault.KindOf(err) == fault.Missing && err != nil {
		return nil
	}
	if err != nil {
		return err
	}
	return l.store.RemoveVisitorConnection(ctx, c)
}

// hearVisitor answers a visitor's ping, which keeps the socket open and shows the widget that it is.
func (l *lobby) hearVisitor(ctx context.Context, id string, up wire.Up) error {
	if up.T != "ping" {
		return errFrame
	}
	frame, err := json.Marshal(wire.VisitorDown{T: "pong"})
	if err != nil {
		return fmt.Errorf("encode pong: %w", err)
	}
	if err := l.pusher.Post(ctx, id, frame); err != nil && !errors.Is(err, live.ErrGone) {
		return err
	}
	return nil
}
