package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"transom/shared/fault"
	"transom/shared/rules"
)

var (
	errUnknownAccount = fault.New(fault.Missing, "unknown_account", "No channel is connected to this account.")
	errNoChannel      = fault.New(fault.Missing, "channel_missing", "There is no such channel.")
	errAccountTaken   = fault.New(fault.Conflict, "account_taken", "This account is connected already.")
)

// ChannelByAccount routes a webhook: the workspace and channel an account is connected to. fault.Missing
// (code "unknown_account") when none is. 1 RRU.
func (s *Store) ChannelByAccount(ctx context.Context, kind rules.ChannelKind, account string) (Workspace, rules.Channel, error) {
	ctx = s.begin(ctx, "route")
	if account == "" {
		return Workspace{}, rules.Channel{}, errUnknownAccount
	}
	route, err := s.get(ctx, s.tables.Core, routeKey(kind, account), eventual)
	if err != nil {
		return Workspace{}, rules.Channel{}, fmt.Errorf("look up account: %w", err)
	}
	if route == nil {
		return Workspace{}, rules.Channel{}, errUnknownAccount
	}
	ws := Workspace{route.text(colWorkspace)}
	it, err := s.get(ctx, s.tables.Core, channelKey(ws, rules.ChannelID(route.text(colChannel))), eventual)
	if err != nil {
		return Workspace{}, rules.Channel{}, fmt.Errorf("look up account: %w", err)
	}
	if it == nil {
		return Workspace{}, rules.Channel{}, errUnknownAccount
	}
	return ws, decodeChannel(it), nil
}

// Channels lists a workspace's channels, oldest first.
func (s *Store) Channels(ctx context.Context, ws Workspace) ([]rules.Channel, error) {
	ctx = s.begin(ctx, "channel")
	items, err := s.config(ctx, ws, channelPrefix)
	if err != nil {
		return nil, fmt.Errorf("list channels of %s: %w", ws, err)
	}
	out := make([]rules.Channel, len(items))
	for i, it := range items {
		out[i] = decodeChannel(it)
	}
	slices.SortStableFunc(out, func(a, b rules.Channel) int { return a.CreatedAt.Compare(b.CreatedAt) })
	return out, nil
}

// Channel gives one. fault.Missing (code "channel_missing").
func (s *Store) Channel(ctx context.Context, ws Workspace, id rules.ChannelID) (rules.Channel, error) {
	ctx = s.begin(ctx, "channel")
	it, err := s.get(ctx, s.tables.Core, channelKey(ws, id), eventual)
	if err != nil {
		return rules.Channel{}, fmt.Errorf("read channel %s: %w", id, err)
	}
	if it == nil {
		return rules.Channel{}, errNoChannel
	}
	return decodeChannel(it), nil
}

// ConnectChannel writes a new channel and its route in one transaction. fault.Conflict (code
// "account_taken") when the account is connected already.
func (s *Store) ConnectChannel(ctx context.Context, ws Workspace, ch rules.Channel) error {
	ctx = s.begin(ctx, "channel")
	if ch.ID == "" || ch.AccountID == "" {
		return fault.New(fault.Invalid, "bad_channel", "A channel needs an id and an account.")
	}
	route := newItem(routeKey(ch.Kind, ch.AccountID))
	route.setText(colWorkspace, ws.id)
	route.setText(colChannel, string(ch.ID))
	writes := []types.TransactWriteItem{
		s.putting(s.tables.Core, route, newEdit().whenAbsent()),
		s.putting(s.tables.Core, encodeChannel(ws, ch), newEdit().whenAbsent()),
	}
	for try := 1; ; try++ {
		verdicts, err := s.transact(ctx, writes)
		switch {
		case err == nil && verdicts == nil:
			return nil
		case err == nil:
			return errAccountTaken
		case !errors.Is(err, errBusy):
			return fmt.Errorf("connect channel %s: %w", ch.ID, err)
		}
		if err := again(ctx, try); err != nil {
			return fmt.Errorf("connect channel %s: %w", ch.ID, err)
		}
	}
}

// UpdateChannel writes name, status, distribution and expiry policy of an existing channel. fault.Missing
// (code "channel_missing").
func (s *Store) UpdateChannel(ctx context.Context, ws Workspace, ch rules.Channel) error {
	ctx = s.begin(ctx, "channel")
	e := newEdit().putOrDrop(colTitle, ch.Name).putOrDrop(colNewStatus, string(ch.NewStatus)).
		putOrDrop(colDistribution, string(ch.Distribution)).putOrDrop(colOnExpiry, string(ch.OnExpiry)).whenExists()
	_, held, err := s.update(ctx, s.tables.Core, channelKey(ws, ch.ID), e)
	if err != nil {
		return fmt.Errorf("update channel %s: %w", ch.ID, err)
	}
	if !held {
		return errNoChannel
	}
	return nil
}

func encodeChannel(ws Workspace, ch rules.Channel) item {
	it := newItem(channelKey(ws, ch.ID))
	it.setText(colOn, string(ch.Kind))
	it.setText(colAccount, ch.AccountID)
	it.setText(colTitle, ch.Name)
	it.setText(colNewStatus, string(ch.NewStatus))
	it.setText(colDistribution, string(ch.Distribution))
	it.setText(colOnExpiry, string(ch.OnExpiry))
	it.setTime(colCreated, ch.CreatedAt)
	return it
}

func decodeChannel(it item) rules.Channel {
	return rules.Channel{
		ID: rules.ChannelID(strings.TrimPrefix(it.text(SortKey), channelPrefix)), Kind: rules.ChannelKind(it.text(colOn)),
		AccountID: it.text(colAccount), Name: it.text(colTitle), NewStatus: rules.Status(it.text(colNewStatus)),
		Distribution: rules.Distribution(it.text(colDistribution)), OnExpiry: rules.ExpiryPolicy(it.text(colOnExpiry)),
		CreatedAt: it.time(colCreated),
	}
}
