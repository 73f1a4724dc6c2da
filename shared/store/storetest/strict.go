package storetest

import (
	"context"
	"fmt"
	"reflect"
	"strings"

	"github.com/aws/smithy-go/middleware"
)

// strict refuses what AWS refuses and the engine lets through: an empty map of names or values, and a
// placeholder that no expression uses (DynamoDB API reference, ValidationException, read 2026-11-20).
func strict(stack *middleware.Stack) error {
	return stack.Initialize.Add(middleware.InitializeMiddlewareFunc("strict",
		func(ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler) (middleware.InitializeOutput, middleware.Metadata, error) {
			if err := inspect(reflect.ValueOf(in.Parameters)); err != nil {
				return middleware.InitializeOutput{}, middleware.Metadata{}, err
			}
			return next.HandleInitialize(ctx, in)
		}), middleware.Before)
}

// inspect looks at a request and at the writes inside a transaction.
func inspect(v reflect.Value) error {
	v = reflect.Indirect(v)
	if v.Kind() != reflect.Struct {
		return nil
	}
	expressions := ""
	var placeholders []string
	for i := range v.NumField() {
		f, name := v.Field(i), v.Type().Field(i).Name
		switch {
		case strings.HasSuffix(name, "Expression") && f.Kind() == reflect.Pointer && !f.IsNil():
			expressions += " " + f.Elem().String()
		case strings.HasPrefix(name, "ExpressionAttribute") && !f.IsNil():
			if f.Len() == 0 {
				return fmt.Errorf("%s: %s is empty", v.Type(), name)
			}
			for _, k := range f.MapKeys() {
				placeholders = append(placeholders, k.String())
			}
		case name == "TransactItems":
			for j := range f.Len() {
				if err := inspectWrite(f.Index(j)); err != nil {
					return err
				}
			}
		}
	}
	words := strings.FieldsFunc(expressions, func(r rune) bool { return strings.ContainsRune(" ,=<>()", r) })
	for _, p := range placeholders {
		used := false
		for _, w := range words {
			used = used || w == p
		}
		if !used {
			return fmt.Errorf("%s: nothing in %q uses %s", v.Type(), expressions, p)
		}
	}
	return nil
}

// inspectWrite looks at the one kind of write that a part of a transaction holds.
func inspectWrite(v reflect.Value) error {
	for i := range v.NumField() {
		if f := v.Field(i); f.Kind() == reflect.Pointer && !f.IsNil() {
			if err := inspect(f); err != nil {
				return err
			}
		}
	}
	return nil
}
