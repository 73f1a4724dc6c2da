package store

import (
	"context"
	"fmt"
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"transom/shared/rules"
)

// Touch says that a conversation reached a version, and what that changed in the counters. Sequence is set
// in Sync.Recent: the workspace's sequence at which it came.
type Touch struct {
	Conversation rules.ConversationID
	Version      int64
	Deltas       rules.Counters
	Sequence     int64
}

// Sync is a workspace's place in time: the sequence, the newest changes, and the counters.
type Sync struct {
	Sequence int64
	Recent   []Touch // newest last, one per conversation, at most 48; Deltas unset
	Counters rules.Counters
}

// Since gives what changed after a sequence. ok is false when the ring does not reach back that far, or the
// sequence is not from here: whoever asks must load everything again.
func (s Sync) Since(sequence int64) (changed []Touch, ok bool) {
	if sequence > s.Sequence || sequence < 0 {
		return nil, false
	}
	if len(s.Recent) == ringSize && sequence < s.Recent[0].Sequence {
		return nil, false
	}
	i := slices.IndexFunc(s.Recent, func(t Touch) bool { return t.Sequence > sequence })
	if i < 0 {
		return nil, true
	}
	return s.Recent[i:], true
}

// place is a Sync as the table has it.
type place struct {
	sequence int64
	ring     []mark
	counters rules.Counters
}

func (p place) sync() Sync {
	s := Sync{Sequence: p.sequence, Counters: p.counters}
	for _, m := range p.ring {
		s.Recent = append(s.Recent, m.Touch)
	}
	return s
}

// Sync reads it, consistently. A workspace where nothing has happened answers the zero Sync.
func (s *Store) Sync(ctx context.Context, ws Workspace) (Sync, error) {
	ctx = s.begin(ctx, "sync")
	p, err := s.place(ctx, ws)
	return p.sync(), err
}

// Advance adds touches in one conditional write (1 WRU): those the ring already holds at that version or a
// higher one are dropped, so a repeated batch counts once, as long as a batch holds at most 48 conversations.
// It gives the new state and the touches that were news. The sequence rises by one per call that brought
// news, however many: one call, one frame to a browser.
//
// Touches of one conversation may come several in a call, in order of version; each counts. The entries of one
// transaction may come in two calls, and only one of them carries its deltas: a touch with deltas is news at
// the very version that the ring holds, if it was there without deltas so far.
func (s *Store) Advance(ctx context.Context, ws Workspace, touches []Touch) (Sync, []Touch, error) {
	ctx = s.begin(ctx, "advance")
	was, known := s.cached(ws)
	for try := 1; ; try++ {
		if !known {
			var err error
			if was, err = s.place(ctx, ws); err != nil {
				return Sync{}, nil, err
			}
		}
		next, news := was.advance(touches)
		if len(news) == 0 {
			s.remember(ws, was)
			return was.sync(), nil, nil
		}
		held, err := s.move(ctx, ws, was, next)
		if err != nil {
			return Sync{}, nil, fmt.Errorf("advance %s: %w", ws, err)
		}
		if held {
			s.remember(ws, next)
			return next.sync(), news, nil
		}
		known = false
		if err := again(ctx, try); err != nil {
			return Sync{}, nil, fmt.Errorf("advance %s: %w", ws, err)
		}
	}
}

// advance is what Advance decides, without the world.
func (p place) advance(touches []Touch) (next place, news []Touch) {
	next = place{sequence: p.sequence + 1, ring: slices.Clone(p.ring), counters: p.counters}
	for _, t := range once(touches) {
		m := mark{Touch{Conversation: t.Conversation, Version: t.Version, Sequence: next.sequence}, t.Deltas != rules.Counters{}}
		if i := slices.IndexFunc(next.ring, func(m mark) bool { return m.Conversation == t.Conversation }); i >= 0 {
			had := next.ring[i]
			if t.Version < had.Version || (t.Version == had.Version && (had.counted || !m.counted)) {
				continue
			}
			next.ring = slices.Delete(next.ring, i, i+1)
		}
		next.ring = append(next.ring, m)
		next.counters = next.counters.Plus(t.Deltas)
		news = append(news, t)
	}
	if over := len(next.ring) - ringSize; over > 0 {
		next.ring = next.ring[over:]
	}
	return next, news
}

// once makes one touch of those that name the same version of the same conversation.
func once(touches []Touch) []Touch {
	var out []Touch
	for _, t := range touches {
		i := slices.IndexFunc(out, func(o Touch) bool { return o.Conversation == t.Conversation && o.Version == t.Version })
		switch {
		case i < 0:
			out = append(out, t)
		case out[i].Deltas == (rules.Counters{}):
			out[i].Deltas = t.Deltas
		}
	}
	return out
}

// move writes the next place if the present one is still was.
func (s *Store) move(ctx context.Context, ws Workspace, was, next place) (held bool, err error) {
	e := newEdit().put(colSequence, num(next.sequence)).
		put(colRing, &types.AttributeValueMemberB{Value: encodeRing(next.sequence, next.ring)}).
		putOrDrop(colDeltas, deltasText(next.counters))
	if was.sequence == 0 {
		e.whenAbsent()
	} else {
		e.whenSame(colSequence, item{colSequence: num(was.sequence)})
	}
	_, held, err = s.update(ctx, s.tables.Live, syncKey(ws), e)
	return held, err
}

func (s *Store) place(ctx context.Context, ws Workspace) (place, error) {
	it, err := s.get(ctx, s.tables.Live, syncKey(ws), strong)
	if err != nil {
		return place{}, fmt.Errorf("read sync of %s: %w", ws, err)
	}
	q := it.number(colSequence)
	return place{sequence: q, ring: decodeRing(q, it.bytes(colRing)), counters: parseDeltas(it.text(colDeltas))}, nil
}

func (s *Store) cached(ws Workspace) (place, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, ok := s.last[ws.id]
	return p, ok
}

// remember keeps the newest place this process knows; it saves Advance the read.
func (s *Store) remember(ws Workspace, p place) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if was, ok := s.last[ws.id]; !ok || was.sequence <= p.sequence {
		s.last[ws.id] = p
	}
}
