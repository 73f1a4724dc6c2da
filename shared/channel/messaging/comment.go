package messaging

import (
	"cmp"
	"strconv"
	"time"

	"transom/shared/channel"
	"transom/shared/channel/meta"
	"transom/shared/rules"
)

// Comment is a comment on a post, or what was done to one, as either platform tells it.
type Comment struct {
	ID       string
	Verb     string // "add" (also ""), "edit", "edited", "remove", "hide", "unhide"
	Place    rules.Place
	Author   string // the commenter's id, which is not the one they write messages with; "" if not told
	Name     string
	Username string
	Own      bool // written by the account itself
	Text     string
	Pictures []string // addresses
	Video    string
	Hidden   bool      // it was hidden from the start
	At       time.Time // of what was done; the zero time if not told
	Referral map[string]any
}

// Anonymous begins the id of a commenter whom the platform does not name: each such comment has one of its own.
const Anonymous = "anonymous:"

// Comment understands one. The account's own words belong to the conversation of the person they answer, whom the
// comment above leads to, so their batch has no address; its own comment on its own post answers nobody and is
// kept as an event.
func (r *Reader) Comment(c Change, said Comment) {
	said.ID = meta.ID(said.ID)
	if said.ID == "" || c.Account == "" || len(said.ID)+len(Anonymous) > meta.MaxID {
		r.Problem(c.Account, c.Where, c.Raw)
		return
	}
	if said.Place.ParentID == said.ID {
		said.Place.ParentID = ""
	}
	at := r.when(said.At, c.At)
	e := rules.Entry{
		Kind: rules.Message, Direction: rules.In, Status: rules.Received, At: at, ReceivedAt: r.received,
		Comment: &said.Place,
	}
	if said.Own {
		e.Direction, said.Name = rules.Out, "" // the name is the account's
	}
	keep := meta.Details{}
	if !said.fill(&e, keep) {
		r.Happened(c, "comment."+cmp.Or(said.Verb, "add"), said.ID, said.At)
		return
	}
	if e.Direction == rules.Out {
		e.Status, e.SentAt, e.Via = rules.Sent, at, rules.ViaPage
	}
	e.Key, e.Details = rules.MessageKey(at, e.PlatformID), keep.JSON()
	r.put(channel.Batch{Account: c.Account, Kind: rules.Comments, Address: said.address(), Name: meta.Cut(said.Name, meta.MaxName)}, e)
}

// fill makes the entry what the comment is, or what was done to it. ok is false for what concerns no conversation
// and what nobody understands: an own comment on an own post, an edit that does not tell the new text, a verb of
// another year.
func (c Comment) fill(e *rules.Entry, keep meta.Details) (ok bool) {
	switch c.Verb {
	case "add", "":
		if c.Own && c.Place.ParentID == "" {
			return false
		}
		c.add(e, keep)
	case "edit", "edited":
		if c.Text == "" && len(c.Pictures) == 0 && c.Video == "" {
			return false
		}
		c.about(e, rules.Edit, "Edited a comment", meta.Digest(c.Text))
		e.Text = meta.Cut(c.Text, meta.MaxText)
	case "remove":
		c.about(e, rules.Revoke, "Deleted a comment")
		e.PlatformID = meta.Derived("revoke", c.ID)
	case "hide":
		c.about(e, rules.Hide, "Hid a comment")
		e.Direction = rules.Out
	case "unhide":
		c.about(e, rules.Unhide, "Showed a comment again")
		e.Direction = rules.Out
	default:
		return false
	}
	return true
}

// add is the comment itself. It opens no window: that is the thread's of messages.
func (c Comment) add(e *rules.Entry, keep meta.Details) {
	e.Type, e.PlatformID, e.ReplyTo = rules.Text, c.ID, c.Place.ParentID
	e.Text, e.Counts = meta.Cut(c.Text, meta.MaxText), !c.Own
	if c.Hidden {
		e.HiddenAt = e.At
	}
	var files []rules.Media
	for _, address := range append(c.Pictures, c.Video) {
		if address = meta.URL(address); address != "" && len(files) < maxFiles {
			files = append(files, rules.Media{URL: address, State: rules.MediaPending})
		}
	}
	switch {
	case len(files) == 0 && e.Text == "":
		e.Type, e.Label = rules.Unsupported, "Comment of a kind that cannot be shown here"
	case len(files) > 0:
		if e.Type = rules.Image; len(c.Pictures) == 0 {
			e.Type = rules.Video
		}
		e.Media, e.More = &files[0], files[1:]
	}
	keep.Put("referral", c.Referral)
}

// about makes the entry one that changes the comment.
func (c Comment) about(e *rules.Entry, t rules.Type, label string, more ...string) {
	e.Type, e.Label, e.ReplyTo = t, label, c.ID
	e.PlatformID = meta.Derived(append([]string{string(t), c.ID, strconv.FormatInt(e.At.UnixMilli(), 10)}, more...)...)
}

func (c Comment) address() rules.Address {
	switch author := meta.ID(c.Author); {
	case c.Own:
		return rules.Address{}
	case author == "":
		return rules.Address{UserID: Anonymous + c.ID, Username: meta.Cut(c.Username, meta.MaxName)}
	default:
		return rules.Address{UserID: author, Username: meta.Cut(c.Username, meta.MaxName)}
	}
}
