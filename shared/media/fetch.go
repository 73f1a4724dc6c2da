package media

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"time"

	"github.com/gabriel-vasile/mimetype"

	"transom/shared/fault"
)

// Bounds of one fetch.
const (
	MaxSize   = 100 << 20 // bytes; WhatsApp takes no larger file (media reference, 2026-03-12)
	fetchTime = 20 * time.Second
)

// The reasons why a file is not taken, for good.
var (
	ErrHost     = fault.New(fault.Denied, "media_host", "The file is at a place that is not allowed.")
	ErrTooLarge = fault.New(fault.TooLarge, "media_too_large", "The file is larger than 100 MB.")
	ErrGone     = fault.New(fault.Missing, "media_gone", "The platform no longer has this file.")
)

// File is a fetched file on this machine's disk. Close it and it is gone.
type File struct {
	*os.File
	Size   int64
	MIME   string // what the bytes are, without parameters
	SHA256 string // lower-case hexadecimal
}

// Close closes and removes the file.
func (f *File) Close() error {
	return errors.Join(f.File.Close(), os.Remove(f.Name()))
}

// Fetcher gets files from the platforms' hosts. It is safe for concurrent use.
type Fetcher struct {
	hosts hosts
	http  *http.Client
}

// NewFetcher makes one that may ask Meta's hosts and, beside them, exactly the extra "host:port" pairs.
func NewFetcher(extra []string) *Fetcher {
	h := hosts{extra: extra}
	return &Fetcher{hosts: h, http: &http.Client{
		Timeout: fetchTime,
		Transport: &http.Transport{
			DialContext: h.dial, TLSHandshakeTimeout: 5 * time.Second, ResponseHeaderTimeout: 10 * time.Second,
			MaxIdleConnsPerHost: 4, IdleConnTimeout: 30 * time.Second, ForceAttemptHTTP2: true, DisableCompression: true,
		},
		CheckRedirect: sameHost,
	}}
}

// sameHost follows at most two redirects, and none to another host: it would carry the token along, and lead
// where nobody looked.
func sameHost(next *http.Request, before []*http.Request) error {
	first := before[0].URL
	if len(before) > 2 || next.URL.Host != first.Host || next.URL.Scheme != first.Scheme {
		return http.ErrUseLastResponse
	}
	return nil
}

// Fetch gets a file. The bearer token goes only to hosts that ask for one; the networks for content sign their
// addresses. ErrHost, ErrTooLarge and ErrGone are for good; anything else may be
// tried again. The caller closes the file.
func (f *Fetcher) Fetch(ctx context.Context, address, token string) (*File, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, ErrHost.Because(errors.New("the address cannot be read"))
	}
	if err := f.hosts.allow(u); err != nil {
		return nil, err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, ErrHost.Because(errors.New("the address cannot be asked"))
	}
	if token != "" && f.hosts.trusted(u) {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	r.Header.Set("User-Agent", "transom") // Meta's hosts give nothing to nobody
	answer, err := f.http.Do(r)
	if err != nil {
		return nil, fmt.Errorf("fetch media from %s: %w", u.Host, bare(err))
	}
	defer func() { _ = answer.Body.Close() }()
	switch {
	case answer.StatusCode == http.StatusNotFound, answer.StatusCode == http.StatusGone,
		answer.StatusCode == http.StatusForbidden && !f.hosts.trusted(u): // a signed address that has run out
		return nil, ErrGone
	case answer.StatusCode >= 300 && answer.StatusCode < 400:
		return nil, ErrHost.Because(fmt.Errorf("%s answered with a redirect", u.Host))
	case answer.StatusCode != http.StatusOK:
		return nil, fmt.Errorf("fetch media from %s: HTTP %d", u.Host, answer.StatusCode)
	case answer.ContentLength > MaxSize:
		return nil, ErrTooLarge
	}
	return save(answer.Body)
}

// save writes the bytes to disk, counting, weighing and looking at them on the way.
func save(body io.Reader) (_ *File, err error) {
	disk, err := os.CreateTemp("", "media-*")
	if err != nil {
		return nil, fmt.Errorf("make a place for media: %w", err)
	}
	file := &File{File: disk}
	defer func() {
		if err != nil {
			err = errors.Join(err, file.Close())
		}
	}()
	sum := sha256.New()
	if file.Size, err = io.Copy(io.MultiWriter(disk, sum), io.LimitReader(body, MaxSize+1)); err != nil {
		return nil, fmt.Errorf("read media: %w", bare(err))
	}
	if file.Size > MaxSize {
		return nil, ErrTooLarge
	}
	file.SHA256 = hex.EncodeToString(sum.Sum(nil))
	if _, err = disk.Seek(0, io.SeekStart); err != nil {
		return nil, fmt.Errorf("read media again: %w", err)
	}
	kind, err := mimetype.DetectReader(disk)
	if err != nil {
		return nil, fmt.Errorf("look at media: %w", err)
	}
	file.MIME = plainMIME(kind.String())
	if _, err = disk.Seek(0, io.SeekStart); err != nil {
		return nil, fmt.Errorf("read media again: %w", err)
	}
	return file, nil
}

// bare takes the address out of an error: it carries what lets anybody fetch the file.
func bare(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}
