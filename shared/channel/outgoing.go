package channel

import (
	"context"
	"io"
	"time"

	"transom/shared/rules"
)

// Outgoing is one message on its way to a platform.
type Outgoing struct {
	Channel     rules.Channel
	To          rules.Address
	Message     rules.Entry // what is sent; its limits have been checked (rules.CanSend)
	AsHuman     bool        // beyond the standard window: marked as written by a human
	Correlation string      // comes back with each status where the platform can do that
	File        *File       // of a message with Media
	// Gate is asked right before the request that sends, after a file has gone up: what it answers is the outcome,
	// and nothing is sent; nil lets it go. It may wait. Without one everything goes.
	Gate func(context.Context) *Outcome
}

// Stopped asks the gate, if there is one.
func (m Outgoing) Stopped(ctx context.Context) *Outcome {
	if m.Gate == nil {
		return nil
	}
	return m.Gate(ctx)
}

// File is what goes along with a message. Open gives its bytes from the beginning, each time it is called; URL
// lends them to a platform that fetches them itself, for some minutes.
type File struct {
	MIME string
	Name string // always set: platforms look at the ending
	Size int64  // bytes, 0 if unknown
	Open func(ctx context.Context) (io.ReadCloser, error)
	URL  func(ctx context.Context) (string, error)
}

// Sender carries messages to one platform. Send tries once and never repeats by itself; it asks the message's gate
// before.
type Sender interface {
	Send(ctx context.Context, token string, m Outgoing) Outcome
	// Signal shows the customer that their message PlatformID was read or that somebody types; it is a courtesy
	// without an outcome that matters.
	Signal(ctx context.Context, token string, s Signal) error
	// Check asks the platform about an account with a token: what it is called and whether it may be used. An
	// error that the platform itself gave is fault.Refused (code "credentials_refused", details "reason" and
	// "code") and comes with the Health that follows; fault.Later (code "platform_unreachable") says nothing.
	Check(ctx context.Context, token string, ch rules.Channel) (Account, error)
	// Forget closes idle connections; a function that was frozen calls it when it wakes.
	Forget()
}

// Signal is a sign of life to a customer.
type Signal struct {
	Channel    rules.Channel
	To         rules.Address
	PlatformID string // newest message of the customer
	Typing     bool   // otherwise it only says that it was read
}

// Account is what a platform says about an account.
type Account struct {
	Name   string
	Holder string // the account above it, if the platform tells
	Phone  string // WhatsApp: the number itself, digits without "+"
	Health rules.Health

	PhoneApp bool // WhatsApp: the number also runs the phone app
}

// Located is where a file of a customer can be fetched.
type Located struct {
	URL    string
	MIME   string
	SHA256 string
	Size   int64
	Until  time.Time
}
