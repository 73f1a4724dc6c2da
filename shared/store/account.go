package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"transom/shared/clock"
	"transom/shared/rules"
)

// Home is where an account's messages go.
type Home struct {
	Workspace Workspace
	Channel   rules.Channel
}

const accountEventFor = 90 * 24 * time.Hour

// NoteAccountEvent keeps what a platform said about an account for 90 days. The same ID again is one and the
// same, also at another time; an empty ID follows from everything else, and a zero At is now. ws is the zero
// Workspace when no channel told whose it is.
func (s *Store) NoteAccountEvent(ctx context.Context, ws Workspace, e rules.AccountEvent) error {
	ctx = s.begin(ctx, "account")
	if e.ID == "" {
		e.ID = accountEventID(e)
	}
	now := clock.Now()
	if e.At.IsZero() {
		e.At = now
	}
	lapse := now.Add(accountEventFor)
	claim := newItem(accountEventClaim(ws, e.ID))
	claim.setLapse(lapse)
	it := encodeAccountEvent(ws, e)
	it.setLapse(lapse)
	writes := []types.TransactWriteItem{
		s.putting(s.tables.Live, claim, newEdit().whenAbsent()),
		s.putting(s.tables.Live, it, newEdit()),
	}
	for try := 1; ; try++ {
		_, err := s.transact(ctx, writes) // a claim that is there already is the same event again
		if err == nil {
			return nil
		}
		if !errors.Is(err, errBusy) {
			return fmt.Errorf("note account event %s: %w", e.Field, err)
		}
		if err := again(ctx, try); err != nil {
			return fmt.Errorf("note account event %s: %w", e.Field, err)
		}
	}
}

func accountEventID(e rules.AccountEvent) string {
	h := sha256.New()
	fmt.Fprintf(h, "%q %q %q %q %q %d %q", e.Channel, e.Account, e.Field, e.Event, e.Subject, e.Code, e.Details)
	if !e.At.IsZero() {
		fmt.Fprint(h, e.At.UnixMilli())
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// accountRounds bounds the queries behind one page that asks for one channel only.
const accountRounds = 10

// AccountEvents lists what an admin may see, the workspace's and the deployment's, newest first, at most
// limit (1 to 100); channel narrows it where it is set. rules.ErrNotAllowed for others; fault.Invalid (code
// "bad_cursor") for a forged cursor.
func (s *Store) AccountEvents(ctx context.Context, v Viewer, channel rules.ChannelID, cursor string, limit int) (Page[rules.AccountEvent], error) {
	ctx = s.begin(ctx, "account")
	if v.Role != rules.Admin || v.Disabled {
		return Page[rules.AccountEvent]{}, rules.ErrNotAllowed
	}
	list := fmt.Sprintf("account %s %q", v.Workspace.id, channel)
	position, err := s.open(ctx, list, cursor)
	if err != nil {
		return Page[rules.AccountEvent]{}, err
	}
	limit = min(max(limit, 1), 100)
	var page Page[rules.AccountEvent]
	more := true
	for round := 0; more && round < accountRounds && len(page.Items) < limit; round++ {
		var found []item
		if found, more, err = s.accountEvents(ctx, v.Workspace, position, limit); err != nil {
			return Page[rules.AccountEvent]{}, fmt.Errorf("list account events: %w", err)
		}
		now := clock.Now()
		for i, it := range found {
			page.Examined++
			position = it.text(SortKey)
			e := decodeAccountEvent(it)
			if !it.lapsed(now) && (channel == "" || e.Channel == channel) {
				page.Items = append(page.Items, e)
			}
			if len(page.Items) == limit {
				more = more || i < len(found)-1
				break
			}
		}
	}
	if more {
		page.Cursor, err = s.sign(ctx, list, position)
	}
	return page, err
}

// accountEvents reads the newest ones below a position, of the workspace and the deployment together.
func (s *Store) accountEvents(ctx context.Context, ws Workspace, position string, limit int) (found []item, more bool, err error) {
	for _, ws := range []Workspace{ws, {}} {
		items, _, err := s.query(ctx, ask{table: s.tables.Live, pkCol: PartitionKey, pk: accountEventsKey(ws),
			skCol: SortKey, below: position, newestFirst: true, limit: int32(limit) + 1})
		if err != nil {
			return nil, false, err
		}
		found = append(found, items...)
	}
	slices.SortFunc(found, func(a, b item) int { return strings.Compare(b.text(SortKey), a.text(SortKey)) })
	if len(found) > limit {
		return found[:limit], true, nil
	}
	return found, false, nil
}

func encodeAccountEvent(ws Workspace, e rules.AccountEvent) item {
	it := newItem(accountEventKey(ws, e.At, e.ID))
	it.setTime(colAt, e.At)
	it.setText(colChannel, string(e.Channel))
	it.setText(colAccount, firstBytes(e.Account, 128))
	it.setText(colField, firstBytes(e.Field, 128))
	it.setText(colEvent, firstBytes(e.Event, 128))
	it.setText(colSubject, firstBytes(e.Subject, 512))
	it.setNumber(colCode, int64(e.Code))
	if len(e.Details) <= rules.MaxDetails {
		it.setText(colDetails, string(e.Details))
	}
	return it
}

func decodeAccountEvent(it item) rules.AccountEvent {
	_, id, _ := strings.Cut(it.text(SortKey), "#")
	e := rules.AccountEvent{
		ID: id, Channel: rules.ChannelID(it.text(colChannel)), Account: it.text(colAccount), Field: it.text(colField),
		Event: it.text(colEvent), Subject: it.text(colSubject), Code: int(it.number(colCode)), At: it.time(colAt),
	}
	if d := it.text(colDetails); d != "" {
		e.Details = []byte(d)
	}
	return e
}
