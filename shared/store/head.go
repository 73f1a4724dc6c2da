package store

import (
	"errors"
	"strings"
	"time"

	"transom/shared/rules"
)

// head is a conversation as the table has it: the rules' value, when each part of the customer's profile was
// last told, and the item it was read from (nil when there is none yet).
type head struct {
	rules.Conversation
	told profile
	raw  item
}

// Longest texts on a head, in bytes: with them a head stays within the 1 KB that one write unit pays for,
// in every script.
const (
	maxPreviewBytes = rules.PreviewBytes
	maxNameBytes    = 96
)

// rowColumns are what the list index carries: everything that a row of the list shows, that a view filters
// by and that decides who may see it. Key columns and what they say (id, status, activity) come on top. An
// index may name 20 (DynamoDB API reference, Projection, read 2026-11-20).
var rowColumns = []string{
	colVersion, colHandler, colAssignee, colContact, colChannel, colOn, colKind, colName, colUserID, colPhone,
	colUsername, colCreated, colWaiting, colSnoozed, colWindow, colHumanWindow, colPreview, colUnread, colMarks, colEpisode,
}

// headColumns are all columns that the codec owns.
var headColumns = append([]string{
	colType, colStatus, colProfile, colMerged, colLastIn, colLastOut, colAssigned, colClosed, colRoute, colWantsTimer,
	colList, colListSort, colOwner, colOwnerSort, colDeadline, colDeadlineSrt,
}, rowColumns...)

var (
	statusCodes  = codes{{"O", string(rules.Open)}, {"P", string(rules.Pending)}, {"C", string(rules.Closed)}}
	handlerCodes = codes{{"b", string(rules.Bot)}, {"h", string(rules.Human)}}
	kindCodes    = codes{{"c", string(rules.Comments)}}
	onCodes      = codes{{"w", string(rules.WhatsApp)}, {"m", string(rules.Messenger)}, {"i", string(rules.Instagram)}, {"c", string(rules.WebChat)}}
	wayCodes     = codes{{"i", string(rules.In)}, {"o", string(rules.Out)}}
)

func statusCode(st rules.Status) string { return statusCodes.short(string(st)) }

func encodeHead(ws Workspace, h head) item {
	c := h.Conversation
	it := newItem(headKey(ws, c.ID))
	it[colType] = str("C")
	it[colVersion] = num(c.Version)
	it.setText(colStatus, statusCode(c.Status))
	it.setText(colHandler, handlerCodes.short(string(c.Handler)))
	it.setText(colAssignee, assigneeText(c.Assignee))
	it.setText(colContact, string(c.Contact))
	it.setText(colChannel, string(c.Channel))
	it.setText(colOn, onCodes.short(string(c.On)))
	if c.Kind != rules.Messages {
		it.setText(colKind, kindCodes.short(string(c.Kind)))
	}
	it.setText(colName, firstBytes(c.Name, maxNameBytes))
	it.setText(colUserID, c.Address.UserID)
	it.setText(colPhone, c.Address.Phone)
	it.setText(colUsername, c.Address.Username)
	it.setText(colProfile, h.told.text())
	it.setNumber(colUnread, int64(c.Unread))
	it.setNumber(colEpisode, int64(c.Episode))
	it.setText(colMarks, marks(c))
	it.setText(colMerged, string(c.Merged))
	it.setFlag(colRoute, c.NeedsRouting)
	it.setFlag(colWantsTimer, c.WantsTimer)
	encodeTimes(it, c)
	encodeShown(it, c)
	encodeIndexKeys(it, ws, h)
	return it
}

func encodeTimes(it item, c rules.Conversation) {
	it.setTime(colCreated, c.CreatedAt)
	it.setTime(colLastIn, c.LastInboundAt)
	it.setTime(colLastOut, c.LastOutboundAt)
	it.setTime(colWaiting, c.WaitingSince)
	it.setTime(colAssigned, c.AssignedAt)
	it.setTime(colClosed, c.ClosedAt)
	it.setTime(colSnoozed, c.SnoozedUntil)
	it.setTime(colWindow, c.WindowClosesAt)
	if !c.HumanWindowClosesAt.Equal(c.WindowClosesAt) {
		it.setTime(colHumanWindow, c.HumanWindowClosesAt)
	}
}

func assigneeText(a rules.Assignee) string {
	switch {
	case a.User != "":
		return "u:" + string(a.User)
	case a.Team != "":
		return "g:" + string(a.Team)
	}
	return ""
}

func assigneeOf(text string) rules.Assignee {
	if id, ok := strings.CutPrefix(text, "u:"); ok {
		return rules.Assignee{User: rules.UserID(id)}
	}
	id, _ := strings.CutPrefix(text, "g:")
	return rules.Assignee{Team: rules.TeamID(id)}
}

func encodeIndexKeys(it item, ws Workspace, h head) {
	c := h.Conversation
	it[colList] = str(listKey(ws, c.Status))
	it[colListSort] = str(listSort(c))
	it[colOwner] = str(ownerKey(ws, c.Assignee, c.InProgress()))
	it[colOwnerSort] = str(ownerSort(c))
	if closes(c) {
		it[colDeadline] = str(windowKey(ws))
		it[colDeadlineSrt] = str(windowSort(c, h.raw.text(colDeadlineSrt)))
	}
}

// closes reports that a conversation stands in the index of deadlines.
func closes(c rules.Conversation) bool {
	return c.InProgress() && c.Windowed() && !c.WindowClosesAt.IsZero()
}

// decodeHead reads a head, or a row of the list index, which leaves at their zero values what no row shows.
func decodeHead(it item) (Workspace, head, error) {
	ws, id, ok := headOf(it.text(PartitionKey))
	if !ok || it.number(colVersion) == 0 {
		return Workspace{}, head{}, errors.New("not a conversation's head")
	}
	c := rules.Conversation{
		ID: id, Contact: rules.ContactID(it.text(colContact)), Channel: rules.ChannelID(it.text(colChannel)),
		On: rules.ChannelKind(onCodes.long(it.text(colOn))), Kind: rules.Messages, Version: it.number(colVersion),
		Status:   statusOf(it),
		Handler:  rules.Handler(handlerCodes.long(it.text(colHandler))),
		Assignee: assigneeOf(it.text(colAssignee)),
		Name:     it.text(colName),
		Address:  rules.Address{UserID: it.text(colUserID), Phone: it.text(colPhone), Username: it.text(colUsername)},
		Unread:   int(it.number(colUnread)), Episode: int(it.number(colEpisode)),
		NeedsRouting: it.flag(colRoute), WantsTimer: it.flag(colWantsTimer),
		Merged: rules.ConversationID(it.text(colMerged)),
	}
	if k := it.text(colKind); k != "" {
		c.Kind = rules.Kind(kindCodes.long(k))
	}
	decodeMarks(it.text(colMarks), &c)
	decodeTimes(it, &c)
	decodeShown(it.object(colPreview), &c)
	return ws, head{Conversation: c, told: parseProfile(it.text(colProfile)), raw: it}, nil
}

func decodeTimes(it item, c *rules.Conversation) {
	c.CreatedAt = it.time(colCreated)
	c.LastInboundAt = it.time(colLastIn)
	c.LastOutboundAt = it.time(colLastOut)
	c.WaitingSince = it.time(colWaiting)
	c.AssignedAt = it.time(colAssigned)
	c.ClosedAt = it.time(colClosed)
	c.SnoozedUntil = it.time(colSnoozed)
	c.WindowClosesAt = it.time(colWindow)
	c.HumanWindowClosesAt = c.WindowClosesAt
	if _, ok := it[colHumanWindow]; ok {
		c.HumanWindowClosesAt = it.time(colHumanWindow)
	}
	c.ActivityAt = activityOf(it.text(colListSort))
}

// activityOf reads the time of the newest message back from the list's sort key; 0 stands for "never".
func activityOf(sort string) time.Time {
	ms, _, _ := strings.Cut(sort, "#")
	n := (item{"n": numText(ms)}).number("n")
	if n == 0 {
		return time.Time{}
	}
	return time.UnixMilli(n).UTC()
}

// statusOf reads the status of a head; a row of the index says it in its key alone.
func statusOf(it item) rules.Status {
	code := it.text(colStatus)
	if code == "" {
		if parts := strings.Split(it.text(colList), "#"); len(parts) == 3 {
			code = parts[1]
		}
	}
	return rules.Status(statusCodes.long(code))
}

// settled is a head as the next reader will see it: times cut to milliseconds, texts to their limits.
func settled(ws Workspace, h head) (head, error) {
	it := encodeHead(ws, h)
	for col, v := range h.raw {
		if _, ours := it[col]; !ours && !isHeadColumn(col) {
			it[col] = v
		}
	}
	_, out, err := decodeHead(it)
	return out, err
}

func isHeadColumn(col string) bool {
	for _, c := range headColumns {
		if c == col {
			return true
		}
	}
	return false
}
