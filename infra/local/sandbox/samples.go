package sandbox

import (
	"embed"
	"fmt"
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
	s, ok := sampleOf[name]
	if !ok {
		return Media{}, missing("there is no uploaded file or sample %q", name)
	}
	data, err := samples.ReadFile(s.file)
	if err != nil {
		return Media{}, fmt.Errorf("read sample: %w", err)
	}
	m, err := p.keep(Media{MIME: s.mime, Name: s.name, By: In}, data)
	if err != nil {
		return m, err
	}
	return m, p.commit(record{Media: &m})
}
