package store

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"transom/shared/fault"
	"transom/shared/rules"
)

// Workspace is one organisation's data. Only sign-in (Member), a webhook's channel (ChannelByAccount), a
// stream record (DecodeRecord), a timer (Due), a connection (Connection) and the making of a new one can produce it.
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
	return ws, nil
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

var errNoMembership = fault.New(fault.Denied, "no_membership", "You do not belong to a workspace, or your access has been switched off.")

// Member is sign-in: it gives the viewer behind a sign-in subject. fault.Denied (code "no_membership") when
// they belong to no workspace or are disabled.
func (s *Store) Member(ctx context.Context, subject string) (Viewer, error) {
	ctx = s.begin(ctx, "member")
	if subject == "" {
		return Viewer{}, errNoMembership
	}
	items, err := s.queryAll(ctx, ask{table: s.tables.Core, pkCol: PartitionKey, pk: membershipsKey(rules.UserID(subject)), skCol: SortKey})
	if err != nil {
		return Viewer{}, fmt.Errorf("look up membership: %w", err)
	}
	for _, it := range items {
		if v := decodeViewer(it); !v.Disabled {
			return v, nil
		}
	}
	return Viewer{}, errNoMembership
}

// Members lists the colleagues of a workspace, by id.
func (s *Store) Members(ctx context.Context, ws Workspace) ([]rules.Member, error) {
	ctx = s.begin(ctx, "member")
	items, err := s.config(ctx, ws, memberPrefix)
	if err != nil {
		return nil, fmt.Errorf("list members of %s: %w", ws, err)
	}
	out := make([]rules.Member, len(items))
	for i, it := range items {
		out[i] = decodeMember(strings.TrimPrefix(it.text(SortKey), memberPrefix), it)
	}
	return out, nil
}

// config reads one kind of a workspace's configuration; it is small, and read whole.
func (s *Store) config(ctx context.Context, ws Workspace, prefix string) ([]item, error) {
	items, err := s.queryAll(ctx, ask{table: s.tables.Core, pkCol: PartitionKey, pk: configKey(ws, "").pk, skCol: SortKey, how: strong})
	if err != nil {
		return nil, err
	}
	var out []item
	for _, it := range items {
		if strings.HasPrefix(it.text(SortKey), prefix) {
			out = append(out, it)
		}
	}
	return out, nil
}

// PutMember writes a colleague and their membership together; repeating is safe.
func (s *Store) PutMember(ctx context.Context, ws Workspace, m rules.Member) error {
	ctx = s.begin(ctx, "member")
	if m.ID == "" || strings.Contains(string(m.ID), "#") {
		return fault.New(fault.Invalid, "bad_member", "A colleague needs an id.")
	}
	var writes []types.TransactWriteItem
	for _, k := range []key{memberKey(ws, m.ID), membershipKey(m.ID, ws)} {
		writes = append(writes, s.putting(s.tables.Core, encodeMember(k, m), newEdit()))
	}
	for try := 1; ; try++ {
		_, err := s.transact(ctx, writes)
		if err == nil {
			return nil
		}
		if err != errBusy {
			return fmt.Errorf("write member %s: %w", m.ID, err)
		}
		if err := again(ctx, try); err != nil {
			return fmt.Errorf("write member %s: %w", m.ID, err)
		}
	}
}

func encodeMember(k key, m rules.Member) item {
	it := newItem(k)
	it.setText(colEmail, m.Email)
	it.setText(colTitle, m.Name)
	it.setText(colRole, string(m.Role))
	it.setTeams(m.Teams)
	it.setNumber(colLimit, int64(m.Limit))
	it.setFlag(colDisabled, m.Disabled)
	return it
}

func decodeMember(id string, it item) rules.Member {
	return rules.Member{
		ID: rules.UserID(id), Email: it.text(colEmail), Name: it.text(colTitle), Role: rules.Role(it.text(colRole)),
		Teams: it.teams(), Limit: int(it.number(colLimit)), Disabled: it.flag(colDisabled),
	}
}

// decodeViewer reads a membership; the zero Viewer from no item.
func decodeViewer(it item) Viewer {
	id, ok := strings.CutPrefix(it.text(PartitionKey), membershipsKey(""))
	if !ok {
		return Viewer{}
	}
	return Viewer{Workspace: Workspace{it.text(SortKey)}, Member: decodeMember(id, it)}
}

// Teams are stored in one string; a team's id holds no space.
func (it item) setTeams(teams []rules.TeamID) {
	words := make([]string, len(teams))
	for i, t := range teams {
		words[i] = string(t)
	}
	it.setText(colTeams, strings.Join(words, " "))
}

func (it item) teams() []rules.TeamID {
	var teams []rules.TeamID
	for _, w := range strings.Fields(it.text(colTeams)) {
		teams = append(teams, rules.TeamID(w))
	}
	return teams
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
