package main

import (
	"context"
	"sync"
	"time"

	"github.com/awslabs/aws-lambda-go-api-proxy/core"

	"transom/shared/clock"
	"transom/shared/store"
)

// viewer gives the colleague behind the token that the gateway verified. Whoever our own record does not
// know or has disabled is refused, whatever the sign-in service says.
func (d *desk) viewer(ctx context.Context) (store.Viewer, error) {
	gateway, _ := core.GetAPIGatewayV2ContextFromContext(ctx)
	if gateway.Authorizer == nil || gateway.Authorizer.JWT == nil || gateway.Authorizer.JWT.Claims["sub"] == "" {
		return store.Viewer{}, errSignIn
	}
	subject, now := gateway.Authorizer.JWT.Claims["sub"], clock.Now()
	if v, ok := d.known.get(subject, now); ok {
		return v, nil
	}
	v, err := d.store.Member(ctx, subject)
	if err != nil {
		return store.Viewer{}, err
	}
	d.known.put(subject, v, now)
	return v, nil
}

// remembered is how long a colleague's record is used without reading it again: a change of role, or being
// disabled, is felt within this time.
const remembered = time.Minute

// memoryLimit bounds how many colleagues one environment remembers.
const memoryLimit = 1000

// memory keeps viewers by sign-in subject for a while. It is safe for concurrent use.
type memory struct {
	mu   sync.Mutex
	kept map[string]keptViewer
}

type keptViewer struct {
	viewer store.Viewer
	since  time.Time
}

func newMemory() *memory { return &memory{kept: map[string]keptViewer{}} }

func (m *memory) get(subject string, now time.Time) (store.Viewer, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	k, ok := m.kept[subject]
	return k.viewer, ok && now.Before(k.since.Add(remembered)) && !now.Before(k.since)
}

func (m *memory) put(subject string, v store.Viewer, now time.Time) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.kept) >= memoryLimit {
		clear(m.kept)
	}
	m.kept[subject] = keptViewer{v, now}
}
