package store

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"transom/shared/fault"
	"transom/shared/rules"
)

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
		if !errors.Is(err, errBusy) {
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
