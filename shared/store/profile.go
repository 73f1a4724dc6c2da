package store

import (
	"strconv"
	"strings"
	"time"

	"transom/shared/rules"
)

// profile remembers, in milliseconds, when name, user id, phone and user name were last told. Each keeps the
// value of the newest message that had one, so that the order in which webhooks arrive is nothing to it.
type profile [4]int64

// merge takes over from a sender's words of time at what is newer than what the head has. Of two different
// words of one time the greater wins: any rule would do that does not depend on the order.
func (h *head) merge(from Sender, at time.Time) {
	ms := millis(at)
	for i, f := range []struct {
		have *string
		told string
	}{
		{&h.Name, firstBytes(from.Name, maxNameBytes)},
		{&h.Address.UserID, from.Address.UserID},
		{&h.Address.Phone, from.Address.Phone},
		{&h.Address.Username, from.Address.Username},
	} {
		if f.told == "" || ms < h.told[i] || (ms == h.told[i] && f.told <= *f.have) {
			continue
		}
		*f.have, h.told[i] = f.told, ms
	}
}

// sameProfile reports that two heads say the same of the customer.
func sameProfile(a, b rules.Conversation) bool { return a.Name == b.Name && a.Address == b.Address }

// text packs the times in base 36; one that equals the first is left empty.
func (p profile) text() string {
	if p == (profile{}) {
		return ""
	}
	parts := make([]string, len(p))
	for i, ms := range p {
		if i == 0 || ms != p[0] {
			parts[i] = strconv.FormatInt(ms, 36)
		}
	}
	return strings.Join(parts, ",")
}

func parseProfile(text string) profile {
	var p profile
	parts := strings.Split(text, ",")
	for i := range min(len(parts), len(p)) {
		if i > 0 && parts[i] == "" {
			p[i] = p[0]
			continue
		}
		p[i], _ = strconv.ParseInt(parts[i], 36, 64)
	}
	return p
}
