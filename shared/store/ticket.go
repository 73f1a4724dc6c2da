package store

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"time"

	"transom/shared/fault"
	"transom/shared/rules"
)

// Ticket lets one socket in, once, within 60 seconds.
type Ticket struct {
	Secret string // 256 random bits, base64url; only its hash is stored
	Until  time.Time
}

const ticketFor = time.Minute

var errBadTicket = fault.New(fault.Unknown, "bad_ticket", "This connection ticket is not valid any more.")

// IssueTicket makes a ticket for a viewer.
func (s *Store) IssueTicket(ctx context.Context, v Viewer, now time.Time) (Ticket, error) {
	ctx = s.begin(ctx, "ticket")
	secret := make([]byte, 32)
	_, _ = rand.Read(secret) // never fails (crypto/rand)
	t := Ticket{Secret: base64.RawURLEncoding.EncodeToString(secret), Until: now.Add(ticketFor)}
	it := newItem(ticketKey(t.Secret))
	it.setText(colWorkspace, v.Workspace.id)
	it.setText(colUser, string(v.ID))
	it.setTime(colUntil, t.Until)
	it.setLapse(t.Until)
	if err := s.put(ctx, s.tables.Live, it, nil); err != nil {
		return Ticket{}, fmt.Errorf("issue ticket: %w", err)
	}
	return t, nil
}

// TakeTicket uses a ticket up. fault.Unknown (code "bad_ticket") when it is forged, used or late, or when
// whose it is has been disabled since.
func (s *Store) TakeTicket(ctx context.Context, secret string, now time.Time) (Viewer, error) {
	ctx = s.begin(ctx, "ticket")
	it, err := s.erase(ctx, s.tables.Live, ticketKey(secret))
	if err != nil {
		return Viewer{}, fmt.Errorf("take ticket: %w", err)
	}
	if it == nil || it.time(colUntil).Before(now) {
		return Viewer{}, errBadTicket
	}
	k := membershipKey(rules.UserID(it.text(colUser)), Workspace{it.text(colWorkspace)})
	m, err := s.get(ctx, s.tables.Core, k, eventual)
	if err != nil {
		return Viewer{}, fmt.Errorf("take ticket: %w", err)
	}
	v := decodeViewer(m)
	if v.ID == "" || v.Disabled {
		return Viewer{}, errBadTicket
	}
	return v, nil
}
