package store

import (
	"context"
	"errors"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
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
		in.ConditionExpression, in.ExpressionAttributeNames, in.ExpressionAttributeValues = when.condition(), when.named(), when.bound()
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
		ExpressionAttributeNames: e.named(), ExpressionAttributeValues: e.bound(),
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
		TableName: &table, Key: k.av(), ConditionExpression: when.condition(), ExpressionAttributeNames: when.named(),
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
