package store

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"transom/shared/clock"
	"transom/shared/rules"
)

// VisitorThread gives the conversation of a web chat's visitor. Before they have said anything it has its ID
// and channel only, and Version 0. It is the one way from a visitor to a conversation: no browser names one.
func (s *Store) VisitorThread(ctx context.Context, ws Workspace, ch rules.Channel, visitor string) (rules.Conversation, error) {
	ctx = s.begin(ctx, "visitor")
	p, err := recognise(ctx, &book{s: s, ws: ws, how: eventual}, ch, rules.Messages, rules.Address{UserID: visitor})
	if err != nil {
		return rules.Conversation{}, fmt.Errorf("recognise a visitor on channel %s: %w", ch.ID, err)
	}
	id := rules.NewConversationID(ws.id, ch.ID, p.contact)
	h, err := s.readHead(ctx, ws, id, strong)
	if err != nil {
		return rules.Conversation{}, fmt.Errorf("read conversation %s: %w", id, err)
	}
	if h.Version == 0 {
		return rules.Conversation{ID: id, Contact: p.contact, Channel: ch.ID, On: ch.Kind, Kind: rules.Messages}, nil
	}
	return h.Conversation, nil
}

// heardFor is how long a repeated message is known again.
const heardFor = 35 * 24 * time.Hour

// FirstHeard gives the time at which a visitor's message was heard for the first time: now, unless it has
// come before (35 days). Browsers' clocks order nothing, so the message takes its place in the log, and its
// key, from this time: whoever repeats it, at once or later, names the same entry. 1 WRU.
func (s *Store) FirstHeard(ctx context.Context, ws Workspace, ch rules.ChannelID, platformID string, now time.Time) (time.Time, error) {
	ctx = s.begin(ctx, "heard")
	e := newEdit().put(TTL, num(now.Add(heardFor).Unix()))
	e.set = append(e.set, e.name(colAt)+"=if_not_exists("+e.name(colAt)+","+e.value(colAt, num(now.UnixMilli()))+")")
	it, _, err := s.update(ctx, s.tables.Live, heardKey(ws, ch, platformID), e)
	if err != nil {
		return time.Time{}, fmt.Errorf("remember a visitor's message: %w", err)
	}
	return it.time(colAt), nil
}

// Reading a visitor's log: agents' clocks may be five minutes off either way, so news can stand up to ten
// minutes before the newest entry that was read.
const (
	visitorPage   = 25
	visitorRounds = 40
	visitorSkew   = 11 * time.Minute
)

// mark is how far a visitor has read: everything up to a version of the head, and the time of the newest
// entry then.
type visitorMark struct {
	version int64
	at      time.Time
}

func (m visitorMark) text() string {
	return strconv.FormatInt(m.version, 36) + "." + strconv.FormatInt(m.at.UnixMilli(), 36)
}

func parseVisitorMark(text string) visitorMark {
	version, at, _ := strings.Cut(text, ".")
	v, _ := strconv.ParseInt(version, 36, 64)
	ms, _ := strconv.ParseInt(at, 36, 64)
	return visitorMark{v, time.UnixMilli(ms).UTC()}
}

// VisitorEntries gives what a visitor has not read yet of their conversation c, oldest first, and the cursor
// from which to read on; without a cursor it gives the newest limit entries. Nothing is ever skipped: the
// cursor counts the conversation's transactions, not times, and waits for messages that are still on their
// way. So an entry may come twice; it has the same PlatformID then. fault.Invalid (code "bad_cursor") for a
// cursor that is forged or another conversation's. A cursor that is up to date costs no query.
func (s *Store) VisitorEntries(ctx context.Context, ws Workspace, c rules.Conversation, cursor string, limit int) (Page[rules.Entry], error) {
	ctx = s.begin(ctx, "visitor")
	list := "visitor " + ws.id + " " + string(c.ID)
	position, err := s.open(ctx, list, cursor)
	if err != nil {
		return Page[rules.Entry]{}, err
	}
	was := parseVisitorMark(position)
	if cursor != "" && was.version >= c.Version {
		return Page[rules.Entry]{Cursor: cursor}, nil
	}
	r := visitorReading{was: was, now: was, all: cursor == "", limit: limit}
	if err := s.readVisitor(ctx, ws, c.ID, &r); err != nil {
		return Page[rules.Entry]{}, fmt.Errorf("read log of %s for its visitor: %w", c.ID, err)
	}
	r.page.Cursor, err = s.sign(ctx, list, r.mark().text())
	return r.page, err
}

// readVisitor walks the log from its newest entry backwards until there can be no more news.
func (s *Store) readVisitor(ctx context.Context, ws Workspace, id rules.ConversationID, r *visitorReading) error {
	a := ask{table: s.tables.Msgs, pkCol: PartitionKey, skCol: SortKey, pk: entryKey(ws, Ref{Conversation: id}).pk,
		newestFirst: true, limit: visitorPage, how: strong}
	for range visitorRounds {
		items, more, err := s.query(ctx, a)
		if err != nil {
			return err
		}
		for _, it := range items {
			_, e, err := decodeEntry(it)
			if err != nil {
				return err
			}
			if !it.lapsed(clock.Now()) && !r.take(e) {
				return nil
			}
		}
		if !more || len(items) == 0 {
			return nil
		}
		a.below = items[len(items)-1].text(SortKey)
	}
	return nil
}

// visitorReading is one reading of a log, newest first.
type visitorReading struct {
	was, now visitorMark
	waits    int64 // lowest version of a message that is still on its way; 0 if none is
	all      bool  // from the beginning of time, as far as limit goes
	limit    int
	page     Page[rules.Entry]
}

// take takes one entry; false when older ones are no news.
func (r *visitorReading) take(e rules.Entry) bool {
	r.page.Examined++
	if !r.all && timeOf(e.Key).Before(r.was.at.Add(-visitorSkew)) {
		return false
	}
	if r.all && len(r.page.Items) >= r.limit {
		return false
	}
	r.now.version = max(r.now.version, e.Version)
	if at := timeOf(e.Key); at.After(r.now.at) {
		r.now.at = at
	}
	if e.Version <= r.was.version {
		return true
	}
	switch shown, waits := rules.VisitorSees(e); {
	case waits:
		if r.waits == 0 || e.Version < r.waits {
			r.waits = e.Version
		}
	case shown:
		r.page.Items = append([]rules.Entry{e}, r.page.Items...)
	}
	return true
}

func (r *visitorReading) mark() visitorMark {
	if r.waits > 0 {
		return visitorMark{r.waits - 1, r.now.at}
	}
	return r.now
}
