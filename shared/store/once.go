package store

import (
	"context"
	"fmt"
	"time"

	"transom/shared/rules"
)

// Once reports whether something about a conversation is asked for the first time within a while: of several
// at once exactly one hears true. what is a word of the caller's, such as "typing". 1 WRU.
func (s *Store) Once(ctx context.Context, ws Workspace, id rules.ConversationID, what string, now time.Time, while time.Duration) (bool, error) {
	ctx = s.begin(ctx, "once")
	e := newEdit().put(colDue, num(now.Add(while).UnixMilli())).put(TTL, num(now.Add(while+time.Hour).Unix()))
	e.when = append(e.when, "(attribute_not_exists("+e.name(colDue)+") OR "+e.name(colDue)+" <= "+e.value("now", num(now.UnixMilli()))+")")
	_, first, err := s.update(ctx, s.tables.Live, onceKey(ws, id, what), e)
	if err != nil {
		return false, fmt.Errorf("ask for %s of %s once: %w", what, id, err)
	}
	return first, nil
}

// Undo takes Once back: what was asked for did not happen, and may be asked for again. 1 WRU.
func (s *Store) Undo(ctx context.Context, ws Workspace, id rules.ConversationID, what string) error {
	ctx = s.begin(ctx, "once")
	if _, err := s.erase(ctx, s.tables.Live, onceKey(ws, id, what)); err != nil {
		return fmt.Errorf("undo %s of %s: %w", what, id, err)
	}
	return nil
}

// Stage is how far something has come that is to be done once.
type Stage int

// The stages. Whoever hears Mine does it, and calls Finish.
const (
	Mine     Stage = iota // nobody does it, or whoever did has died
	UnderWay              // somebody else does it, until their lease ends
	Done
)

// Start asks to do something about a conversation that is to be done at least once, and as good as never twice: of
// several at once exactly one hears Mine. The lease is how long the others wait for that one; it must be longer than the
// doing takes. Undo gives it up. 1 WRU; 1 RRU more where it is not Mine.
func (s *Store) Start(ctx context.Context, ws Workspace, id rules.ConversationID, what string, now time.Time, lease time.Duration) (Stage, error) {
	mine, err := s.Once(ctx, ws, id, what, now, lease)
	if err != nil || mine {
		return Mine, err
	}
	ctx = s.begin(ctx, "once")
	it, err := s.get(ctx, s.tables.Live, onceKey(ws, id, what), strong)
	switch {
	case err != nil:
		return UnderWay, fmt.Errorf("read how far %s of %s is: %w", what, id, err)
	case it.flag(colState):
		return Done, nil
	default:
		return UnderWay, nil
	}
}

// Finish notes for a while that what Start began was done. 1 WRU.
func (s *Store) Finish(ctx context.Context, ws Workspace, id rules.ConversationID, what string, now time.Time, while time.Duration) error {
	ctx = s.begin(ctx, "once")
	it := newItem(onceKey(ws, id, what))
	it[colDue] = num(now.Add(while).UnixMilli())
	it.setFlag(colState, true)
	it.setLapse(now.Add(while + time.Hour))
	if err := s.put(ctx, s.tables.Live, it, nil); err != nil {
		return fmt.Errorf("note that %s of %s is done: %w", what, id, err)
	}
	return nil
}

// Take reports whether something is somebody's alone for a while: of several who ask at once exactly one hears true, and
// hears it again whenever they ask. what is the thing, by who asks. 1 WRU.
func (s *Store) Take(ctx context.Context, ws Workspace, what, by string, now time.Time, while time.Duration) (bool, error) {
	ctx = s.begin(ctx, "take")
	e := newEdit().put(colBy, str(by)).put(colDue, num(now.Add(while).UnixMilli())).put(TTL, num(now.Add(while+time.Hour).Unix()))
	e.when = append(e.when, "(attribute_not_exists("+e.name(colBy)+") OR "+e.name(colBy)+" = "+e.value("me", str(by))+
		" OR "+e.name(colDue)+" <= "+e.value("now", num(now.UnixMilli()))+")")
	_, mine, err := s.update(ctx, s.tables.Live, takenKey(ws, what), e)
	if err != nil {
		return false, fmt.Errorf("take %s: %w", what, err)
	}
	return mine, nil
}
