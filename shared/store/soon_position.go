package store

import (
	"strconv"
	"strings"
	"time"

	"transom/shared/rules"
)

// soonPosition is where a list by deadline goes on.
type soonPosition struct {
	now   time.Time // of the first page: what is open is open then
	part  int
	index string // the last key that was looked at in this part
	last  string // the sort key of the last row
	skip  string // rows up to this sort key were shown before the walk began
	aside []rules.ConversationID
}

func (p soonPosition) text() string {
	ids := make([]string, len(p.aside))
	for i, id := range p.aside {
		ids[i] = string(id)
	}
	return strings.Join([]string{strconv.FormatInt(p.now.UnixMilli(), 10), strconv.Itoa(p.part), p.index, p.last, p.skip, strings.Join(ids, ",")}, "|")
}

// parseSoon reads a position back; the first page begins at now.
func parseSoon(text string, now time.Time) soonPosition {
	f := strings.Split(text, "|")
	if len(f) != 6 {
		return soonPosition{now: now.Truncate(time.Millisecond)}
	}
	ms, _ := strconv.ParseInt(f[0], 10, 64)
	part, _ := strconv.Atoi(f[1])
	p := soonPosition{now: time.UnixMilli(ms).UTC(), part: part, index: f[2], last: f[3], skip: f[4]}
	if f[5] != "" {
		for _, id := range strings.Split(f[5], ",") {
			p.aside = append(p.aside, rules.ConversationID(id))
		}
	}
	return p
}

// gathered is the position of a page that was gathered.
func (p soonPosition) gathered() soonPosition {
	return soonPosition{now: p.now, last: p.last, skip: p.last}
}

// walked is where a walk begins: what was gathered before leaves it to find the place again.
func (p soonPosition) walked() soonPosition {
	if p.skip == "" || p.index != "" || p.part != partOpen {
		return p
	}
	p.part = int(p.skip[0] - '0')
	return p
}
