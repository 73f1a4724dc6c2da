// Package streamtest gives a test of a reactor what Lambda would give the reactor: the records of the real
// engine's change streams, filtered as the topology says. It knows no reactor.
package streamtest

import (
	"encoding/base64"
	"encoding/json"
	"testing"

	awsevents "github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodbstreams"
	"github.com/aws/aws-sdk-go-v2/service/dynamodbstreams/types"

	"transom/events"
	"transom/shared/store"
	"transom/shared/store/storetest"
)

// Desk is a store of the test's own with its streams.
type Desk struct {
	Store *store.Store

	db      *dynamodb.Client
	streams *dynamodbstreams.Client
	tables  store.Tables
	at      map[string]*string // shard iterators by function
}

// Open makes an empty store on the real engine.
func Open(t testing.TB) *Desk {
	t.Helper()
	db, tables := storetest.Client(t), storetest.Tables()
	o := db.Options()
	d := &Desk{
		Store: store.New(db, tables, nil), db: db, tables: tables, at: map[string]*string{},
		streams: dynamodbstreams.New(dynamodbstreams.Options{
			BaseEndpoint: o.BaseEndpoint, Region: o.Region, Credentials: o.Credentials, HTTPClient: o.HTTPClient,
		}),
	}
	if err := d.Store.Create(t.Context()); err != nil {
		t.Fatalf("create tables: %v", err)
	}
	return d
}

// StoreBy is the same store reached in another way: by a client that may be slow, or die.
func (d *Desk) StoreBy(client aws.HTTPClient) *store.Store {
	o := d.db.Options()
	o.HTTPClient = client
	return store.New(dynamodb.New(o), d.tables, nil)
}

// Client is how the store is reached.
func (d *Desk) Client() aws.HTTPClient { return d.db.Options().HTTPClient }

// Records gives what the stream of the function's table holds since the last call for this function, without
// what its filters leave out.
func (d *Desk) Records(t testing.TB, function string) awsevents.DynamoDBEvent {
	t.Helper()
	trigger := streamOf(t, function)
	if d.at[function] == nil {
		d.at[function] = d.begin(t, map[string]string{"core": d.tables.Core, "msgs": d.tables.Msgs}[trigger.Table])
	}
	var batch awsevents.DynamoDBEvent
	for {
		out, err := d.streams.GetRecords(t.Context(), &dynamodbstreams.GetRecordsInput{ShardIterator: d.at[function]})
		if err != nil {
			t.Fatalf("read stream: %v", err)
		}
		d.at[function] = out.NextShardIterator
		for _, r := range out.Records {
			text := render(t, r)
			if !wanted(trigger, text) {
				continue
			}
			var record awsevents.DynamoDBEventRecord
			if err := json.Unmarshal(text, &record); err != nil {
				t.Fatalf("read record: %v", err)
			}
			batch.Records = append(batch.Records, record)
		}
		if len(out.Records) == 0 {
			return batch
		}
	}
}

func streamOf(t testing.TB, function string) events.Stream {
	t.Helper()
	for _, f := range events.Topology {
		for _, on := range f.On {
			if s, ok := on.(events.Stream); ok && f.Name == function {
				return s
			}
		}
	}
	t.Fatalf("%s reads no stream", function)
	return events.Stream{}
}

func wanted(s events.Stream, record []byte) bool {
	for _, f := range s.Filters {
		if f.Matches(record) {
			return true
		}
	}
	return false
}

// begin finds the place before the stream's first record; a young table has one shard.
func (d *Desk) begin(t testing.TB, table string) *string {
	t.Helper()
	described, err := d.db.DescribeTable(t.Context(), &dynamodb.DescribeTableInput{TableName: aws.String(table)})
	if err != nil {
		t.Fatalf("find stream: %v", err)
	}
	arn := described.Table.LatestStreamArn
	stream, err := d.streams.DescribeStream(t.Context(), &dynamodbstreams.DescribeStreamInput{StreamArn: arn})
	if err != nil || len(stream.StreamDescription.Shards) != 1 {
		t.Fatalf("look at stream: %v", err)
	}
	at, err := d.streams.GetShardIterator(t.Context(), &dynamodbstreams.GetShardIteratorInput{
		StreamArn: arn, ShardId: stream.StreamDescription.Shards[0].ShardId, ShardIteratorType: types.ShardIteratorTypeTrimHorizon,
	})
	if err != nil {
		t.Fatalf("enter stream: %v", err)
	}
	return at.ShardIterator
}

// render writes a record as Lambda does.
func render(t testing.TB, r types.Record) []byte {
	t.Helper()
	change := map[string]any{"SequenceNumber": aws.ToString(r.Dynamodb.SequenceNumber), "Keys": image(r.Dynamodb.Keys), "StreamViewType": "NEW_AND_OLD_IMAGES"}
	if r.Dynamodb.NewImage != nil {
		change["NewImage"] = image(r.Dynamodb.NewImage)
	}
	if r.Dynamodb.OldImage != nil {
		change["OldImage"] = image(r.Dynamodb.OldImage)
	}
	text, err := json.Marshal(map[string]any{
		"eventID": aws.ToString(r.EventID), "eventName": string(r.EventName), "eventSource": "aws:dynamodb", "dynamodb": change,
	})
	if err != nil {
		t.Fatalf("write record: %v", err)
	}
	return text
}

func image(m map[string]types.AttributeValue) map[string]any {
	out := map[string]any{}
	for name, v := range m {
		out[name] = value(v)
	}
	return out
}

func value(v types.AttributeValue) map[string]any {
	switch v := v.(type) {
	case *types.AttributeValueMemberS:
		return map[string]any{"S": v.Value}
	case *types.AttributeValueMemberN:
		return map[string]any{"N": v.Value}
	case *types.AttributeValueMemberB:
		return map[string]any{"B": base64.StdEncoding.EncodeToString(v.Value)}
	case *types.AttributeValueMemberBOOL:
		return map[string]any{"BOOL": v.Value}
	case *types.AttributeValueMemberM:
		return map[string]any{"M": image(v.Value)}
	case *types.AttributeValueMemberL:
		list := []any{}
		for _, e := range v.Value {
			list = append(list, value(e))
		}
		return map[string]any{"L": list}
	default:
		return map[string]any{"NULL": true}
	}
}
