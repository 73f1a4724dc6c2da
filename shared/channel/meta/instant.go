package meta

import "time"

// firstYear is before any of Meta's messaging platforms existed.
var firstYear = time.Date(2009, 1, 1, 0, 0, 0, 0, time.UTC)

// Instant reads a time as any of Meta's webhooks writes it: Unix seconds or milliseconds, a number or a string;
// what is below 10^11 are seconds. ok is false, and the zero time answered, for what cannot be the time of an
// event: no whole number, before 2009, or more than a day after received.
func Instant(text string, received time.Time) (at time.Time, ok bool) {
	n, whole := Tree{"t": text}.Whole("t")
	if !whole {
		return time.Time{}, false
	}
	at = time.Unix(n, 0).UTC()
	if n >= 100_000_000_000 {
		at = time.UnixMilli(n).UTC()
	}
	if at.Before(firstYear) || at.After(received.Add(24*time.Hour)) {
		return time.Time{}, false
	}
	return at, true
}
