package machine

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	awssdk "github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"transom/events"
	"transom/infra/local/aws"
	"transom/infra/local/chaos"
	"transom/infra/local/engine"
	"transom/infra/local/gateway"
	"transom/infra/local/lambda"
	"transom/infra/local/letters"
	"transom/infra/local/mailroom"
	"transom/infra/local/people"
	"transom/infra/local/port"
	"transom/infra/local/process"
	"transom/infra/local/sandbox"
	"transom/infra/local/schedule"
	"transom/infra/local/seed"
	"transom/infra/local/stream"
	"transom/shared/clock"
	"transom/shared/cloud"
	"transom/shared/store"
)

// Machine is everything that runs. Start makes it, Close ends it.
type Machine struct {
	config Config
	data   *data
	ports  ports
	log    *slog.Logger
	alarm  io.Writer

	keepers []*process.Keeper
	upkeep  *engine.Upkeep
	aws     awssdk.Config
	chaos   *chaos.Chaos
	letters *letters.Box
	mail    *mailroom.Room
	secrets *aws.Parameters
	lambda  *lambda.Service
	queue   *lambda.Queue
	streams []*stream.Mapping
	readers map[string][]*stream.Mapping // by function: those of the tables it may write
	timer   *schedule.Schedule
	sockets *gateway.Sockets
	phone   *sandbox.Phone
	front   *http.Server
	inner   *http.Server
	logs    map[string]*process.Log
	moving  sync.Mutex // the clock

	live     context.Context // ends with Close
	end      context.CancelFunc
	work     sync.WaitGroup
	frontOn  net.Listener
	closeOne sync.Once
	planted  atomic.Bool // the demo workspace is there, the clock stands at the present
}

// Start brings everything up and returns once the machine answers. Whatever is wrong is an error in one line
// that says what to do. alarm hears of errors while the machine runs; it may be nil.
func Start(ctx context.Context, c Config, alarm io.Writer) (*Machine, error) {
	if alarm == nil {
		alarm = io.Discard
	}
	m := &Machine{config: c, alarm: alarm, chaos: new(chaos.Chaos), logs: map[string]*process.Log{}}
	m.log = slog.New(slog.NewTextHandler(alarm, &slog.HandlerOptions{Level: slog.LevelWarn}))
	m.live, m.end = context.WithCancel(context.Background())
	for _, step := range []func(context.Context) error{m.check, m.open, m.startInner, m.startChildren, m.prepare, m.startFunctions, m.startFront, m.plant} {
		if err := step(ctx); err != nil {
			m.Close()
			return nil, err
		}
	}
	m.planted.Store(true)
	// The demo workspace is made in peace: misbehaviour is for those who look at it.
	if c.Chaos {
		m.chaos.Set(chaos.Usual)
	}
	return m, nil
}

// check finds out whether everything needed is there and the address is free.
func (m *Machine) check(context.Context) (err error) {
	if err := m.config.check(); err != nil {
		return err
	}
	m.frontOn, err = listen(m.config.Addr)
	return err
}

func listen(addr string) (net.Listener, error) {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("%s is taken or cannot be used (%w): stop what uses it or choose another with TRANSOM_ADDR", addr, errors.Unwrap(err))
	}
	return l, nil
}

// open takes the data folder and the ports, and opens what lies in the folder.
func (m *Machine) open(context.Context) (err error) {
	if m.data, err = openData(m.config); err != nil {
		return err
	}
	p := &m.ports
	for _, at := range []*string{&p.inner, &p.engine, &p.sweep, &p.s3, &p.people} {
		if *at, err = port.Free(); err != nil {
			return err
		}
	}
	if m.letters, err = letters.Open(m.data.path("deadletters")); err != nil {
		return err
	}
	if m.mail, err = mailroom.Open(mailroom.Options{Dir: m.data.path("mail"), From: mailFrom, Now: clock.Now}); err != nil {
		return err
	}
	if m.secrets, err = aws.OpenParameters(m.data.path("secrets.json")); err != nil {
		return err
	}
	m.secrets.Fallback = channelToken
	s := m.data.settings
	for name, value := range map[string]string{"/meta/app-secret": s.AppSecret, "/meta/verify-token": s.VerifyToken, "/cursor-key": s.CursorKey, "/visitor-key": s.VisitorKey} {
		if was, _ := m.secrets.Get(secretsPrefix + name); was != value {
			if err := m.secrets.Put(secretsPrefix+name, value); err != nil {
				return err
			}
		}
	}
	for _, f := range events.Topology {
		if m.logs[f.Name], err = process.OpenLog(m.data.path("logs"), f.Name, m.alarm); err != nil {
			return fmt.Errorf("open log of %s: %w", f.Name, err)
		}
	}
	return nil
}

// channelToken lets a channel that was connected without credentials speak to the sandbox phone.
func channelToken(name string) string {
	if strings.HasPrefix(name, secretsPrefix+"/channels/") && strings.HasSuffix(name, "/token") {
		return "local"
	}
	return ""
}

// prepare makes what CDK makes on AWS: tables, the bucket, the user pool.
func (m *Machine) prepare(ctx context.Context) (err error) {
	for _, pair := range m.common() {
		name, value, _ := strings.Cut(pair, "=")
		if strings.HasPrefix(name, "AWS_") || name == clock.File {
			if err := os.Setenv(name, value); err != nil {
				return fmt.Errorf("set %s: %w", name, err)
			}
		}
	}
	if m.aws, err = cloud.Config(ctx); err != nil {
		return err
	}
	if err := m.store().Create(ctx); err != nil {
		return fmt.Errorf("make tables: %w", err)
	}
	if m.upkeep != nil {
		m.work.Go(func() { m.upkeep.Run(m.live) })
	}
	// Web chat visitors send files from anybody's pages; what they may put is signed, one by one.
	if err := makeBucket(ctx, m.aws, []string{"*"}); err != nil {
		return err
	}
	m.work.Go(m.guardPeople)
	if m.data.settings.Pool.ID != "" {
		return nil
	}
	if m.data.settings.Pool, err = people.MakePool(ctx, m.people()); err != nil {
		return err
	}
	return m.data.save()
}

func (m *Machine) store() *store.Store { return store.New(dynamodb.NewFromConfig(m.aws), tables, nil) }

func (m *Machine) people() *cognitoidentityprovider.Client {
	return cognitoidentityprovider.NewFromConfig(m.aws)
}

func (m *Machine) guardPeople() {
	tick := time.NewTicker(5 * time.Second)
	defer tick.Stop()
	for {
		select {
		case <-m.live.Done():
			return
		case <-tick.C:
			people.Guard(m.data.path("people"))
		}
	}
}

// plant makes the demo workspace at the first start.
func (m *Machine) plant(ctx context.Context) error {
	s := seed.Seed{
		Addr: m.frontOn.Addr().String(), Store: m.store(), People: m.people(), Pool: m.data.settings.Pool, Password: m.data.settings.Password,
		SetClock: m.setClock, Quiet: m.awaitQuiet, Now: clock.Now,
	}
	want := "demo"
	if m.config.Empty {
		want = "empty"
	}
	if m.data.settings.Seeded != "" {
		return s.Passwords(ctx, m.data.settings.Seeded == "empty")
	}
	if err := s.Plant(ctx, m.config.Empty); err != nil {
		return fmt.Errorf("make the demo workspace: %w", err)
	}
	if !m.config.Empty {
		if err := s.Play(ctx); err != nil {
			m.log.Error("the demo conversations are incomplete", "error", err)
		}
	}
	m.data.settings.Seeded = want
	return m.data.save()
}
