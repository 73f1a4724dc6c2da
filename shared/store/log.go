package store

import (
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"transom/shared/rules"
)

// passing is how long an event lives that only carries news to open screens.
const passing = 24 * time.Hour

// entryColumns are all columns of a log entry that the codec owns; the courier's lease is not among them.
var entryColumns = []string{
	colType, colEntryKind, colDirection, colEntryType, colText, colMedia, colMediaState, colPlatformID, colReplyTo,
	colDetails, colLabel, colFlags, colBy, colClientID, colEvent, colStatus, colError, colAt, colReceived, colAccepted, colSentAt,
	colDelivered, colReadAt, colVersion, colDeltas, colMore, colComment, colChoices, colTemplate, colVia, colReactions,
	colVersions, colDeleted, colHidden, colShown, colPrivately, colAsksName, colShut,
}

var entryKindCodes = codes{{"m", string(rules.Message)}, {"n", string(rules.Note)}, {"e", string(rules.Event)}}

func encodeEntry(ws Workspace, e rules.Entry) item {
	it := newItem(entryKey(ws, Ref{e.Conversation, e.Key}))
	it[colType] = str("M")
	it.setText(colEntryKind, entryKindCodes.short(string(e.Kind)))
	it.setText(colDirection, wayCodes.short(string(e.Direction)))
	it.setText(colEntryType, string(e.Type))
	it.setText(colText, e.Text)
	encodeFiles(it, e)
	it.setText(colPlatformID, e.PlatformID)
	it.setText(colReplyTo, e.ReplyTo)
	it.setText(colDetails, string(e.Details))
	it.setText(colLabel, e.Label)
	it.setText(colFlags, flags(e))
	it.setFlag(colAsksName, e.AsksName)
	it.setText(colBy, string(e.By))
	it.setText(colClientID, e.ClientID)
	if e.Event != nil {
		it[colEvent] = encodeHappening(*e.Event)
	}
	if keyStem(e.At) != stemOf(e.Key) {
		it.setTime(colAt, e.At)
	}
	it.setTime(colReceived, e.ReceivedAt)
	encodeDelivery(it, e)
	encodeComment(it, e.Comment)
	encodeOutgoing(it, e)
	encodeAmended(it, e)
	it.setNumber(colVersion, e.Version)
	it.setText(colDeltas, deltasText(e.Deltas))
	it.setText(colShut, string(e.Shut))
	if hidden(e) {
		it.setLapse(e.At.Add(passing))
	}
	return it
}

// hidden reports an entry that nobody is shown and that may lapse.
func hidden(e rules.Entry) bool {
	if e.Event == nil {
		return false
	}
	switch e.Event.Type {
	case rules.EventSeen, rules.EventFailed, rules.EventAmended, rules.EventNamed, rules.EventWarned, rules.EventScheduled:
		return true
	default:
		return false
	}
}

// encodeDelivery writes what a status report may change; a parked status is made of these columns alone.
func encodeDelivery(it item, e rules.Entry) {
	it.setText(colStatus, string(e.Status))
	it.setTime(colAccepted, e.AcceptedAt)
	it.setTime(colSentAt, e.SentAt)
	it.setTime(colDelivered, e.DeliveredAt)
	it.setTime(colReadAt, e.ReadAt)
	if e.Error != nil {
		m := item{}
		m.setNumber("c", int64(e.Error.Code))
		m.setText("r", e.Error.Reason)
		m.setText("d", e.Error.Details)
		it[colError] = &types.AttributeValueMemberM{Value: m}
	}
}

func decodeDelivery(it item, e *rules.Entry) {
	e.Status = rules.Delivery(it.text(colStatus))
	e.AcceptedAt = it.time(colAccepted)
	e.SentAt = it.time(colSentAt)
	e.DeliveredAt = it.time(colDelivered)
	e.ReadAt = it.time(colReadAt)
	if m := it.object(colError); m != nil {
		e.Error = &rules.SendError{Code: int(m.number("c")), Reason: m.text("r"), Details: m.text("d")}
	}
}

func decodeEntry(it item) (Workspace, rules.Entry, error) {
	ws, ref, ok := entryOf(it.key())
	if !ok {
		return Workspace{}, rules.Entry{}, errors.New("not a log entry")
	}
	e := rules.Entry{
		Conversation: ref.Conversation, Key: ref.Key,
		Kind:      rules.EntryKind(entryKindCodes.long(it.text(colEntryKind))),
		Direction: rules.Direction(wayCodes.long(it.text(colDirection))),
		Type:      rules.Type(it.text(colEntryType)), Text: it.text(colText),
		PlatformID: it.text(colPlatformID), ReplyTo: it.text(colReplyTo), Label: it.text(colLabel),
		Opens: strings.Contains(it.text(colFlags), "o"), Counts: strings.Contains(it.text(colFlags), "c"),
		Private: strings.Contains(it.text(colFlags), "p"), ByAd: strings.Contains(it.text(colFlags), "a"), Comment: decodeComment(it),
		AsksName: it.flag(colAsksName), By: rules.UserID(it.text(colBy)), ClientID: it.text(colClientID), Event: decodeHappening(it),
		At: it.time(colAt), ReceivedAt: it.time(colReceived),
		Version: it.number(colVersion), Deltas: parseDeltas(it.text(colDeltas)), Shut: rules.Teams(it.text(colShut)),
	}
	if d := it.text(colDetails); d != "" {
		e.Details = json.RawMessage(d)
	}
	if e.At.IsZero() {
		e.At = timeOf(ref.Key)
	}
	if e.Kind == rules.Event && e.Event == nil {
		return Workspace{}, rules.Entry{}, errors.New("an event without a body")
	}
	decodeFiles(it, &e)
	decodeDelivery(it, &e)
	decodeOutgoing(it, &e)
	decodeAmended(it, &e)
	return ws, e, nil
}

// stemOf is the part of a key that says its time.
func stemOf(k rules.EntryKey) string { return string(k[:min(len(k), len("M#0000000000000#"))]) }

func timeOf(k rules.EntryKey) time.Time {
	ms, _ := strconv.ParseInt(strings.Trim(stemOf(k), "M#"), 10, 64)
	return time.UnixMilli(ms).UTC()
}

func flags(e rules.Entry) string {
	f := ""
	if e.Opens {
		f += "o"
	}
	if e.Counts {
		f += "c"
	}
	if e.Private {
		f += "p"
	}
	if e.ByAd {
		f += "a"
	}
	return f
}
