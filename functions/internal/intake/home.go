package intake

import (
	"context"
	"fmt"

	"transom/shared/fault"
	"transom/shared/store"
)

// resolve looks up, once, every account that something came for which has to be stored with it.
func (w *work) resolve(ctx context.Context) error {
	var accounts []string
	for _, b := range w.payload.Batches {
		accounts = append(accounts, b.Account)
	}
	for _, s := range w.payload.Statuses {
		accounts = append(accounts, s.Account)
	}
	for _, m := range w.payload.Marks {
		accounts = append(accounts, m.Account)
	}
	for _, account := range accounts {
		if _, asked := w.homes[account]; asked {
			continue
		}
		h, err := w.home(ctx, account)
		if err != nil {
			return err
		}
		w.homes[account] = h
	}
	return nil
}

// home finds the channel of an account. For an admin who looks, another workspace's is nobody's.
func (w *work) home(ctx context.Context, account string) (home, error) {
	ws, ch, err := w.store.ChannelByAccount(ctx, w.kind, account)
	if err != nil && fault.KindOf(err) != fault.Missing {
		return home{}, fmt.Errorf("find the channel of an account: %w", err)
	}
	if err != nil || !w.mine(ws) {
		return home{}, nil
	}
	return home{known: true, Home: store.Home{Workspace: ws, Channel: ch}}, nil
}

// mine reports that a workspace is one that this body may touch.
func (w *work) mine(ws store.Workspace) bool { return w.only == store.Workspace{} || ws == w.only }

// concerned are the channels that an event is about: the account's, or else all below the account above it.
func (w *work) concerned(ctx context.Context, account, holder string) ([]store.Home, error) {
	if account != "" {
		h, asked := w.homes[account]
		if !asked {
			var err error
			if h, err = w.home(ctx, account); err != nil {
				return nil, err
			}
		}
		if h.known {
			return []store.Home{h.Home}, nil
		}
	}
	if holder == "" {
		return nil, nil
	}
	all, err := w.store.ChannelsOfHolder(ctx, w.kind, holder)
	if err != nil {
		return nil, fmt.Errorf("find the channels of an account: %w", err)
	}
	var homes []store.Home
	for _, h := range all {
		if w.mine(h.Workspace) {
			homes = append(homes, h)
		}
	}
	return homes, nil
}
