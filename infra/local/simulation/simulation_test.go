package simulation

import (
	"os"
	"testing"

	"transom/infra/local/localtest"
)

// small is what every test run plays; make simulate asks for one that is larger.
var small = []Settings{{Conversations: 40, Days: 3, Seed: 4}, {Conversations: 10, Days: 1, Seed: 5, Chaos: true}}

func TestNothingClosesUnnoticedNothingForbiddenIsOfferedNothingOfferedIsRefused(t *testing.T) {
	if os.Getenv("SIMULATE_CONVERSATIONS") != "" {
		settings, err := small[0].FromEnvironment()
		if err != nil {
			t.Fatal(err)
		}
		simulate(t, settings)
		return
	}
	for _, settings := range small {
		t.Run(settings.String(), func(t *testing.T) { simulate(t, settings) })
	}
}

func simulate(t *testing.T, settings Settings) {
	t.Helper()
	t.Log("simulating " + settings.String())
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
