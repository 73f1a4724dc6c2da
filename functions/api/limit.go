package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"transom/shared/fault"
	"transom/shared/rules"
)

var errEmojiHere = fault.New(fault.Invalid, "bad_emoji", "This channel takes only some reactions.")

// refused adds to a rule's no what a person has to know to do better: the limit, the types that are allowed.
func refused(c rules.Conversation, e rules.Entry, err error) error {
	var f *fault.Error
	if !errors.As(err, &f) {
		return err
	}
	able := rules.Capabilities[c.On]
	switch f.Code {
	case rules.ErrWindowClosed.Code, rules.ErrMustWait.Code:
		return shut(c, f)
	case rules.ErrTooLong.Code:
		return textLimit(c, able, e, f)
	case rules.ErrFileType.Code:
		return f.With("allowed", strings.Join(able.Files[e.Type].MIMEs, ", "))
	case rules.ErrFileTooLarge.Code:
		return f.With("limit", fmt.Sprint(able.Files[e.Type].Bytes)).With("unit", "bytes")
	case rules.ErrUnsupportedType.Code:
		if e.Type == rules.React && len(able.Emojis) > 0 && c.Kind != rules.Comments {
			return errEmojiHere.With("allowed", strings.Join(able.Emojis, " "))
		}
		return f.With("allowed", strings.Join(typesOf(c, able), ", "))
	default:
		return err
	}
}

func textLimit(c rules.Conversation, able rules.Capability, e rules.Entry, f *fault.Error) error {
	limit, unit := able.TextRunes, "characters"
	switch {
	case e.Type != rules.Text:
		limit = able.Caption
	case c.Kind == rules.Comments && !e.Private:
		limit = rules.CommentRunes
	case able.TextBytes > 0:
		limit, unit = able.TextBytes, "bytes"
	}
	return f.With("limit", fmt.Sprint(limit)).With("unit", unit)
}

// typesOf lists the types of message that a conversation can carry.
func typesOf(c rules.Conversation, able rules.Capability) []string {
	if c.Kind == rules.Comments {
		return []string{string(rules.Text), string(rules.Hide), string(rules.Unhide)}
	}
	all := []string{string(rules.Text)}
	for t := range able.Files {
		all = append(all, string(t))
	}
	if able.Reactions {
		all = append(all, string(rules.React))
	}
	if able.Choices.Buttons > 0 {
		all = append(all, string(rules.Buttons))
	}
	if able.Choices.Rows > 0 {
		all = append(all, string(rules.List))
	}
	if able.Templates {
		all = append(all, string(rules.Template))
	}
	slices.Sort(all)
	return all
}
