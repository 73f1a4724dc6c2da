package simulation

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"

	_ "modernc.org/sqlite" // the engine's file is one of SQLite's
)

// timers counts the timers of windows that were ever written: what has fired is not removed, it lapses. It looks into
// the engine's file, because no door tells; arming for the same minute again counts once.
func (s *Simulation) timers(ctx context.Context) error {
	db, err := sql.Open("sqlite", "file:"+filepath.Join(s.machine.Dir, "engine", "tables.sqlite")+"?mode=ro&_pragma=busy_timeout(5000)")
	if err != nil {
		return fmt.Errorf("open the engine's file: %w", err)
	}
	defer db.Close()
	var n int
	if err := db.QueryRowContext(ctx, `SELECT COUNT(*) FROM "transom-live" WHERE pk LIKE 'S:TM#%' AND sk LIKE '%#expire'`).Scan(&n); err != nil {
		return fmt.Errorf("count timers: %w", err)
	}
	s.report.counts["timers of windows written"] = n
	if in := s.report.counts["messages in"]; in > 0 {
		s.report.perInbound = float64(n) / float64(in)
	}
	return nil
}
