package events

import (
	"encoding/json"
	"slices"
	"strconv"
)

// Filter is a condition on a stream record: all members that are set must hold. It is rendered for AWS by
// Pattern and evaluated in Go by Matches; a test holds the two together on every sample.
type Filter struct {
	Ops   []Op              // empty: any
	Image map[string][]Cond // column of the new image → any of these
}

// Op is a record's event name.
type Op string

// The operations.
const (
	Insert Op = "INSERT"
	Modify Op = "MODIFY"
	Remove Op = "REMOVE"
)

// Cond is a condition on one string or number column.
type Cond struct {
	Equals string // the value as text
	Number bool   // the column is a number (DynamoDB type N)
	Exists *bool
}

// Is matches a string column.
func Is(value string) Cond { return Cond{Equals: value} }

// IsNumber matches a number column.
func IsNumber(value int) Cond { return Cond{Equals: strconv.Itoa(value), Number: true} }

// Pattern renders the filter as a Lambda event filter pattern for DynamoDB streams.
func (f Filter) Pattern() string {
	pattern := map[string]any{}
	if len(f.Ops) > 0 {
		pattern["eventName"] = f.Ops
	}
	image := map[string]any{}
	for column, conds := range f.Image {
		byType := map[string][]any{}
		for _, c := range conds {
			typ := "S"
			if c.Number {
				typ = "N"
			}
			byType[typ] = append(byType[typ], c.render())
		}
		image[column] = byType
	}
	if len(image) > 0 {
		pattern["dynamodb"] = map[string]any{"NewImage": image}
	}
	text, err := json.Marshal(pattern)
	if err != nil {
		panic(err) // a map of strings always renders
	}
	return string(text)
}

func (c Cond) render() any {
	if c.Exists != nil {
		return map[string]bool{"exists": *c.Exists}
	}
	return c.Equals // numbers are strings in a stream record's N
}

// Matches evaluates the filter on a stream record as AWS sends it: {"eventName": …, "dynamodb": {"NewImage": …}}.
func (f Filter) Matches(record []byte) bool {
	var r struct {
		EventName Op `json:"eventName"`
		DynamoDB  struct {
			NewImage map[string]map[string]any `json:"NewImage"`
		} `json:"dynamodb"`
	}
	if json.Unmarshal(record, &r) != nil {
		return false
	}
	if len(f.Ops) > 0 && !slices.Contains(f.Ops, r.EventName) {
		return false
	}
	for column, conds := range f.Image {
		value, present := r.DynamoDB.NewImage[column]
		if !slices.ContainsFunc(conds, func(c Cond) bool { return c.holds(value, present) }) {
			return false
		}
	}
	return true
}

func (c Cond) holds(value map[string]any, present bool) bool {
	typ := "S"
	if c.Number {
		typ = "N"
	}
	text, ok := value[typ].(string)
	if c.Exists != nil {
		return *c.Exists == (present && ok)
	}
	return ok && text == c.Equals
}
