package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/oklog/ulid/v2"

	"transom/shared/clock"
	"transom/shared/rules"
)

// Quarantined is a webhook body, or a part of one, that could not be used; the body itself is in the bucket.
type Quarantined struct {
	ID      string
	At      time.Time
	Reason  string // a code: "unknown_account", "unknown_object", "bad_json", "bad_shape"
	Kind    string // the body's object, "" if unreadable
	Account string // as the body named it, "" if it did not
	Object  string // key in the bucket
	Size    int    // bytes
}

const quarantineFor = 30 * 24 * time.Hour

// Quarantine keeps one for 30 days; an empty ID is made up, a zero At is now. ws is the zero Workspace when
// no channel told whose it is: such bodies belong to the deployment, which is one team's AWS account.
func (s *Store) Quarantine(ctx context.Context, ws Workspace, q Quarantined) error {
	ctx = s.begin(ctx, "quarantine")
	now := clock.Now()
	if q.ID == "" {
		q.ID = strings.ToLower(ulid.Make().String())
	}
	if q.At.IsZero() {
		q.At = now
	}
	it := newItem(quarantineKey(ws, q.At, q.ID))
	it.setTime(colAt, q.At)
	it.setText(colReason, q.Reason)
	it.setText(colOn, q.Kind)
	it.setText(colAccount, firstBytes(q.Account, 128))
	it.setText(colObject, q.Object)
	it.setNumber(colSize, int64(q.Size))
	it.setLapse(now.Add(quarantineFor))
	if err := s.put(ctx, s.tables.Live, it, nil); err != nil {
		return fmt.Errorf("quarantine %s: %w", q.ID, err)
	}
	return nil
}

// Quarantines lists what an admin may see: their workspace's and the deployment's, newest first, at most
// limit (1 to 100). rules.ErrNotAllowed for others; fault.Invalid (code "bad_cursor") for a forged cursor.
func (s *Store) Quarantines(ctx context.Context, v Viewer, cursor string, limit int) (Page[Quarantined], error) {
	ctx = s.begin(ctx, "quarantine")
	if v.Role != rules.Admin || v.Disabled {
		return Page[Quarantined]{}, rules.ErrNotAllowed
	}
	list := "quarantine " + v.Workspace.id
	position, err := s.open(ctx, list, cursor)
	if err != nil {
		return Page[Quarantined]{}, err
	}
	limit = min(max(limit, 1), 100)
	var found []item
	for _, ws := range []Workspace{v.Workspace, {}} {
		items, _, err := s.query(ctx, ask{table: s.tables.Live, pkCol: PartitionKey, pk: quarantinesKey(ws),
			skCol: SortKey, below: position, newestFirst: true, limit: int32(limit) + 1})
		if err != nil {
			return Page[Quarantined]{}, fmt.Errorf("list quarantined bodies: %w", err)
		}
		found = append(found, items...)
	}
	page := Page[Quarantined]{Examined: len(found)}
	slices.SortFunc(found, func(a, b item) int { return strings.Compare(b.text(SortKey), a.text(SortKey)) })
	now := clock.Now()
	for i, it := range found {
		if i == limit {
			if page.Cursor, err = s.sign(ctx, list, found[i-1].text(SortKey)); err != nil {
				return page, err
			}
			break
		}
		if !it.lapsed(now) {
			page.Items = append(page.Items, decodeQuarantined(it))
		}
	}
	return page, nil
}

func decodeQuarantined(it item) Quarantined {
	_, id, _ := strings.Cut(it.text(SortKey), "#")
	return Quarantined{
		ID: id, At: it.time(colAt), Reason: it.text(colReason), Kind: it.text(colOn), Account: it.text(colAccount),
		Object: it.text(colObject), Size: int(it.number(colSize)),
	}
}
