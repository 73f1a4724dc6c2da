package store

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"transom/shared/rules"
)

// VisitorPass is what a visitor's ticket stands for: the conversation whose news their socket hears, and the
// page it must be opened from.
type VisitorPass struct {
	Workspace    Workspace
	Conversation rules.ConversationID
	Origin       string
}

// VisitorConnection is one open socket of a web chat's visitor.
type VisitorConnection struct {
	Workspace    Workspace
	Conversation rules.ConversationID
	ID           string
	Since        time.Time
}

// visitorSockets bounds how many sockets of one conversation are told news.
const visitorSockets = 50

// IssueVisitorTicket makes a ticket that lets one visitor's socket in, once, within 60 seconds.
func (s *Store) IssueVisitorTicket(ctx context.Context, p VisitorPass, now time.Time) (Ticket, error) {
	ctx = s.begin(ctx, "ticket")
	secret := make([]byte, 32)
	_, _ = rand.Read(secret) // never fails (crypto/rand)
	t := Ticket{Secret: base64.RawURLEncoding.EncodeToString(secret), Until: now.Add(ticketFor)}
	it := newItem(visitorTicketKey(t.Secret))
	it.setText(colWorkspace, p.Workspace.id)
	it.setText(colConversation, string(p.Conversation))
	it.setText(colOrigin, p.Origin)
	it.setTime(colUntil, t.Until)
	it.setLapse(t.Until)
	if err := s.put(ctx, s.tables.Live, it, nil); err != nil {
		return Ticket{}, fmt.Errorf("issue visitor's ticket: %w", err)
	}
	return t, nil
}

// TakeVisitorTicket uses a visitor's ticket up. fault.Unknown (code "bad_ticket") when it is forged, used or
// late.
func (s *Store) TakeVisitorTicket(ctx context.Context, secret string, now time.Time) (VisitorPass, error) {
	ctx = s.begin(ctx, "ticket")
	it, err := s.erase(ctx, s.tables.Live, visitorTicketKey(secret))
	if err != nil {
		return VisitorPass{}, fmt.Errorf("take visitor's ticket: %w", err)
	}
	if it == nil || it.time(colUntil).Before(now) {
		return VisitorPass{}, errBadTicket
	}
	return VisitorPass{Workspace{it.text(colWorkspace)}, rules.ConversationID(it.text(colConversation)), it.text(colOrigin)}, nil
}

// AddVisitorConnection, VisitorConnection and RemoveVisitorConnection keep the registry of visitors' sockets.
// Removing one that is gone is no error. VisitorConnection answers fault.Missing (code "connection_missing").
func (s *Store) AddVisitorConnection(ctx context.Context, c VisitorConnection, now time.Time) error {
	ctx = s.begin(ctx, "connection")
	it := newItem(visitorKey(c.Workspace, c.Conversation, c.ID))
	it.setTime(colSince, c.Since)
	it.setLapse(now.Add(connectionFor))
	way := newItem(visitorIndexKey(c.ID))
	way.setText(colWorkspace, c.Workspace.id)
	way.setText(colConversation, string(c.Conversation))
	way.setTime(colSince, c.Since)
	way.setLapse(now.Add(connectionFor))
	if err := s.batchWrite(ctx, []types.WriteRequest{putting(it), putting(way)}); err != nil {
		return fmt.Errorf("add visitor's connection: %w", err)
	}
	return nil
}

// VisitorConnection reads one by its id.
func (s *Store) VisitorConnection(ctx context.Context, id string) (VisitorConnection, error) {
	ctx = s.begin(ctx, "connection")
	if id == "" {
		return VisitorConnection{}, errNoConnection
	}
	it, err := s.get(ctx, s.tables.Live, visitorIndexKey(id), strong)
	if err != nil {
		return VisitorConnection{}, fmt.Errorf("read visitor's connection: %w", err)
	}
	if it == nil {
		return VisitorConnection{}, errNoConnection
	}
	return VisitorConnection{Workspace{it.text(colWorkspace)}, rules.ConversationID(it.text(colConversation)), id, it.time(colSince)}, nil
}

// RemoveVisitorConnection forgets one.
func (s *Store) RemoveVisitorConnection(ctx context.Context, c VisitorConnection) error {
	ctx = s.begin(ctx, "connection")
	gone := []types.WriteRequest{deleting(visitorKey(c.Workspace, c.Conversation, c.ID)), deleting(visitorIndexKey(c.ID))}
	if err := s.batchWrite(ctx, gone); err != nil {
		return fmt.Errorf("remove visitor's connection: %w", err)
	}
	return nil
}

// VisitorConnections lists the sockets that a conversation's visitor has open, at most 50, read consistently.
// 1 RRU; none cost half.
func (s *Store) VisitorConnections(ctx context.Context, ws Workspace, id rules.ConversationID) ([]VisitorConnection, error) {
	ctx = s.begin(ctx, "connections")
	items, _, err := s.query(ctx, ask{table: s.tables.Live, pkCol: PartitionKey, pk: visitorsKey(ws, id), skCol: SortKey,
		limit: visitorSockets, how: strong})
	if err != nil {
		return nil, fmt.Errorf("list connections of %s's visitor: %w", id, err)
	}
	out := make([]VisitorConnection, len(items))
	for i, it := range items {
		out[i] = VisitorConnection{ws, id, it.text(SortKey), it.time(colSince)}
	}
	return out, nil
}
