package store

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

// Column names that infra needs to declare the tables. Keys and index keys are strings, TTL is a number.
const (
	PartitionKey = "pk"
	SortKey      = "sk"
	TTL          = "ttl"
)

const (
	indexList   = "list"
	indexOwner  = "owner"
	indexWindow = "window"
)

// Schema is the three tables.
var Schema = []Table{
	{Name: "core", Stream: true, Backup: true, Indexes: []Index{
		{Name: indexList, PartitionKey: colList, SortKey: colListSort, Include: rowColumns},
		{Name: indexOwner, PartitionKey: colOwner, SortKey: colOwnerSort},
		{Name: indexWindow, PartitionKey: colDeadline, SortKey: colDeadlineSrt},
	}},
	{Name: "msgs", Stream: true, Backup: true},
	{Name: "live"},
}
