package store

import (
	"maps"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// edit is an update expression with its names and values. Every name goes through a placeholder, because
// short words tend to be reserved.
type edit struct {
	set, remove, add, when []string
	names                  map[string]string
	values                 item
}

func newEdit() *edit { return &edit{names: map[string]string{}, values: item{}} }

func (e *edit) name(col string) string {
	e.names["#"+col] = col
	return "#" + col
}

func (e *edit) value(label string, v types.AttributeValue) string {
	e.values[":"+label] = v
	return ":" + label
}

func (e *edit) put(col string, v types.AttributeValue) *edit {
	e.set = append(e.set, e.name(col)+"="+e.value(col, v))
	return e
}

func (e *edit) drop(col string) *edit {
	e.remove = append(e.remove, e.name(col))
	return e
}

func (e *edit) plus(col string, n int64) *edit {
	e.add = append(e.add, e.name(col)+" "+e.value(col, num(n)))
	return e
}

// include adds a member to a set of strings, which it makes if need be.
func (e *edit) include(col, member string) *edit {
	e.add = append(e.add, e.name(col)+" "+e.value(col, &types.AttributeValueMemberSS{Value: []string{member}}))
	return e
}

// putOrDrop sets a text, or removes the column when it is empty.
func (e *edit) putOrDrop(col, v string) *edit {
	if v == "" {
		return e.drop(col)
	}
	return e.put(col, str(v))
}

func (e *edit) whenExists() *edit {
	e.when = append(e.when, "attribute_exists("+e.name(PartitionKey)+")")
	return e
}
func (e *edit) whenAbsent() *edit {
	e.when = append(e.when, "attribute_not_exists("+e.name(PartitionKey)+")")
	return e
}

// whenSame asks that a column still has the value it had in was, or is still missing.
func (e *edit) whenSame(col string, was item) *edit {
	if v, ok := was[col]; ok {
		e.when = append(e.when, e.name(col)+"="+e.value("was_"+col, v))
	} else {
		e.when = append(e.when, "attribute_not_exists("+e.name(col)+")")
	}
	return e
}

// differ edits the columns in which next differs from was; columns that neither the list nor next knows
// are left alone, so that a release which adds one can be rolled back.
func differ(was, next item, columns []string) *edit {
	e := newEdit()
	for _, col := range columns {
		v, ok := next[col]
		w, had := was[col]
		switch {
		case ok && (!had || !same(v, w)):
			e.put(col, v)
		case !ok && had:
			e.drop(col)
		}
	}
	return e
}

func (e *edit) empty() bool { return len(e.set)+len(e.remove)+len(e.add) == 0 }

func (e *edit) expression() *string {
	var b strings.Builder
	for _, part := range []struct {
		word string
		list []string
	}{{"SET ", e.set}, {" REMOVE ", e.remove}, {" ADD ", e.add}} {
		if len(part.list) > 0 {
			b.WriteString(part.word + strings.Join(part.list, ", "))
		}
	}
	s := strings.TrimSpace(b.String())
	return &s
}

func (e *edit) condition() *string {
	if len(e.when) == 0 {
		return nil
	}
	s := strings.Join(e.when, " AND ")
	return &s
}

// named gives the names, or nil when there are none.
func (e *edit) named() map[string]string {
	if len(e.names) == 0 {
		return nil
	}
	return e.names
}

// bound gives the values, or nil when there are none: the API refuses an empty map.
func (e *edit) bound() map[string]types.AttributeValue {
	if len(e.values) == 0 {
		return nil
	}
	return e.values
}

func same(a, b types.AttributeValue) bool {
	switch a := a.(type) {
	case *types.AttributeValueMemberS:
		b, ok := b.(*types.AttributeValueMemberS)
		return ok && a.Value == b.Value
	case *types.AttributeValueMemberN:
		b, ok := b.(*types.AttributeValueMemberN)
		return ok && a.Value == b.Value
	case *types.AttributeValueMemberB:
		b, ok := b.(*types.AttributeValueMemberB)
		return ok && slices.Equal(a.Value, b.Value)
	case *types.AttributeValueMemberM:
		b, ok := b.(*types.AttributeValueMemberM)
		return ok && maps.EqualFunc(a.Value, b.Value, same)
	case *types.AttributeValueMemberL:
		b, ok := b.(*types.AttributeValueMemberL)
		return ok && slices.EqualFunc(a.Value, b.Value, same)
	}
	return false
}
