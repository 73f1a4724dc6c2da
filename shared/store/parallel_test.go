package store_test

import (
	"testing"

	"golang.org/x/sync/errgroup"
)

// parallel does n things, 16 at a time, and fails the test with the first error.
func parallel(t testing.TB, n int, do func(i int) error) {
	t.Helper()
	g, ctx := errgroup.WithContext(t.Context())
	g.SetLimit(16)
	for i := range n {
		if ctx.Err() != nil {
			break
		}
		g.Go(func() error { return do(i) })
	}
	must(t, g.Wait())
}
