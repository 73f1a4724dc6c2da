package main

import (
	"slices"
	"testing"
	"time"

	"transom/shared/clock"
	"transom/shared/rules"
	"transom/shared/wire"
)

// A warning to the team brings the row to the colleagues of the person who has it, with the warning; when its reason
// is gone the row leaves them, once.
func TestWhatAWarningOpensComesToTheTeamAndGoesWhenItIsShut(t *testing.T) {
	now := func() time.Time { return clock.Now().Truncate(time.Millisecond) }
	for _, c := range []struct {
		name  string
		shuts func(d *desk, dan rules.UserID, c rules.Conversation) (rules.Change, error)
		keeps bool // dan has it afterwards
	}{
		{"answered by a colleague", func(_ *desk, dan rules.UserID, c rules.Conversation) (rules.Change, error) {
			return rules.Reply(c, rules.Draft{ClientID: "one", At: now(), By: dan, Text: "hello"}, now())
		}, false},
		{"closed", func(d *desk, _ rules.UserID, c rules.Conversation) (rules.Change, error) {
			return rules.Close(c, d.people[2].ID, "", now()), nil
		}, false},
		{"written to again by the customer", func(d *desk, _ rules.UserID, c rules.Conversation) (rules.Change, error) {
			return rules.Receive(c, d.channel, []rules.Entry{{Kind: rules.Message, Direction: rules.In, Type: rules.Text, Text: "x",
				Key: rules.MessageKey(now(), "x"), PlatformID: "x", At: now(), Opens: true, Counts: true, Status: rules.Received}}, now()), nil
		}, false},
		{"given to another", func(d *desk, _ rules.UserID, c rules.Conversation) (rules.Change, error) {
			return rules.Assign(c, rules.Assignee{User: d.people[1].ID}, d.people[0].ID, now()), nil
		}, false},
		{"taken by the colleague", func(d *desk, dan rules.UserID, c rules.Conversation) (rules.Change, error) {
			return rules.Claim(c, rules.Member{ID: dan, Role: rules.Agent, Teams: []rules.TeamID{"billing"}}, now())
		}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t)
			dan := d.hire(t, rules.Member{ID: d.people[0].ID + "-dan", Role: rules.Agent, Teams: []rules.TeamID{"billing"}})
			d.open(dan, time.Hour)
			head := d.waits(1, rules.Assignee{User: d.people[2].ID})
			d.run()
			if heard := d.gateway.Take(string(dan.ID)); rowsOf(heard) != 0 {
				t.Fatalf("before the warning dan heard %+v", heard)
			}
			d.warn(head.ID, rules.ToTeam)
			_, ada, ben, cem := d.run()
			heard := d.gateway.Take(string(dan.ID))
			if got := d.told(head, ada, ben, cem, heard); !slices.Equal(got, []string{"", "", "team", "team"}) {
				t.Errorf("ada, ben, cem, dan are told %v", got)
			}
			if rowsOf(heard) != 1 || !heard[0].Rows[0].OpenToTeam || rowsOf(ben) != 0 {
				t.Errorf("dan heard %+v, ben %+v", heard, ben)
			}
			d.change(head.ID, func(old rules.Conversation) rules.Change {
				change, err := c.shuts(d, dan.ID, old)
				must(t, err)
				return change
			})
			batch, _, ben, _ := d.run()
			heard = d.gateway.Take(string(dan.ID))
			if gone := goneOf(heard); (gone == 1) == c.keeps || (rowsOf(heard) == 1) != c.keeps || goneOf(ben) != 0 {
				t.Errorf("dan heard %+v, ben %+v", heard, ben)
			}
			if len(batch.Records) == 0 {
				t.Fatal("nothing happened")
			}
			d.exact(t)
		})
	}
}

func rowsOf(frames []wire.Down) (n int) {
	for _, f := range frames {
		n += len(f.Rows)
	}
	return n
}

func goneOf(frames []wire.Down) (n int) {
	for _, f := range frames {
		n += len(f.Gone)
	}
	return n
}
