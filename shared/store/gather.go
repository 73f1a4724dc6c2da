package store

import (
	"context"
	"slices"
	"strings"

	"transom/shared/rules"
)

// gather reads everything the wanted assignee has; ok is false when that is too much for one page.
func (r request) gather(ctx context.Context) (all []rules.Conversation, ok bool, err error) {
	var ids []rules.ConversationID
	for _, pk := range r.owned() {
		items, _, err := r.s.query(ctx, ask{table: r.s.tables.Core, index: indexOwner, pkCol: colOwner, pk: pk,
			skCol: colOwnerSort, newestFirst: true, limit: maxGather + 1})
		if err != nil {
			return nil, false, err
		}
		for _, it := range items {
			if _, id, ok := headOf(it.text(PartitionKey)); ok {
				ids = append(ids, id)
			}
		}
	}
	if len(ids) > maxGather {
		return nil, false, nil
	}
	all, err = r.s.heads(ctx, r.viewer.Workspace, ids, eventual)
	return all, err == nil, err
}

func (r request) owned() []string {
	var pks []string
	sts := r.view.statuses()
	if slices.Contains(sts, rules.Open) || slices.Contains(sts, rules.Pending) {
		pks = append(pks, ownerKey(r.viewer.Workspace, *r.view.Assignee, true))
	}
	if slices.Contains(sts, rules.Closed) {
		pks = append(pks, ownerKey(r.viewer.Workspace, *r.view.Assignee, false))
	}
	return pks
}

// cut sorts rows that are all at hand and gives those after position.
func (r request) cut(all []rules.Conversation, position string) (Page[rules.Conversation], string, error) {
	page := Page[rules.Conversation]{Examined: len(all)}
	_, position = splitPosition(position)
	all = slices.DeleteFunc(all, func(c rules.Conversation) bool {
		return !r.wants(c) || (position != "" && !r.after(position, c))
	})
	r.sort(all)
	if len(all) <= r.limit {
		page.Items = all
		return page, "", nil
	}
	page.Items = all[:r.limit]
	return page, joinPosition("", r.sortKey(all[r.limit-1])), nil
}

// sortKey is what a view is ordered by: descending activity, ascending waiting time with those that do not wait
// behind, or ascending deadline (see soonKey).
func (r request) sortKey(c rules.Conversation) string {
	switch {
	case r.view.Soonest:
		return r.soonKey(c)
	case !r.view.Oldest:
		return listSort(c)
	case c.WaitingSince.IsZero():
		return "1" + listSort(c)
	}
	c.ActivityAt = c.WaitingSince
	return "0" + listSort(c)
}

func (v View) ascends() bool { return v.Oldest || v.Soonest }

func (r request) after(position string, c rules.Conversation) bool {
	if r.view.ascends() {
		return r.sortKey(c) > position
	}
	return r.sortKey(c) < position
}

func (r request) sort(rows []rules.Conversation) {
	slices.SortFunc(rows, func(a, b rules.Conversation) int {
		n := strings.Compare(r.sortKey(a), r.sortKey(b))
		if r.view.ascends() {
			return n
		}
		return -n
	})
}

// A position of an Oldest list also says where in the index its 2,500 rows begin.
func joinPosition(start, position string) string { return start + "|" + position }

func splitPosition(p string) (start, position string) {
	start, position, ok := strings.Cut(p, "|")
	if !ok {
		return "", p
	}
	return start, position
}
