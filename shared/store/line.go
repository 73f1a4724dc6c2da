package store

import (
	"context"
	"crypto/rand"
	"fmt"
	"time"

	"transom/shared/rules"
)

// lineFor is how long a line that nobody uses is remembered; the longest wait of a breaker is far shorter.
const lineFor = 24 * time.Hour

// Line reads what is taken of one of a channel's rates, and whether its platform answers. rate is a word of the
// caller's for which one. The zero Line where nobody has written one. 1 RRU.
func (s *Store) Line(ctx context.Context, ws Workspace, ch rules.ChannelID, rate string) (rules.Line, error) {
	ctx = s.begin(ctx, "line")
	it, err := s.get(ctx, s.tables.Live, lineKey(ws, ch, rate), strong)
	if err != nil {
		return rules.Line{}, fmt.Errorf("read line of channel %s: %w", ch, err)
	}
	return decodeLine(it), nil
}

// ChangeLine writes what rule makes of a line, and gives the line afterwards. seen is the line as the caller knows
// it: if it is no longer so, the rule is asked again with what is there. Times are kept to the millisecond, those of taking to the microsecond. A rule that changes nothing writes nothing. 1 WRU, and another for each time that others were faster.
func (s *Store) ChangeLine(ctx context.Context, ws Workspace, ch rules.ChannelID, rate string, seen rules.Line, rule func(rules.Line) rules.Line) (rules.Line, error) {
	ctx = s.begin(ctx, "line")
	mine := rand.Text()
	for try := 1; ; try++ {
		next := decodeLine(encodeLine(rule(seen))) // as it reads
		if next == seen {
			return seen, nil
		}
		is, held, err := s.update(ctx, s.tables.Live, lineKey(ws, ch, rate), lineEdit(seen, next).put(colClaim, str(mine)))
		if err != nil {
			return seen, fmt.Errorf("change line of channel %s: %w", ch, err)
		}
		if held || is.text(colClaim) == mine { // the latter: the client repeats a call whose answer got lost
			return next, nil
		}
		seen = decodeLine(is)
		if err := again(ctx, try); err != nil {
			return seen, fmt.Errorf("change line of channel %s: %w", ch, err)
		}
	}
}

var lineColumns = []string{colUntil, colSince, colCount, colAt, colDue, colProbes}

func lineEdit(was, next rules.Line) *edit {
	old := encodeLine(was)
	e := differ(old, encodeLine(next), lineColumns)
	for _, col := range lineColumns {
		e.whenSame(col, old)
	}
	latest := next.Taken
	if next.FailedAt.After(latest) {
		latest = next.FailedAt
	}
	return e.put(TTL, num(latest.Add(lineFor).Unix()))
}

// encodeLine keeps the times of taking in microseconds: a second is cut into hundreds.
func encodeLine(l rules.Line) item {
	it := item{}
	if !l.Taken.IsZero() {
		it[colUntil], it[colSince] = num(l.Taken.UnixMicro()), num(l.Since.UnixMicro())
	}
	it.setNumber(colCount, int64(l.Failures))
	it.setTime(colAt, l.FailedAt)
	it.setTime(colDue, l.Until)
	it.setNumber(colProbes, int64(l.Probes))
	return it
}

func decodeLine(it item) rules.Line {
	l := rules.Line{Breaker: rules.Breaker{
		Failures: int(it.number(colCount)), FailedAt: it.time(colAt), Until: it.time(colDue), Probes: int(it.number(colProbes)),
	}}
	if _, taken := it[colUntil]; taken {
		l.Taken, l.Since = time.UnixMicro(it.number(colUntil)).UTC(), time.UnixMicro(it.number(colSince)).UTC()
	}
	return l
}
