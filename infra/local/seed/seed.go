// Package seed makes the demo workspace of one machine: people, two WhatsApp numbers, and conversations of
// several days, as a small online shop for bicycles might have them. Conversations come about as real ones do:
// customers write on the sandbox phone, which posts signed webhooks; agents answer through the API; and the
// clock walks through those days meanwhile, so that windows open and close in their time. It knows the public
// doors, and the store only for what has no door yet: the workspace, its people, its channels.
package seed

import (
	"context"
	"fmt"
	"strings"
	"time"

	cognito "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"transom/infra/local/people"
	"transom/shared/fault"
	"transom/shared/rules"
	"transom/shared/store"
)

// The demo workspace and its WhatsApp numbers' account ids.
const (
	Workspace   = "demo"
	DemoNumber  = "100000000000001"
	SalesNumber = "100000000000002"
)

// The demo workspace's other accounts: a Page, an Instagram account behind it, one connected by itself, a web chat.
// Business is the WhatsApp Business account of both numbers, as the sandbox calls it.
const (
	Business   = "100000000000000"
	Page       = "200000000000001"
	Gallery    = "17841400000000001"
	OwnGallery = "17841500000000001"
	SiteChat   = "demoshop"
)

// Seed is what it takes to make the workspace.
type Seed struct {
	Addr     string // of the front door
	Store    *store.Store
	People   *cognito.Client
	Pool     people.Pool
	Password string
	SetClock func(time.Time) error           // makes the machine's time this
	Quiet    func(ctx context.Context) error // waits until nothing is under way
	Now      func() time.Time
}

var team = []rules.Member{
	{Email: "admin@demo.transom", Name: "Ada Winter", Role: rules.Admin},
	{Email: "sam@demo.transom", Name: "Sam Okoro", Role: rules.Supervisor},
	{Email: "ana@demo.transom", Name: "Ana Sousa", Role: rules.Agent, Limit: 20, Teams: []rules.TeamID{"workshop"}},
	{Email: "ben@demo.transom", Name: "Ben Fischer", Role: rules.Agent, Limit: 20, Teams: []rules.TeamID{"workshop"}},
	{Email: "mia@demo.transom", Name: "Mia Larsen", Role: rules.Agent, Limit: 20},
}

// members are those of a workspace: the admin alone, or everybody.
func members(empty bool) []rules.Member {
	if empty {
		return team[:1]
	}
	return team
}

// origins are the names that this machine's pages have.
func (s Seed) origins() []string {
	_, port, ok := strings.Cut(s.Addr, ":")
	if !ok {
		return nil
	}
	return []string{"http://" + s.Addr, "http://127.0.0.1:" + port, "http://localhost:" + port}
}

// Emails lists who can sign in.
func Emails(empty bool) []string {
	var all []string
	for _, m := range members(empty) {
		all = append(all, m.Email)
	}
	return all
}

// Passwords sets everybody's password again, because it may have been chosen anew. Repeating is safe.
func (s Seed) Passwords(ctx context.Context, empty bool) error {
	for _, m := range members(empty) {
		if _, err := people.Ensure(ctx, s.People, s.Pool, m.Email, m.Name, s.Password); err != nil {
			return err
		}
	}
	return nil
}

// Plant makes the workspace; empty makes it with its admin and nothing else. It may be repeated when it was
// interrupted: what is there stays.
func (s Seed) Plant(ctx context.Context, empty bool) error {
	ws, err := s.Store.CreateWorkspace(ctx, Workspace, "Demo Cycles")
	if err != nil {
		return fmt.Errorf("make workspace: %w", err)
	}
	for _, m := range members(empty) {
		subject, err := people.Ensure(ctx, s.People, s.Pool, m.Email, m.Name, s.Password)
		if err != nil {
			return err
		}
		m.ID = rules.UserID(subject)
		if err := s.Store.PutMember(ctx, ws, m); err != nil {
			return fmt.Errorf("make colleague %s: %w", m.Email, err)
		}
	}
	if empty {
		return nil
	}
	channels := []rules.Channel{
		{Kind: rules.WhatsApp, AccountID: DemoNumber, Holder: Business, Name: "Transom Demo", Distribution: rules.Manual, OnExpiry: rules.MarkExpired},
		{Kind: rules.WhatsApp, AccountID: SalesNumber, Holder: Business, Name: "Transom Sales", Distribution: rules.Fewest, OnExpiry: rules.CloseExpired},
		{Kind: rules.Messenger, AccountID: Page, Name: "Demo Cycles", Distribution: rules.Manual, OnExpiry: rules.MarkExpired, HumanAgent: true},
		{Kind: rules.Instagram, AccountID: Gallery, Holder: Page, Login: rules.FacebookLogin, Name: "@demo.cycles1", Distribution: rules.Manual,
			OnExpiry: rules.MarkExpired, HumanAgent: true},
		{Kind: rules.Instagram, AccountID: OwnGallery, Login: rules.InstagramLogin, Name: "@demo.cycles.studio", Distribution: rules.Manual,
			OnExpiry: rules.MarkExpired},
		{Kind: rules.WebChat, AccountID: SiteChat, Name: "Shop website", Distribution: rules.Manual,
			Widget: rules.Widget{Origins: s.origins(), Title: "Demo Cycles", Greeting: "Hello! How can we help?", Colour: "#0f766e"}},
	}
	now := s.Now()
	for _, ch := range channels {
		ch.ID = rules.NewChannelID(Workspace, ch.Kind, ch.AccountID)
		ch.NewStatus, ch.CreatedAt = rules.Open, now.Add(-30*24*time.Hour)
		if err := s.Store.ConnectChannel(ctx, ws, ch); err != nil && fault.KindOf(err) != fault.Conflict {
			return fmt.Errorf("connect %s: %w", ch.Name, err)
		}
	}
	return nil
}
