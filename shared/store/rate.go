package store

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"transom/shared/clock"
	"transom/shared/fault"
)

// ErrTooMany says that a limit is reached. Its detail "retryAfter" is the seconds until the window ends.
var ErrTooMany = fault.New(fault.TooMany, "too_many", "That was too much at once. Please wait a moment.")

// Allow counts one act towards a limit of acts in each window of length per, beginning at multiples of per;
// so up to twice the limit can come around the border of two windows. name is what is limited, and for
// whom; only its hash is kept, until the window is over. ErrTooMany when the limit is reached: what was
// refused is not counted. 1 WRU, whether allowed or refused.
func (s *Store) Allow(ctx context.Context, name string, limit int, per time.Duration) error {
	ctx = s.begin(ctx, "allow")
	now := clock.Now()
	window := now.Truncate(per)
	ends := window.Add(per)
	e := newEdit().plus(colCount, 1).put(TTL, num(ends.Add(time.Minute).Unix()))
	e.when = append(e.when, "(attribute_not_exists("+e.name(colCount)+") OR "+e.name(colCount)+" < "+e.value("limit", num(int64(limit)))+")")
	_, held, err := s.update(ctx, s.tables.Live, rateKey(name, window), e)
	switch {
	case err != nil:
		return fmt.Errorf("count towards a limit: %w", err)
	case !held:
		seconds := int64(ends.Sub(now)/time.Second) + 1
		return ErrTooMany.With("retryAfter", strconv.FormatInt(seconds, 10))
	}
	return nil
}
