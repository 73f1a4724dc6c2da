package storetest

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/smithy-go/middleware"

	"transom/shared/store"
)

// Trouble makes the calls of a store fail on purpose: what AWS does now and then, and the engine never. Its
// zero value makes none.
type Trouble struct {
	mu     sync.Mutex
	writes int
	plan   func(write int) Mishap
}

// Mishap is what happens to one write.
type Mishap int

// The mishaps. After Before and Lost the process is as good as dead: the caller gets ErrCrash.
const (
	None     Mishap = iota
	Before          // it is never made
	Lost            // it is made, and its answer is lost
	Conflict        // a transaction meets another one (TransactionConflict); other writes are let through
	Throttle        // a transaction is throttled; other writes are let through
)

// ErrCrash is what a write that met Before or Lost answers.
var ErrCrash = errors.New("the process crashed here")

// Plan says what happens to the n-th write from now on, beginning with 0.
func (tr *Trouble) Plan(plan func(write int) Mishap) {
	tr.mu.Lock()
	defer tr.mu.Unlock()
	tr.writes, tr.plan = 0, plan
}

// Writes is how many writes there were since Plan.
func (tr *Trouble) Writes() int {
	tr.mu.Lock()
	defer tr.mu.Unlock()
	return tr.writes
}

func (tr *Trouble) next() Mishap {
	tr.mu.Lock()
	defer tr.mu.Unlock()
	n := tr.writes
	tr.writes++
	if tr.plan == nil {
		return None
	}
	return tr.plan(n)
}

// Troubled is Quiet with trouble.
func Troubled(t testing.TB) (*store.Store, *Trouble) {
	t.Helper()
	tr := new(Trouble)
	db := dynamodb.New(Client(t).Options(), func(o *dynamodb.Options) {
		o.APIOptions = append(o.APIOptions, func(stack *middleware.Stack) error {
			return stack.Initialize.Add(middleware.InitializeMiddlewareFunc("trouble", tr.handle), middleware.Before)
		})
	})
	return quiet(t, db, nil), tr
}

func (tr *Trouble) handle(ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler) (middleware.InitializeOutput, middleware.Metadata, error) {
	op := awsmiddleware.GetOperationName(ctx)
	if strings.HasPrefix(op, "Get") || strings.HasPrefix(op, "BatchGet") || op == "Query" || strings.HasSuffix(op, "Table") {
		return next.HandleInitialize(ctx, in)
	}
	var none middleware.Metadata
	switch m := tr.next(); {
	case m == Before:
		return middleware.InitializeOutput{}, none, ErrCrash
	case m == Lost:
		if _, _, err := next.HandleInitialize(ctx, in); err != nil {
			return middleware.InitializeOutput{}, none, err
		}
		return middleware.InitializeOutput{}, none, ErrCrash
	case m == Conflict && op == "TransactWriteItems":
		reason := types.CancellationReason{Code: aws.String("TransactionConflict")}
		return middleware.InitializeOutput{}, none, &types.TransactionCanceledException{CancellationReasons: []types.CancellationReason{{Code: aws.String("None")}, reason}}
	case m == Throttle && op == "TransactWriteItems":
		return middleware.InitializeOutput{}, none, &types.ProvisionedThroughputExceededException{}
	}
	return next.HandleInitialize(ctx, in)
}
