// Package storetest gives a test a store of its own on the real engine. It knows how to find, start and end
// the engine; it knows nothing of conversations. There is no in-memory store to test against: what the tests
// see is what the product on one machine sees.
package storetest

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"transom/shared/cloud"
	"transom/shared/store"
)

// New gives a test an empty store: three tables of its own on an engine that all tests of the binary share
// and that ends with the binary.
func New(t testing.TB) *store.Store {
	t.Helper()
	s := store.New(Client(t), Tables(), nil)
	if err := s.Create(context.Background()); err != nil {
		t.Fatalf("create tables: %v", err)
	}
	return s
}

// Metered is Quiet with a meter.
func Metered(t testing.TB) (*store.Store, *store.Meter) {
	t.Helper()
	m := new(store.Meter)
	return quiet(t, Client(t), m), m
}

// Quiet is New without streams, for tests that write tens of thousands of items: in memory the engine takes
// the longer for a write the more stream records it holds.
func Quiet(t testing.TB) *store.Store {
	t.Helper()
	return quiet(t, Client(t), nil)
}

func quiet(t testing.TB, db *dynamodb.Client, m *store.Meter) *store.Store {
	t.Helper()
	names := Tables()
	for i, name := range []string{names.Core, names.Msgs, names.Live} {
		in := store.Schema[i].Definition(name)
		in.StreamSpecification = nil
		if _, err := db.CreateTable(context.Background(), in); err != nil {
			t.Fatalf("create table %s: %v", name, err)
		}
	}
	return store.New(db, names, m)
}

// Tables makes up three names that nobody else has.
func Tables() store.Tables {
	b := make([]byte, 6)
	_, _ = rand.Read(b) // never fails (crypto/rand)
	p := "t" + hex.EncodeToString(b)
	return store.Tables{Core: p + "-core", Msgs: p + "-msgs", Live: p + "-live"}
}

// Client speaks to the shared engine, which it starts when it is the first to ask.
func Client(t testing.TB) *dynamodb.Client {
	t.Helper()
	return client(t, Endpoint(t))
}

func client(t testing.TB, endpoint string) *dynamodb.Client {
	t.Helper()
	cfg, err := cloud.Config(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	cfg.Region = "us-east-1"
	cfg.Credentials = credentials.NewStaticCredentialsProvider("test", "test", "")
	return dynamodb.NewFromConfig(cfg, func(o *dynamodb.Options) {
		o.BaseEndpoint = aws.String(endpoint)
		o.APIOptions = append(o.APIOptions, strict)
	})
}

// Endpoint is the address of the shared engine, for a test that starts programs of its own.
func Endpoint(t testing.TB) string {
	t.Helper()
	endpoint, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	return endpoint
}
