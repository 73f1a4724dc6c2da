package messaging

import (
	"transom/shared/channel/meta"
	"transom/shared/rules"
)

// message reads what a customer wrote, or an echo of what was written to them.
func (r *Reader) message(e event) {
	m := e.Tree.Tree("message")
	mid := meta.ID(m.Text("mid"))
	if m.Yes("is_self") { // Instagram: the account wrote to itself
		return
	}
	switch {
	case !r.usable(e, mid):
		return
	case m.Yes("is_deleted"):
		r.deleted(e, mid)
		return
	case r.ourOwn(e, mid):
		return
	}
	d := draft{Entry: r.begin(e, rules.Text, mid), keep: e.kept()}
	d.Opens, d.Counts = !e.ours, !e.ours
	d.read(m)
	d.referral(m.Tree("referral"))
	if e.ours {
		d.keep.Keep(m, "app_id")
	}
	b := r.say(e, d.Entry, d.keep)
	if ref := e.Tree.Tree("prior_message").Text("identifier"); ref != "" && !e.ours { // who was known by a reference until now
		if ref = meta.ID(UserRef + ref); ref != "" {
			b.Also = append(b.Also, rules.Address{UserID: ref})
		}
	}
}

// draft is an entry in the making, with what it will keep aside.
type draft struct {
	rules.Entry
	keep  meta.Details
	grade grade         // of the attachment that gave the type
	files []rules.Media // in the order they came
	odd   []any         // attachments that have no place of their own
}

// read fills the entry with what a message carries.
func (d *draft) read(m meta.Tree) {
	d.Text = m.Text("text")
	d.answer(m)
	d.attachments(m)
	switch {
	case m.Yes("is_unsupported") && d.grade == 0:
		d.unsupported("")
	case m.Has("quick_reply") && d.grade == 0:
		d.Type = rules.QuickReply
	case d.grade == 0 && !m.Has("text"): // a sticker or a moving picture that the platform does not pass on
		d.unsupported("")
	}
	if m.Has("quick_reply") {
		d.keep.Put("quick_reply", map[string]any{"payload": m.Tree("quick_reply").Text("payload")})
	}
	if d.Type == rules.Unsupported {
		d.all(m)
	}
}

// answer reads what a message replies to: another one, or a story, whose picture is not ours to keep.
func (d *draft) answer(m meta.Tree) {
	to := m.Tree("reply_to")
	d.ReplyTo = meta.ID(to.Text("mid"))
	if story := to.Tree("story"); len(story) > 0 {
		d.keep["story"] = map[string]any{"kind": "reply", "id": meta.ID(story.Text("id")), "url": meta.URL(story.Text("url"))}
		d.Label = "Answered your story"
	}
}

// unsupported marks what nobody here can show. The customer did write: it opens the window and wants an answer.
func (d *draft) unsupported(word string) {
	d.Type, d.Label = rules.Unsupported, "Message of a kind that cannot be shown here"
	if word != "" {
		d.Label += " (" + meta.Cut(word, 40) + ")"
	}
}

// all keeps the whole message but for what every entry has: nobody knows which member matters.
func (d *draft) all(m meta.Tree) {
	for key := range m {
		switch key {
		case "mid", "seq", "text", "reply_to", "referral", "quick_reply", "is_echo", "app_id", "metadata", "nlp":
		default:
			d.keep.Keep(m, key)
		}
	}
}
