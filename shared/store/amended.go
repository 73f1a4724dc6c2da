package store

import (
	"context"
	"strconv"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"transom/shared/rules"
)

var sideCodes = codes{{"c", rules.ByCustomer}, {"u", rules.ByUs}}

func encodeComment(it item, p *rules.Place) {
	if p == nil {
		return
	}
	m := item{}
	m.setText("p", p.PostID)
	m.setText("r", p.ParentID)
	m.setText("l", p.Permalink)
	m.setFlag("v", p.Live)
	it[colComment] = &types.AttributeValueMemberM{Value: m}
}

func decodeComment(it item) *rules.Place {
	m := it.object(colComment)
	if m == nil {
		return nil
	}
	return &rules.Place{PostID: m.text("p"), ParentID: m.text("r"), Permalink: m.text("l"), Live: m.flag("v")}
}

// encodeAmended writes what happened to a message later.
func encodeAmended(it item, e rules.Entry) {
	var reactions, versions []item
	for _, r := range e.Reactions {
		row := item{}
		row.setText("b", sideCodes.short(r.By))
		row.setText("e", r.Emoji)
		row.setTime("a", r.At)
		reactions = append(reactions, row)
	}
	for _, v := range e.Versions {
		row := item{}
		row.setText("t", v.Text)
		row.setTime("a", v.At)
		versions = append(versions, row)
	}
	it.setList(colReactions, reactions)
	it.setList(colVersions, versions)
	it.setTime(colDeleted, e.DeletedAt)
	it.setTime(colHidden, e.HiddenAt)
	it.setTime(colShown, e.ShownAt)
	it.setTime(colPrivately, e.PrivateReplyAt)
}

func decodeAmended(it item, e *rules.Entry) {
	for _, row := range it.list(colReactions) {
		e.Reactions = append(e.Reactions, rules.Reaction{By: sideCodes.long(row.text("b")), Emoji: row.text("e"), At: row.time("a")})
	}
	for _, row := range it.list(colVersions) {
		e.Versions = append(e.Versions, rules.Version{Text: row.text("t"), At: row.time("a")})
	}
	e.DeletedAt = it.time(colDeleted)
	e.HiddenAt = it.time(colHidden)
	e.ShownAt = it.time(colShown)
	e.PrivateReplyAt = it.time(colPrivately)
}

// revise changes what happened to a message later: it reads the entry, asks what becomes of it, and writes
// that if nobody else revised it meanwhile. Reports move other columns and are not in the way.
func (s *Store) revise(ctx context.Context, ws Workspace, ref Ref, change func(rules.Entry) (rules.Entry, bool, error)) error {
	if !plain(string(ref.Conversation)) || !ref.Key.Valid() {
		return errNoMessage
	}
	for try := 1; ; try++ {
		was, err := s.get(ctx, s.tables.Msgs, entryKey(ws, ref), strong)
		if err != nil {
			return err
		}
		if was == nil {
			return errNoMessage
		}
		_, old, err := decodeEntry(was)
		if err != nil {
			return err
		}
		next, ok, err := change(old)
		if err != nil || !ok {
			return err
		}
		e := differ(was, encodeEntry(ws, next), entryColumns)
		if e.empty() {
			return nil
		}
		e.put(colRevision, numText(strconv.FormatInt(was.number(colRevision)+1, 10))).whenExists().whenSame(colRevision, was)
		if _, held, err := s.update(ctx, s.tables.Msgs, entryKey(ws, ref), e); err != nil || held {
			return err
		}
		if err := again(ctx, try); err != nil {
			return err
		}
	}
}
