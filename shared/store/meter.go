package store

import (
	"context"
	"maps"
	"sync"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// Meter adds up consumed capacity per operation ("receive", "change", …), for budgets that tests assert and
// for the metrics. A nil Meter costs nothing. It is safe for concurrent use; its zero value works. Writes
// that a condition refused are charged by AWS but not reported, so they are not in it.
type Meter struct {
	mu  sync.Mutex
	ops map[string]Capacity
}

// Capacity is what an operation consumed, tables and indexes together, in write and read request units, and how many
// calls read.
type Capacity struct {
	Write, Read float64
	Reads       int
}

// Take gives what an operation has consumed since it was last taken, and forgets it.
func (m *Meter) Take(op string) Capacity {
	m.mu.Lock()
	defer m.mu.Unlock()
	c := m.ops[op]
	delete(m.ops, op)
	return c
}

// TakeAll gives every operation's capacity and forgets it.
func (m *Meter) TakeAll() map[string]Capacity {
	m.mu.Lock()
	defer m.mu.Unlock()
	all := maps.Clone(m.ops)
	clear(m.ops)
	return all
}

type opKey struct{}

// begin names the operation that a context's calls are counted under. The outermost name wins: what a
// Receive reports is part of the Receive.
func (s *Store) begin(ctx context.Context, op string) context.Context {
	if s.meter == nil || ctx.Value(opKey{}) != nil {
		return ctx
	}
	return context.WithValue(ctx, opKey{}, op)
}

func (m *Meter) wants() types.ReturnConsumedCapacity {
	if m == nil {
		return types.ReturnConsumedCapacityNone
	}
	return types.ReturnConsumedCapacityTotal
}

func (m *Meter) read(ctx context.Context, c *types.ConsumedCapacity) {
	if m != nil && c != nil {
		m.add(ctx, Capacity{Read: aws.ToFloat64(c.CapacityUnits), Reads: 1})
	}
}

func (m *Meter) write(ctx context.Context, c *types.ConsumedCapacity) {
	if m != nil && c != nil {
		m.add(ctx, Capacity{Write: aws.ToFloat64(c.CapacityUnits)})
	}
}

func (m *Meter) add(ctx context.Context, c Capacity) {
	op, _ := ctx.Value(opKey{}).(string)
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.ops == nil {
		m.ops = map[string]Capacity{}
	}
	was := m.ops[op]
	m.ops[op] = Capacity{was.Write + c.Write, was.Read + c.Read, was.Reads + c.Reads}
}
