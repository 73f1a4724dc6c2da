package store

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// item is a DynamoDB item. Its methods leave zero values out, and read a column that is missing or of
// another type as the zero value: a column added by the next release must not trouble this one.
type item map[string]types.AttributeValue

func newItem(k key) item {
	return item{PartitionKey: str(k.pk), SortKey: str(k.sk)}
}

func (it item) key() key { return key{it.text(PartitionKey), it.text(SortKey)} }

func str(v string) types.AttributeValue { return &types.AttributeValueMemberS{Value: v} }

func num(n int64) types.AttributeValue {
	return &types.AttributeValueMemberN{Value: strconv.FormatInt(n, 10)}
}

func (it item) setText(col, v string) {
	if v != "" {
		it[col] = str(v)
	}
}

func (it item) setNumber(col string, n int64) {
	if n != 0 {
		it[col] = num(n)
	}
}

// setTime stores milliseconds since 1970.
func (it item) setTime(col string, t time.Time) {
	if !t.IsZero() {
		it[col] = num(t.UnixMilli())
	}
}

func (it item) setFlag(col string, on bool) {
	if on {
		it[col] = str("1")
	}
}

// setLapse stores when TTL may remove the item, in Unix seconds.
func (it item) setLapse(t time.Time) { it[TTL] = num(t.Unix()) }

func (it item) text(col string) string {
	v, _ := it[col].(*types.AttributeValueMemberS)
	if v == nil {
		return ""
	}
	return v.Value
}

func (it item) number(col string) int64 {
	v, _ := it[col].(*types.AttributeValueMemberN)
	if v == nil {
		return 0
	}
	n, _ := strconv.ParseInt(v.Value, 10, 64)
	return n
}

func (it item) time(col string) time.Time {
	if _, ok := it[col].(*types.AttributeValueMemberN); !ok {
		return time.Time{}
	}
	return time.UnixMilli(it.number(col)).UTC()
}

func (it item) flag(col string) bool { return it.text(col) == "1" }

func (it item) bytes(col string) []byte {
	v, _ := it[col].(*types.AttributeValueMemberB)
	if v == nil {
		return nil
	}
	return v.Value
}

func (it item) object(col string) item {
	v, _ := it[col].(*types.AttributeValueMemberM)
	if v == nil {
		return nil
	}
	return v.Value
}

// lapsed reports that TTL may have removed the item by now; it does so up to two days late (DynamoDB
// developer guide, "Time to Live", read 2026-11-20), so readers ask.
func (it item) lapsed(now time.Time) bool {
	_, ok := it[TTL].(*types.AttributeValueMemberN)
	return ok && it.number(TTL) <= now.Unix()
}

// size is what DynamoDB charges for an item by: UTF-8 lengths of names and values, numbers at half their
// significant digits plus one (developer guide, "Item sizes and formats", read 2026-11-20).
func (it item) size() int {
	n := 0
	for col, v := range it {
		n += len(col) + valueSize(v)
	}
	return n
}

func valueSize(v types.AttributeValue) int {
	switch v := v.(type) {
	case *types.AttributeValueMemberS:
		return len(v.Value)
	case *types.AttributeValueMemberN:
		return (len(strings.Trim(v.Value, "-0"))+1)/2 + 1
	case *types.AttributeValueMemberB:
		return len(v.Value)
	case *types.AttributeValueMemberM:
		return 3 + len(v.Value) + item(v.Value).size()
	case *types.AttributeValueMemberL:
		n := 3
		for _, e := range v.Value {
			n += 1 + valueSize(e)
		}
		return n
	}
	return 1
}

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
	}
	return false
}
