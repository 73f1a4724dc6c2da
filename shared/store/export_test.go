package store

// MaxRows is the budget of a page.
const MaxRows = maxRows

// Budget makes pages read at most rows rows, so that a test of the budget needs few.
func (s *Store) Budget(rows int) { s.rows = rows }
