package store

import (
	"context"

	"transom/shared/rules"
)

// Sender is who wrote: the ids a webhook gave, the preferred one first.
type Sender struct {
	Address rules.Address
	Name    string
}

// Received is what an ingest did.
type Received struct {
	Conversation rules.Conversation // as it stands after the call
	Stored       int                // entries that were new
	Duplicates   int                // entries that were there already
}

// Receive stores one sender's entries of one payload with the new head, all or nothing (in groups of at
// most 90 entries), and keeps the way back from each platform id. It finds the contact by Address.UserID
// first, then by phone, and makes what is missing. Repeating is safe: what is stored already is dropped by
// its key. It retries a moved head (rules.Receive is applied again), at most 6 times.
func (s *Store) Receive(ctx context.Context, ws Workspace, ch rules.Channel, from Sender, entries []rules.Entry) (Received, error) {
	panic("stub")
}

// Change reads a conversation, asks rule what becomes of it, and writes the answer in one transaction if the
// head has not moved; if it has, it asks again (at most 6 times, then fault.Later "busy"). An unchanged
// answer writes nothing. Loads of colleagues move in the same transaction.
func (s *Store) Change(ctx context.Context, ws Workspace, id rules.ConversationID, rule func(rules.Conversation) (rules.Change, error)) (rules.Conversation, error) {
	panic("stub")
}

// ChangeAs is Change for a person: it answers rules.ErrNoConversation for what the viewer may not see, and
// rules.ErrStaleVersion (detail "version": the present one) when seen is not 0 and not the head's version.
// An entry that exists already (the same draft again) answers like the first time and writes nothing.
func (s *Store) ChangeAs(ctx context.Context, v Viewer, id rules.ConversationID, seen int64, rule func(rules.Conversation) (rules.Change, error)) (rules.Conversation, error) {
	panic("stub")
}

// Conversation reads one for a person.
func (s *Store) Conversation(ctx context.Context, v Viewer, id rules.ConversationID) (rules.Conversation, error) {
	panic("stub")
}

// Head reads one for the system (router, courier, closer).
func (s *Store) Head(ctx context.Context, ws Workspace, id rules.ConversationID) (rules.Conversation, error) {
	panic("stub")
}

// Heads reads several for the system, in the order asked, leaving out those that are gone.
func (s *Store) Heads(ctx context.Context, ws Workspace, ids []rules.ConversationID) ([]rules.Conversation, error) {
	panic("stub")
}

// View is which conversations a person asks for.
type View struct {
	Statuses   []rules.Status  // empty: every status
	Assignee   *rules.Assignee // nil: anybody; the zero Assignee: nobody
	Assigned   bool            // only those somebody has
	Kind       rules.Kind      // empty: both
	Channels   []rules.ChannelID
	Unanswered bool
	Oldest     bool // waiting longest first; otherwise newest activity first
}

// Page is one page of a list. Cursor is empty on the last page; Examined is how many rows were read for it.
type Page[T any] struct {
	Items    []T
	Cursor   string
	Examined int
}

// Conversations gives a page of at most limit (1 to 100) rows the viewer may see. A page reads at most 2,500
// rows, however many conversations there are. fault.Invalid (code "bad_cursor") for a cursor that is forged,
// or of another view or workspace.
func (s *Store) Conversations(ctx context.Context, v Viewer, view View, cursor string, limit int) (Page[rules.Conversation], error) {
	panic("stub")
}
