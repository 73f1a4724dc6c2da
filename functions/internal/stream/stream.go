// Package stream runs a batch of a table's change stream. It knows how Lambda wants failures told: by the
// sequence numbers of the records that must come again. It refuses to know what a record means; a reactor
// gives it one function, or two.
//
// Records of one conversation keep their order: once one of them fails for now, the later ones of that
// conversation are not tried and come again with it. Records of other conversations go on. What can never
// succeed (fault.Permanent) is logged and left behind, so that one bad record does not stop a shard.
package stream

import (
	"context"
	"log/slog"
	"slices"
	"sync"

	awsevents "github.com/aws/aws-lambda-go/events"

	"transom/shared/fault"
	"transom/shared/rules"
	"transom/shared/store"
)

// Each makes a Lambda handler that gives one record after another to do.
func Each(do func(context.Context, store.Record) error) func(context.Context, awsevents.DynamoDBEvent) (awsevents.DynamoDBEventResponse, error) {
	return Parallel(1, do)
}

// Parallel is Each with up to workers conversations at once; within a conversation records keep their order.
func Parallel(workers int, do func(context.Context, store.Record) error) func(context.Context, awsevents.DynamoDBEvent) (awsevents.DynamoDBEventResponse, error) {
	return Only(func(store.Record) bool { return true }, workers, do)
}

// Only is Parallel for the records that it wants: the others are nobody's failure and hold nobody up.
func Only(wants func(store.Record) bool, workers int, do func(context.Context, store.Record) error) func(context.Context, awsevents.DynamoDBEvent) (awsevents.DynamoDBEventResponse, error) {
	return func(ctx context.Context, batch awsevents.DynamoDBEvent) (awsevents.DynamoDBEventResponse, error) {
		threads, undone := Threads(batch)
		var mu sync.Mutex
		run(workers, threads, func(t []store.Record) {
			t = slices.DeleteFunc(t, func(r store.Record) bool { return !wants(r) })
			left := thread(ctx, t, do)
			mu.Lock()
			defer mu.Unlock()
			undone = append(undone, left...)
		})
		return Response(batch, undone), nil
	}
}

// Threads reads a batch and groups it by conversation, in the order in which each first comes. Records of
// other items are left out. A record that cannot be read is logged and left behind if that is for good;
// undone holds the sequence numbers of the others.
func Threads(batch awsevents.DynamoDBEvent) (threads [][]store.Record, undone []string) {
	place := map[string]int{}
	for _, raw := range batch.Records {
		rec, ok, err := store.DecodeRecord(raw)
		if err != nil {
			if !giveUp(err, raw.Change.SequenceNumber, "") {
				undone = append(undone, raw.Change.SequenceNumber)
			}
			continue
		}
		if !ok {
			continue
		}
		key := rec.Workspace.String() + "\x00" + string(Conversation(rec))
		at, seen := place[key]
		if !seen {
			at = len(threads)
			place[key] = at
			threads = append(threads, nil)
		}
		threads[at] = append(threads[at], rec)
	}
	return threads, undone
}

// Conversation says which conversation a record is about.
func Conversation(rec store.Record) rules.ConversationID {
	switch {
	case rec.Head != nil:
		return rec.Head.ID
	case rec.Entry != nil:
		return rec.Entry.Conversation
	default:
		return ""
	}
}

// Response names the records that must come again, in the batch's order. (Lambda goes back to the first of
// them; with the rest it does nothing, so records after it may come twice.)
func Response(batch awsevents.DynamoDBEvent, undone []string) awsevents.DynamoDBEventResponse {
	again := map[string]bool{}
	for _, s := range undone {
		again[s] = true
	}
	out := awsevents.DynamoDBEventResponse{BatchItemFailures: []awsevents.DynamoDBBatchItemFailure{}}
	for _, r := range batch.Records {
		if again[r.Change.SequenceNumber] {
			out.BatchItemFailures = append(out.BatchItemFailures, awsevents.DynamoDBBatchItemFailure{ItemIdentifier: r.Change.SequenceNumber})
		}
	}
	return out
}

// Either joins the answers of two who worked on the same batch: what either left undone comes again.
func Either(batch awsevents.DynamoDBEvent, parts ...awsevents.DynamoDBEventResponse) awsevents.DynamoDBEventResponse {
	var undone []string
	for _, p := range parts {
		for _, f := range p.BatchItemFailures {
			undone = append(undone, f.ItemIdentifier)
		}
	}
	return Response(batch, undone)
}

// thread does one conversation's records in order and gives the sequence numbers of those left undone.
func thread(ctx context.Context, records []store.Record, do func(context.Context, store.Record) error) []string {
	for i, rec := range records {
		err := do(ctx, rec)
		if err == nil || giveUp(err, rec.Sequence, Conversation(rec)) {
			continue
		}
		var left []string
		for _, r := range records[i:] {
			left = append(left, r.Sequence)
		}
		return left
	}
	return nil
}

// giveUp logs a failure and reports whether it is for good.
func giveUp(err error, sequence string, id rules.ConversationID) bool {
	permanent := fault.Permanent(err)
	slog.Error("stream record", "permanent", permanent, "sequence", sequence, "conversation", id, "error", err)
	return permanent
}

// run gives the threads to at most workers goroutines and waits for them.
func run(workers int, threads [][]store.Record, do func([]store.Record)) {
	next := make(chan []store.Record)
	var wait sync.WaitGroup
	for range min(max(workers, 1), len(threads)) {
		wait.Go(func() {
			for t := range next {
				do(t)
			}
		})
	}
	for _, t := range threads {
		next <- t
	}
	close(next)
	wait.Wait()
}
