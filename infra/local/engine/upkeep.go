// Package engine looks after the DynamoDB engine of one machine: an index its change streams need to stay
// fast, the removal of stream records after a day as on AWS, and the sweep of items whose time to live is
// over, which the engine does only when asked. It knows the private table in which the engine of exactly the
// pinned version keeps its streams; where that has changed, everything still works, only slower, and the log
// says so.
package engine

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"time"

	_ "modernc.org/sqlite" // the database driver "sqlite"
)

// kept is how long stream records stay (24 hours; DynamoDB Streams, read 2026-11-20).
const kept = 24 * time.Hour

// Upkeep says what to look after. Sweep is the address of the engine's tool endpoint, Token its password.
type Upkeep struct {
	Path  string // the engine's database file
	Sweep string
	Token string
	Log   *slog.Logger
}

// Run looks after the engine until ctx ends: once at the begin, then every minute (time to live) and every
// hour (streams).
func (u Upkeep) Run(ctx context.Context) {
	minute := time.NewTicker(time.Minute)
	defer minute.Stop()
	for n := 0; ; n++ {
		if n%60 == 0 {
			if err := u.trim(ctx); err != nil && ctx.Err() == nil {
				u.Log.Warn("stream upkeep of the engine", "error", err)
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-minute.C:
		}
		if err := u.SweepNow(ctx); err != nil && ctx.Err() == nil {
			u.Log.Warn("time to live sweep", "error", err)
		}
	}
}

// trim makes the index and removes old stream records, except each table's newest, from which the engine
// goes on counting.
func (u Upkeep) trim(ctx context.Context) error {
	db, err := sql.Open("sqlite", "file:"+u.Path+"?_pragma=busy_timeout(5000)")
	if err != nil {
		return fmt.Errorf("open the engine's file: %w", err)
	}
	defer db.Close()
	const index = `CREATE INDEX IF NOT EXISTS local_stream_seq ON _stream_records(table_name, CAST(sequence_number AS INTEGER))`
	if _, err := db.ExecContext(ctx, index); err != nil {
		return fmt.Errorf("index stream records: %w", err)
	}
	const trim = `DELETE FROM _stream_records WHERE id IN (SELECT id FROM _stream_records WHERE created_at < ?
		AND id NOT IN (SELECT MAX(id) FROM _stream_records GROUP BY table_name) LIMIT 1000)`
	for {
		done, err := db.ExecContext(ctx, trim, time.Now().Add(-kept).Unix())
		if err != nil {
			return fmt.Errorf("trim stream records: %w", err)
		}
		if n, err := done.RowsAffected(); err != nil || n == 0 {
			return err
		}
	}
}

// SweepNow asks the engine to remove the items whose time to live is over.
func (u Upkeep) SweepNow(ctx context.Context) error {
	const call = `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"sweep_ttl","arguments":{}}}`
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, u.Sweep, bytes.NewReader([]byte(call)))
	if err != nil {
		return fmt.Errorf("make sweep call: %w", err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept", "application/json, text/event-stream")
	r.Header.Set("Authorization", "Bearer "+u.Token)
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return fmt.Errorf("call sweep: %w", err)
	}
	defer answer.Body.Close()
	body, _ := io.ReadAll(io.LimitReader(answer.Body, 4096)) // what came of it is enough
	if answer.StatusCode != http.StatusOK || bytes.Contains(body, []byte(`"isError":true`)) {
		return fmt.Errorf("sweep answered %d: %s", answer.StatusCode, body)
	}
	return nil
}
