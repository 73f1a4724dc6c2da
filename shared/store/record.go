package store

import (
	"fmt"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"transom/shared/rules"
)

// Record is a stream record as this system understands it: a head or a log entry after a write.
type Record struct {
	Workspace Workspace
	Sequence  string              // for partial batch answers
	Inserted  bool                // the first image of the item
	Head      *rules.Conversation // set on records of core
	Entry     *rules.Entry        // set on records of msgs; its Deltas and Shut only when Inserted: they count once
	Woken     bool                // the entry is a parked message whose time has come (Store.Wake)
}

// DecodeRecord reads a stream record. ok is false for records of items that are neither heads nor entries,
// and for removals. It never panics, whatever the record holds.
func DecodeRecord(r events.DynamoDBEventRecord) (rec Record, ok bool, err error) {
	rec.Sequence = r.Change.SequenceNumber
	if r.EventName == string(events.DynamoDBOperationTypeRemove) || len(r.Change.NewImage) == 0 {
		return rec, false, nil
	}
	it := image(r.Change.NewImage)
	for name, v := range image(r.Change.Keys) { // the same as in the image, where that has them
		it[name] = v
	}
	rec.Inserted = r.EventName == string(events.DynamoDBOperationTypeInsert)
	switch it.text(colType) {
	case "C":
		var h head
		if rec.Workspace, h, err = decodeHead(it); err != nil {
			return rec, false, fmt.Errorf("read record %s: %w", rec.Sequence, err)
		}
		rec.Head = &h.Conversation
		return rec, true, nil
	case "M":
		var e rules.Entry
		if rec.Workspace, e, err = decodeEntry(it); err != nil {
			return rec, false, fmt.Errorf("read record %s: %w", rec.Sequence, err)
		}
		if !rec.Inserted {
			e.Deltas, e.Shut = rules.Counters{}, ""
		}
		rec.Entry = &e
		rec.Woken = woken(image(r.Change.OldImage), it)
		return rec, true, nil
	}
	return rec, false, nil
}

// image converts the kinds of values this package writes; others are left out, like columns it does not know.
func image(m map[string]events.DynamoDBAttributeValue) item {
	it := item{}
	for name, v := range m {
		if converted := value(v); converted != nil {
			it[name] = converted
		}
	}
	return it
}

func value(v events.DynamoDBAttributeValue) types.AttributeValue {
	if v.IsNull() { // also the zero value, whose accessors panic
		return nil
	}
	switch v.DataType() {
	case events.DataTypeString:
		return str(v.String())
	case events.DataTypeNumber:
		return numText(v.Number())
	case events.DataTypeBinary:
		return &types.AttributeValueMemberB{Value: v.Binary()}
	case events.DataTypeMap:
		return &types.AttributeValueMemberM{Value: image(v.Map())}
	case events.DataTypeList:
		list := &types.AttributeValueMemberL{}
		for _, e := range v.List() {
			if converted := value(e); converted != nil {
				list.Value = append(list.Value, converted)
			}
		}
		return list
	default:
		return nil
	}
}
