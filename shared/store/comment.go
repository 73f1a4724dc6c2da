package store

import (
	"context"

	"transom/shared/rules"
)

// spread sorts a batch of comments by where they go: what the account itself wrote or what is about another
// comment goes to that one's thread, the rest to the commenter's. What leads nowhere is left out, and err says
// so.
func (in *intake) spread(ctx context.Context) ([]*intake, error) {
	if in.from.Kind != rules.Comments {
		return []*intake{in}, nil
	}
	nobody := in.from.Address == (rules.Address{})
	own := *in
	own.entries = nil
	var parts []*intake
	var lost error
	for _, e := range in.entries {
		about := parent(e, nobody)
		at, err := in.s.find(ctx, in.ws, in.ch.ID, about)
		if err != nil {
			return nil, err
		}
		switch {
		case at.ref.Key != "":
			part := *in
			part.into, part.entries = at.ref.Conversation, []rules.Entry{e}
			parts = append(parts, &part)
		case nobody:
			lost = errNoMessage
		default:
			own.entries = append(own.entries, e)
		}
	}
	return append(parts, &own), lost
}

// parent is the comment whose thread an entry goes to; "" where its own author tells the thread.
func parent(e rules.Entry, nobody bool) string {
	switch {
	case e.Type.Amends():
		return e.ReplyTo
	case !nobody:
		return ""
	case e.Comment != nil && e.Comment.ParentID != "":
		return e.Comment.ParentID
	default:
		return e.ReplyTo
	}
}
