package store

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// The most items one batch may carry (DynamoDB API reference, read 2026-11-20).
const (
	batchReads  = 100
	batchWrites = 25
)

// batchGet reads items of core in any order, leaving out those that do not exist.
func (s *Store) batchGet(ctx context.Context, keys []key, how consistency) ([]item, error) {
	var all []item
	for len(keys) > 0 {
		n := min(len(keys), batchReads)
		want := make([]map[string]types.AttributeValue, n)
		for i, k := range keys[:n] {
			want[i] = k.av()
		}
		keys = keys[n:]
		got, err := s.batchGetOnce(ctx, want, how)
		if err != nil {
			return nil, err
		}
		all = append(all, got...)
	}
	return all, nil
}

func (s *Store) batchGetOnce(ctx context.Context, want []map[string]types.AttributeValue, how consistency) ([]item, error) {
	var got []item
	ask := map[string]types.KeysAndAttributes{s.tables.Core: {Keys: want, ConsistentRead: aws.Bool(bool(how))}}
	for try := 1; len(ask) > 0; try++ {
		out, err := s.db.BatchGetItem(ctx, &dynamodb.BatchGetItemInput{RequestItems: ask, ReturnConsumedCapacity: s.meter.wants()})
		if err != nil {
			return nil, err
		}
		for i := range out.ConsumedCapacity {
			s.meter.read(ctx, &out.ConsumedCapacity[i])
		}
		for _, it := range out.Responses[s.tables.Core] {
			got = append(got, it)
		}
		ask = out.UnprocessedKeys
		if len(ask) > 0 {
			if err := again(ctx, try); err != nil {
				return nil, err
			}
		}
	}
	return got, nil
}

// batchWrite puts and deletes items of live; it is not a transaction.
func (s *Store) batchWrite(ctx context.Context, writes []types.WriteRequest) error {
	for len(writes) > 0 {
		n := min(len(writes), batchWrites)
		ask := map[string][]types.WriteRequest{s.tables.Live: writes[:n]}
		writes = writes[n:]
		for try := 1; len(ask) > 0; try++ {
			out, err := s.db.BatchWriteItem(ctx, &dynamodb.BatchWriteItemInput{RequestItems: ask, ReturnConsumedCapacity: s.meter.wants()})
			if err != nil {
				return err
			}
			for i := range out.ConsumedCapacity {
				s.meter.write(ctx, &out.ConsumedCapacity[i])
			}
			ask = out.UnprocessedItems
			if len(ask) > 0 {
				if err := again(ctx, try); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func putting(it item) types.WriteRequest {
	return types.WriteRequest{PutRequest: &types.PutRequest{Item: it}}
}

func deleting(k key) types.WriteRequest {
	return types.WriteRequest{DeleteRequest: &types.DeleteRequest{Key: k.av()}}
}
