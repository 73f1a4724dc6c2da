package whatsapp

import (
	"encoding/json"
	"fmt"
	"slices"
	"unicode/utf8"
)

// check walks a request and keeps the first refusal; after one, every further question answers empty.
type check struct{ err *Error }

func (c *check) refuse(code int, format string, args ...any) {
	if c.err == nil {
		c.err = ErrorOf(code, fmt.Sprintf(format, args...))
	}
}

// object is a JSON object of a request, with its name as the platform spells it in errors.
type object struct {
	*check
	name   string
	fields map[string]any
}

func (o object) path(key string) string {
	if o.name == "" {
		return key
	}
	return fmt.Sprintf("%s['%s']", o.name, key)
}

// only refuses every key but these. The platform overlooks some strangers at the top level; the sandbox does
// not, because a stranger there is a spelling mistake.
func (o object) only(keys ...string) {
	for key := range o.fields {
		if !slices.Contains(keys, key) {
			o.refuse(100, "Unexpected key %q on param %q.", key, o.name)
		}
	}
}

// text is a string member of at most limit characters; an absent one is "".
func (o object) text(key string, limit int) string {
	v, ok := o.fields[key]
	if !ok || o.err != nil {
		return ""
	}
	s, ok := v.(string)
	if !ok {
		o.refuse(100, "Param %s must be a string.", o.path(key))
		return ""
	}
	if utf8.RuneCountInString(s) > limit {
		o.refuse(100, "Param %s must be at most %d characters long.", o.path(key), limit)
	}
	return s
}

// must is a text that may not be missing or empty.
func (o object) must(key string, limit int) string {
	s := o.text(key, limit)
	if s == "" {
		o.refuse(100, "The parameter %s is required.", o.path(key))
	}
	return s
}

// word is a text that must be one of these.
func (o object) word(key string, words ...string) string {
	s := o.must(key, 64)
	if !slices.Contains(words, s) {
		o.refuse(100, "Param %s must be one of %v.", o.path(key), words)
	}
	return s
}

// flag is a boolean member; an absent one is false.
func (o object) flag(key string) bool {
	v, ok := o.fields[key]
	if !ok {
		return false
	}
	b, ok := v.(bool)
	if !ok {
		o.refuse(100, "Param %s must be a boolean.", o.path(key))
	}
	return b
}

// number is a number between low and high that may not be missing.
func (o object) number(key string, low, high float64) float64 {
	n, ok := o.fields[key].(json.Number)
	if !ok {
		o.refuse(100, "The parameter %s is required and must be a number.", o.path(key))
		return 0
	}
	f, err := n.Float64()
	if err != nil || f < low || f > high {
		o.refuse(131009, "Param %s must be between %g and %g.", o.path(key), low, high)
	}
	return f
}

// has reports whether a key is there.
func (o object) has(key string) bool { _, ok := o.fields[key]; return ok }

// object is a member that is an object and may not be missing (131008).
func (o object) object(key string) object {
	child := object{check: o.check, name: o.path(key)}
	v, ok := o.fields[key]
	if !ok {
		o.refuse(131008, "The parameter %s is missing.", o.path(key))
		return child
	}
	if child.fields, ok = v.(map[string]any); !ok {
		o.refuse(100, "Param %s must be an object.", o.path(key))
	}
	return child
}

// list is a member that is a list of low to high objects.
func (o object) list(key string, low, high int) []object {
	v, ok := o.fields[key].([]any)
	if !ok || len(v) < low || len(v) > high {
		o.refuse(131009, "Param %s must be a list of %d to %d items.", o.path(key), low, high)
		return nil
	}
	out := make([]object, 0, len(v))
	for i, item := range v {
		fields, ok := item.(map[string]any)
		if !ok {
			o.refuse(100, "Param %s[%d] must be an object.", o.path(key), i)
			return nil
		}
		out = append(out, object{check: o.check, name: fmt.Sprintf("%s[%d]", o.path(key), i), fields: fields})
	}
	return out
}
