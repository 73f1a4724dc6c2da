package events

import "time"

// Trigger is one reason why a function runs. The kinds are HTTP, Socket, Stream, Every and Async; infra and
// the runner hold one switch over them each.
type Trigger interface{ trigger() }

// HTTP is a route. Door tells which entrance it stands at.
type HTTP struct {
	Door   Door
	Method string // "GET", "POST", "ANY"
	Path   string // "/api/v1/{proxy+}"
	Public bool   // no token is asked for
}

// Door is an entrance for HTTP requests.
type Door string

// The doors. Webhooks have a Function URL of their own, so that a burst of socket pushes, which share the
// account's API Gateway quota, cannot throttle customers.
const (
	API         Door = "api"         // API Gateway HTTP API with a JWT authorizer
	FunctionURL Door = "functionUrl" // Lambda Function URL, no authorizer: the body's signature is checked
)

// Socket is a route of the WebSocket API: "$connect", "$disconnect" or "$default".
type Socket struct{ Route string }

// Stream is a reader of a table's change stream. A record wakes the function if any of Filters matches.
type Stream struct {
	Table       string // "core" or "msgs"
	Filters     []Filter
	Batch       int           // most records in one call
	Window      time.Duration // how long to gather a batch
	Parallel    int           // calls at once per shard; order is kept per item
	Retries     int           // of a failed batch, before it goes to the dead letters
	MaxAge      time.Duration // of a record
	Bisect      bool          // split a failed batch
	PartialFail bool          // the function names the first record that failed
}

// Every is a schedule.
type Every struct{ Period time.Duration }

// Async is an asynchronous invocation by another function, with up to Retries repetitions.
type Async struct{ Retries int }

func (HTTP) trigger()   {}
func (Socket) trigger() {}
func (Stream) trigger() {}
func (Every) trigger()  {}
func (Async) trigger()  {}
