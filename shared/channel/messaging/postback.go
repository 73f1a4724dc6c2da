package messaging

import (
	"cmp"
	"strings"

	"transom/shared/channel/meta"
	"transom/shared/rules"
)

// postback reads a tap on a button of ours. Before 2019 it had no id; in standby it has no payload.
func (r *Reader) postback(e event) {
	p := e.Tree.Tree("postback")
	id := meta.ID(p.Text("mid"))
	if id == "" {
		id = meta.Derived("postback", e.customer, e.stamp(), meta.Digest(p.Text("payload")+"\x00"+p.Text("title")))
	}
	if !r.usable(e, id) {
		return
	}
	d := draft{Entry: r.begin(e, rules.Postback, id), keep: e.kept()}
	d.Opens, d.Counts = !e.ours, !e.ours
	if d.Text, d.Label = p.Text("title"), "Tapped a button"; d.Text != "" {
		d.Label = "Chose " + d.Text
	}
	d.keep.Put("postback", map[string]any{"payload": p.Text("payload"), "title": meta.Cut(p.Text("title"), meta.MaxName)})
	d.referral(p.Tree("referral"))
	r.say(e, d.Entry, d.keep)
}

// referral reads a customer who came back by an ad or a link and said nothing yet: the window opens, and nobody
// waits for an answer.
func (r *Reader) referral(e event) {
	from := e.Tree.Tree("referral")
	id := meta.Derived("referral", e.customer, e.stamp(), meta.Digest(from.Text("ref")+"\x00"+from.Text("ad_id")))
	if !r.usable(e, id) {
		return
	}
	d := draft{Entry: r.begin(e, rules.Referral, id), keep: e.kept()}
	d.Opens, d.Label = !e.ours, "Came by a link"
	if strings.EqualFold(from.Text("source"), "ADS") {
		d.Label = "Came by an ad"
	}
	if title := from.Tree("ads_context_data").Text("ad_title"); title != "" {
		d.Label += ": " + title
	}
	d.referral(from)
	r.say(e, d.Entry, d.keep)
}

// referral keeps where a customer came from in the words that all channels share, and marks one who clicked on an
// ad ("messaging_referrals", 2026-05-05: source ADS).
func (d *draft) referral(from meta.Tree) {
	if len(from) == 0 {
		return
	}
	ad := from.Tree("ads_context_data")
	kind, media := strings.ToLower(from.Text("source")), ""
	if kind == "ads" {
		kind = "ad"
		d.ByAd = d.Direction == rules.In
	}
	switch {
	case ad.Has("video_url"):
		media = "video"
	case ad.Has("photo_url"):
		media = "image"
	}
	d.keep.Put("referral", map[string]any{
		"ref": from.Text("ref"), "source_type": kind, "media_type": media,
		"source_id":  cmp.Or(from.Text("ad_id"), ad.Text("post_id")),
		"source_url": meta.URL(cmp.Or(from.Text("source_url"), from.Text("referer_uri"))),
		"headline":   meta.Cut(ad.Text("ad_title"), meta.MaxName),
		"image_url":  meta.URL(ad.Text("photo_url")), "video_url": meta.URL(ad.Text("video_url")),
		"product": cmp.Or(from.Tree("product").Text("id"), ad.Text("product_id")),
	})
}

// optin reads a customer who allowed us to write. It opens no window by itself.
func (r *Reader) optin(e event) {
	o := e.Tree.Tree("optin")
	id := meta.Derived("optin", e.customer, e.stamp())
	if !r.usable(e, id) {
		return
	}
	entry, keep := r.begin(e, rules.OptIn, id), e.kept()
	entry.Label = "Allowed you to write"
	if title := o.Text("title"); title != "" {
		entry.Label += ": " + title
	}
	keep["optin"] = map[string]any(o)
	r.say(e, entry, keep)
}
