package rules

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestReportsLeadToOneMessageInAnyOrder(t *testing.T) {
	reports := []Report{
		{Status: Accepted, At: noon.Add(-time.Second), PlatformID: "wamid.1"},
		{Status: Sent, At: noon, PlatformID: "wamid.1"},
		{Status: Delivered, At: noon.Add(3 * time.Second), PlatformID: "wamid.1"},
		{Status: Read, At: noon.Add(2 * time.Second), PlatformID: "wamid.1"},
		{Status: Played, At: noon.Add(9 * time.Second), PlatformID: "wamid.1"},
	}
	want := Entry{Status: Played, PlatformID: "wamid.1", AcceptedAt: noon.Add(-time.Second), SentAt: noon, DeliveredAt: noon.Add(2 * time.Second), ReadAt: noon.Add(2 * time.Second)}
	rng := rand.New(rand.NewPCG(3, 4))
	for range 200 {
		rng.Shuffle(len(reports), func(i, j int) { reports[i], reports[j] = reports[j], reports[i] })
		e := Entry{Status: Sending}
		for _, r := range append(reports, reports[0]) {
			e, _ = Advance(e, r)
		}
		if diff := cmp.Diff(want, e); diff != "" {
			t.Fatalf("order %v (-want +got):\n%s", reports, diff)
		}
		if _, ok := Advance(e, reports[1]); ok {
			t.Fatalf("a repeated report changes something")
		}
	}
}
