package messaging

import (
	"maps"
	"slices"
	"strconv"
	"time"

	"transom/shared/channel"
	"transom/shared/channel/meta"
	"transom/shared/rules"
)

// event is one element of "messaging" or "standby" with what its surroundings and its ends say about it.
type event struct {
	meta.Tree
	raw      any
	where    string
	entry    string    // id of the account, as the entry says
	told     time.Time // the entry's time, the zero time if it told none
	standby  bool      // another app answers here
	account  string
	customer string // Page-scoped or Instagram-scoped id; begins with UserRef before Messenger knows the person
	ours     bool   // sent by the account: an echo
	at       time.Time
	exact    bool // at is the event's own time, not that of its arrival
}

// UserRef begins the id of a customer whom a website's plugin named by a reference of its own, before they wrote.
// The website chooses it, so it must never meet a real id. A send names them by "user_ref" instead of "id".
const UserRef = "user_ref:"

// readers are the things an element can say, by the member that says it.
var readers = []struct {
	key  string
	read func(*Reader, event)
}{
	{"message", (*Reader).message},
	{"message_edit", (*Reader).edit},
	{"reaction", (*Reader).reaction},
	{"postback", (*Reader).postback},
	{"referral", (*Reader).referral},
	{"optin", (*Reader).optin},
	{"delivery", (*Reader).delivery},
	{"read", (*Reader).read},
	{"pass_thread_control", handover("pass", "The conversation was handed to us")},
	{"take_thread_control", handover("take", "Another app took the conversation over")},
	{"request_thread_control", handover("request", "Another app asks for the conversation")},
	{"policy_enforcement", notice("messaging_policy_enforcement", "action")},
	{"policy-enforcement", notice("messaging_policy_enforcement", "action")},
	{"app_roles", notice("messaging_handovers", "")},
	{"account_linking", notice("messaging_account_linking", "status")},
}

// event reads an element by the members it has. One that says nothing we know is kept as an event of the account.
func (r *Reader) event(e event) {
	if e.at, e.exact = meta.Instant(e.Text("timestamp"), r.received); !e.exact {
		e.at = r.received // and not the entry's time, which is that of the notification: told again it is another one
	}
	e.sides()
	used := false
	for _, known := range readers {
		if e.Has(known.key) {
			used = true
			known.read(r, e)
		}
	}
	if used {
		return
	}
	for _, key := range slices.Sorted(maps.Keys(e.Tree)) {
		if _, says := e.Tree[key].(map[string]any); says && !slices.Contains([]string{"sender", "recipient"}, key) && e.account != "" {
			r.Happened(Change{Account: e.account, Field: "messaging", Value: e.Tree, At: e.told}, key, "", e.own())
			return
		}
	}
	r.Problem(e.account, e.where, e.raw)
}

// sides finds out who wrote to whom. An echo goes from the account to the customer; it says so, or its sender is
// the account. The ends name the account before the entry does: the two differ in samples only.
func (e *event) sides() {
	from, to := meta.ID(e.Tree.Tree("sender").Text("id")), meta.ID(e.Tree.Tree("recipient").Text("id"))
	e.ours = e.Tree.Tree("message").Yes("is_echo") || from != "" && from == e.entry
	if e.ours {
		from, to = to, from
	}
	if e.customer, e.account = from, to; e.account == "" {
		e.account = e.entry
	}
	if e.customer == "" {
		ref := e.Tree.Tree("sender").Text("user_ref")
		if ref == "" {
			ref = e.Tree.Tree("optin").Text("user_ref")
		}
		if ref != "" {
			e.customer = meta.ID(UserRef + ref)
		}
	}
}

// usable reports that both ends are known; otherwise it says that they are not.
func (r *Reader) usable(e event, id string) bool {
	if e.account == "" || e.customer == "" || e.customer == e.account || id == "" {
		r.Problem(e.account, e.where, e.raw)
		return false
	}
	return true
}

// begin is what all entries about an event have in common; id is the platform's, or derived.
func (r *Reader) begin(e event, t rules.Type, id string) rules.Entry {
	entry := rules.Entry{
		Kind: rules.Message, Type: t, Direction: rules.In, Status: rules.Received, PlatformID: id,
		Key: rules.MessageKey(e.at, id), At: e.at, ReceivedAt: r.received,
	}
	if e.ours {
		entry.Direction, entry.Status, entry.SentAt, entry.Via = rules.Out, rules.Sent, e.at, via(e)
	}
	return entry
}

// own is the event's own time, the zero time if it told none.
func (e event) own() time.Time {
	if !e.exact {
		return time.Time{}
	}
	return e.at
}

// stamp is what tells an event from another one in derived ids: its time, or else all that it says.
func (e event) stamp() string {
	if !e.exact {
		return meta.Digest(string(meta.Raw(e.raw)))
	}
	return strconv.FormatInt(e.at.UnixMilli(), 10)
}

// kept are the details that any event may need: a time that could not be used.
func (e event) kept() meta.Details {
	keep := meta.Details{}
	if !e.exact {
		keep.Keep(e.Tree, "timestamp")
	}
	return keep
}

// say puts an entry into the conversation of an event.
func (r *Reader) say(e event, entry rules.Entry, keep meta.Details) *channel.Batch {
	entry.Text = meta.Cut(entry.Text, meta.MaxText)
	entry.Label = meta.Cut(entry.Label, meta.MaxName)
	entry.Details = keep.JSON()
	return r.put(channel.Batch{Account: e.account, Kind: rules.Messages, Address: rules.Address{UserID: e.customer}}, entry)
}

// notice keeps what is said about the account itself.
func notice(field, word string) func(*Reader, event) {
	return func(r *Reader, e event) {
		if e.account == "" {
			r.Problem("", e.where, e.raw)
			return
		}
		for _, key := range []string{"policy_enforcement", "policy-enforcement", "app_roles", "account_linking"} {
			if about := e.Tree.Tree(key); len(about) > 0 {
				said := about.Text(word)
				if said == "" {
					said = key
				}
				r.Happened(Change{Account: e.account, Field: field, Value: e.Tree, At: e.told}, said, e.customer, e.own())
				return
			}
		}
	}
}
