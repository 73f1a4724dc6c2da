package store

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/smithy-go"
)

func (k key) av() map[string]types.AttributeValue {
	return map[string]types.AttributeValue{PartitionKey: str(k.pk), SortKey: str(k.sk)}
}

// consistency names the two kinds of read. Eventual costs half and may be a moment behind.
type consistency bool

const (
	eventual consistency = false
	strong   consistency = true
)

// get reads one item; nil when there is none.
func (s *Store) get(ctx context.Context, table string, k key, how consistency) (item, error) {
	out, err := s.db.GetItem(ctx, &dynamodb.GetItemInput{
		TableName: &table, Key: k.av(), ConsistentRead: aws.Bool(bool(how)), ReturnConsumedCapacity: s.meter.wants(),
	})
	if err != nil {
		return nil, err
	}
	s.meter.read(ctx, out.ConsumedCapacity)
	if len(out.Item) == 0 {
		return nil, nil
	}
	return out.Item, nil
}

// put writes one item whole; when may be nil.
func (s *Store) put(ctx context.Context, table string, it item, when *edit) error {
	in := &dynamodb.PutItemInput{TableName: &table, Item: it, ReturnConsumedCapacity: s.meter.wants()}
	if when != nil {
		in.ConditionExpression, in.ExpressionAttributeNames, in.ExpressionAttributeValues = when.condition(), when.names, when.bound()
	}
	out, err := s.db.PutItem(ctx, in)
	if err != nil {
		return err
	}
	s.meter.write(ctx, out.ConsumedCapacity)
	return nil
}

// update edits one item and gives it as it is then. When the condition fails, it gives the item as it was
// (nil if there was none) and held is false.
func (s *Store) update(ctx context.Context, table string, k key, e *edit) (now item, held bool, err error) {
	out, err := s.db.UpdateItem(ctx, &dynamodb.UpdateItemInput{
		TableName: &table, Key: k.av(), UpdateExpression: e.expression(), ConditionExpression: e.condition(),
		ExpressionAttributeNames: e.names, ExpressionAttributeValues: e.bound(),
		ReturnValues:                        types.ReturnValueAllNew,
		ReturnValuesOnConditionCheckFailure: types.ReturnValuesOnConditionCheckFailureAllOld,
		ReturnConsumedCapacity:              s.meter.wants(),
	})
	var failed *types.ConditionalCheckFailedException
	if errors.As(err, &failed) {
		if len(failed.Item) == 0 {
			return nil, false, nil
		}
		return failed.Item, false, nil
	}
	if err != nil {
		return nil, false, err
	}
	s.meter.write(ctx, out.ConsumedCapacity)
	return out.Attributes, true, nil
}

// erase removes one item and gives what it was, nil if there was none.
func (s *Store) erase(ctx context.Context, table string, k key) (item, error) {
	out, err := s.db.DeleteItem(ctx, &dynamodb.DeleteItemInput{
		TableName: &table, Key: k.av(), ReturnValues: types.ReturnValueAllOld, ReturnConsumedCapacity: s.meter.wants(),
	})
	if err != nil {
		return nil, err
	}
	s.meter.write(ctx, out.ConsumedCapacity)
	if len(out.Attributes) == 0 {
		return nil, nil
	}
	return out.Attributes, nil
}

// eraseIf removes one item if a condition holds.
func (s *Store) eraseIf(ctx context.Context, table string, k key, when *edit) error {
	out, err := s.db.DeleteItem(ctx, &dynamodb.DeleteItemInput{
		TableName: &table, Key: k.av(), ConditionExpression: when.condition(), ExpressionAttributeNames: when.names,
		ExpressionAttributeValues: when.bound(), ReturnConsumedCapacity: s.meter.wants(),
	})
	var failed *types.ConditionalCheckFailedException
	if errors.As(err, &failed) {
		return nil
	}
	if err != nil {
		return err
	}
	s.meter.write(ctx, out.ConsumedCapacity)
	return nil
}

// ask is a query. An empty from or below leaves that end open; both are exclusive.
type ask struct {
	table, index string
	pkCol, pk    string
	skCol        string
	from, below  string // sk > from, sk < below; at most one of them
	newestFirst  bool
	limit        int32
	how          consistency
}

func (a ask) input() *dynamodb.QueryInput {
	e := newEdit()
	cond := e.name(a.pkCol) + "=" + e.value("p", str(a.pk))
	switch {
	case a.from != "":
		cond += " AND " + e.name(a.skCol) + " > " + e.value("s", str(a.from))
	case a.below != "":
		cond += " AND " + e.name(a.skCol) + " < " + e.value("s", str(a.below))
	}
	in := &dynamodb.QueryInput{
		TableName: &a.table, KeyConditionExpression: &cond, ExpressionAttributeNames: e.names,
		ExpressionAttributeValues: e.values, ScanIndexForward: aws.Bool(!a.newestFirst),
	}
	if a.index != "" {
		in.IndexName = &a.index
	} else {
		in.ConsistentRead = aws.Bool(bool(a.how))
	}
	if a.limit > 0 {
		in.Limit = &a.limit
	}
	return in
}

// query reads one page; more says that the partition may hold more.
func (s *Store) query(ctx context.Context, a ask) (items []item, more bool, err error) {
	in := a.input()
	in.ReturnConsumedCapacity = s.meter.wants()
	out, err := s.db.Query(ctx, in)
	if err != nil {
		return nil, false, err
	}
	s.meter.read(ctx, out.ConsumedCapacity)
	for _, it := range out.Items {
		items = append(items, it)
	}
	return items, len(out.LastEvaluatedKey) > 0, nil
}

// queryAll reads a partition to its end.
func (s *Store) queryAll(ctx context.Context, a ask) ([]item, error) {
	var all []item
	for {
		items, more, err := s.query(ctx, a)
		if err != nil {
			return nil, err
		}
		all = append(all, items...)
		if !more || len(items) == 0 {
			return all, nil
		}
		last := items[len(items)-1].text(a.skCol)
		if a.newestFirst {
			a.below = last
		} else {
			a.from = last
		}
	}
}

// errBusy is what a transaction answers when a part of it was being written or the table was throttled.
var errBusy = errors.New("conflict or throttle")

// transact writes all or nothing. verdicts, when not nil, tells per write whether its own condition failed;
// then nothing was written. errBusy asks for another try.
func (s *Store) transact(ctx context.Context, writes []types.TransactWriteItem) (verdicts []bool, err error) {
	out, err := s.db.TransactWriteItems(ctx, &dynamodb.TransactWriteItemsInput{TransactItems: writes, ReturnConsumedCapacity: s.meter.wants()})
	if err == nil {
		for i := range out.ConsumedCapacity {
			s.meter.write(ctx, &out.ConsumedCapacity[i])
		}
		return nil, nil
	}
	var cancelled *types.TransactionCanceledException
	if !errors.As(err, &cancelled) {
		if transient(err) {
			return nil, errBusy
		}
		return nil, err
	}
	verdicts = make([]bool, len(writes))
	failed, busy := false, false
	for i, r := range cancelled.CancellationReasons {
		switch aws.ToString(r.Code) {
		case "", "None":
		case "ConditionalCheckFailed":
			if i < len(verdicts) {
				verdicts[i], failed = true, true
			}
		case "TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded":
			busy = true
		default:
			return nil, err
		}
	}
	switch {
	case failed:
		return verdicts, nil
	case busy:
		return nil, errBusy
	}
	return nil, err
}

// transient reports an answer that another try may turn into success.
func transient(err error) bool {
	var api smithy.APIError
	if !errors.As(err, &api) {
		return false
	}
	switch api.ErrorCode() {
	case "TransactionInProgressException", "TransactionConflictException", "ProvisionedThroughputExceededException",
		"RequestLimitExceeded", "ThrottlingException", "InternalServerError":
		return true
	}
	return false
}

// pause waits before another try: full jitter, 5 to 80 ms at first, up to 400 ms later.
func pause(ctx context.Context, try int) error {
	ceiling := 80 * time.Millisecond << min(max(try-3, 0), 2)
	t := time.NewTimer(5*time.Millisecond + rand.N(ceiling))
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}
