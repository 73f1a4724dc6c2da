package sandbox

import (
	"embed"
	"fmt"
	"strconv"
	"strings"
)

// The samples are small files made for this package: a drawn picture, tones, a test pattern, a page.
//
//go:embed samples
var samples embed.FS

var sampleOf = map[string]struct{ file, mime, name string }{
	"image":    {"samples/image.jpg", "image/jpeg", ""},
	"audio":    {"samples/audio.ogg", "audio/ogg; codecs=opus", ""},
	"video":    {"samples/video.mp4", "video/mp4", ""},
	"document": {"samples/document.pdf", "application/pdf", "order-4711.pdf"},
	"sticker":  {"samples/sticker.webp", "image/webp", ""},
}

// sample makes a new medium of a bundled file, as every sending of a file does. The caller holds mu.
func (p *Phone) sample(name string) (Media, error) {
	kind, title, data, err := sampled(name)
	if err != nil {
		return Media{}, err
	}
	m, err := p.keep(Media{MIME: kind, Name: title, By: In}, data)
	if err != nil {
		return m, err
	}
	return m, p.commit(record{Media: &m})
}

// sampled gives a bundled file by its name, or paints one ("painting:3").
func sampled(name string) (mime, title string, data []byte, err error) {
	if n, ok := strings.CutPrefix(name, "painting:"); ok {
		number, err := strconv.Atoi(n)
		if err != nil || number < 0 || number > 999 {
			return "", "", nil, missing("there is no picture %q", name)
		}
		data, err := painting(number)
		return "image/jpeg", "", data, err
	}
	s, ok := sampleOf[name]
	if !ok {
		return "", "", nil, missing("there is no uploaded file or sample %q", name)
	}
	if data, err = samples.ReadFile(s.file); err != nil {
		return "", "", nil, fmt.Errorf("read sample: %w", err)
	}
	return s.mime, s.name, data, nil
}

// medium is an uploaded file by its id, or a sample by its name. The caller holds mu.
func (p *Phone) medium(name string) (Media, error) {
	kept, ok := p.state.media[name]
	if !ok {
		return p.sample(name)
	}
	if kept.expired(p.now()) {
		return kept, invalid("the file is older than the platform keeps it; upload it again")
	}
	return kept, nil
}
