package main

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"transom/shared/rules"
	"transom/shared/store"
)

// tardy is how late a turn may be taken; the rest of rules.Slack is the network's.
const tardy = rules.Slack / 2

// lines are the ways to platforms that this environment uses. All environments share what a platform takes of an
// account within a second: turns are leased from the store, up to rules.LeaseMost at once, and a single message goes
// without asking where nobody needs the line. Time is the machine's, however far our clock was moved: so is the
// platform's.
type lines struct {
	store *store.Store
	now   func() time.Time
	rest  func(context.Context, time.Duration) bool

	mu  sync.Mutex
	all map[lineName]*line
}

func newLines(s *store.Store) *lines {
	return &lines{store: s, now: time.Now, rest: wait, all: map[lineName]*line{}}
}

// lineName tells lines apart: an account's, by which of the platform's rates its messages count.
type lineName struct {
	ws   store.Workspace
	ch   rules.ChannelID
	rate string
}

// The words for rates in the store.
const (
	commonRate  = "all"
	specialRate = "film"
)

func nameOf(ws store.Workspace, ch rules.ChannelID, r rules.Rate) lineName {
	if len(r.Types) > 0 {
		return lineName{ws, ch, specialRate}
	}
	return lineName{ws, ch, commonRate}
}

// line is what this environment knows of one.
type line struct {
	waiting atomic.Int32 // who wants to send and has no turn yet

	mu    sync.Mutex
	known rules.Line
	read  time.Time   // when it was known
	turns []time.Time // leased and not used yet
	used  []time.Time // turns of the last second or so
}

func (l *lines) line(n lineName) *line {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.all[n] == nil {
		l.all[n] = &line{}
	}
	return l.all[n]
}

// refresh reads a line again that was known too long ago. The caller holds its lock.
func (l *lines) refresh(ctx context.Context, own *line, n lineName) error {
	if !own.read.IsZero() && l.now().Sub(own.read) < rules.LineSeen {
		return nil
	}
	asked := l.now()
	known, err := l.store.Line(ctx, n.ws, n.ch, n.rate)
	if err != nil {
		return err
	}
	own.known, own.read = known, asked
	return nil
}

// look gives a line as it was at most rules.LineSeen ago.
func (l *lines) look(ctx context.Context, n lineName) (rules.Line, error) {
	own := l.line(n)
	own.mu.Lock()
	defer own.mu.Unlock()
	err := l.refresh(ctx, own, n)
	return own.known, err
}

// change writes what a rule makes of a line.
func (l *lines) change(ctx context.Context, n lineName, rule func(rules.Line) rules.Line) (rules.Line, error) {
	own := l.line(n)
	own.mu.Lock()
	defer own.mu.Unlock()
	known, err := l.store.ChangeLine(ctx, n.ws, n.ch, n.rate, own.known, rule)
	if err != nil {
		return rules.Line{}, err
	}
	own.known, own.read = known, l.now()
	return known, nil
}
