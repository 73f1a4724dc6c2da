package store

import (
	"context"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"transom/shared/rules"
)

// MaxRows is the budget of a page.
const MaxRows = maxRows

// Budget makes pages read at most rows rows, so that a test of the budget needs few.
func (s *Store) Budget(rows int) { s.rows = rows }

// PutHeads writes conversations as they are, many at a time: a test of what ten thousand cost need not receive them.
// lag is how far behind its deadline the index says that each one is.
func (s *Store) PutHeads(ctx context.Context, ws Workspace, all []rules.Conversation, lag func(i int) time.Duration) error {
	i := 0
	for group := range slices.Chunk(all, batchWrites) {
		var writes []types.WriteRequest
		for _, c := range group {
			was := c
			was.WindowClosesAt, was.HumanWindowClosesAt = c.WindowClosesAt.Add(-lag(i)), c.HumanWindowClosesAt.Add(-lag(i))
			i++
			writes = append(writes, putting(encodeHead(ws, head{Conversation: c, raw: encodeHead(ws, head{Conversation: was})})))
		}
		if _, err := s.db.BatchWriteItem(ctx, &dynamodb.BatchWriteItemInput{RequestItems: map[string][]types.WriteRequest{s.tables.Core: writes}}); err != nil {
			return err
		}
	}
	return nil
}
