package messaging

import (
	"net/url"
	"strings"

	"transom/shared/channel/meta"
	"transom/shared/rules"
)

// share reads a post or a reel that somebody sent on.
func share(kind string) func(*draft, attachment) {
	return func(d *draft, a attachment) {
		d.is(pointed, rules.Share, "Shared a "+kind)
		address := meta.URL(a.text("url"))
		d.shared(a, kind, a.text("title"), address, a.text("ig_post_media_id", "reel_video_id", "ig_reel_media_id", "id"))
		if onCDN(address) {
			d.file(rules.Media{URL: address, State: rules.MediaPending})
		}
	}
}

// story reads a story that somebody sent on, which is not ours to keep. One that comes along with an answer to it
// says nothing more.
func story(d *draft, a attachment) {
	if _, answered := d.keep["story"]; answered {
		d.keepOdd(a)
		return
	}
	d.is(pointed, rules.Share, "Shared a story")
	d.shared(a, "story", a.text("title"), a.text("url", "story_media_url"), a.text("id", "story_media_id"))
	d.file(rules.Media{State: rules.MediaGone, Problem: "story"})
}

// link reads a page's preview, which mostly comes along with the words that hold the link.
func link(d *draft, a attachment) {
	if strings.TrimSpace(d.Text) != "" {
		d.is(linked, rules.Text, "")
	} else {
		d.is(pointed, rules.Share, "Shared a link")
	}
	d.shared(a, "link", a.text("title"), a.text("url"), "")
}

// template reads a product, or a template that another app sent: it has words and buttons.
func template(d *draft, a attachment) {
	products := a.payload.Tree("product").List("elements")
	if len(products) == 0 { // the Conversations API's form of the same
		products = a.payload.Tree("product").Tree("elements").List("data")
	}
	if len(products) > 0 {
		p := meta.AsTree(products[0])
		d.is(pointed, rules.Share, "Shared a product")
		d.shared(a, "product", p.Text("title"), p.Text("image_url"), p.Text("id"))
		d.keepOdd(a)
		return
	}
	d.is(pointed, rules.Share, "Template")
	first := meta.Tree{}
	if cards := a.payload.List("elements"); len(cards) > 0 {
		first = meta.AsTree(cards[0])
	}
	title := first.Text("title")
	if d.Text == "" {
		d.Text = a.payload.Text("text")
	}
	d.shared(a, "template", title, first.Text("image_url"), "")
	d.keepOdd(a)
}

// mention: a customer named the account in their story. Its media is not ours to keep (Instagram messaging
// webhooks, 2026-06-26); the address dies with the story.
func mention(d *draft, a attachment) {
	d.is(pointed, rules.StoryMention, "Mentioned you in a story")
	if _, twice := d.keep["story"]; !twice {
		d.keep["story"] = map[string]any{"kind": "mention", "id": meta.ID(a.text("id", "story_id", "story_media_id")), "url": meta.URL(a.text("url", "story_media_url"))}
	}
	d.file(rules.Media{State: rules.MediaGone, Problem: "story"})
}

// shared keeps the first thing that was sent on in its place, and further ones whole.
func (d *draft) shared(a attachment, kind, title, address, id string) {
	if _, twice := d.keep["share"]; twice {
		d.keepOdd(a)
		return
	}
	d.keep["share"] = map[string]any{}
	d.keep.Put("share", map[string]any{
		"kind": kind, "title": meta.Cut(title, meta.MaxName), "url": meta.URL(address), "id": meta.ID(id),
	})
}

// text is the first of some members that says something, in the payload or beside it.
func (a attachment) text(keys ...string) string {
	for _, key := range keys {
		if said := a.payload.Text(key); said != "" {
			return said
		}
		if said := a.whole.Text(key); said != "" {
			return said
		}
	}
	return ""
}

// onCDN reports an address of a file rather than of a page.
func onCDN(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" {
		return false
	}
	for _, host := range []string{".fbsbx.com", ".fbcdn.net", ".cdninstagram.com"} {
		if strings.HasSuffix(u.Hostname(), host) {
			return true
		}
	}
	return false
}
