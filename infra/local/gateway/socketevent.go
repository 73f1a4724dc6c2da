package gateway

import (
	"encoding/json"
	"time"

	awsevents "github.com/aws/aws-lambda-go/events"
	"github.com/google/uuid"
)

// event is what the WebSocket API sends a function.
func (k *socket) event(route, kind string, body []byte, code int64, reason string) []byte {
	now := time.Now().UTC()
	id := uuid.NewString()
	e := awsevents.APIGatewayWebsocketProxyRequest{
		Body: string(body),
		RequestContext: awsevents.APIGatewayWebsocketProxyRequestContext{
			RouteKey: route, EventType: kind, MessageDirection: "IN", Stage: "live", APIID: "local", RequestID: id, ExtendedRequestID: id,
			ConnectionID: k.id, ConnectedAt: k.connected.UnixMilli(), DomainName: k.request.Host,
			RequestTime: now.Format("02/Jan/2006:15:04:05 -0700"), RequestTimeEpoch: now.UnixMilli(),
			Identity: awsevents.APIGatewayRequestIdentity{SourceIP: source(k.request), UserAgent: k.request.UserAgent()},
		},
	}
	switch kind {
	case "CONNECT":
		e.Headers, e.MultiValueHeaders = map[string]string{"Host": k.request.Host}, map[string][]string{"Host": {k.request.Host}}
		for name, values := range k.request.Header {
			e.Headers[name], e.MultiValueHeaders[name] = values[len(values)-1], values
		}
		if q := k.request.URL.Query(); len(q) > 0 {
			e.QueryStringParameters, e.MultiValueQueryStringParameters = map[string]string{}, q
			for name, values := range q {
				e.QueryStringParameters[name] = values[len(values)-1]
			}
		}
	case "DISCONNECT":
		e.RequestContext.DisconnectStatusCode, e.RequestContext.DisconnectReason = code, &reason
	case "MESSAGE":
		e.RequestContext.MessageID = id
	}
	text, err := json.Marshal(e)
	if err != nil {
		panic(err) // strings and numbers always render
	}
	return text
}

func (k *socket) touch() {
	k.mu.Lock()
	k.active = time.Now()
	k.mu.Unlock()
}
