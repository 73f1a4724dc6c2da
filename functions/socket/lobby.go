package main

import (
	"context"
	"log/slog"
	"net/http"
	"slices"
	"strings"

	awsevents "github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/service/lambda"

	"transom/functions/internal/audience"
	"transom/shared/clock"
	"transom/shared/fault"
	"transom/shared/live"
	"transom/shared/rules"
	"transom/shared/store"
)

// handler is what the Lambda runtime calls.
type handler func(context.Context, awsevents.APIGatewayWebsocketProxyRequest) (awsevents.APIGatewayProxyResponse, error)

// lobby is where sockets come in and go out.
type lobby struct {
	store     *store.Store
	pusher    *live.Pusher
	audience  *audience.Audience
	functions *lambda.Client
	worker    string   // name of the worker function
	origins   []string // pages that may open a socket; empty: any
	lately    lately
}

// handle answers one event of a socket. It never fails: what goes wrong is logged and told as a status, which
// a browser sees of $connect only.
func (l *lobby) handle(ctx context.Context, e awsevents.APIGatewayWebsocketProxyRequest) (awsevents.APIGatewayProxyResponse, error) {
	err := l.route(ctx, e)
	if err == nil {
		return awsevents.APIGatewayProxyResponse{StatusCode: http.StatusOK}, nil
	}
	kind := fault.KindOf(err)
	level := slog.LevelInfo
	if kind == fault.Internal {
		level = slog.LevelError
	}
	slog.Log(ctx, level, "socket", "route", e.RequestContext.RouteKey, "connection", e.RequestContext.ConnectionID, "kind", kind.String(), "error", err)
	return awsevents.APIGatewayProxyResponse{StatusCode: statusOf(kind)}, nil
}

func (l *lobby) route(ctx context.Context, e awsevents.APIGatewayWebsocketProxyRequest) error {
	switch e.RequestContext.RouteKey {
	case "$connect":
		return l.enter(ctx, e)
	case "$disconnect":
		return l.leave(ctx, e.RequestContext.ConnectionID)
	default:
		return l.listen(ctx, e)
	}
}

func statusOf(kind fault.Kind) int {
	switch kind {
	case fault.Invalid, fault.Refused:
		return http.StatusBadRequest
	case fault.Unknown:
		return http.StatusUnauthorized
	case fault.Denied:
		return http.StatusForbidden
	case fault.Missing:
		return http.StatusNotFound
	case fault.TooLarge:
		return http.StatusRequestEntityTooLarge
	default:
		return http.StatusInternalServerError
	}
}

var errOrigin = fault.New(fault.Denied, "bad_origin", "This page may not open a socket.")

// enter takes the ticket and puts the socket into the registry. The socket itself cannot be told anything
// before this has answered; its browser says hello next. A page of somebody else's is turned away; programs,
// which have no page, need the ticket alone.
func (l *lobby) enter(ctx context.Context, e awsevents.APIGatewayWebsocketProxyRequest) error {
	if secret := e.QueryStringParameters["visitor"]; secret != "" {
		return l.welcomeVisitor(ctx, e, secret)
	}
	if origin := header(e, "Origin"); origin != "" && len(l.origins) > 0 && !slices.Contains(l.origins, origin) {
		return errOrigin
	}
	now := clock.Now()
	v, err := l.store.TakeTicket(ctx, e.QueryStringParameters["ticket"], now)
	if err != nil {
		return err
	}
	c := store.Connection{Workspace: v.Workspace, ID: e.RequestContext.ConnectionID, User: v.ID, Role: v.Role, Teams: v.Teams,
		State: audience.Online, Since: now}
	if err := l.store.AddConnection(ctx, c, now); err != nil {
		return err
	}
	l.audience.Announce(ctx, v.Workspace, c.ID, now)
	return nil
}

// leave forgets a socket. It may be forgotten already.
func (l *lobby) leave(ctx context.Context, id string) error {
	c, err := l.store.Connection(ctx, id)
	if fault.KindOf(err) == fault.Missing && err != nil {
		return l.leaveVisitor(ctx, id)
	}
	if err != nil {
		return err
	}
	if err := l.store.RemoveConnection(ctx, c.Workspace, id); err != nil {
		return err
	}
	l.audience.Announce(ctx, c.Workspace, id, clock.Now())
	return nil
}

// guest finds the connection and the colleague behind it. Who was disabled meanwhile, or is in no registry,
// is shown out: the browser comes back with a new ticket or not at all.
func (l *lobby) guest(ctx context.Context, id string) (store.Connection, store.Viewer, error) {
	c, err := l.store.Connection(ctx, id)
	var v store.Viewer
	if fault.KindOf(err) == fault.Missing && err != nil {
		if _, visits := l.store.VisitorConnection(ctx, id); visits == nil {
			return c, v, errVisitor
		}
	}
	if err == nil {
		v, err = l.store.Member(ctx, string(c.User))
	}
	if err == nil && v.Workspace == c.Workspace {
		return c, v, nil
	}
	if err == nil {
		err = rules.ErrNotAllowed
	}
	if fault.Permanent(err) {
		if closing := l.pusher.Close(ctx, id); closing != nil {
			slog.WarnContext(ctx, "show out", "connection", id, "error", closing)
		}
	}
	return c, v, err
}

// header reads a header whatever its case.
func header(e awsevents.APIGatewayWebsocketProxyRequest, name string) string {
	for k, v := range e.Headers {
		if strings.EqualFold(k, name) {
			return v
		}
	}
	return ""
}
