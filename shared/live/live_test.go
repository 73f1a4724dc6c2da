package live

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
)

// gateway speaks the connections API: ids that begin with "gone" are closed, those that begin with "busy"
// answer 500 as often as their number says.
type gateway struct {
	mu    sync.Mutex
	heard map[string][]string
	tries map[string]int
}

func (g *gateway) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	id := strings.TrimPrefix(r.URL.Path, "/@connections/")
	body, _ := io.ReadAll(r.Body)
	g.mu.Lock()
	defer g.mu.Unlock()
	g.tries[id]++
	var failures int
	_, _ = fmt.Sscanf(id, "busy%d", &failures)
	switch {
	case strings.HasPrefix(id, "gone"):
		w.Header().Set("X-Amzn-ErrorType", "GoneException")
		w.WriteHeader(http.StatusGone)
	case g.tries[id] <= failures:
		w.WriteHeader(http.StatusInternalServerError)
	default:
		g.heard[id] = append(g.heard[id], r.Method+" "+string(body))
	}
}

func start(t *testing.T) (*Pusher, *gateway) {
	t.Helper()
	g := &gateway{heard: map[string][]string{}, tries: map[string]int{}}
	server := httptest.NewServer(g)
	t.Cleanup(server.Close)
	cfg := aws.Config{Region: "eu-central-1", Credentials: credentials.NewStaticCredentialsProvider("id", "secret", "")}
	return NewPusher(cfg, server.URL), g
}

func TestFramesArriveInOrder(t *testing.T) {
	p, g := start(t)
	if err := p.Post(context.Background(), "c1", []byte("one"), []byte("two")); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(g.heard["c1"], ","); got != "POST one,POST two" {
		t.Errorf("heard %s", got)
	}
}

func TestAClosedSocketIsToldApartFromATroubledOne(t *testing.T) {
	p, g := start(t)
	missed := p.Fan(context.Background(), []Post{
		{To: "fine", Frames: [][]byte{[]byte("x")}},
		{To: "gone1", Frames: [][]byte{[]byte("x")}},
		{To: "busy2", Frames: [][]byte{[]byte("x")}},
		{To: "busy3", Frames: [][]byte{[]byte("x")}},
	})
	if len(missed) != 2 || !errors.Is(missed["gone1"], ErrGone) || missed["busy3"] == nil || errors.Is(missed["busy3"], ErrGone) {
		t.Errorf("missed %v", missed)
	}
	if g.tries["gone1"] != 1 || g.tries["busy2"] != 3 || g.tries["busy3"] != 3 {
		t.Errorf("tries %v", g.tries)
	}
}

func TestClosingWhatIsGoneIsNoError(t *testing.T) {
	p, g := start(t)
	if err := p.Close(context.Background(), "gone1"); err != nil {
		t.Error(err)
	}
	if err := p.Close(context.Background(), "c2"); err != nil || g.heard["c2"][0] != "DELETE " {
		t.Errorf("error %v, heard %v", err, g.heard["c2"])
	}
}
