package gateway

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"mime"
	"net"
	"net/http"
	"strings"
	"time"
	"unicode/utf8"

	awsevents "github.com/aws/aws-lambda-go/events"
	"github.com/google/uuid"

	"transom/events"
)

const account = "000000000000"

// httpEvent is a request in payload format 2.0. Function URLs give the path as it came; an HTTP API gives it
// decoded, so that an escaped "#" of a path reaches the function as "#" (measured by others on AWS:
// github.com/hotsock/voker pull request 8, read 2026-11-21).
func httpEvent(r *http.Request, route events.HTTP, body []byte, claims map[string]string) ([]byte, error) {
	path, key := r.URL.EscapedPath(), "$default"
	if route.Door == events.API {
		path, key = r.URL.Path, route.Method+" "+route.Path
	}
	now := time.Now().UTC()
	host, _, err := net.SplitHostPort(r.Host)
	if err != nil {
		host = r.Host
	}
	event := awsevents.APIGatewayV2HTTPRequest{
		Version: "2.0", RouteKey: key, RawPath: path, RawQueryString: r.URL.RawQuery,
		Headers: headers(r), Cookies: cookies(r), QueryStringParameters: query(r), PathParameters: pathParameters(r, route),
		RequestContext: awsevents.APIGatewayV2HTTPRequestContext{
			RouteKey: key, AccountID: account, Stage: "$default", APIID: "local", RequestID: uuid.NewString(),
			DomainName: host, DomainPrefix: strings.SplitN(host, ".", 2)[0],
			Time: now.Format("02/Jan/2006:15:04:05 -0700"), TimeEpoch: now.UnixMilli(),
			HTTP: awsevents.APIGatewayV2HTTPRequestContextHTTPDescription{
				Method: r.Method, Path: path, Protocol: r.Proto, SourceIP: source(r), UserAgent: r.UserAgent()},
		},
	}
	if claims != nil {
		event.RequestContext.Authorizer = &awsevents.APIGatewayV2HTTPRequestContextAuthorizerDescription{
			JWT: &awsevents.APIGatewayV2HTTPRequestContextAuthorizerJWTDescription{Claims: claims}}
	}
	if len(body) > 0 {
		event.Body = string(body)
		if !textual(r.Header.Get("Content-Type")) || !utf8.Valid(body) {
			event.Body, event.IsBase64Encoded = base64.StdEncoding.EncodeToString(body), true
		}
	}
	text, err := json.Marshal(event)
	if err != nil {
		return nil, fmt.Errorf("render HTTP event: %w", err)
	}
	return text, nil
}

// headers are in lower case, those that came several times joined by commas; cookies stand apart.
func headers(r *http.Request) map[string]string {
	out := map[string]string{"host": r.Host, "x-forwarded-for": source(r), "x-forwarded-proto": "http", "x-forwarded-port": "80"}
	if _, port, err := net.SplitHostPort(r.Host); err == nil {
		out["x-forwarded-port"] = port
	}
	for name, values := range r.Header {
		if name != "Cookie" && name != "Connection" && name != "Upgrade" {
			out[strings.ToLower(name)] = strings.Join(values, ",")
		}
	}
	return out
}

func cookies(r *http.Request) []string {
	var out []string
	for _, line := range r.Header.Values("Cookie") {
		for pair := range strings.SplitSeq(line, ";") {
			if pair = strings.TrimSpace(pair); pair != "" {
				out = append(out, pair)
			}
		}
	}
	return out
}

func query(r *http.Request) map[string]string {
	values := r.URL.Query()
	if len(values) == 0 {
		return nil
	}
	out := make(map[string]string, len(values))
	for name, list := range values {
		out[name] = strings.Join(list, ",")
	}
	return out
}

func pathParameters(r *http.Request, route events.HTTP) map[string]string {
	if route.Door != events.API || !strings.Contains(route.Path, "{proxy+}") {
		return nil
	}
	return map[string]string{"proxy": r.PathValue("proxy")}
}

// textual reports whether a body of this type is handed over as it is; others are base64.
func textual(contentType string) bool {
	kind, _, err := mime.ParseMediaType(contentType)
	if err != nil {
		return contentType == ""
	}
	switch kind {
	case "application/json", "application/javascript", "application/xml", "application/x-www-form-urlencoded":
		return true
	}
	return strings.HasPrefix(kind, "text/") || strings.HasSuffix(kind, "+json") || strings.HasSuffix(kind, "+xml")
}

func source(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}
