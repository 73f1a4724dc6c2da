package live

import (
	"bytes"
	"encoding/json"
	"fmt"

	"transom/shared/wire"
)

// FrameLimit is the longest frame in bytes, one unit of API Gateway's metering (API Gateway pricing, read
// 2026-11-20). One message that is longer by itself goes alone in a frame of up to PayloadLimit.
const FrameLimit = 32 << 10

// PayloadLimit is the longest payload API Gateway takes, in bytes (API Gateway quotas for WebSocket APIs,
// read 2026-11-20).
const PayloadLimit = 128 << 10

// Encode renders a frame as JSON, in as many pieces as FrameLimit asks for. Each piece is a frame of its own
// with the same type and sequence; only the first has counters and presence.
func Encode(d wire.Down) ([][]byte, error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(d); err != nil {
		return nil, fmt.Errorf("encode %s frame: %w", d.T, err)
	}
	whole := bytes.TrimSuffix(buf.Bytes(), []byte("\n"))
	if len(whole) <= FrameLimit || parts(d) < 2 {
		return [][]byte{whole}, nil
	}
	first, second := halve(d)
	a, err := Encode(first)
	if err != nil {
		return nil, err
	}
	b, err := Encode(second)
	if err != nil {
		return nil, err
	}
	return append(a, b...), nil
}

// parts counts what a frame can be divided into.
func parts(d wire.Down) int {
	return len(d.Changed) + len(d.Rows) + len(d.Gone) + len(d.Messages) + len(d.Warnings)
}

// halve divides a frame's parts into two frames, in order: a row comes before the warning about it.
func halve(d wire.Down) (first, second wire.Down) {
	first, second = d, wire.Down{T: d.T, Sequence: d.Sequence, Now: d.Now}
	left := parts(d) / 2
	first.Changed, second.Changed, left = cut(d.Changed, left)
	first.Rows, second.Rows, left = cut(d.Rows, left)
	first.Gone, second.Gone, left = cut(d.Gone, left)
	first.Messages, second.Messages, left = cut(d.Messages, left)
	first.Warnings, second.Warnings, _ = cut(d.Warnings, left)
	return first, second
}

// cut gives the first n of all, the rest, and how many of n are left for others.
func cut[T any](all []T, n int) (head, tail []T, left int) {
	k := min(n, len(all))
	return all[:k:k], all[k:], n - k
}
