package channel_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"transom/shared/channel"
	"transom/shared/channel/channeltest"
	"transom/shared/channel/instagram"
	"transom/shared/channel/messenger"
	"transom/shared/channel/meta"
	"transom/shared/channel/whatsapp"
)

// adapters are the parsers of platforms; the samples of each lie in its testdata.
var adapters = []struct {
	name  string
	parse func(meta.Tree, time.Time) channel.Payload
}{
	{"whatsapp", whatsapp.Parse}, {"messenger", messenger.Parse}, {"instagram", instagram.Parse},
}

// each runs a test with every sample of every adapter and a parser that takes bytes.
func each(t *testing.T, try func(t *testing.T, sample []byte, parse func([]byte) channel.Payload)) {
	for _, a := range adapters {
		samples, err := filepath.Glob(filepath.Join(a.name, "testdata", "*.json"))
		if err != nil || len(samples) == 0 {
			t.Fatalf("%s has no samples: %v", a.name, err)
		}
		for _, name := range samples {
			t.Run(name, func(t *testing.T) {
				sample, err := os.ReadFile(name)
				if err != nil {
					t.Fatal(err)
				}
				try(t, sample, func(body []byte) channel.Payload {
					tree, err := meta.Read(body)
					if err != nil {
						return channel.Payload{}
					}
					return a.parse(tree, channeltest.Received)
				})
			})
		}
	}
}

func TestABodySaysTheSameTwice(t *testing.T) {
	each(t, func(t *testing.T, sample []byte, parse func([]byte) channel.Payload) {
		first := parse(sample)
		if len(channeltest.Said(first)) == 0 || len(first.Problems) > 0 {
			t.Fatalf("the sample says %d things, with problems %+v", len(channeltest.Said(first)), first.Problems)
		}
		if diff := cmp.Diff(first, parse(sample)); diff != "" {
			t.Errorf("read again it says something else (-first +second):\n%s", diff)
		}
	})
}

func TestWhatABodyRepeatsIsStoredOnce(t *testing.T) {
	each(t, func(t *testing.T, sample []byte, parse func([]byte) channel.Payload) {
		once, again := entriesOf(parse(sample)), entriesOf(parse(channeltest.Twice(sample)))
		if diff := cmp.Diff(once, again); diff != "" {
			t.Errorf("the same entries twice give other messages (-once +twice):\n%s", diff)
		}
	})
}

func entriesOf(p channel.Payload) (lines []string) {
	for _, line := range channeltest.Said(p) {
		if strings.HasPrefix(line, "entry ") {
			lines = append(lines, line)
		}
	}
	return lines
}

func TestTheOrderOfABodyMeansNothing(t *testing.T) {
	each(t, func(t *testing.T, sample []byte, parse func([]byte) channel.Payload) {
		want := channeltest.Said(parse(sample))
		rng := rand.New(rand.NewPCG(11, 12))
		for range 100 {
			body := channeltest.Shuffle(sample, rng)
			if diff := cmp.Diff(want, channeltest.Said(parse(body))); diff != "" {
				t.Fatalf("shuffled it says something else (-sample +shuffled):\n%s\n%s", diff, body)
			}
		}
	})
}

func TestNothingThatIsWrongInOneElementHarmsAnother(t *testing.T) {
	const small = 6 << 10 // bytes; of longer samples each element is tried with one neighbour
	each(t, func(t *testing.T, sample []byte, parse func([]byte) channel.Payload) {
		if len(sample) <= small {
			channeltest.Mutations(sample, harmless(t, parse))
			return
		}
		for _, pair := range channeltest.Pairs(sample) {
			channeltest.MutationsOfFirst(pair, harmless(t, parse))
		}
	})
}

// harmless tries a mutation: it never panics, what it says can be stored, and what stands beside it still says
// what it said.
func harmless(t *testing.T, parse func([]byte) channel.Payload) func(channeltest.Mutation) {
	others := map[string][]string{}
	return func(m channeltest.Mutation) {
		got := parse(m.Body)
		if err := channeltest.Storable(got); err != nil {
			t.Errorf("%s: %v", m.Name, err)
		}
		if m.Others == nil {
			return
		}
		want, known := others[string(m.Others)]
		if !known {
			want = channeltest.Said(parse(m.Others))
			others[string(m.Others)] = want
		}
		if lost := channeltest.Within(want, channeltest.Said(got)); lost != "" {
			t.Errorf("%s: lost %s", m.Name, lost)
		}
	}
}

// What is wrong is kept: an element that says nothing any more is a problem, never silence.
func TestAnElementThatSaysNothingIsKept(t *testing.T) {
	for _, a := range adapters {
		for _, bad := range []string{`null`, `7`, `"x"`, `[]`, `{}`, `{"id":"1"}`, `{"id":"1","changes":[]}`, `{"id":"1","messaging":"x"}`, `{"id":"1","changes":[{}]}`} {
			tree, err := meta.Read(fmt.Appendf(nil, `{"entry":[%s]}`, bad))
			if err != nil {
				t.Fatal(err)
			}
			p := a.parse(tree, channeltest.Received)
			if len(p.Problems) != 1 || p.Problems[0].Where == "" || p.Problems[0].Code != channel.BadShape {
				t.Errorf("%s: %s is told as %+v", a.name, bad, p)
			}
		}
	}
}
