package main

import (
	"context"
	"encoding/json"
	"sync"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/smithy-go/middleware"

	"transom/shared/store"
	"transom/shared/store/storetest"
)

// late answers as the database may and the engine never does: a read that is not a strong one finds nothing where a
// transaction wrote.
type late struct {
	mu    sync.Mutex
	wrote map[string]bool
}

func (l *late) handle(ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler) (middleware.InitializeOutput, middleware.Metadata, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	switch ask := in.Parameters.(type) {
	case *dynamodb.GetItemInput:
		if !aws.ToBool(ask.ConsistentRead) && l.wrote[keyText(ask.Key)] {
			return middleware.InitializeOutput{Result: &dynamodb.GetItemOutput{}}, middleware.Metadata{}, nil
		}
	case *dynamodb.TransactWriteItemsInput:
		for _, it := range ask.TransactItems {
			if it.Update != nil {
				l.wrote[keyText(it.Update.Key)] = true
			}
		}
	}
	return next.HandleInitialize(ctx, in)
}

func keyText(key map[string]types.AttributeValue) string {
	name, _ := json.Marshal(key) // strings always render
	return string(name)
}

// isLate gives a world with people and a template a database that is late.
func (w *world) isLate() {
	w.Helper()
	l, names := &late{wrote: map[string]bool{}}, storetest.Tables()
	w.must(store.New(storetest.Client(w), names, nil).Create(w.Context()))
	w.store = store.New(dynamodb.New(storetest.Client(w).Options(), func(o *dynamodb.Options) {
		o.APIOptions = append(o.APIOptions, func(stack *middleware.Stack) error {
			return stack.Initialize.Add(middleware.InitializeMiddlewareFunc("late", l.handle), middleware.Before)
		})
	}), names, nil)
	w.desk.store = w.store
	w.home = w.workspace("home", "Home", ada, ben)
	w.must(w.store.ConnectChannel(w.Context(), w.home, w.channel))
	w.order()
	l.mu.Lock()
	defer l.mu.Unlock()
	clear(l.wrote) // all that is long ago
}

func TestABeginningIsAnsweredByWhatWasWritten(t *testing.T) {
	w := newWorld(t)
	w.isLate()
	body := w.beginning(map[string]any{"phone": "+491512345678", "name": "Lena"})
	first := w.want(w.call(ben, "POST", "/conversations", body), 202, "")
	id := w.conversationOf(first)["id"]
	w.want(w.call(ben, "GET", "/conversations/"+id.(string), nil), 404, "conversation_missing") // so late is it
	if m := first.body["message"].(map[string]any); first.body["existed"] != false || m["conversationId"] != id || m["status"] != "queued" {
		t.Errorf("begun: %s", first.text)
	}
	w.toldAgain(ben, body, first)
	again := w.beginning(map[string]any{"conversationId": id, "clientId": body["clientId"]})
	w.toldAgain(ben, again, first)
}
