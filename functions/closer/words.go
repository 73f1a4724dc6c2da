package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"

	"transom/shared/rules"
	"transom/shared/store"
)

// words composes what a last call says. Time and ids follow from the window, so that whoever composes it again makes
// the same messages. A refusal says why it cannot be composed.
func (c *closer) words(ctx context.Context, k *known, seen store.Seen, ch rules.Channel, call rules.LastCall) ([]rules.Draft, error) {
	values, err := k.fields(ctx, seen, ch)
	if err != nil {
		return nil, err
	}
	head := seen.Conversation
	d := rules.Draft{
		ClientID: "lastcall-" + string(head.ID) + "-" + strconv.FormatInt(head.WindowClosesAt.UnixMilli(), 10),
		At:       head.WindowClosesAt.Add(-call.Before), As: rules.ByProgram,
	}
	if call.Do == rules.CallTemplate {
		d, err = c.template(ctx, seen, ch, call.Template, values, d)
		return []rules.Draft{d}, err
	}
	return c.snippet(ctx, seen, call.Snippet, values, d)
}

// fields are the values for a conversation.
func (k *known) fields(ctx context.Context, seen store.Seen, ch rules.Channel) (rules.Fields, error) {
	agent := ""
	if user := seen.Conversation.Assignee.User; user != "" {
		all, err := k.colleagues(ctx, seen.Workspace)
		if err != nil {
			return nil, fmt.Errorf("read colleagues: %w", err)
		}
		if i := slices.IndexFunc(all, func(m rules.Member) bool { return m.ID == user }); i >= 0 {
			agent = all[i].Name
		}
	}
	return rules.FieldsOf(seen.Conversation, agent, ch.Name), nil
}

// template fills the plan's template as the platform has it now.
func (c *closer) template(ctx context.Context, seen store.Seen, ch rules.Channel, use *rules.TemplateUse, values rules.Fields, d rules.Draft) (rules.Draft, error) {
	if use == nil || !rules.Capabilities[ch.Kind].Templates || seen.Conversation.Kind == rules.Comments {
		return d, noTemplate
	}
	t, err := c.store.Template(ctx, seen.Workspace, ch.Holder, use.Name, use.Language)
	if errors.Is(err, rules.ErrNoTemplate) {
		return d, noTemplate
	}
	if err != nil {
		return d, fmt.Errorf("read template: %w", err)
	}
	filled, ok := fill(*use, values)
	if !ok {
		return d, noValue
	}
	err = rules.CanUse(t, filled, nil)
	switch {
	case errors.Is(err, rules.ErrTemplateValues):
		return d, noValue
	case err != nil:
		return d, noTemplate
	}
	d.Type, d.Template, d.Text = rules.Template, &filled, rules.Render(t, filled)
	return d, nil
}

// fill puts values into a use of a template; false where one is missing.
func fill(use rules.TemplateUse, values rules.Fields) (rules.TemplateUse, bool) {
	whole := true
	put := func(text *string) {
		filled, missing := rules.Fill(*text, values)
		*text, whole = filled, whole && len(missing) == 0
	}
	use.Header, use.Body, use.Buttons = slices.Clone(use.Header), slices.Clone(use.Body), slices.Clone(use.Buttons)
	for i := range use.Header {
		put(&use.Header[i].Text)
	}
	for i := range use.Body {
		put(&use.Body[i].Text)
	}
	for i := range use.Buttons {
		put(&use.Buttons[i].Text)
	}
	return use, whole
}

// snippet fills a snippet. Its file carries the text where the channel allows that, and follows it otherwise.
func (c *closer) snippet(ctx context.Context, seen store.Seen, id rules.SnippetID, values rules.Fields, d rules.Draft) ([]rules.Draft, error) {
	s, err := c.store.Snippet(ctx, seen.Workspace, id)
	if errors.Is(err, rules.ErrNoSnippet) {
		return nil, noSnippet
	}
	if err != nil {
		return nil, fmt.Errorf("read snippet: %w", err)
	}
	text, missing := rules.Fill(s.Body, values)
	if len(missing) > 0 {
		return nil, noValue
	}
	d.Text = text
	if s.Media == nil {
		return []rules.Draft{d}, nil
	}
	file := d
	able := rules.Capabilities[seen.Conversation.On]
	apart := text != "" && utf8.RuneCountInString(text) > able.Caption
	if apart {
		file.Text, file.ClientID, file.At = "", d.ClientID+"-file", d.At.Add(time.Millisecond)
	}
	file.Type = typeOf(able, s.Media.MIME)
	if file.Media, err = c.copied(ctx, seen, *s.Media, rules.MessageKey(file.At, file.ClientID)); err != nil {
		return nil, err
	}
	if apart {
		return []rules.Draft{d, file}, nil
	}
	return []rules.Draft{file}, nil
}
