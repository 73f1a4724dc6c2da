// Package metatest plays a Graph API for tests of senders: it keeps every request as it came and answers what
// it is told. It judges nothing; the sandbox of one machine does.
package metatest

import (
	"encoding/json"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
)

// Graph is the API. Answer says what a request gets: a status and a body; 0 cuts the connection.
type Graph struct {
	URL    string
	Answer func(r Request) (int, string)

	mu   sync.Mutex
	seen []Request
}

// Request is one call as it came.
type Request struct {
	Method, Path, Query, Token string
	JSON                       map[string]any
	Form                       map[string]string // of an upload
	File                       File
}

// File is what an upload brought.
type File struct{ Field, Name, MIME, Bytes string }

// Open starts one that answers every call alike until Answer is changed.
func Open(t testing.TB, status int, body string) *Graph {
	t.Helper()
	g := &Graph{Answer: func(Request) (int, string) { return status, body }}
	server := httptest.NewServer(g)
	t.Cleanup(server.Close)
	g.URL = server.URL
	return g
}

// Seen gives the requests so far.
func (g *Graph) Seen() []Request {
	g.mu.Lock()
	defer g.mu.Unlock()
	return append([]Request(nil), g.seen...)
}

func (g *Graph) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	in := Request{Method: r.Method, Path: r.URL.Path, Query: r.URL.RawQuery, Token: r.Header.Get("Authorization")}
	kind, params, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch kind {
	case "application/json":
		_ = json.NewDecoder(r.Body).Decode(&in.JSON) // what is no JSON stays nil, and no test wants nil
	case "multipart/form-data":
		in.Form, in.File = form(multipart.NewReader(r.Body, params["boundary"]))
	}
	status, body := g.take(in)
	if status == 0 {
		if conn, _, err := http.NewResponseController(w).Hijack(); err == nil {
			_ = conn.Close()
		}
		return
	}
	w.WriteHeader(status)
	_, _ = io.WriteString(w, body)
}

// take keeps a request and decides its answer; one at a time, also when Answer gives up on it.
func (g *Graph) take(in Request) (int, string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.seen = append(g.seen, in)
	return g.Answer(in)
}

func form(r *multipart.Reader) (map[string]string, File) {
	fields, file := map[string]string{}, File{}
	for {
		part, err := r.NextPart()
		if err != nil {
			return fields, file
		}
		text, _ := io.ReadAll(part)
		if part.FileName() == "" {
			fields[part.FormName()] = string(text)
			continue
		}
		file = File{Field: part.FormName(), Name: part.FileName(), MIME: part.Header.Get("Content-Type"), Bytes: string(text)}
	}
}
