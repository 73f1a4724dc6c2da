// Package meta knows what Meta's platforms have in common: how a webhook is signed and its address checked,
// the loose shape of its JSON, and the shape of the Graph API's errors. It refuses to know what any message
// means; the packages beside it do.
package meta

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"strings"
)

// ErrNotJSON says that a body is not one JSON object.
var ErrNotJSON = errors.New("the body is not a JSON object")

// Tree is a JSON object read without expectations: whatever a platform sends, a missing member, a number in
// place of a string or the other way round, reading it gives a value and never fails. The zero Tree is empty.
type Tree map[string]any

// Read reads a body. ErrNotJSON when it is not exactly one object. Numbers keep their digits.
func Read(body []byte) (Tree, error) {
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.UseNumber()
	var t Tree
	if err := dec.Decode(&t); err != nil || t == nil {
		return nil, ErrNotJSON
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return nil, ErrNotJSON
	}
	return t, nil
}

// Has reports that a member is there and not null.
func (t Tree) Has(key string) bool { return t[key] != nil }

// Text reads a string; numbers and booleans as they are written; "" for the rest.
func (t Tree) Text(key string) string { return text(t[key]) }

// Tree reads an object; the empty one if there is none.
func (t Tree) Tree(key string) Tree { return AsTree(t[key]) }

// List reads an array; a lone object stands for an array of one.
func (t Tree) List(key string) []any {
	switch v := t[key].(type) {
	case []any:
		return v
	case map[string]any:
		return []any{v}
	default:
		return nil
	}
}

// Whole reads a whole number, also from a string. ok is false when it is none.
func (t Tree) Whole(key string) (n int64, ok bool) {
	n, err := strconv.ParseInt(strings.TrimSpace(t.Text(key)), 10, 64)
	return n, err == nil
}

// Yes reads a boolean, also from a string.
func (t Tree) Yes(key string) bool { return strings.EqualFold(t.Text(key), "true") }

// AsTree is v if it is an object, otherwise the empty one.
func AsTree(v any) Tree {
	m, _ := v.(map[string]any)
	return m
}

// Raw writes a value as JSON, as it was read but for the order of members.
func Raw(v any) json.RawMessage {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return json.RawMessage("null") // what was read from JSON can be written; nothing else comes here
	}
	return bytes.TrimSpace(b.Bytes())
}

func text(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	case bool:
		return strconv.FormatBool(v)
	default:
		return ""
	}
}
