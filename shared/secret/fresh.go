package secret

import "context"

// Fresh reads one secret without believing what is kept: for whoever was just told that the kept one no longer
// holds. Like Get otherwise.
func (k *Keeper) Fresh(ctx context.Context, name Name) (string, error) {
	k.mu.Lock()
	if old, have := k.kept[name]; have {
		old.until = k.now()
		k.kept[name] = old
	}
	k.mu.Unlock()
	return k.Get(ctx, name)
}
