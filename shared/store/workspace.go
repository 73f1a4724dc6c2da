package store

import (
	"context"
	"errors"
	"fmt"
	"regexp"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"transom/shared/fault"
	"transom/shared/rules"
)

// Workspace is one organisation's data. Only sign-in (Member), a webhook's channel (ChannelByAccount), a
// stream record (DecodeRecord), a timer (Due), a connection (Connection), the list of all (Workspaces) and the making of
// a new one can produce it.
type Workspace struct{ id string }

// String is the workspace's id, for logs, object keys and derived ids; it cannot be turned back.
func (w Workspace) String() string { return w.id }

// Viewer is a colleague reading or acting in a workspace.
type Viewer struct {
	Workspace Workspace
	rules.Member
}

var workspaceID = regexp.MustCompile(`^[a-z0-9]{1,26}$`)

var errBadWorkspace = fault.New(fault.Invalid, "bad_workspace", "A workspace's id has 1 to 26 lower-case letters and digits.")

// CreateWorkspace makes a workspace with its settings; making it again changes nothing. fault.Invalid (code
// "bad_workspace") unless the id has 1 to 26 lower-case letters and digits.
func (s *Store) CreateWorkspace(ctx context.Context, id, name string) (Workspace, error) {
	ctx = s.begin(ctx, "workspace")
	if !workspaceID.MatchString(id) {
		return Workspace{}, errBadWorkspace
	}
	ws := Workspace{id}
	it := newItem(settingsKey(ws))
	it.setText(colTitle, name)
	err := s.put(ctx, s.tables.Core, it, newEdit().whenAbsent())
	var exists *types.ConditionalCheckFailedException
	if err != nil && !errors.As(err, &exists) {
		return Workspace{}, fmt.Errorf("create workspace %s: %w", id, err)
	}
	if err := s.put(ctx, s.tables.Core, newItem(workspaceKey(ws)), nil); err != nil {
		return Workspace{}, fmt.Errorf("list workspace %s: %w", id, err)
	}
	return ws, nil
}

// Workspaces lists all there are, for work that nobody asked for.
func (s *Store) Workspaces(ctx context.Context) ([]Workspace, error) {
	ctx = s.begin(ctx, "workspace")
	items, err := s.queryAll(ctx, ask{table: s.tables.Core, pkCol: PartitionKey, pk: workspacesKey(), skCol: SortKey})
	if err != nil {
		return nil, fmt.Errorf("list workspaces: %w", err)
	}
	out := make([]Workspace, len(items))
	for i, it := range items {
		out[i] = workspaceIn(it)
	}
	return out, nil
}

// WorkspaceName reads what a workspace is called; its id where it has no name.
func (s *Store) WorkspaceName(ctx context.Context, ws Workspace) (string, error) {
	ctx = s.begin(ctx, "workspace")
	it, err := s.get(ctx, s.tables.Core, settingsKey(ws), eventual)
	if err != nil {
		return "", fmt.Errorf("read workspace %s: %w", ws, err)
	}
	if name := it.text(colTitle); name != "" {
		return name, nil
	}
	return ws.id, nil
}

// Loads gives each colleague's number of conversations in progress; exact, because it changes in the
// transaction that changes an assignee or a status.
func (s *Store) Loads(ctx context.Context, ws Workspace) (map[rules.UserID]int, error) {
	ctx = s.begin(ctx, "loads")
	items, err := s.queryAll(ctx, ask{table: s.tables.Core, pkCol: PartitionKey, pk: loadsKey(ws), skCol: SortKey, how: strong})
	if err != nil {
		return nil, fmt.Errorf("read loads of %s: %w", ws, err)
	}
	loads := make(map[rules.UserID]int, len(items))
	for _, it := range items {
		loads[rules.UserID(it.text(SortKey))] = int(it.number(colCount))
	}
	return loads, nil
}
