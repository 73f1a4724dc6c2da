package store

import (
	"encoding/json"
	"testing"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/google/go-cmp/cmp"

	"transom/shared/rules"
)

// asRecord renders an item the way a stream does.
func asRecord(t testing.TB, name string, it item) events.DynamoDBEventRecord {
	t.Helper()
	raw := map[string]any{"eventName": name, "dynamodb": map[string]any{"SequenceNumber": "7", "NewImage": attributes(it)}}
	b, err := json.Marshal(raw)
	if err != nil {
		t.Fatal(err)
	}
	var r events.DynamoDBEventRecord
	if err := json.Unmarshal(b, &r); err != nil {
		t.Fatal(err)
	}
	return r
}

func attributes(it item) map[string]any {
	out := map[string]any{}
	for col, v := range it {
		out[col] = attribute(v)
	}
	return out
}

func attribute(v types.AttributeValue) any {
	switch v := v.(type) {
	case *types.AttributeValueMemberS:
		return map[string]any{"S": v.Value}
	case *types.AttributeValueMemberN:
		return map[string]any{"N": v.Value}
	case *types.AttributeValueMemberM:
		return map[string]any{"M": attributes(v.Value)}
	case *types.AttributeValueMemberL:
		list := make([]any, len(v.Value))
		for i, e := range v.Value {
			list[i] = attribute(e)
		}
		return map[string]any{"L": list}
	}
	return map[string]any{"NULL": true}
}

// Functions see a message in the stream as the api sees it in the table.
func TestARecordHasEverythingThatAMessageHas(t *testing.T) {
	e := fullEntry()
	rec, ok, err := DecodeRecord(asRecord(t, "INSERT", encodeEntry(testWS, e)))
	if err != nil || !ok {
		t.Fatalf("got %v %v", ok, err)
	}
	if diff := cmp.Diff(e, *rec.Entry); diff != "" {
		t.Errorf("(-wrote +read):\n%s", diff)
	}
}

func TestARecordSaysWhatWasWritten(t *testing.T) {
	c := fullHead()
	rec, ok, err := DecodeRecord(asRecord(t, "MODIFY", encodeHead(testWS, head{Conversation: c})))
	if err != nil || !ok || rec.Inserted || rec.Workspace != testWS || rec.Sequence != "7" || rec.Entry != nil || *rec.Head != c {
		t.Errorf("head: %+v %v %v", rec, ok, err)
	}
	e := rules.Entry{Conversation: c.ID, Key: rules.MessageKey(moment, "x"), Kind: rules.Message, Direction: rules.Out, Status: rules.Queued,
		At: moment, Version: 3, Deltas: rules.Counters{Unanswered: -1}}
	for name, inserted := range map[string]bool{"INSERT": true, "MODIFY": false} {
		rec, ok, err := DecodeRecord(asRecord(t, name, encodeEntry(testWS, e)))
		if err != nil || !ok || rec.Inserted != inserted || rec.Entry.Status != rules.Queued {
			t.Errorf("%s: %+v %v %v", name, rec, ok, err)
		}
		if counts := rec.Entry.Deltas != (rules.Counters{}); counts != inserted {
			t.Errorf("%s: deltas %v", name, rec.Entry.Deltas)
		}
	}
	for name, r := range map[string]events.DynamoDBEventRecord{
		"removal":   asRecord(t, "REMOVE", encodeEntry(testWS, e)),
		"contact":   asRecord(t, "INSERT", item{PartitionKey: str("w#P#x"), SortKey: str("A"), colType: str("P")}),
		"no image":  {EventName: "INSERT"},
		"unrelated": asRecord(t, "INSERT", item{PartitionKey: str("w#LD"), SortKey: str("u")}),
	} {
		if _, ok, err := DecodeRecord(r); ok || err != nil {
			t.Errorf("%s: %v %v", name, ok, err)
		}
	}
	if _, ok, err := DecodeRecord(asRecord(t, "INSERT", item{PartitionKey: str("w#c"), SortKey: str("junk"), colType: str("M")})); ok || err == nil {
		t.Errorf("a damaged entry must be an error: %v %v", ok, err)
	}
}

func FuzzDecodeRecordNeverPanics(f *testing.F) {
	for _, seed := range []string{
		`{}`,
		`{"eventName":"INSERT","dynamodb":{"NewImage":{"et":{"S":"C"},"pk":{"S":"w#C#c"},"sk":{"S":"A"},"v":{"N":"1"}}}}`,
		`{"eventName":"INSERT","dynamodb":{"NewImage":{"et":{"S":"C"},"pk":{"N":"1"},"sk":{"BOOL":true},"v":{"N":"x"}}}}`,
		`{"eventName":"MODIFY","dynamodb":{"NewImage":{"et":{"S":"M"},"pk":{"S":"w#c"},"sk":{"S":"M#0000000000001#0123456789"},"ev":{"S":"x"},"k":{"S":"e"}}}}`,
		`{"eventName":"MODIFY","dynamodb":{"NewImage":{"et":{"S":"M"},"pk":{"S":"w#c"},"sk":{"S":"M#0000000000001#0123456789"},"er":{"M":{"c":{"L":[]}}},"md":{"M":{}},"dl":{"S":"a,,9999999999999999999,,,,"}}}}`,
		`{"eventName":"INSERT","dynamodb":{"Keys":{"pk":{"NULL":true}},"NewImage":{"et":{"B":"AA=="},"a":{"SS":["x"]},"b":{"NS":["1"]},"c":{"BS":[]},"d":{"NULL":true}}}}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(_ *testing.T, b []byte) {
		var r events.DynamoDBEventRecord
		if json.Unmarshal(b, &r) == nil {
			_, _, _ = DecodeRecord(r)
		}
	})
}

func TestARecordOfZeroAttributesDoesNotPanic(t *testing.T) {
	r := events.DynamoDBEventRecord{EventName: "INSERT"}
	r.Change.NewImage = map[string]events.DynamoDBAttributeValue{"et": {}, "pk": {}}
	if _, ok, err := DecodeRecord(r); ok || err != nil {
		t.Errorf("%v %v", ok, err)
	}
}
