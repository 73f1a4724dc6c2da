package store

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"transom/shared/fault"
	"transom/shared/rules"
)

// person is what the identities say about a sender.
type person struct {
	contact rules.ContactID
	missing []lack // names for the same person that are not written yet
}

// lack is an identity that does not point to its person yet; was is how it was read.
type lack struct {
	identity
	was item
}

// identitiesOf lists the ids a sender is known by on a kind of channel, the preferred one first.
func identitiesOf(on rules.ChannelKind, a rules.Address) []identity {
	scoped := map[rules.ChannelKind]string{
		rules.WhatsApp: "wa_bsuid", rules.Messenger: "fb_psid", rules.Instagram: "ig_sid", rules.WebChat: "web_id",
	}[on]
	var ids []identity
	if a.UserID != "" && scoped != "" {
		ids = append(ids, identity{scoped, a.UserID})
	}
	if a.Phone != "" && on == rules.WhatsApp {
		ids = append(ids, identity{"wa_phone", a.Phone})
	}
	return ids
}

var errNoIdentity = fault.New(fault.Invalid, "no_identity", "A message without a sender cannot be kept.")

// recognise finds the contact behind a sender: by the scoped id, else by a phone number that no other scoped
// id holds (a number may be given to somebody else, and then has a new scoped id), else it derives one. A
// person whose first messages came without a scoped id keeps the contact that the number made.
func (s *Store) recognise(ctx context.Context, ws Workspace, ch rules.Channel, a rules.Address, how consistency) (person, error) {
	ids := identitiesOf(ch.Kind, a)
	if len(ids) == 0 {
		return person{}, errNoIdentity
	}
	var missing []lack
	for _, id := range ids {
		it, err := s.get(ctx, s.tables.Core, identityKey(ws, id), how)
		if err != nil {
			return person{}, fmt.Errorf("read identity: %w", err)
		}
		if it != nil && (id == ids[0] || it.text(colUserID) == "" || it.text(colUserID) == a.UserID) {
			p := person{contact: rules.ContactID(it.text(colContact)), missing: missing}
			if id != ids[0] && it.text(colUserID) == "" && a.UserID != "" {
				p.missing = append(p.missing, lack{id, it}) // the number learns whose it is
			}
			return p, nil
		}
		missing = append(missing, lack{id, it})
	}
	return person{contact: rules.NewContactID(ws.id, ch.ID, ids[0].value), missing: missing}, nil
}

// aliases adds to p.missing what a known person's newest address has and the identities do not. It is asked
// only when the address on the head has changed.
func (s *Store) aliases(ctx context.Context, ws Workspace, ch rules.Channel, a rules.Address, p person, how consistency) (person, error) {
	for _, id := range identitiesOf(ch.Kind, a)[1:] {
		it, err := s.get(ctx, s.tables.Core, identityKey(ws, id), how)
		if err != nil {
			return p, fmt.Errorf("read identity: %w", err)
		}
		if it == nil || (it.text(colUserID) != "" && it.text(colUserID) != a.UserID) {
			p.missing = append(p.missing, lack{id, it})
		}
	}
	return p, nil
}

// personWrites are the identities and the contact that go with a head whose profile is news.
func (s *Store) personWrites(ws Workspace, p person, a rules.Address, c rules.Conversation) []types.TransactWriteItem {
	var writes []types.TransactWriteItem
	for _, l := range p.missing {
		it := newItem(identityKey(ws, l.identity))
		it.setText(colContact, string(p.contact))
		it.setText(colUserID, a.UserID)
		unchanged := newEdit().whenSame(colContact, l.was).whenSame(colUserID, l.was)
		writes = append(writes, s.putting(s.tables.Core, it, unchanged))
	}
	e := newEdit().put(colType, str("P")).putOrDrop(colName, c.Name).putOrDrop(colUserID, c.Address.UserID).
		putOrDrop(colPhone, c.Address.Phone).putOrDrop(colUsername, c.Address.Username)
	return append(writes, s.updating(s.tables.Core, contactKey(ws, p.contact), e))
}

var errNobody = fault.New(fault.Missing, "customer_missing", "There is no such customer.")

// threadOf finds a customer's conversation on a channel. fault.Missing when nobody knows them.
func (s *Store) threadOf(ctx context.Context, ws Workspace, ch rules.Channel, from Sender) (rules.ConversationID, error) {
	p, err := s.recognise(ctx, ws, ch, from.Address, eventual)
	if err != nil {
		return "", err
	}
	h, err := s.mustHead(ctx, ws, rules.NewConversationID(ws.id, ch.ID, p.contact), eventual)
	if err != nil {
		return "", err
	}
	return h.ID, nil
}
