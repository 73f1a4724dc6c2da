// Package store is the only code that spells DynamoDB: keys, columns, indexes, conditions, capacity. It keeps
// the three tables of Schema and turns the rules' values into items and back. It refuses to decide anything:
// what a conversation becomes is a rule's answer, and the store writes it whole or not at all, only if the
// head is still the one the rule saw.
//
// Every call takes a Workspace, which cannot be made from a string outside this package, or a Viewer (a
// colleague in a workspace), and no call takes a raw key. "Missing" and "not yours" answer alike:
// rules.ErrNoConversation.
package store

import (
	"context"
	"crypto/sha256"
	"sync"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
)

// Tables names the three tables of one deployment.
type Tables struct{ Core, Msgs, Live string }

// Store reads and writes one deployment's tables. It is safe for concurrent use.
type Store struct {
	db     *dynamodb.Client
	tables Tables
	meter  *Meter
	signer []byte // of cursors, where no key is given

	cursorKey func(context.Context) ([]byte, error)
	rows      int // the most that one page of a list reads

	mu   sync.Mutex
	last map[string]place // per workspace, as this process last wrote or read it
}

// Option is a choice for New.
type Option func(*Store)

// WithCursorKey signs cursors with a secret that every process of the deployment shares; read is asked each
// time and should remember. Without it, or when read gives nothing, the key follows from the tables' names:
// still refused for another view or workspace, but guessable. A cursor gives nobody anything they may not
// read anyway.
func WithCursorKey(read func(context.Context) ([]byte, error)) Option {
	return func(s *Store) { s.cursorKey = read }
}

// New makes a store over tables that exist (see Create for a machine of one's own). meter may be nil.
func New(db *dynamodb.Client, tables Tables, meter *Meter, options ...Option) *Store {
	sum := sha256.Sum256([]byte("cursor " + tables.Core + " " + tables.Msgs + " " + tables.Live))
	s := &Store{db: db, tables: tables, meter: meter, signer: sum[:], rows: maxRows, last: map[string]place{}}
	for _, o := range options {
		o(s)
	}
	return s
}
