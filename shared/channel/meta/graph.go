package meta

import (
	"bytes"
	"context"
	"io"
	"maps"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"sync/atomic"
	"time"
)

// Times of a call to the Graph API. One attempt, answer included, must stay well below the courier's lease.
const (
	dialTime   = 5 * time.Second
	callTime   = 8 * time.Second
	uploadTime = 25 * time.Second
)

// maxAnswer bounds what is read of an answer, in bytes: a page of a hundred message templates may take some of it.
const maxAnswer = 4 << 20

// Graph calls one of Meta's Graph APIs. It never repeats a call by itself and never follows a redirect, so that
// a token goes nowhere else; the token travels in a header, where logs do not show it. It is safe for
// concurrent use.
type Graph struct {
	base string
	http *http.Client
}

// NewGraph makes one for a base with its version: "https://graph.facebook.com/v26.0".
func NewGraph(base string) *Graph {
	return &Graph{base: base, http: &http.Client{
		Transport: &http.Transport{
			DialContext:         (&net.Dialer{Timeout: dialTime, KeepAlive: 30 * time.Second}).DialContext,
			TLSHandshakeTimeout: dialTime,
			MaxIdleConnsPerHost: 16,
			IdleConnTimeout:     90 * time.Second,
			ForceAttemptHTTP2:   true,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// Forget closes connections that are not in use. A function that was frozen calls it when it wakes: a
// connection that died meanwhile would take a request, give no answer, and leave the outcome unknown.
func (g *Graph) Forget() { g.http.CloseIdleConnections() }

// Get asks for an object. path is made of escaped elements: "/123/media".
func (g *Graph) Get(ctx context.Context, token, path string, query url.Values) Answer {
	if len(query) > 0 {
		path += "?" + query.Encode()
	}
	return g.call(ctx, callTime, http.MethodGet, token, path, "", nil, 0)
}

// Post posts a JSON object once.
func (g *Graph) Post(ctx context.Context, token, path string, body any) Answer {
	text := Raw(body)
	return g.call(ctx, callTime, http.MethodPost, token, path, "application/json", bytes.NewReader(text), int64(len(text)))
}

// Delete takes an object away.
func (g *Graph) Delete(ctx context.Context, token, path string, query url.Values) Answer {
	return g.call(ctx, callTime, http.MethodDelete, token, path+"?"+query.Encode(), "", nil, 0)
}

// request is one call. header goes over what every call has.
type request struct {
	method, path, mime string
	body               io.Reader
	size               int64
	header             http.Header
}

// call makes one request with a token and reads its answer.
func (g *Graph) call(ctx context.Context, most time.Duration, method, token, path, mime string, body io.Reader, size int64) Answer {
	return g.send(ctx, most, request{method, path, mime, body, size, http.Header{"Authorization": {"Bearer " + token}}})
}

func (g *Graph) send(ctx context.Context, most time.Duration, in request) Answer {
	var connected atomic.Bool
	ctx, cancel := context.WithTimeout(ctx, most)
	defer cancel()
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GotConn: func(httptrace.GotConnInfo) { connected.Store(true) },
	})
	r, err := http.NewRequestWithContext(ctx, in.method, g.base+in.path, nil)
	if err != nil {
		return Answer{Err: err}
	}
	r.Header.Set("User-Agent", "transom") // Meta's hosts give nothing to nobody
	r.Header.Set("Accept", "application/json")
	maps.Copy(r.Header, in.header)
	if in.body != nil {
		r.Header.Set("Content-Type", in.mime)
		r.ContentLength = in.size
		r.Body = io.NopCloser(in.body) // without GetBody, so that nothing below sends it twice
	}
	answer, err := g.http.Do(r)
	if err != nil {
		return Answer{Err: bare(err), Reached: connected.Load()}
	}
	defer func() { _ = answer.Body.Close() }()
	said, err := io.ReadAll(io.LimitReader(answer.Body, maxAnswer))
	if err != nil {
		return Answer{Err: bare(err), Reached: true}
	}
	tree, err := Read(said)
	return Answer{Status: answer.StatusCode, Header: answer.Header, Body: tree, JSON: err == nil, Reached: true}
}

// Path joins elements, each escaped: Path("1", "messages") is "/1/messages".
func Path(elements ...string) string {
	var b bytes.Buffer
	for _, e := range elements {
		b.WriteString("/" + url.PathEscape(e))
	}
	return b.String()
}
