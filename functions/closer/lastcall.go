package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"transom/shared/fault"
	"transom/shared/rules"
	"transom/shared/store"
)

// refusal is why a last call cannot be made: a word for the event in the thread.
type refusal string

// Error is the word.
func (r refusal) Error() string { return string(r) }

// Why a last call is not made, beside the rules' own facts about messages.
const (
	noValue    refusal = "missing_value"     // a field of the customer, the colleague or the template has no value
	noTemplate refusal = "template_unusable" // it is not there, not approved, or not for this channel
	noSnippet  refusal = "snippet_missing"
	noFile     refusal = "file_missing"
)

// lastCall makes the plan's last call, or notes why it cannot be made, and gives the conversation as it is then.
func (c *closer) lastCall(ctx context.Context, k *known, seen store.Seen, ch rules.Channel, plan rules.Plan, now time.Time) (store.Seen, error) {
	err := c.call(ctx, k, seen, ch, plan, now)
	if word := reasonOf(err); word != "" {
		err = c.skip(ctx, seen, plan, word, now)
	}
	if err != nil {
		return seen, err
	}
	fresh, err := c.store.TimerHeads(ctx, []store.Timer{{Workspace: seen.Workspace, Conversation: seen.Conversation.ID}})
	if err != nil {
		return seen, err
	}
	return fresh[0], nil
}

// reasonOf is the word for what makes a last call impossible; "" for an error that may pass.
func reasonOf(err error) string {
	var word refusal
	var fact *fault.Error
	switch {
	case errors.As(err, &word):
		return string(word)
	case errors.As(err, &fact) && fault.Permanent(err) && !errors.Is(err, rules.ErrNoConversation):
		return fact.Code
	default:
		return ""
	}
}

// call makes a last call that is still due.
func (c *closer) call(ctx context.Context, k *known, seen store.Seen, ch rules.Channel, plan rules.Plan, now time.Time) error {
	if plan.LastCall.Do == rules.CallLabel {
		return c.label(ctx, seen, plan, now)
	}
	words, err := c.words(ctx, k, seen, ch, plan.LastCall)
	if err != nil {
		return err
	}
	_, err = c.store.ChangeSeen(ctx, seen, func(old rules.Conversation) (rules.Change, error) {
		if !rules.CallsLast(old, plan, now) { // answered meanwhile
			return rules.Change{Conversation: old}, nil
		}
		return rules.CallLast(old, plan.LastCall.Do, words, now)
	})
	return err
}

// label puts the plan's label on a conversation, and says so. Ending in between is harmless: a label that is there is
// not put on again.
func (c *closer) label(ctx context.Context, seen store.Seen, plan rules.Plan, now time.Time) error {
	head, err := c.store.ChangeSeen(ctx, seen, func(old rules.Conversation) (rules.Change, error) {
		if !rules.CallsLast(old, plan, now) {
			return rules.Change{Conversation: old}, nil
		}
		return rules.Label(old, plan.LastCall.Label, "", now)
	})
	if err != nil {
		return fmt.Errorf("label: %w", err)
	}
	_, err = c.store.Change(ctx, seen.Workspace, head.ID, skipping(plan, string(rules.CallLabel), now))
	return err
}

// skip notes why a last call was not made.
func (c *closer) skip(ctx context.Context, seen store.Seen, plan rules.Plan, word string, now time.Time) error {
	_, err := c.store.ChangeSeen(ctx, seen, skipping(plan, word, now))
	return err
}

func skipping(plan rules.Plan, word string, now time.Time) func(rules.Conversation) (rules.Change, error) {
	return func(old rules.Conversation) (rules.Change, error) {
		if !rules.CallsLast(old, plan, now) {
			return rules.Change{Conversation: old}, nil
		}
		return rules.SkipLastCall(old, word, now), nil
	}
}
