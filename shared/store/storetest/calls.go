package storetest

import (
	"context"
	"sync"
	"testing"

	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/smithy-go/middleware"

	"transom/shared/store"
)

// Calls counts a store's calls of the engine by operation: "GetItem", "BatchGetItem", "TransactWriteItems". It is safe
// for concurrent use.
type Calls struct {
	mu sync.Mutex
	by map[string]int
}

// Take gives how often each operation was called since, and begins anew.
func (c *Calls) Take() map[string]int {
	c.mu.Lock()
	defer c.mu.Unlock()
	by := c.by
	c.by = map[string]int{}
	return by
}

// Counted is Quiet with a count of its calls and a meter, on an engine of its own: the engine goes through the tokens of
// all transactions of the last ten minutes at each new one, so what others did is in the times.
func Counted(t testing.TB) (*store.Store, *Calls, *store.Meter) {
	t.Helper()
	c, m := &Calls{by: map[string]int{}}, new(store.Meter)
	db := dynamodb.New(client(t, alone(t)).Options(), func(o *dynamodb.Options) {
		o.APIOptions = append(o.APIOptions, func(stack *middleware.Stack) error {
			return stack.Initialize.Add(middleware.InitializeMiddlewareFunc("calls", c.handle), middleware.Before)
		})
	})
	return quiet(t, db, m), c, m
}

func (c *Calls) handle(ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler) (middleware.InitializeOutput, middleware.Metadata, error) {
	c.mu.Lock()
	c.by[awsmiddleware.GetOperationName(ctx)]++
	c.mu.Unlock()
	return next.HandleInitialize(ctx, in)
}
