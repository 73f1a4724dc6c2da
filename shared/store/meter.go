package store

// Meter adds up consumed capacity per operation ("receive", "change", …), for budgets that tests assert and
// for the metrics. A nil Meter costs nothing.
type Meter struct{}
