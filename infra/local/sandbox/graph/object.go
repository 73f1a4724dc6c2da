package graph

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"unicode/utf8"
)

// Check walks a request and keeps the first refusal; after one, every further question answers empty.
type Check struct {
	Err *Error
	// Words makes a platform's refusal of a code.
	Words func(code int, details string) *Error
	// Missing and Invalid are the codes for members that are not there or beyond their limits.
	Missing, Invalid int
}

// Refuse keeps a refusal unless there is one.
func (c *Check) Refuse(code int, format string, args ...any) {
	if c.Err == nil {
		c.Err = c.Words(code, fmt.Sprintf(format, args...))
	}
}

// Object is a JSON object of a request, with its name as the platform spells it in errors.
type Object struct {
	*Check
	Name   string
	Fields map[string]any
}

// Decode reads a body that must be one JSON object.
func Decode(c *Check, body []byte) Object {
	o := Object{Check: c}
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.UseNumber()
	if err := dec.Decode(&o.Fields); err != nil || o.Fields == nil {
		c.Refuse(100, "The body is not a JSON object.")
		return o
	}
	if _, err := dec.Token(); err != io.EOF {
		c.Refuse(100, "The body has more than one JSON value.")
	}
	return o
}

// Path is a member's name as the platform spells it in errors.
func (o Object) Path(key string) string {
	if o.Name == "" {
		return key
	}
	return fmt.Sprintf("%s['%s']", o.Name, key)
}

// Only refuses every key but these. The platform overlooks some strangers at the top level; the sandbox does
// not, because a stranger there is a spelling mistake.
func (o Object) Only(keys ...string) {
	for key := range o.Fields {
		if !slices.Contains(keys, key) {
			o.Refuse(100, "Unexpected key %q on param %q.", key, o.Name)
		}
	}
}

// Text is a string member of at most limit characters; an absent one is "".
func (o Object) Text(key string, limit int) string {
	v, ok := o.Fields[key]
	if !ok || o.Err != nil {
		return ""
	}
	s, ok := v.(string)
	if !ok {
		o.Refuse(100, "Param %s must be a string.", o.Path(key))
		return ""
	}
	if utf8.RuneCountInString(s) > limit {
		o.Refuse(100, "Param %s must be at most %d characters long.", o.Path(key), limit)
	}
	return s
}

// Must is a text that may not be missing or empty.
func (o Object) Must(key string, limit int) string {
	s := o.Text(key, limit)
	if s == "" {
		o.Refuse(100, "The parameter %s is required.", o.Path(key))
	}
	return s
}

// Word is a text that must be one of these.
func (o Object) Word(key string, words ...string) string {
	s := o.Must(key, 64)
	if !slices.Contains(words, s) {
		o.Refuse(100, "Param %s must be one of %v.", o.Path(key), words)
	}
	return s
}

// Flag is a boolean member; an absent one is false.
func (o Object) Flag(key string) bool {
	v, ok := o.Fields[key]
	if !ok {
		return false
	}
	b, ok := v.(bool)
	if !ok {
		o.Refuse(100, "Param %s must be a boolean.", o.Path(key))
	}
	return b
}

// Number is a number between low and high that may not be missing.
func (o Object) Number(key string, low, high float64) float64 {
	n, ok := o.Fields[key].(json.Number)
	if !ok {
		o.Refuse(100, "The parameter %s is required and must be a number.", o.Path(key))
		return 0
	}
	f, err := n.Float64()
	if err != nil || f < low || f > high {
		o.Refuse(o.Invalid, "Param %s must be between %g and %g.", o.Path(key), low, high)
	}
	return f
}

// Has reports whether a key is there.
func (o Object) Has(key string) bool { _, ok := o.Fields[key]; return ok }

// Object is a member that is an object and may not be missing.
func (o Object) Object(key string) Object {
	child := Object{Check: o.Check, Name: o.Path(key)}
	v, ok := o.Fields[key]
	if !ok {
		o.Refuse(o.Missing, "The parameter %s is missing.", o.Path(key))
		return child
	}
	if child.Fields, ok = v.(map[string]any); !ok {
		o.Refuse(100, "Param %s must be an object.", o.Path(key))
	}
	return child
}

// List is a member that is a list of low to high objects.
func (o Object) List(key string, low, high int) []Object {
	v, ok := o.Fields[key].([]any)
	if !ok || len(v) < low || len(v) > high {
		o.Refuse(o.Invalid, "Param %s must be a list of %d to %d items.", o.Path(key), low, high)
		return nil
	}
	out := make([]Object, 0, len(v))
	for i, item := range v {
		fields, ok := item.(map[string]any)
		if !ok {
			o.Refuse(100, "Param %s[%d] must be an object.", o.Path(key), i)
			return nil
		}
		out = append(out, Object{Check: o.Check, Name: fmt.Sprintf("%s[%d]", o.Path(key), i), Fields: fields})
	}
	return out
}
