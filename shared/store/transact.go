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
