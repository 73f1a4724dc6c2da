package store

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"transom/shared/clock"
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
	if ch.Holder != "" {
		writes = append(writes, s.putting(s.tables.Core, heldItem(ws, ch), newEdit()))
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

// UpdateChannel writes all settings of an existing channel; kind, account, health and creation stay. fault.Missing
// (code "channel_missing").
func (s *Store) UpdateChannel(ctx context.Context, ws Workspace, ch rules.Channel) error {
	ctx = s.begin(ctx, "channel")
	for try := 1; ; try++ {
		err := s.updateChannel(ctx, ws, ch)
		if err == nil || fault.KindOf(err) == fault.Missing {
			return err
		}
		if !errors.Is(err, errMoved) {
			return fmt.Errorf("update channel %s: %w", ch.ID, err)
		}
		if err := again(ctx, try); err != nil {
			return fmt.Errorf("update channel %s: %w", ch.ID, err)
		}
	}
}

// updateChannel writes the channel and moves it below another account, if that has changed; errMoved asks to
// begin again.
func (s *Store) updateChannel(ctx context.Context, ws Workspace, ch rules.Channel) error {
	k := channelKey(ws, ch.ID)
	was, err := s.get(ctx, s.tables.Core, k, strong)
	if err != nil {
		return err
	}
	if was == nil {
		return errNoChannel
	}
	old := decodeChannel(was)
	next := ch
	next.Kind, next.AccountID, next.Health, next.CreatedAt = old.Kind, old.AccountID, old.Health, old.CreatedAt
	e := differ(was, encodeChannel(ws, next), channelColumns)
	if e.empty() {
		return nil
	}
	e.whenExists().whenSame(colHolder, was)
	writes := []types.TransactWriteItem{s.updating(s.tables.Core, k, e)}
	if old.Holder != next.Holder {
		if old.Holder != "" {
			writes = append(writes, s.deleting(s.tables.Core, heldKey(old.Kind, old.Holder, ws, ch.ID)))
		}
		if next.Holder != "" {
			writes = append(writes, s.putting(s.tables.Core, heldItem(ws, next), newEdit()))
		}
	}
	verdicts, err := s.transact(ctx, writes)
	if errors.Is(err, errBusy) || (err == nil && verdicts != nil) {
		return errMoved
	}
	return err
}

// ChannelsOfHolder lists the channels of a kind below an account (a WhatsApp business account, a Page), in any
// workspace: account and template events name only that one. None is no error.
func (s *Store) ChannelsOfHolder(ctx context.Context, kind rules.ChannelKind, holder string) ([]Home, error) {
	ctx = s.begin(ctx, "route")
	if holder == "" {
		return nil, nil
	}
	held, err := s.queryAll(ctx, ask{table: s.tables.Core, pkCol: PartitionKey, pk: holderKey(kind, holder), skCol: SortKey})
	if err != nil {
		return nil, fmt.Errorf("list channels below an account: %w", err)
	}
	var homes []Home
	for _, h := range held {
		ws := Workspace{h.text(colWorkspace)}
		ch, err := s.Channel(ctx, ws, rules.ChannelID(h.text(colChannel)))
		if fault.KindOf(err) == fault.Missing {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("list channels below an account: %w", err)
		}
		homes = append(homes, Home{ws, ch})
	}
	return homes, nil
}

// SetHealth writes what is known about a channel's state, if it is newer (Since, or now where that is zero) than
// what is there; an unknown Quality leaves the one that is. fault.Missing (code "channel_missing").
func (s *Store) SetHealth(ctx context.Context, ws Workspace, id rules.ChannelID, h rules.Health) error {
	ctx = s.begin(ctx, "channel")
	if h.Since.IsZero() {
		h.Since = clock.Now()
	}
	e := newEdit().putOrDrop(colHealth, string(h.State)).putOrDrop(colHealthReason, h.Reason).put(colHealthSince, num(h.Since.UnixMilli()))
	if h.Quality != "" {
		e.put(colQuality, str(h.Quality))
	}
	since := e.name(colHealthSince)
	e.whenExists()
	e.when = append(e.when, "(attribute_not_exists("+since+") OR "+since+" < :"+colHealthSince+")")
	was, held, err := s.update(ctx, s.tables.Core, channelKey(ws, id), e)
	switch {
	case err != nil:
		return fmt.Errorf("write health of channel %s: %w", id, err)
	case !held && was == nil:
		return errNoChannel
	}
	return nil
}

func heldItem(ws Workspace, ch rules.Channel) item {
	it := newItem(heldKey(ch.Kind, ch.Holder, ws, ch.ID))
	it.setText(colWorkspace, ws.id)
	it.setText(colChannel, string(ch.ID))
	return it
}
