package media

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"time"
)

// Kept is a body, or a part of one, that was put aside.
type Kept struct {
	ID   string // the same bytes put aside for the same reason have the same id
	Key  string // in the bucket
	Size int    // bytes
}

// Quarantine puts a webhook body aside that could not be used. reason and account tell apart what one body
// was put aside for; repeating on the same day is one and the same object.
func (b *Bucket) Quarantine(ctx context.Context, reason, account string, body []byte, now time.Time) (Kept, error) {
	return b.keep(ctx, "quarantine", reason, account, body, now)
}

// maxKept bounds what is read back, in bytes: more than any door takes.
const maxKept = 4 << 20

// Kept reads back what was put aside. ErrNoObject when it has lapsed.
func (b *Bucket) Kept(ctx context.Context, key string) ([]byte, error) {
	body, _, err := b.Read(ctx, key, maxKept)
	return body, err
}

func (b *Bucket) keep(ctx context.Context, folder, reason, account string, body []byte, now time.Time) (Kept, error) {
	hash := sha256.New()
	hash.Write([]byte(reason + "\x00" + account + "\x00"))
	hash.Write(body)
	k := Kept{ID: hex.EncodeToString(hash.Sum(nil)[:12]), Size: len(body)}
	k.Key = folder + "/" + now.UTC().Format(time.DateOnly) + "/" + k.ID + ".json"
	return k, b.Put(ctx, k.Key, "application/octet-stream", bytes.NewReader(body), int64(len(body)))
}
