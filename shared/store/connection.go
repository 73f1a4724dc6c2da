package store

import (
	"context"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"transom/shared/clock"
	"transom/shared/fault"
	"transom/shared/rules"
)

// Connection is one open socket. State is "online" or "away".
type Connection struct {
	Workspace Workspace
	ID        string
	User      rules.UserID
	Role      rules.Role
	Teams     []rules.TeamID
	Viewing   rules.ConversationID
	State     string
	Since     time.Time
	Dirty     bool // a push was lost; the next frame says "resync"
}

// connectionFor is when TTL may remove a connection nobody closed: a socket lives two hours at most (API
// Gateway quotas, read 2026-11-20). Readers do not ask: one that is gone is found out by the next push.
const connectionFor = 130 * time.Minute

var errNoConnection = fault.New(fault.Missing, "connection_missing", "This connection is gone.")

// AddConnection, Connection, UpdateConnection and RemoveConnection keep the registry of open sockets.
// Removing one that is gone is no error. Connection answers fault.Missing (code "connection_missing").
func (s *Store) AddConnection(ctx context.Context, c Connection, now time.Time) error {
	ctx = s.begin(ctx, "connection")
	it := newItem(connectionKey(c.Workspace, c.ID))
	it.setText(colUser, string(c.User))
	it.setText(colRole, string(c.Role))
	it.setTeams(c.Teams)
	it.setText(colViewing, string(c.Viewing))
	it.setText(colState, c.State)
	it.setTime(colSince, c.Since)
	it.setFlag(colDirty, c.Dirty)
	it.setLapse(now.Add(connectionFor))
	way := newItem(connectionIndexKey(c.ID))
	way.setText(colWorkspace, c.Workspace.id)
	way.setLapse(now.Add(connectionFor))
	if err := s.batchWrite(ctx, []types.WriteRequest{putting(it), putting(way)}); err != nil {
		return fmt.Errorf("add connection: %w", err)
	}
	return nil
}

// Connection reads one by its id.
func (s *Store) Connection(ctx context.Context, id string) (Connection, error) {
	ctx = s.begin(ctx, "connection")
	if id == "" {
		return Connection{}, errNoConnection
	}
	way, err := s.get(ctx, s.tables.Live, connectionIndexKey(id), strong)
	if err != nil {
		return Connection{}, fmt.Errorf("read connection: %w", err)
	}
	if way == nil {
		return Connection{}, errNoConnection
	}
	ws := Workspace{way.text(colWorkspace)}
	it, err := s.get(ctx, s.tables.Live, connectionKey(ws, id), strong)
	if err != nil {
		return Connection{}, fmt.Errorf("read connection: %w", err)
	}
	if it == nil {
		return Connection{}, errNoConnection
	}
	return decodeConnection(ws, it), nil
}

// UpdateConnection writes Viewing, State and Dirty of a connection that still exists, and keeps it from
// lapsing. Updating one that is gone is no error and makes none.
func (s *Store) UpdateConnection(ctx context.Context, c Connection) error {
	ctx = s.begin(ctx, "connection")
	e := newEdit().putOrDrop(colViewing, string(c.Viewing)).putOrDrop(colState, c.State).whenExists()
	e.put(TTL, num(clock.Now().Add(connectionFor).Unix()))
	if c.Dirty {
		e.put(colDirty, str("1"))
	} else {
		e.drop(colDirty)
	}
	if _, _, err := s.update(ctx, s.tables.Live, connectionKey(c.Workspace, c.ID), e); err != nil {
		return fmt.Errorf("update connection: %w", err)
	}
	return nil
}

// RemoveConnection forgets one.
func (s *Store) RemoveConnection(ctx context.Context, ws Workspace, id string) error {
	ctx = s.begin(ctx, "connection")
	if id == "" {
		return nil
	}
	gone := []types.WriteRequest{deleting(connectionKey(ws, id)), deleting(connectionIndexKey(id))}
	if err := s.batchWrite(ctx, gone); err != nil {
		return fmt.Errorf("remove connection: %w", err)
	}
	return nil
}

// Connections lists a workspace's open sockets, read consistently.
func (s *Store) Connections(ctx context.Context, ws Workspace) ([]Connection, error) {
	ctx = s.begin(ctx, "connections")
	items, err := s.queryAll(ctx, ask{table: s.tables.Live, pkCol: PartitionKey, pk: connectionsKey(ws), skCol: SortKey, how: strong})
	if err != nil {
		return nil, fmt.Errorf("list connections of %s: %w", ws, err)
	}
	out := make([]Connection, len(items))
	for i, it := range items {
		out[i] = decodeConnection(ws, it)
	}
	return out, nil
}

func decodeConnection(ws Workspace, it item) Connection {
	return Connection{
		Workspace: ws, ID: it.text(SortKey), User: rules.UserID(it.text(colUser)), Role: rules.Role(it.text(colRole)),
		Teams: it.teams(), Viewing: rules.ConversationID(it.text(colViewing)), State: it.text(colState),
		Since: it.time(colSince), Dirty: it.flag(colDirty),
	}
}
