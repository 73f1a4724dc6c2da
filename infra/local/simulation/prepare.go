package simulation

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"time"

	"github.com/oklog/ulid/v2"
)

// cast are the accounts: every platform, with and without the right to answer for seven days, and every policy.
var cast = []line{
	{platform: whatsapp, account: "100000000000101", policy: "mark"},
	{platform: whatsapp, account: "100000000000102", policy: "close"},
	{platform: whatsapp, account: "100000000000103", policy: "close_unassigned"},
	{platform: whatsapp, account: "100000000000104", policy: "close_answered"},
	{platform: messenger, account: "200000000000101", policy: "close", human: true},
	{platform: messenger, account: "200000000000102", policy: "close_answered"},
	{platform: instagram, account: "17841400000000101", policy: "mark", human: true},
	{platform: instagram, account: "17841500000000102", policy: "close_unassigned", human: true},
}

// usual is the plan of a workspace that has set none.
var usual = plan{{2 * time.Hour, "assignee"}, {time.Hour, "team"}, {30 * time.Minute, "supervisors"}}

// prepare stops the clock, connects the accounts and writes the script.
func (s *Simulation) prepare(ctx context.Context) error {
	var at struct{ Now time.Time }
	if err := s.door.must(ctx, http.MethodGet, "/_local/clock", nil, &at); err != nil {
		return err
	}
	s.begin = at.Now.Truncate(time.Hour).Add(time.Hour + time.Minute) // within its hour every run of a seed is the same
	s.now, s.end = s.begin.Add(-time.Minute), s.begin.Add(s.settings.length())
	if err := s.control(ctx, order{Stand: &s.now, Await: "quiet"}, nil); err != nil {
		return err
	}
	for _, l := range cast {
		if err := s.connect(ctx, l); err != nil {
			return err
		}
	}
	if err := s.agree(ctx); err != nil {
		return err
	}
	if err := s.door.phone(ctx, http.MethodPost, "settings", map[string]any{"deliverMs": 0, "adWindow": true}, nil); err != nil {
		return err
	}
	if err := s.listen(ctx); err != nil {
		return err
	}
	s.people()
	s.forecast()
	return s.misbehave(ctx, s.settings.Chaos)
}

// connect makes an account with its platform and with us.
func (s *Simulation) connect(ctx context.Context, l line) error {
	if err := s.door.phone(ctx, http.MethodPost, "accounts", map[string]string{"platform": l.platform, "id": l.account}, nil); err != nil {
		return err
	}
	if err := s.door.phone(ctx, http.MethodPatch, "accounts/"+l.account, map[string]bool{"humanAgent": l.human}, nil); err != nil {
		return err
	}
	body := map[string]any{"kind": l.platform, "accountId": l.account, "name": l.platform + " " + l.policy, "onExpiry": l.policy}
	switch {
	case l.platform == whatsapp:
		body["holderId"] = "100000000000000"
	case l.account[:6] == "178415":
		body["login"] = "instagram"
		fallthrough
	default:
		body["humanAgent"] = l.human
	}
	var made struct{ ID, Code string }
	status, err := s.door.api(ctx, http.MethodPost, "/channels", body, &made)
	if err != nil || status != http.StatusCreated {
		return fmt.Errorf("connect %s %s: answered %d %s: %w", l.platform, l.account, status, made.Code, orNil(err))
	}
	l.id = made.ID
	s.lines = append(s.lines, &l)
	return nil
}

// misbehave switches the runner's chaos. It spares nobody: the model knows the end that a courier's death leaves. Its
// waits are short: while the clock stands, more of them changes no order of things, and only takes the computer's own
// time.
func (s *Simulation) misbehave(ctx context.Context, on bool) error {
	return s.door.must(ctx, http.MethodPost, "/_local/chaos", map[string]any{"on": on, "seed": s.settings.Seed, "hold": "20ms", "pause": "10ms", "spare": []string{}}, nil)
}

func (s *Simulation) diceOf(n int) *rand.Rand {
	return rand.New(rand.NewPCG(s.settings.Seed, uint64(n)+1))
}

// ulid is a client's id of this moment.
func (s *Simulation) ulid(c *chat) string {
	var id ulid.ULID
	_ = id.SetTime(uint64(s.now.UnixMilli())) // of this century
	for i := 6; i < len(id); i++ {
		id[i] = byte(c.dice.Uint32())
	}
	return id.String()
}
