package store

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"transom/shared/rules"
)

// encodeFiles writes an entry's attachments. The column that stream filters match on says "pending" or
// "doomed" if any of them is; where that is not the first one's own state, the first one says its own too.
func encodeFiles(it item, e rules.Entry) {
	if e.Media == nil {
		return
	}
	sum := summary(e)
	first := encodeMedia(*e.Media)
	if e.Media.State != sum {
		first.setText("s", string(e.Media.State))
	}
	it[colMedia] = &types.AttributeValueMemberM{Value: first}
	it.setText(colMediaState, string(sum))
	more := make([]item, len(e.More))
	for i, m := range e.More {
		more[i] = encodeMedia(m)
		more[i].setText("s", string(m.State))
	}
	it.setList(colMore, more)
}

// summary is what there is to do about an entry's attachments, or else the state of the first.
func summary(e rules.Entry) rules.MediaState {
	for _, unfinished := range []rules.MediaState{rules.MediaPending, rules.MediaDoomed} {
		if e.Media.State == unfinished {
			return unfinished
		}
		for _, m := range e.More {
			if m.State == unfinished {
				return unfinished
			}
		}
	}
	return e.Media.State
}

func encodeMedia(md rules.Media) item {
	m := item{}
	m.setText("p", md.PlatformID)
	m.setText("u", md.URL)
	m.setText("m", md.MIME)
	m.setText("n", md.Name)
	m.setText("h", md.SHA256)
	m.setFlag("v", md.Voice)
	m.setNumber("z", md.Size)
	m.setText("o", md.Object)
	m.setText("x", md.Problem)
	return m
}

func decodeFiles(it item, e *rules.Entry) {
	first := it.object(colMedia)
	if first == nil {
		return
	}
	m := decodeMedia(first)
	if m.State == "" {
		m.State = rules.MediaState(it.text(colMediaState))
	}
	e.Media = &m
	for _, more := range it.list(colMore) {
		e.More = append(e.More, decodeMedia(more))
	}
}

func decodeMedia(m item) rules.Media {
	return rules.Media{
		PlatformID: m.text("p"), URL: m.text("u"), MIME: m.text("m"), Name: m.text("n"), SHA256: m.text("h"),
		Voice: m.flag("v"), Size: m.number("z"), Object: m.text("o"), Problem: m.text("x"),
		State: rules.MediaState(m.text("s")),
	}
}

// SetMedia records where the n-th attachment of an entry is now: 0 is Media, from 1 on More. Repeating is
// safe; ready never goes back, except to gone. A file that arrives for a message which was deleted meanwhile
// is doomed at once. fault.Missing (code "message_missing") when there is no such entry or attachment.
func (s *Store) SetMedia(ctx context.Context, ws Workspace, ref Ref, n int, m rules.Media) error {
	ctx = s.begin(ctx, "media")
	err := s.revise(ctx, ws, ref, func(e rules.Entry) (rules.Entry, bool, error) { return attach(e, n, m) })
	if err != nil {
		return fmt.Errorf("record attachment %d of %s in %s: %w", n, ref.Key, ref.Conversation, err)
	}
	return nil
}

// attach puts the state of one attachment on an entry.
func attach(e rules.Entry, n int, m rules.Media) (rules.Entry, bool, error) {
	if e.Media == nil || n < 0 || n > len(e.More) {
		return e, false, errNoMessage
	}
	was := *e.Media
	if n > 0 {
		was = e.More[n-1]
	}
	if !e.DeletedAt.IsZero() && m.State != rules.MediaGone {
		if m.Object == "" {
			return e, false, nil
		}
		m = rules.Media{MIME: m.MIME, SHA256: m.SHA256, Voice: m.Voice, Size: m.Size, State: rules.MediaDoomed, Object: m.Object}
	}
	if m == was || (was.State == rules.MediaReady && m.State != rules.MediaGone && m.State != rules.MediaDoomed) ||
		(was.State == rules.MediaGone && m.State != rules.MediaDoomed) {
		return e, false, nil
	}
	if n == 0 {
		e.Media = &m
		return e, true, nil
	}
	e.More = append([]rules.Media(nil), e.More...)
	e.More[n-1] = m
	return e, true, nil
}
