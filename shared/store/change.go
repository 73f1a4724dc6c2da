package store

import (
	"github.com/aws/aws-lambda-go/events"

	"transom/shared/rules"
)

// Record is a stream record as this system understands it: a head or a log entry after a write.
type Record struct {
	Workspace Workspace
	Sequence  string              // for partial batch answers
	Inserted  bool                // the first image of the item
	Head      *rules.Conversation // set on records of core
	Entry     *rules.Entry        // set on records of msgs
}

// DecodeRecord reads a stream record. ok is false for records of items that are neither heads nor entries,
// and for removals.
func DecodeRecord(r events.DynamoDBEventRecord) (rec Record, ok bool, err error) { panic("stub") }
