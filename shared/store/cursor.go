package store

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"slices"

	"transom/shared/fault"
	"transom/shared/rules"
)

var errBadCursor = fault.New(fault.Invalid, "bad_cursor", "This page marker does not belong to this list. Start again from the first page.")

const macBytes = 16

// sign turns a position into a cursor that holds only for the list it was made for.
func (s *Store) sign(ctx context.Context, list, position string) (string, error) {
	if position == "" {
		return "", nil
	}
	mac, err := s.mac(ctx, list, position)
	if err != nil {
		return "", err
	}
	return base64.RawURLEncoding.EncodeToString(append(mac, position...)), nil
}

// open gives the position in a cursor; "" for the first page.
func (s *Store) open(ctx context.Context, list, cursor string) (position string, err error) {
	if cursor == "" {
		return "", nil
	}
	raw, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil || len(raw) <= macBytes {
		return "", errBadCursor
	}
	position = string(raw[macBytes:])
	mac, err := s.mac(ctx, list, position)
	if err != nil {
		return "", err
	}
	if !hmac.Equal(raw[:macBytes], mac) {
		return "", errBadCursor
	}
	return position, nil
}

func (s *Store) mac(ctx context.Context, list, position string) ([]byte, error) {
	key := s.signer
	if s.cursorKey != nil {
		given, err := s.cursorKey(ctx)
		if err != nil {
			return nil, fmt.Errorf("read cursor key: %w", err)
		}
		if len(given) > 0 {
			key = given
		}
	}
	h := hmac.New(sha256.New, key)
	fmt.Fprintf(h, "%d:%s%s", len(list), list, position)
	return h.Sum(nil)[:macBytes], nil
}

// name is the same for views that ask for the same rows of a workspace in the same order.
func (v View) name(ws Workspace) string {
	channels := slices.Clone(v.Channels)
	slices.Sort(channels)
	who := "*"
	if v.Assignee != nil {
		who = fmt.Sprintf("%q,%q", v.Assignee.User, v.Assignee.Team)
	}
	return fmt.Sprintf("view %s %q %s %t %q %q %t %t %t %s", ws.id, v.statuses(), who, v.Assigned, v.Kind,
		slices.Compact(channels), v.Unanswered, v.Oldest, v.Soonest, v.Within)
}

// statuses are the wanted statuses in a fixed order, each once.
func (v View) statuses() []rules.Status {
	var out []rules.Status
	for _, st := range []rules.Status{rules.Open, rules.Pending, rules.Closed} {
		if len(v.Statuses) == 0 || slices.Contains(v.Statuses, st) {
			out = append(out, st)
		}
	}
	return out
}
