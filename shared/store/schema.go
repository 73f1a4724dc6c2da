package store

import "context"

// Table describes one of the three tables as data: infra declares it on AWS, Create makes it on one machine
// and in tests.
type Table struct {
	Name    string // "core", "msgs", "live"
	Stream  bool   // new and old images
	Backup  bool   // point-in-time recovery
	Indexes []Index
}

// Index is a sparse global secondary index.
type Index struct {
	Name         string
	PartitionKey string
	SortKey      string
	Include      []string // projected columns; empty means keys only
}

// Column names that infra needs to declare the tables.
const (
	PartitionKey = "pk"
	SortKey      = "sk"
	TTL          = "ttl"
)

// Schema is the three tables.
var Schema = []Table{
	{Name: "core", Stream: true, Backup: true, Indexes: []Index{
		{Name: "list", PartitionKey: "l1", SortKey: "s1", Include: nil /* the columns a row shows; filled with the head codec */},
		{Name: "owner", PartitionKey: "l2", SortKey: "s2"},
		{Name: "window", PartitionKey: "l3", SortKey: "s3"},
	}},
	{Name: "msgs", Stream: true, Backup: true},
	{Name: "live"},
}

// Create makes the tables that do not exist yet, for a machine of one's own and for tests; AWS has CDK.
func (s *Store) Create(ctx context.Context) error { panic("stub") }
