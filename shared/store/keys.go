package store

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash/crc32"
	"strings"
	"time"

	"transom/shared/rules"
)

// This file and keys_index.go are the only ones that join strings into keys. Every key of a workspace's item begins with the
// workspace, and a workspace's id holds no "#", so no id that a client or a platform chose can reach into
// another workspace. What is looked up before a workspace is known (routes, memberships, tickets,
// connections, timers) has a prefix of its own that no workspace id can equal, because ids are lower case.

// key is a primary key.
type key struct{ pk, sk string }

const (
	alone = "A" // sort key of an item that is alone under its partition key
	solo  = "-" // the same, of look-ups
)

func headKey(ws Workspace, id rules.ConversationID) key {
	return key{ws.id + "#C#" + string(id), alone}
}

// headOf reads a head's partition key back.
func headOf(pk string) (Workspace, rules.ConversationID, bool) {
	ws, id, ok := strings.Cut(pk, "#C#")
	return Workspace{ws}, rules.ConversationID(id), ok && ws != "" && id != ""
}

func entryKey(ws Workspace, ref Ref) key {
	return key{ws.id + "#" + string(ref.Conversation), string(ref.Key)}
}

// entryOf reads an entry's key back.
func entryOf(k key) (Workspace, Ref, bool) {
	ws, id, ok := strings.Cut(k.pk, "#")
	ref := Ref{rules.ConversationID(id), rules.EntryKey(k.sk)}
	return Workspace{ws}, ref, ok && ws != "" && id != "" && ref.Key.Valid()
}

func contactKey(ws Workspace, id rules.ContactID) key { return key{ws.id + "#P#" + string(id), alone} }

// identity is one id by which a platform knows a person; kind is "wa_bsuid", "wa_phone", "fb_psid", "ig_sid",
// "web_id", or "fb_user" and "ig_user", by which a commenter is known and not reached.
type identity struct{ kind, value string }

func identityKey(ws Workspace, id identity) key {
	return key{ws.id + "#ID#" + id.kind + "#" + id.value, solo}
}

func loadsKey(ws Workspace) string                   { return ws.id + "#LD" }
func loadKey(ws Workspace, u rules.UserID) key       { return key{loadsKey(ws), string(u)} }
func configKey(ws Workspace, sk string) key          { return key{ws.id + "#CFG", sk} }
func settingsKey(ws Workspace) key                   { return configKey(ws, "WS") }
func memberKey(ws Workspace, u rules.UserID) key     { return configKey(ws, memberPrefix+string(u)) }
func channelKey(ws Workspace, c rules.ChannelID) key { return configKey(ws, channelPrefix+string(c)) }

// workspacesKey is the partition that lists all workspaces.
func workspacesKey() string            { return "WS" }
func workspaceKey(ws Workspace) key    { return key{workspacesKey(), ws.id} }
func workspaceIn(it item) Workspace    { return Workspace{it.text(SortKey)} }
func snippetsKey(ws Workspace) string  { return ws.id + "#SN" }
func shortcutsKey(ws Workspace) string { return ws.id + "#SH" }
func shortcutKey(ws Workspace, shortcut string) key {
	return key{shortcutsKey(ws), shortcut}
}
func snippetKey(ws Workspace, id rules.SnippetID) key { return key{snippetsKey(ws), string(id)} }

// templatesKey is the partition of a business account's templates; when they were read last stands beside them.
func templatesKey(ws Workspace, holder string) string { return ws.id + "#TP#" + holder }

func templateKey(ws Workspace, holder, name, language string) key {
	return key{templatesKey(ws, holder), templatePrefix + name + "#" + language}
}

func templatesReadKey(ws Workspace, holder string) key {
	return key{templatesKey(ws, holder), "S"}
}

const templatePrefix = "T#"

// scheduledsKey is the partition of what waits on a conversation.
func scheduledsKey(ws Workspace, id rules.ConversationID) string {
	return ws.id + "#SM#" + string(id)
}

func scheduledKey(ws Workspace, id rules.ConversationID, scheduled string) key {
	return key{scheduledsKey(ws, id), scheduled}
}

// joinedKey says, among what waits on a conversation, that another was merged into it, on which more may wait.
func joinedKey(ws Workspace, into, from rules.ConversationID) key {
	return key{scheduledsKey(ws, into), joinedPrefix + string(from)}
}

const joinedPrefix = "J#"

const (
	memberPrefix  = "U#"
	channelPrefix = "CH#"
)

func routeKey(kind rules.ChannelKind, account string) key {
	return key{"CHX#" + string(kind) + "#" + account, solo}
}

// holderKey collects the channels below an account, whatever workspace they are in.
func holderKey(kind rules.ChannelKind, holder string) string {
	return "CHH#" + string(kind) + "#" + holder
}

func heldKey(kind rules.ChannelKind, holder string, ws Workspace, ch rules.ChannelID) key {
	return key{holderKey(kind, holder), ws.id + "#" + string(ch)}
}

func membershipsKey(u rules.UserID) string           { return "U#" + string(u) }
func membershipKey(u rules.UserID, ws Workspace) key { return key{membershipsKey(u), ws.id} }
func syncKey(ws Workspace) key                       { return key{ws.id + "#SYNC", solo} }
func connectionsKey(ws Workspace) string             { return ws.id + "#CX" }
func connectionKey(ws Workspace, id string) key      { return key{connectionsKey(ws), id} }
func connectionIndexKey(id string) key               { return key{"CXI#" + id, solo} }
func pointerKey(ws Workspace, ch rules.ChannelID, platformID string) key {
	return key{ws.id + "#PM#" + string(ch) + "#" + platformID, solo}
}

// ticketKey holds only the hash of a ticket's secret.
func ticketKey(secret string) key {
	sum := sha256.Sum256([]byte(secret))
	return key{"TK#" + hex.EncodeToString(sum[:]), solo}
}

// visitorTicketKey is ticketKey of a web chat's visitor, kept apart so that neither opens the other's door.
func visitorTicketKey(secret string) key {
	sum := sha256.Sum256([]byte(secret))
	return key{"TKV#" + hex.EncodeToString(sum[:]), solo}
}

// visitorsKey is the partition of the sockets that a web chat conversation's visitor has open.
func visitorsKey(ws Workspace, id rules.ConversationID) string { return ws.id + "#VX#" + string(id) }

func visitorKey(ws Workspace, id rules.ConversationID, connection string) key {
	return key{visitorsKey(ws, id), connection}
}

func visitorIndexKey(connection string) key { return key{"VXI#" + connection, solo} }

// heardKey is where the first time of a visitor's message is kept.
func heardKey(ws Workspace, ch rules.ChannelID, platformID string) key {
	return key{ws.id + "#VM#" + string(ch) + "#" + platformID, solo}
}

// lineKey is one line of a channel to its platform: which of its rates, as its messages are counted there.
func lineKey(ws Workspace, ch rules.ChannelID, rate string) key {
	return key{ws.id + "#LN#" + string(ch) + "#" + rate, solo}
}

// rateKey is one window of one limit. What is limited may be an address of a person, so only its hash is kept.
func rateKey(name string, window time.Time) key {
	sum := sha256.Sum256([]byte(name))
	return key{"RL#" + hex.EncodeToString(sum[:12]) + "#" + fmt.Sprint(window.Unix()), solo}
}

// quarantineKey sorts by time; bodies that belong to nobody stand under "-".
func quarantineKey(ws Workspace, at time.Time, id string) key {
	return key{quarantinesKey(ws), fmt.Sprintf("%013d#%s", millis(at), id)}
}

func quarantinesKey(ws Workspace) string {
	if ws.id == "" {
		return "-#QR"
	}
	return ws.id + "#QR"
}

// accountEventKey sorts by time; what belongs to nobody stands under "-". The claim keeps the same event from
// being written twice under two times.
func accountEventKey(ws Workspace, at time.Time, id string) key {
	return key{accountEventsKey(ws), fmt.Sprintf("%013d#%s", millis(at), id)}
}

func accountEventsKey(ws Workspace) string {
	if ws.id == "" {
		return "-#AE"
	}
	return ws.id + "#AE"
}

func accountEventClaim(ws Workspace, id string) key {
	return key{accountEventsKey(ws) + "#" + id, solo}
}

// timerShards spreads one hour's timers over partitions.
const timerShards = 4

// timersKey is one partition of the timer wheel: all timers of an hour (UTC) in one of the shards. Hours,
// not minutes, so that a clock that jumps by a day is caught up with in a hundred queries.
func timersKey(hour time.Time, shard int) string {
	return fmt.Sprintf("TM#%s#%d", hour.UTC().Format("2006010215"), shard)
}

const minuteForm = "200601021504"

func timerKey(t Timer) key {
	tail := t.Workspace.id + "#" + string(t.Conversation) + "#" + string(t.Kind)
	if t.Key != "" {
		tail += "#" + string(t.Key)
	}
	shard := int(crc32.ChecksumIEEE([]byte(tail)) % timerShards)
	return key{timersKey(t.Due, shard), t.Due.UTC().Format(minuteForm) + "#" + tail}
}

// lastOf sorts behind every timer of a minute.
func lastOf(minute time.Time) string { return minute.UTC().Format(minuteForm) + "~" }

// timerOf reads the name of a timer back from its sort key.
func timerOf(sk string) (Timer, bool) {
	p := strings.SplitN(sk, "#", 5)
	if len(p) < 4 {
		return Timer{}, false
	}
	t := Timer{Workspace: Workspace{p[1]}, Conversation: rules.ConversationID(p[2]), Kind: TimerKind(p[3])}
	if len(p) == 5 {
		t.Key = rules.EntryKey(p[4])
	}
	return t, true
}

// onceKey names something about a conversation that is done once in a while.
func onceKey(ws Workspace, id rules.ConversationID, what string) key {
	return key{ws.id + "#ONE#" + string(id) + "#" + what, solo}
}

// takenKey names a thing of a workspace that is one taker's alone for a while.
func takenKey(ws Workspace, what string) key { return key{ws.id + "#TKN#" + what, solo} }

func watermarkKey() key { return key{"TM#WM", solo} }

// lookedKey is where it stands until when stuck messages have been looked for.
func lookedKey() key { return key{"TM#LK", solo} }

// millis is a time in milliseconds, never negative, so that 13 digits sort.
func millis(t time.Time) int64 { return max(t.UnixMilli(), 0) }

// plain reports that an id which came from outside has the length and the characters of an id. It is a
// courtesy to the engine, not a fence: the workspace in front is the fence.
func plain(id string) bool { return id != "" && len(id) <= 128 && !strings.Contains(id, "#") }
