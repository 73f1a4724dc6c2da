package events_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// accepts evaluates a Lambda event filter pattern on an event, from AWS's description of the rules and not from
// ours (Lambda guide, "Filter rule syntax"; EventBridge guide, "Content filtering"; read 2026-11-20): an object
// wants all its fields, an array any of its comparisons, which look at one leaf of the event. It knows the
// comparisons exact, null, prefix, suffix, anything-but, equals-ignore-case, numeric and exists; others are an
// error, for they would be a filter that AWS may read otherwise.
func accepts(pattern, event string) (bool, error) {
	var p map[string]any
	if err := json.Unmarshal([]byte(pattern), &p); err != nil {
		return false, fmt.Errorf("read pattern: %w", err)
	}
	var e any
	if err := json.Unmarshal([]byte(event), &e); err != nil {
		return false, fmt.Errorf("read event: %w", err)
	}
	return acceptsObject(p, e)
}

func acceptsObject(pattern map[string]any, event any) (bool, error) {
	fields, _ := event.(map[string]any) // what is no object has no fields: every comparison sees them missing
	for name, want := range pattern {
		value, there := fields[name]
		var ok bool
		var err error
		switch want := want.(type) {
		case map[string]any:
			ok, err = acceptsObject(want, value)
		case []any:
			ok, err = acceptsAny(want, value, there)
		default:
			err = fmt.Errorf("field %s is compared with %v, not with a list", name, want)
		}
		if err != nil || !ok {
			return false, err
		}
	}
	return true, nil
}

func acceptsAny(comparisons []any, value any, there bool) (bool, error) {
	found := false
	for _, c := range comparisons {
		ok, err := compare(c, value, there)
		if err != nil {
			return false, err
		}
		found = found || ok
	}
	return found, nil
}

func compare(comparison, value any, there bool) (bool, error) {
	if list, ok := value.([]any); ok && there { // an array in the event: one element is enough
		return slices.ContainsFunc(list, func(v any) bool { ok, _ := compare(comparison, v, true); return ok }), nil
	}
	_, nested := value.(map[string]any)
	leaf := there && !nested
	rule, ok := comparison.(map[string]any)
	if !ok {
		return leaf && value == comparison, nil
	}
	for name, operand := range rule {
		text, isText := value.(string)
		switch operand := operand.(type) {
		case bool:
			if name == "exists" {
				return operand == leaf, nil
			}
		case string:
			switch name {
			case "prefix":
				return leaf && isText && strings.HasPrefix(text, operand), nil
			case "suffix":
				return leaf && isText && strings.HasSuffix(text, operand), nil
			case "equals-ignore-case":
				return leaf && isText && strings.EqualFold(text, operand), nil
			}
		case []any:
			switch name {
			case "anything-but":
				return leaf && !slices.Contains(operand, value), nil
			case "numeric":
				return numeric(operand, value), nil
			}
		}
	}
	return false, fmt.Errorf("comparison %v is not known", comparison)
}

// numeric compares JSON numbers only: DynamoDB's numbers are text and never match.
func numeric(terms []any, value any) bool {
	n, ok := value.(float64)
	for i := 0; ok && i+1 < len(terms); i += 2 {
		limit, _ := terms[i+1].(float64)
		switch terms[i] {
		case "=":
			ok = n == limit
		case "<":
			ok = n < limit
		case "<=":
			ok = n <= limit
		case ">":
			ok = n > limit
		case ">=":
			ok = n >= limit
		default:
			ok = false
		}
	}
	return ok
}

// The evaluator is judged by AWS's own examples, put into our words.
func TestPatternsAreReadAsAWSReadsThem(t *testing.T) {
	const event = `{"a": "x", "n": 5, "none": null, "deep": {"leaf": "Alpha", "list": ["p", "q"]}, "empty": ""}`
	for _, tc := range []struct {
		pattern string
		want    bool
	}{
		{`{}`, true},
		{`{"a": ["x"]}`, true},
		{`{"a": ["y", "x"]}`, true},
		{`{"a": ["X"]}`, false},
		{`{"a": [{"equals-ignore-case": "X"}]}`, true},
		{`{"n": [5]}`, true},
		{`{"n": ["5"]}`, false},
		{`{"n": [{"numeric": [">", 1, "<=", 5]}]}`, true},
		{`{"a": [{"numeric": ["=", 5]}]}`, false},
		{`{"none": [null]}`, true},
		{`{"gone": [null]}`, false},
		{`{"empty": [""]}`, true},
		{`{"deep": {"leaf": [{"prefix": "Al"}]}}`, true},
		{`{"deep": {"leaf": [{"suffix": "x"}]}}`, false},
		{`{"deep": {"list": ["q"]}}`, true},
		{`{"deep": {"list": ["r"]}}`, false},
		{`{"a": [{"anything-but": ["x"]}]}`, false},
		{`{"a": [{"anything-but": ["y"]}]}`, true},
		{`{"a": ["x"], "n": [6]}`, false},
		{`{"a": [{"exists": true}]}`, true},
		{`{"gone": [{"exists": false}]}`, true},
		{`{"gone": {"deeper": [{"exists": false}]}}`, true},
		{`{"gone": {"deeper": ["x"]}}`, false},
		{`{"deep": [{"exists": true}]}`, false}, // exists looks at leaves only
	} {
		if got, err := accepts(tc.pattern, event); err != nil || got != tc.want {
			t.Errorf("%s: got %v, %v, want %v", tc.pattern, got, err, tc.want)
		}
	}
	for _, bad := range []string{`{"a": "x"}`, `{"a": [{"cidr": "10.0.0.0/8"}]}`, `[]`, `{`} {
		if _, err := accepts(bad, event); err == nil {
			t.Errorf("%s: got no error", bad)
		}
	}
}
