package simulation

import (
	"testing"

	"transom/infra/local/localtest"
)

// small is what every test run plays; make simulate asks for more.
var small = Settings{Conversations: 60, Days: 3, Seed: 4, Chaos: false}

func TestNothingClosesUnnoticedNothingForbiddenIsOfferedNothingOfferedIsRefused(t *testing.T) {
	settings, err := small.FromEnvironment()
	if err != nil {
		t.Fatal(err)
	}
	s := New(localtest.Start(t, localtest.Options{Empty: true}), settings)
	s.Progress = func(line string) { t.Log(line) }
	report, err := s.Run(t.Context())
	t.Log(report.String())
	if len(report.Wrongs) > 0 || err != nil {
		t.Error(report.Stories())
	}
	if err != nil {
		t.Fatal(err)
	}
}
