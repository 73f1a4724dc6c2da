package store_test

import (
	"testing"

	"golang.org/x/sync/errgroup"
)

// parallel does n things, 16 at a time, and fails the test with the first error.
func parallel(t testing.TB, n int, do func(i int) error) {
	t.Helper()
	var g errgroup.Group
	g.SetLimit(16)
	for i := range n {
		g.Go(func() error { return do(i) })
	}
	must(t, g.Wait())
}
