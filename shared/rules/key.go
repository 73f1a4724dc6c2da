package rules

import (
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"strconv"
	"strings"
	"time"
)

var alphabet = base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding)

// digest is the first n bytes of SHA-256 over the parts, which are kept apart by their lengths.
func digest(n int, parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		fmt.Fprintf(h, "%d:%s;", len(p), p)
	}
	return alphabet.EncodeToString(h.Sum(nil)[:n])
}

// MessageKey is the log key of a message or note: by its time and by the id that makes it unique (the
// platform's message id, or the client's ULID). The same message always gets the same key.
func MessageKey(at time.Time, id string) EntryKey { return key(at, digest(6, "message", id)) }

// EventKey is the log key of the ordinal-th event (from 0) that the version-th transaction of a conversation
// wrote. Events of one transaction share their time; each next one sorts a millisecond later.
func EventKey(c ConversationID, version int64, ordinal int, at time.Time) EntryKey {
	return key(at.Add(time.Duration(ordinal)*time.Millisecond), digest(6, "event", string(c), strconv.FormatInt(version, 10), strconv.Itoa(ordinal)))
}

func key(at time.Time, tail string) EntryKey {
	return EntryKey(fmt.Sprintf("M#%013d#%s", max(at.UnixMilli(), 0), tail))
}

// Valid reports that a key has the shape this package makes; anything else that a client sends is refused.
func (k EntryKey) Valid() bool {
	p := strings.Split(string(k), "#")
	if len(p) != 3 || p[0] != "M" || len(p[1]) != 13 || len(p[2]) != 10 {
		return false
	}
	_, err := strconv.ParseUint(p[1], 10, 64)
	return err == nil
}

// Time is the time that a key orders its entry by, to the millisecond, in UTC; the zero time of what is no key.
func (k EntryKey) Time() time.Time {
	if !k.Valid() {
		return time.Time{}
	}
	ms, _ := strconv.ParseInt(strings.Split(string(k), "#")[1], 10, 64)
	return time.UnixMilli(ms).UTC()
}

// NewConversationID derives the id of the thread between an identity's contact and a channel, so that two
// first messages arriving at once make one conversation.
func NewConversationID(workspace string, channel ChannelID, contact ContactID) ConversationID {
	return ConversationID(digest(10, "conversation", workspace, string(channel), string(contact)))
}

// NewCommentsID is NewConversationID for the comments of a contact, which stand apart from their messages.
func NewCommentsID(workspace string, channel ChannelID, contact ContactID) ConversationID {
	return ConversationID(digest(10, "comments", workspace, string(channel), string(contact)))
}

// NewContactID derives the id of a person from the identity that was seen first.
func NewContactID(workspace string, channel ChannelID, identity string) ContactID {
	return ContactID(digest(10, "contact", workspace, string(channel), identity))
}

// NewChannelID derives a channel's id from the account it is connected to.
func NewChannelID(workspace string, kind ChannelKind, account string) ChannelID {
	return ChannelID(digest(10, "channel", workspace, string(kind), account))
}
