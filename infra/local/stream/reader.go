package stream

import (
	"context"
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodbstreams"
	"github.com/aws/aws-sdk-go-v2/service/dynamodbstreams/types"
)

// reader walks a table's stream, shard after shard, from a place on.
type reader struct {
	db       *dynamodb.Client
	streams  *dynamodbstreams.Client
	table    string
	arn      string
	place    Place // after the last record read
	iterator *string
}

// next reads what comes next, at most 1,000 records; none when there is nothing new. After an error it goes
// on from the last record it gave.
func (r *reader) next(ctx context.Context) ([]types.Record, error) {
	if r.iterator == nil {
		if err := r.seek(ctx); err != nil {
			return nil, err
		}
	}
	if r.iterator == nil {
		return nil, nil // no shard yet
	}
	out, err := r.streams.GetRecords(ctx, &dynamodbstreams.GetRecordsInput{ShardIterator: r.iterator})
	if err != nil {
		r.iterator = nil
		return nil, fmt.Errorf("read stream of %s: %w", r.table, err)
	}
	r.iterator = out.NextShardIterator
	if n := len(out.Records); n > 0 {
		r.place.Sequence = aws.ToString(out.Records[n-1].Dynamodb.SequenceNumber)
	}
	if r.iterator == nil {
		r.place.Ended = true
	}
	return out.Records, nil
}

// seek finds the iterator for the reader's place: in its shard, or at the begin of the one that follows.
func (r *reader) seek(ctx context.Context) error {
	if r.arn == "" {
		t, err := r.db.DescribeTable(ctx, &dynamodb.DescribeTableInput{TableName: &r.table})
		if err != nil {
			return fmt.Errorf("describe table %s: %w", r.table, err)
		}
		r.arn = aws.ToString(t.Table.LatestStreamArn)
	}
	d, err := r.streams.DescribeStream(ctx, &dynamodbstreams.DescribeStreamInput{StreamArn: &r.arn})
	if err != nil {
		return fmt.Errorf("describe stream of %s: %w", r.table, err)
	}
	shard := r.shard(d.StreamDescription.Shards)
	if shard == nil {
		return nil
	}
	if id := aws.ToString(shard.ShardId); id != r.place.Shard {
		r.place = Place{Shard: id}
	}
	in := &dynamodbstreams.GetShardIteratorInput{StreamArn: &r.arn, ShardId: shard.ShardId, ShardIteratorType: types.ShardIteratorTypeTrimHorizon}
	if r.place.Sequence != "" {
		in.ShardIteratorType, in.SequenceNumber = types.ShardIteratorTypeAfterSequenceNumber, &r.place.Sequence
	}
	out, err := r.streams.GetShardIterator(ctx, in)
	var trimmed *types.TrimmedDataAccessException
	if errors.As(err, &trimmed) {
		in.ShardIteratorType, in.SequenceNumber = types.ShardIteratorTypeTrimHorizon, nil
		out, err = r.streams.GetShardIterator(ctx, in)
	}
	if err != nil {
		return fmt.Errorf("find place in stream of %s: %w", r.table, err)
	}
	r.iterator = out.ShardIterator
	return nil
}

// shard picks the shard to read: the present one, its child once it has ended, or the oldest when the
// present one is no longer kept. nil when the child is not there yet.
func (r *reader) shard(shards []types.Shard) *types.Shard {
	known := false
	for i, s := range shards {
		if aws.ToString(s.ShardId) == r.place.Shard {
			if known = true; !r.place.Ended {
				return &shards[i]
			}
		}
		if r.place.Ended && aws.ToString(s.ParentShardId) == r.place.Shard {
			return &shards[i]
		}
	}
	if known || len(shards) == 0 {
		return nil
	}
	return &shards[0]
}
