package store

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"transom/shared/rules"
)

// These are the keys of the indexes, and of the orders in which lists are read.

// listKey is the partition of the list index: one status of one workspace. The last part leaves room for
// shards of very large workspaces.
func listKey(ws Workspace, st rules.Status) string { return ws.id + "#" + statusCode(st) + "#0" }

func listSort(c rules.Conversation) string {
	return fmt.Sprintf("%013d#%s", millis(c.ActivityAt), c.ID)
}

// ownerKey is the partition of the owner index: what is in progress ("O") or closed ("X") with somebody.
func ownerKey(ws Workspace, a rules.Assignee, inProgress bool) string {
	group := "X"
	if inProgress {
		group = "O"
	}
	switch {
	case a.User != "":
		return ws.id + "#" + group + "#u:" + string(a.User)
	case a.Team != "":
		return ws.id + "#" + group + "#g:" + string(a.Team)
	}
	return ws.id + "#" + group + "#-"
}

// ownerSort uses only times that ordinary messages leave alone, so that those cost nothing on this index.
func ownerSort(c rules.Conversation) string {
	at := c.CreatedAt
	switch {
	case !c.InProgress() && !c.ClosedAt.IsZero():
		at = c.ClosedAt
	case !c.AssignedAt.IsZero():
		at = c.AssignedAt
	}
	return fmt.Sprintf("%013d#%s", millis(at), c.ID)
}

func windowKey(ws Workspace) string { return ws.id + "#W" }

// windowSort is a deadline in Unix seconds, channel, id and whether the end was acted on. was is what the index says
// so far: it is kept while it is near enough.
func windowSort(c rules.Conversation, was string) string {
	deadline := c.Deadline()
	if c.WindowOver {
		return windowTime(deadline) + "#" + string(c.Channel) + "#" + string(c.ID) + "#" + windowOver
	}
	if p, ok := windowOf(was); ok && !p.over && !p.from.After(deadline) && deadline.Sub(p.from) < rules.IndexSlack {
		return was
	}
	return windowTime(deadline) + "#" + string(c.Channel) + "#" + string(c.ID)
}

const windowOver = "o"

// windowTime is where in the index of deadlines a time is.
func windowTime(t time.Time) string { return fmt.Sprintf("%012d", max(t.Unix(), 0)) }

// windowPlace is what the index of deadlines says of a conversation: its deadline is not before from, and within
// rules.IndexSlack of it; it is from where the end was acted on.
type windowPlace struct {
	from    time.Time
	channel rules.ChannelID
	over    bool
}

func windowOf(sort string) (windowPlace, bool) {
	p := strings.Split(sort, "#")
	if len(p) < 3 || len(p[0]) != len(windowTime(time.Time{})) {
		return windowPlace{}, false
	}
	sec, err := strconv.ParseInt(p[0], 10, 64)
	return windowPlace{time.Unix(sec, 0).UTC(), rules.ChannelID(p[1]), len(p) > 3 && p[3] == windowOver}, err == nil
}

// idIn is the conversation that a key of the index of deadlines is about.
func idIn(sort string) rules.ConversationID {
	p := strings.Split(sort, "#")
	if len(p) < 3 {
		return ""
	}
	return rules.ConversationID(p[2])
}

// soonSort orders what is in progress by deadline: open windows ("0") before those that are over ("1").
func soonSort(c rules.Conversation, now time.Time) string {
	over := "0"
	if !c.Deadline().After(now) {
		over = "1"
	}
	return fmt.Sprintf("%s%013d#%s", over, millis(c.Deadline()), c.ID)
}

// restSort puts the rest ("2") behind, the newest activity first.
func restSort(c rules.Conversation) string {
	const end = 10_000_000_000_000
	return fmt.Sprintf("2%013d#%s", end-millis(c.ActivityAt), c.ID)
}
