package sandbox

import (
	"context"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"net/url"

	"transom/infra/local/sandbox/messaging"
)

// gather collects a send's files: uploaded ones by their id, others from where they lie.
func (p *Phone) gather(platform string, s messaging.Send) ([]Media, error) {
	rules := rulesOf(platform)
	var out []Media
	for _, f := range s.Files {
		if f.ID != "" {
			p.mu.Lock()
			m, ok := p.state.media[f.ID]
			p.mu.Unlock()
			if !ok || m.By != Out || m.expired(p.now()) {
				return nil, messaging.ErrorOf(100, 2018074, "")
			}
			out = append(out, m)
			continue
		}
		m, err := p.collect(rules, f)
		if err != nil {
			return nil, err
		}
		out = append(out, m)
	}
	return out, nil
}

// collect fetches a file as the platform does, but only from this machine.
func (p *Phone) collect(rules messaging.Rules, f messaging.Wanted) (Media, error) {
	kind, data, err := p.load1(f.URL, rules.Size(f.Type))
	switch {
	case err != nil:
		return Media{}, messaging.ErrorOf(100, 2018008, "Failed to fetch the file from the url: "+err.Error())
	case int64(len(data)) > rules.Size(f.Type):
		return Media{}, messaging.ErrorOf(100, 2018109, "")
	case !rules.Takes(f.Type, kind):
		return Media{}, messaging.ErrorOf(100, 2018047, "Upload attachment failure: a file of type "+kind+" cannot be sent as "+f.Type+".")
	}
	return p.take(Media{MIME: kind, By: Out}, data)
}

func (p *Phone) load1(link string, limit int64) (kind string, data []byte, err error) {
	u, err := url.Parse(link)
	if err != nil {
		return "", nil, fmt.Errorf("read address: %w", err)
	}
	if !near(link) {
		return "", nil, fmt.Errorf("the sandbox fetches from this machine only, not from %s", u.Hostname())
	}
	ctx, cancel := context.WithTimeout(p.ctx, fetchTimeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, link, nil)
	if err != nil {
		return "", nil, fmt.Errorf("make request: %w", err)
	}
	res, err := p.out.client.Do(req)
	if err != nil {
		return "", nil, fmt.Errorf("fetch: %w", err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return "", nil, fmt.Errorf("it answered %d", res.StatusCode)
	}
	kind, _, err = mime.ParseMediaType(res.Header.Get("Content-Type"))
	if err != nil {
		return "", nil, fmt.Errorf("it has no type: %w", err)
	}
	data, err = io.ReadAll(io.LimitReader(res.Body, limit+1))
	return kind, data, err
}

// near reports whether an address is on this machine.
func near(link string) bool {
	u, err := url.Parse(link)
	if err != nil {
		return false
	}
	ip := net.ParseIP(u.Hostname())
	return u.Hostname() == "localhost" || ip != nil && ip.IsLoopback()
}
