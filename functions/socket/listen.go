package main

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"time"

	awsevents "github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/lambda/types"

	"transom/events"
	"transom/functions/internal/audience"
	"transom/shared/clock"
	"transom/shared/fault"
	"transom/shared/live"
	"transom/shared/rules"
	"transom/shared/store"
	"transom/shared/wire"
)

// idLimit is the longest id a browser may name, in bytes.
const idLimit = 64

// fresh is how young a connection is at its first hello.
const fresh = time.Minute

var (
	errFrame     = fault.New(fault.Invalid, "bad_frame", "This frame is not understood.")
	errFrameSize = fault.New(fault.TooLarge, "frame_too_large", "A frame is at most 32 KB.")
)

// listen understands one frame. What it does not understand does nothing.
func (l *lobby) listen(ctx context.Context, e awsevents.APIGatewayWebsocketProxyRequest) error {
	if len(e.Body) > live.FrameLimit {
		return errFrameSize
	}
	var up wire.Up
	if e.IsBase64Encoded || json.Unmarshal([]byte(e.Body), &up) != nil || len(up.Conversation) > idLimit || up.Since < 0 {
		return errFrame
	}
	act, known := l.acts()[up.T]
	if !known {
		return errFrame
	}
	c, v, err := l.guest(ctx, e.RequestContext.ConnectionID)
	if errors.Is(err, errVisitor) {
		return l.hearVisitor(ctx, e.RequestContext.ConnectionID, up)
	}
	if err != nil {
		return err
	}
	return act(ctx, c, v, up)
}

// act is what a frame makes the lobby do.
type act func(context.Context, store.Connection, store.Viewer, wire.Up) error

func (l *lobby) acts() map[string]act {
	return map[string]act{"hello": l.hello, "ping": l.ping, "view": l.view, "typing": l.typing, "state": l.state}
}

// hello answers with what changed since, and wakes the router for what waits when somebody has just come.
func (l *lobby) hello(ctx context.Context, c store.Connection, v store.Viewer, up wire.Up) error {
	now := clock.Now()
	if err := l.update(ctx, c, v, up.Since, "welcome", now); err != nil {
		return err
	}
	if c.State != audience.Away && now.Before(c.Since.Add(fresh)) {
		l.distribute(ctx, v)
	}
	return nil
}

// ping keeps a socket open and tells whether anything got lost on it.
func (l *lobby) ping(ctx context.Context, c store.Connection, v store.Viewer, up wire.Up) error {
	return l.update(ctx, c, v, up.Since, "pong", clock.Now())
}

// update brings a connection up to date.
func (l *lobby) update(ctx context.Context, c store.Connection, v store.Viewer, since int64, as string, now time.Time) error {
	d, err := l.audience.CatchUp(ctx, c, v, since, as, now)
	if err != nil {
		return err
	}
	frames, err := live.Encode(d)
	if err != nil {
		return err
	}
	l.audience.Tell(ctx, v.Workspace, []audience.Say{{To: c, Frames: frames, Heals: true}}, now)
	return nil
}

// view notes which conversation a person has open; one they may not see counts as none.
func (l *lobby) view(ctx context.Context, c store.Connection, v store.Viewer, up wire.Up) error {
	viewing := rules.ConversationID(up.Conversation)
	if viewing != "" {
		if _, err := l.store.Conversation(ctx, v, viewing); fault.KindOf(err) == fault.Missing && err != nil {
			viewing = ""
		} else if err != nil {
			return err
		}
	}
	if c.Viewing == viewing {
		return nil
	}
	c.Viewing = viewing
	return l.note(ctx, c)
}

// state notes whether a person is at their desk.
func (l *lobby) state(ctx context.Context, c store.Connection, v store.Viewer, up wire.Up) error {
	if up.State != audience.Online && up.State != audience.Away {
		return errFrame
	}
	if c.State == up.State {
		return nil
	}
	c.State = up.State
	if err := l.note(ctx, c); err != nil {
		return err
	}
	if c.State == audience.Online {
		l.distribute(ctx, v)
	}
	return nil
}

// note writes a connection and tells everybody.
func (l *lobby) note(ctx context.Context, c store.Connection) error {
	if err := l.store.UpdateConnection(ctx, c); err != nil {
		return err
	}
	l.audience.Announce(ctx, c.Workspace, "", clock.Now())
	return nil
}

// typing tells the others who look at the same conversation and, if it is an answer, the customer.
func (l *lobby) typing(ctx context.Context, c store.Connection, v store.Viewer, up wire.Up) error {
	if up.Conversation == "" || rules.ConversationID(up.Conversation) != c.Viewing {
		return errFrame
	}
	if up.Reply && l.lately.first(up.Conversation, clock.Now()) {
		l.ask(ctx, v, events.Job{Kind: events.JobSignal, Conversation: up.Conversation, Signal: events.SignalTyping})
	}
	all, err := l.store.Connections(ctx, c.Workspace)
	if err != nil {
		return err
	}
	frames, err := live.Encode(wire.Down{T: "typing", UserID: string(c.User), Conversation: up.Conversation})
	if err != nil {
		return err
	}
	var says []audience.Say
	for _, other := range all {
		if other.User != c.User && other.Viewing == c.Viewing {
			says = append(says, audience.Say{To: other, Frames: frames})
		}
	}
	l.audience.Tell(ctx, c.Workspace, says, clock.Now())
	if !up.Reply {
		return nil
	}
	return l.audience.TellVisitor(ctx, c.Workspace, c.Viewing, "typing", clock.Now())
}

// distribute asks the worker to wake the router for what waits.
func (l *lobby) distribute(ctx context.Context, v store.Viewer) {
	l.ask(ctx, v, events.Job{Kind: events.JobDistribute})
}

// ask gives the worker a job on behalf of a person. That it cannot be asked keeps nobody out.
func (l *lobby) ask(ctx context.Context, v store.Viewer, job events.Job) {
	job.Workspace, job.User = v.Workspace.String(), string(v.ID)
	text, err := json.Marshal(job)
	if err == nil {
		_, err = l.functions.Invoke(ctx, &lambda.InvokeInput{
			FunctionName: aws.String(l.worker), InvocationType: types.InvocationTypeEvent, Payload: text,
		})
	}
	if err != nil {
		slog.WarnContext(ctx, "ask the worker", "job", job.Kind, "workspace", v.Workspace, "error", err)
	}
}
