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
	seed    rules.ContactID // their threads' ids are derived from this one; nearly always the contact
	missing []lack          // names for the same person that are not written yet
	found   []lack          // those that led here
	absent  []identity      // other forms of their number, which lead nowhere: two who meet them at once must meet each other
}

// lack is an identity as it was read; was is nil where there is none yet.
type lack struct {
	identity
	was item
}

// thread is the id of the person's conversation of a kind on a channel.
func (p person) thread(ws Workspace, ch rules.ChannelID, kind rules.Kind) rules.ConversationID {
	if kind == rules.Comments {
		return rules.NewCommentsID(ws.id, ch, p.seed)
	}
	return rules.NewConversationID(ws.id, ch, p.seed)
}

// identitiesOf lists the ids a sender is known by on a kind of channel, the preferred one first. Who comments is
// known by other ids than who writes.
func identitiesOf(on rules.ChannelKind, kind rules.Kind, a rules.Address) []identity {
	scoped := map[rules.ChannelKind]string{
		rules.WhatsApp: "wa_bsuid", rules.Messenger: "fb_psid", rules.Instagram: "ig_sid", rules.WebChat: "web_id",
	}[on]
	if kind == rules.Comments {
		scoped = map[rules.ChannelKind]string{rules.Messenger: "fb_user", rules.Instagram: "ig_user"}[on]
	}
	var ids []identity
	if a.UserID != "" && scoped != "" {
		ids = append(ids, identity{scoped, a.UserID})
	}
	if a.Phone != "" && on == rules.WhatsApp {
		ids = append(ids, identity{phoneIdentity, a.Phone})
	}
	return ids
}

const phoneIdentity = "wa_phone"

// twins are the other forms of a sender's phone number, for looking up only.
func twins(ids []identity) []identity {
	var out []identity
	for _, id := range ids {
		if id.kind != phoneIdentity {
			continue
		}
		for _, phone := range rules.PhoneTwins(id.value) {
			out = append(out, identity{phoneIdentity, phone})
		}
	}
	return out
}

var (
	errNoIdentity = fault.New(fault.Invalid, "no_identity", "A message without a sender cannot be kept.")
	errNobody     = fault.New(fault.Missing, "customer_missing", "There is no such customer.")
)

// recognise finds the contact behind a sender: by the scoped id, else by a phone number that no other scoped
// id holds (a number may be given to somebody else, and then has a new scoped id), also in another of its
// forms; else it derives one. A person whose first messages came without a scoped id keeps the contact that the
// number made.
func recognise(ctx context.Context, b *book, ch rules.Channel, kind rules.Kind, a rules.Address) (person, error) {
	ids := identitiesOf(ch.Kind, kind, a)
	if len(ids) == 0 {
		return person{}, errNoIdentity
	}
	var missing []lack
	for _, id := range ids {
		it, err := b.read(ctx, id)
		if err != nil {
			return person{}, err
		}
		if it != nil && (id == ids[0] || held(it, a)) {
			p := personIn(it, missing)
			p.found = []lack{{id, it}}
			if id != ids[0] && it.text(colUserID) == "" && a.UserID != "" {
				p.missing = append(p.missing, lack{id, it}) // the number learns whose it is
			}
			return p, nil
		}
		missing = append(missing, lack{id, it})
	}
	var absent []identity
	for _, id := range twins(ids) {
		it, err := b.read(ctx, id)
		if err != nil {
			return person{}, err
		}
		if it == nil {
			absent = append(absent, id)
		}
		if it != nil && (a.UserID == "" || held(it, a)) {
			p := personIn(it, missing)
			p.found = []lack{{id, it}}
			return p, nil
		}
	}
	contact := newContact(b.ws, ch.ID, kind, ids[0])
	return person{contact: contact, seed: contact, missing: missing, absent: absent}, nil
}

// newContact derives a contact from the identity that was seen first.
func newContact(ws Workspace, ch rules.ChannelID, kind rules.Kind, id identity) rules.ContactID {
	if kind == rules.Comments { // the number may be another person's where messages are written
		return rules.NewContactID(ws.id, ch, id.kind+":"+id.value)
	}
	return rules.NewContactID(ws.id, ch, id.value)
}

// held reports that a phone number belongs to a sender, or to nobody in particular.
func held(it item, a rules.Address) bool {
	return it.text(colUserID) == "" || it.text(colUserID) == a.UserID
}

func personIn(it item, missing []lack) person {
	p := person{contact: rules.ContactID(it.text(colContact)), seed: rules.ContactID(it.text(colThread)), missing: missing}
	if p.seed == "" {
		p.seed = p.contact
	}
	return p
}

// aliases adds to p.missing what a known person's newest address has and the identities do not. It is asked
// only when the address on the head has changed.
func aliases(ctx context.Context, b *book, ch rules.Channel, kind rules.Kind, a rules.Address, p person) (person, error) {
	for _, id := range identitiesOf(ch.Kind, kind, a)[1:] {
		it, err := b.read(ctx, id)
		if err != nil {
			return p, err
		}
		if it == nil || !held(it, a) {
			p.missing = append(p.missing, lack{id, it})
		}
	}
	return p, nil
}

// personWrites are the identities and the contact that go with a head whose profile is news.
func (s *Store) personWrites(ws Workspace, p person, a rules.Address, c rules.Conversation) []types.TransactWriteItem {
	var writes []types.TransactWriteItem
	for _, l := range p.missing {
		writes = append(writes, s.identityWrite(ws, l, p, a.UserID))
	}
	for _, id := range p.absent {
		writes = append(writes, s.checking(s.tables.Core, identityKey(ws, id), newEdit().whenAbsent()))
	}
	e := newEdit().put(colType, str("P")).putOrDrop(colName, c.Name).putOrDrop(colUserID, c.Address.UserID).
		putOrDrop(colPhone, c.Address.Phone).putOrDrop(colUsername, c.Address.Username)
	return append(writes, s.updating(s.tables.Core, contactKey(ws, p.contact), e))
}

// identityWrite makes an id lead to a person, if it still leads where it led; holder is the scoped id that a
// phone number belongs to.
func (s *Store) identityWrite(ws Workspace, l lack, p person, holder string) types.TransactWriteItem {
	it := newItem(identityKey(ws, l.identity))
	it.setText(colContact, string(p.contact))
	it.setText(colUserID, holder)
	if p.seed != p.contact {
		it.setText(colThread, string(p.seed))
	}
	return s.putting(s.tables.Core, it, newEdit().whenSame(colContact, l.was).whenSame(colUserID, l.was))
}

// book reads identities, each once where it was told them beforehand.
type book struct {
	s    *Store
	ws   Workspace
	how  consistency
	seen map[identity]item
}

func (b *book) read(ctx context.Context, id identity) (item, error) {
	if it, told := b.seen[id]; told {
		return it, nil
	}
	it, err := b.s.get(ctx, b.s.tables.Core, identityKey(b.ws, id), b.how)
	if err != nil {
		return nil, fmt.Errorf("read identity: %w", err)
	}
	return it, nil
}

// load reads many identities at once.
func (b *book) load(ctx context.Context, ids []identity) error {
	var keys []key
	by := map[string]identity{}
	for _, id := range ids {
		if _, told := b.seen[id]; told {
			continue
		}
		b.seen[id] = nil
		k := identityKey(b.ws, id)
		by[k.pk] = id
		keys = append(keys, k)
	}
	items, err := b.s.batchGet(ctx, keys, b.how)
	if err != nil {
		return fmt.Errorf("read %d identities: %w", len(keys), err)
	}
	for _, it := range items {
		b.seen[by[it.text(PartitionKey)]] = it
	}
	return nil
}
