package messaging

import (
	"net/url"
	"path"
	"strings"

	"transom/shared/channel/meta"
	"transom/shared/rules"
)

// file reads an attachment with an address. A picture with a sticker's id is a sticker.
func file(t rules.Type) func(*draft, attachment) {
	return func(d *draft, a attachment) {
		is, label := t, ""
		if id := a.payload.Text("sticker_id"); id != "" {
			is = rules.Sticker
			d.keep["sticker_id"] = meta.Cut(id, meta.MaxName)
			label = thumbs[id]
		}
		d.is(filed, is, label)
		m := rules.Media{URL: meta.URL(a.payload.Text("url")), State: rules.MediaPending}
		if m.URL == "" {
			m.URL = meta.URL(a.whole.Text("url"))
		}
		if m.URL == "" {
			m.State, m.Problem = rules.MediaFailed, "no_media_id"
		}
		if t == rules.Document {
			m.Name = named(a, m.URL)
		}
		d.file(m)
	}
}

// thumbs are the ids of the thumb that Messenger's button sends in three sizes.
var thumbs = map[string]string{"369239263222822": "👍", "369239343222814": "👍", "369239383222810": "👍"}

func (d *draft) file(m rules.Media) {
	if len(d.files) < maxFiles {
		d.files = append(d.files, m)
	}
}

// named is a file's name: the platform gives it as a title, or only as the end of its address.
func named(a attachment, address string) string {
	for _, said := range []string{a.payload.Text("title"), a.payload.Text("name"), a.whole.Text("title"), a.whole.Text("name")} {
		if said = strings.TrimSpace(said); said != "" {
			return meta.Cut(said, meta.MaxName)
		}
	}
	u, err := url.Parse(address)
	if err != nil || !strings.Contains(path.Base(u.Path), ".") || path.Ext(u.Path) == "" {
		return ""
	}
	return meta.Cut(path.Base(u.Path), meta.MaxName)
}

// heart is Instagram's like: it has no picture.
func heart(d *draft, a attachment) {
	if meta.URL(a.payload.Text("url")) != "" {
		file(rules.Sticker)(d, a)
		return
	}
	if d.is(pointed, rules.Sticker, "Like"); d.Text == "" {
		d.Text = "❤️"
	}
}

func location(d *draft, a attachment) {
	at := a.payload.Tree("coordinates")
	name := a.payload.Text("title")
	if name == "" {
		name = a.whole.Text("title")
	}
	label := "Location"
	if name != "" {
		label += ": " + name
	}
	d.is(pointed, rules.Location, label)
	if _, twice := d.keep["location"]; twice {
		d.keepOdd(a)
		return
	}
	d.keep.Put("location", map[string]any{
		"latitude": at["lat"], "longitude": at["long"], "name": meta.Cut(name, meta.MaxName),
		"url": meta.URL(a.whole.Text("url")),
	})
}

// ephemeral is a picture that can be seen once, in the app alone.
func ephemeral(d *draft, a attachment) {
	d.is(strange, rules.Unsupported, "Photo or video to be seen once, in the app")
	d.keepOdd(a)
}

func appointment(d *draft, a attachment) {
	d.is(strange, rules.Unsupported, "Request for an appointment")
	d.keepOdd(a)
}
