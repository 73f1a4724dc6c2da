package store

import (
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

// setList stores a list of maps; an empty one is left out.
func (it item) setList(col string, all []item) {
	if len(all) == 0 {
		return
	}
	list := make([]types.AttributeValue, len(all))
	for i, m := range all {
		list[i] = &types.AttributeValueMemberM{Value: m}
	}
	it[col] = &types.AttributeValueMemberL{Value: list}
}

// list gives the maps of a list; what is none is left out.
func (it item) list(col string) []item {
	v, _ := it[col].(*types.AttributeValueMemberL)
	if v == nil {
		return nil
	}
	var all []item
	for _, e := range v.Value {
		if m, ok := e.(*types.AttributeValueMemberM); ok {
			all = append(all, m.Value)
		}
	}
	return all
}

// set gives the members of a set of strings.
func (it item) set(col string) []string {
	v, _ := it[col].(*types.AttributeValueMemberSS)
	if v == nil {
		return nil
	}
	return v.Value
}

// setMap stores a map; an empty one is left out.
func (it item) setMap(col string, m item) {
	if len(m) > 0 {
		it[col] = &types.AttributeValueMemberM{Value: m}
	}
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
