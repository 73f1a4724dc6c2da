package messaging

import (
	"transom/shared/channel/meta"
	"transom/shared/rules"
)

// emojis stand for the words of reactions that come without their emoji.
var emojis = map[string]string{
	"smile": "😆", "angry": "😠", "sad": "😢", "wow": "😮", "love": "❤️", "like": "👍", "dislike": "👎", "haha": "😆", "yes": "👍", "no": "👎",
}

// reaction reads an emoji on a message, or its removal. It has no id of its own. Reacting opens the window
// (Messenger Platform policy, 2026-09-28: "reacting to a message"); taking it back does not.
func (r *Reader) reaction(e event) {
	o := e.Tree.Tree("reaction")
	mid := meta.ID(o.Text("mid"))
	if !r.usable(e, mid) {
		return
	}
	by := e.customer
	if e.ours {
		by = e.account
	}
	entry := r.begin(e, rules.React, meta.Derived("reaction", mid, by, e.stamp()))
	entry.ReplyTo = mid
	word := o.Text("reaction")
	if o.Text("action") != "unreact" && (o.Has("emoji") || word != "") {
		if entry.Text = o.Text("emoji"); entry.Text == "" {
			entry.Text = emojis[word]
		}
		if entry.Text == "" {
			entry.Text = "❔" // an empty one would take it back
		}
		entry.Text = meta.Cut(entry.Text, 40)
	}
	entry.Opens, entry.Label = entry.Text != "" && !e.ours, "Reaction "+entry.Text
	if entry.Text == "" {
		entry.Label = "Removed a reaction"
	}
	keep := e.kept()
	if word != "" {
		keep["reaction"] = map[string]any{"reaction": meta.Cut(word, 40)}
	}
	r.say(e, entry, keep)
}

// edit reads a message's new text. Without one nobody knows what it says now (Instagram sends such).
func (r *Reader) edit(e event) {
	o := e.Tree.Tree("message_edit")
	mid := meta.ID(o.Text("mid"))
	if !o.Has("text") {
		mid = ""
	}
	if !r.usable(e, mid) {
		return
	}
	nth := o.Text("num_edit")
	if nth == "" {
		nth = e.stamp()
	}
	entry := r.begin(e, rules.Edit, meta.Derived("edit", mid, nth))
	entry.ReplyTo, entry.Text, entry.Label = mid, o.Text("text"), "Edited a message"
	r.say(e, entry, e.kept())
}

// deleted reads a message that its author took back.
func (r *Reader) deleted(e event, mid string) {
	entry := r.begin(e, rules.Revoke, meta.Derived("revoke", mid))
	entry.ReplyTo, entry.Label = mid, "Deleted a message"
	r.say(e, entry, e.kept())
}

// handover reads a change of who controls a thread (Messenger Platform "conversation routing", 2025-09).
func handover(action, label string) func(*Reader, event) {
	return func(r *Reader, e event) {
		id := meta.Derived("handover", e.customer, action, e.stamp())
		if !r.usable(e, id) {
			return
		}
		e.ours = false // nobody wrote anything
		entry, keep := r.begin(e, rules.Handover, id), e.kept()
		entry.Label = label
		said := map[string]any{"action": action}
		for key, v := range e.Tree.Tree(action + "_thread_control") {
			said[key] = v
		}
		keep["handover"] = said
		r.say(e, entry, keep)
	}
}
