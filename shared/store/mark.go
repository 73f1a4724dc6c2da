package store

import (
	"context"
	"time"

	"transom/shared/rules"
)

// Mark says that a customer has received or read everything up to a point.
type Mark struct {
	Address     rules.Address
	Status      rules.Delivery // Delivered or Read
	Watermark   time.Time      // everything sent up to then; zero if PlatformIDs alone tell
	PlatformIDs []string       // with Read: these and everything before them
	At          time.Time
}

// Mark moves the outbound messages that a mark covers, among the newest 100 entries of the customer's
// conversation. Messages that are that far already are left alone; for a customer nobody knows it does
// nothing. Repeating is safe.
func (s *Store) Mark(ctx context.Context, ws Workspace, ch rules.Channel, m Mark) error {
	panic("to be written")
}
