package store

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
)

// ask is a query. An empty from or below leaves that end open; both are exclusive.
type ask struct {
	table, index string
	pkCol, pk    string
	skCol        string
	from, below  string // sk > from, sk < below; at most one of them
	upto         string // with from, which it is then from on: sk <= upto
	newestFirst  bool
	limit        int32
	how          consistency
}

func (a ask) input() *dynamodb.QueryInput {
	e := newEdit()
	cond := e.name(a.pkCol) + "=" + e.value("p", str(a.pk))
	switch {
	case a.upto != "":
		cond += " AND " + e.name(a.skCol) + " BETWEEN " + e.value("s", str(a.from)) + " AND " + e.value("u", str(a.upto))
	case a.from != "":
		cond += " AND " + e.name(a.skCol) + " > " + e.value("s", str(a.from))
	case a.below != "":
		cond += " AND " + e.name(a.skCol) + " < " + e.value("s", str(a.below))
	}
	in := &dynamodb.QueryInput{
		TableName: &a.table, KeyConditionExpression: &cond, ExpressionAttributeNames: e.named(),
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
