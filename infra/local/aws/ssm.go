// Package aws answers the two small AWS protocols for which there is no ready stand-in: the Systems Manager
// parameters that hold secrets (JSON 1.1) and Lambda's Invoke (REST). The SDK's own clients speak to it. It
// checks no signatures and is for the loopback interface only.
package aws

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"strings"
	"sync"
	"time"
)

// maxValue is the longest value of a standard parameter (4 KB; Systems Manager quotas, read 2026-11-20).
const maxValue = 4 << 10

// Parameters keeps secrets in one file that only its owner may read. It is safe for concurrent use.
type Parameters struct {
	// Fallback answers for parameters that nobody has put; "" means there is none. It may be nil.
	Fallback func(name string) string

	mu     sync.Mutex
	path   string
	values map[string]parameter
}

type parameter struct {
	Value   string    `json:"value"`
	Type    string    `json:"type"`
	Version int64     `json:"version"`
	At      time.Time `json:"at"`
}

// OpenParameters reads the file; it is made with the first value.
func OpenParameters(path string) (*Parameters, error) {
	p := &Parameters{path: path, values: map[string]parameter{}}
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return p, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read secrets: %w", err)
	}
	if err := json.Unmarshal(text, &p.values); err != nil {
		return nil, fmt.Errorf("read secrets in %s: %w", path, err)
	}
	return p, nil
}

// Get gives a value; ok is false when there is none.
func (p *Parameters) Get(name string) (value string, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	v, ok := p.values[name]
	return v.Value, ok
}

// Put keeps a value, over the one that was there.
func (p *Parameters) Put(name, value string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	_, err := p.put(name, value, "SecureString")
	return err
}

func (p *Parameters) put(name, value, kind string) (int64, error) {
	before, was := p.values[name]
	version := before.Version + 1
	p.values[name] = parameter{value, kind, version, time.Now().UTC()}
	if err := p.write(); err != nil {
		if delete(p.values, name); was {
			p.values[name] = before
		}
		return 0, err
	}
	return version, nil
}

func (p *Parameters) write() error {
	text, err := json.MarshalIndent(p.values, "", "  ")
	if err == nil {
		err = os.WriteFile(p.path+".tmp", text, 0o600)
	}
	if err == nil {
		err = os.Rename(p.path+".tmp", p.path)
	}
	if err != nil {
		return fmt.Errorf("keep secret: %w", err)
	}
	return nil
}

// ServeHTTP answers GetParameter, PutParameter and DeleteParameter.
func (p *Parameters) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Name      string
		Value     string
		Type      string
		Overwrite bool
	}
	if json.NewDecoder(io.LimitReader(r.Body, 64<<10)).Decode(&in) != nil || in.Name == "" {
		refuse(w, "ValidationException", "the request is not a parameter request")
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	switch _, call, _ := strings.Cut(r.Header.Get("X-Amz-Target"), "."); call {
	case "GetParameter":
		p.serveGet(w, in.Name)
	case "PutParameter":
		p.servePut(w, in.Name, in.Value, in.Type, in.Overwrite)
	case "DeleteParameter":
		p.serveDelete(w, in.Name)
	default:
		refuse(w, "UnknownOperationException", "this machine answers GetParameter, PutParameter and DeleteParameter only")
	}
}

func (p *Parameters) serveGet(w http.ResponseWriter, name string) {
	v, ok := p.values[name]
	if !ok && p.Fallback != nil {
		v = parameter{p.Fallback(name), "SecureString", 1, time.Now()}
		ok = v.Value != ""
	}
	if !ok {
		refuse(w, "ParameterNotFound", "")
		return
	}
	answer(w, map[string]any{"Parameter": map[string]any{
		"Name": name, "Type": v.Type, "Value": v.Value, "Version": v.Version, "DataType": "text",
		"LastModifiedDate": float64(v.At.UnixMilli()) / 1000, "ARN": "arn:aws:ssm:us-east-1:000000000000:parameter" + name,
	}})
}

func (p *Parameters) servePut(w http.ResponseWriter, name, value, kind string, overwrite bool) {
	_, there := p.values[name]
	switch {
	case value == "" || len(value) > maxValue:
		refuse(w, "ValidationException", "the value must have 1 to 4096 bytes")
	case there && !overwrite:
		refuse(w, "ParameterAlreadyExists", "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.")
	default:
		if kind == "" {
			kind = "String"
		}
		version, err := p.put(name, value, kind)
		if err != nil {
			w.Header().Set("X-Amzn-ErrorType", "InternalServerError")
			http.Error(w, "{}", http.StatusInternalServerError)
			return
		}
		answer(w, map[string]any{"Version": version, "Tier": "Standard"})
	}
}

func (p *Parameters) serveDelete(w http.ResponseWriter, name string) {
	before, there := p.values[name]
	if !there {
		refuse(w, "ParameterNotFound", "")
		return
	}
	delete(p.values, name)
	if err := p.write(); err != nil {
		p.values[name] = before
		w.Header().Set("X-Amzn-ErrorType", "InternalServerError")
		http.Error(w, "{}", http.StatusInternalServerError)
		return
	}
	answer(w, struct{}{})
}

func refuse(w http.ResponseWriter, kind, message string) {
	w.Header().Set("Content-Type", "application/x-amz-json-1.1")
	w.Header().Set("X-Amzn-ErrorType", kind)
	w.WriteHeader(http.StatusBadRequest)
	write(w, map[string]string{"__type": kind, "message": message})
}

func answer(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/x-amz-json-1.1")
	write(w, v)
}

func write(w http.ResponseWriter, v any) {
	_ = json.NewEncoder(w).Encode(v) // the client is gone if this fails
}
