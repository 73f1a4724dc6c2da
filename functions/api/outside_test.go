package main

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"sync"

	"transom/events"
)

// parameters speaks the three operations of the parameter store that a keeper uses.
type parameters struct {
	mu     sync.Mutex
	values map[string]string
	broken bool
}

func (p *parameters) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	var in struct{ Name, Value, Type string }
	_ = json.NewDecoder(r.Body).Decode(&in)
	p.mu.Lock()
	defer p.mu.Unlock()
	rw.Header().Set("Content-Type", "application/x-amz-json-1.1")
	value, there := p.values[in.Name]
	switch _, call, _ := strings.Cut(r.Header.Get("X-Amz-Target"), "."); {
	case p.broken:
		rw.WriteHeader(http.StatusBadRequest)
		_, _ = io.WriteString(rw, `{"__type":"InvalidKeyId"}`)
	case call == "PutParameter" && in.Type == "SecureString":
		p.values[in.Name] = in.Value
		_, _ = io.WriteString(rw, `{"Version":1}`)
	case call == "GetParameter" && there:
		_ = json.NewEncoder(rw).Encode(map[string]any{"Parameter": map[string]any{"Name": in.Name, "Value": value}})
	case call == "DeleteParameter" && there:
		delete(p.values, in.Name)
		_, _ = io.WriteString(rw, `{}`)
	default:
		rw.WriteHeader(http.StatusBadRequest)
		_, _ = io.WriteString(rw, `{"__type":"ParameterNotFound"}`)
	}
}

// held is the value of a secret.
func (p *parameters) held(name string) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.values["/test"+name]
}

// graph answers what the platforms say about an account: tokens that begin with "good" are accepted.
type graph struct {
	mu    sync.Mutex
	away  bool
	asked []string
}

func (g *graph) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.asked = append(g.asked, r.URL.Path)
	rw.Header().Set("Content-Type", "application/json")
	switch {
	case g.away:
		rw.WriteHeader(http.StatusBadGateway)
	case !strings.HasPrefix(r.Header.Get("Authorization"), "Bearer good"):
		rw.WriteHeader(http.StatusUnauthorized)
		_, _ = io.WriteString(rw, `{"error":{"message":"Error validating access token: the session is over.","type":"OAuthException","code":190,"fbtrace_id":"x"}}`)
	default:
		_, _ = io.WriteString(rw, `{"id":"1","name":"Shop","username":"shop","verified_name":"Shop","display_phone_number":"+49 151","quality_rating":"GREEN","data":[{"id":"app"}],"message":"Our new lamp","permalink_url":"http://page/5_1"}`)
	}
}

// jobs takes what the worker is asked to do.
type jobs struct {
	mu   sync.Mutex
	away bool
	all  []events.Job
}

func (j *jobs) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	j.mu.Lock()
	defer j.mu.Unlock()
	var job events.Job
	if j.away || json.NewDecoder(r.Body).Decode(&job) != nil || r.Header.Get("X-Amz-Invocation-Type") != "Event" ||
		r.URL.Path != "/2015-03-31/functions/worker/invocations" {
		rw.WriteHeader(http.StatusInternalServerError)
		return
	}
	j.all = append(j.all, job)
	rw.WriteHeader(http.StatusAccepted)
}

// taken gives the jobs so far and forgets them.
func (j *jobs) taken() []events.Job {
	j.mu.Lock()
	defer j.mu.Unlock()
	all := j.all
	j.all = nil
	return all
}
