package machine

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodbstreams"

	"transom/events"
	"transom/infra/local/aws"
	"transom/infra/local/gateway"
	"transom/infra/local/lambda"
	"transom/infra/local/people"
	"transom/infra/local/sandbox"
	"transom/infra/local/schedule"
	"transom/infra/local/site"
	"transom/infra/local/stream"
	"transom/shared/clock"
)

// startInner opens the port that only this machine's processes speak to: the runtime API, the connections
// API, parameters, Invoke, and the platforms' stand-in.
func (m *Machine) startInner(context.Context) (err error) {
	m.lambda = lambda.New(lambda.Options{
		Functions: events.Topology, Bootstrap: m.config.bootstrap, Environment: m.environment,
		API: func() string { return m.ports.inner }, Logger: m.log, Chaos: m.chaos,
		Log: func(name string) io.Writer { return m.logs[name] },
	})
	if m.queue, err = lambda.OpenQueue(m.lambda, m.data.path("queue"), m.letters, m.log); err != nil {
		return err
	}
	m.sockets = gateway.NewSockets(events.Topology, m.invoke, m.log)
	inner := http.NewServeMux()
	inner.Handle("/e/", m.lambda.Handler())
	inner.Handle("/ssm/", m.secrets)
	inner.Handle("/ssm", m.secrets)
	inner.Handle("/2015-03-31/", aws.Invoker{Service: m.lambda, Queue: m.queue, Functions: events.Topology}.Handler())
	inner.Handle("/ses/", http.StripPrefix("/ses", m.mail.SES()))
	inner.Handle("/@connections/", m.sockets.Connections())
	inner.Handle("/graph/", http.StripPrefix("/graph", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { m.phone.Graph().ServeHTTP(w, r) })))
	on, err := net.Listen("tcp", m.ports.inner)
	if err != nil {
		return fmt.Errorf("open inner port: %w", err)
	}
	m.inner = &http.Server{Handler: inner, ReadHeaderTimeout: 10 * time.Second}
	m.serve(m.inner, on)
	return nil
}

func (m *Machine) serve(s *http.Server, on net.Listener) {
	m.work.Go(func() {
		if err := s.Serve(on); !errors.Is(err, http.ErrServerClosed) {
			m.log.Error("serve", "address", on.Addr().String(), "error", err)
		}
	})
}

// invoke calls a function and lets the readers of what it may have written look at once afterwards.
func (m *Machine) invoke(ctx context.Context, function string, payload []byte, from lambda.Origin) (lambda.Result, error) {
	result, err := m.lambda.Invoke(ctx, function, payload, from)
	for _, s := range m.readers[function] {
		s.Wake()
	}
	return result, err
}

// startFunctions starts the phone, the stream readers and the schedule.
func (m *Machine) startFunctions(context.Context) (err error) {
	m.phone, err = sandbox.New(sandbox.Options{
		Dir: m.data.path("sandbox"), WebhookURL: "http://" + m.frontAddr() + "/webhooks/meta", Now: clock.Now, Logger: m.log,
		AppSecret: func() string { return m.data.settings.AppSecret },
		BaseURL:   func() string { return "http://" + m.ports.inner + "/graph" },
	})
	if err != nil {
		return err
	}
	names := map[string]string{"core": tables.Core, "msgs": tables.Msgs, "live": tables.Live}
	var streams []*stream.Mapping
	readers := map[string][]*stream.Mapping{}
	for _, f := range events.Topology {
		for _, t := range f.On {
			trigger, ok := t.(events.Stream)
			if !ok {
				continue
			}
			s, err := stream.Open(stream.Options{
				Function: f.Name, Trigger: trigger, Table: names[trigger.Table], DB: dynamodb.NewFromConfig(m.aws),
				Streams: dynamodbstreams.NewFromConfig(m.aws), Dir: m.data.path("stream"), Letters: m.letters,
				Invoke: m.invoke, Chaos: m.chaos, Log: m.log,
			})
			if err != nil {
				return err
			}
			streams = append(streams, s)
			for _, writer := range writers(events.Topology, trigger.Table) {
				readers[writer] = append(readers[writer], s)
			}
		}
	}
	m.streams, m.readers = streams, readers
	m.timer = schedule.Start(events.Topology, clock.Now, m.queue.Put, m.log)
	return nil
}

// frontAddr is where the front can be reached from this machine.
func (m *Machine) frontAddr() string { return strings.TrimPrefix(m.origins()[0], "http://") }

// startFront opens the door for people and platforms.
func (m *Machine) startFront(context.Context) error {
	pool := m.data.settings.Pool
	api := &gateway.HTTP{Invoke: m.invoke, Log: m.log,
		Authorizer: gateway.NewAuthorizer(m.live, people.IssuerDomain+"/"+pool.ID, "http://"+m.ports.people+"/"+pool.ID+"/.well-known/jwks.json", pool.Client)}
	functions := api.Handler(events.Topology)
	front := http.NewServeMux()
	front.Handle("/webhooks/", functions)
	front.Handle("/api/", functions)
	front.Handle("/webchat/", functions)
	front.Handle("/socket", m.sockets)
	front.Handle("/sandbox", http.RedirectHandler("/sandbox/", http.StatusMovedPermanently))
	front.Handle("GET /sandbox/site", site.Page())
	front.Handle("GET /sandbox/mail", m.mail.Page())
	front.Handle("GET /sandbox/api/mail", m.mail.API())
	front.Handle("POST /sandbox/api/mail", m.mail.API())
	front.Handle("/sandbox/", http.StripPrefix("/sandbox", m.phone.Page()))
	front.Handle("/_local/", http.NewCrossOriginProtection().Handler(m.controls()))
	front.HandleFunc("GET /healthz", m.health)
	front.Handle("/", gateway.Static(m.config.Web, "http://"+m.ports.s3, strings.Join(m.socketOrigins(), " ")))
	m.front = &http.Server{Handler: front, ReadHeaderTimeout: 10 * time.Second}
	m.serve(m.front, m.frontOn)
	return nil
}

func (m *Machine) socketOrigins() []string {
	var all []string
	for _, o := range m.origins() {
		all = append(all, strings.Replace(o, "http", "ws", 1))
	}
	return all
}

// Close ends everything in order: the doors, what is under way, the functions, the programs beside. What was
// accepted and is not done is done at the next start.
func (m *Machine) Close() {
	m.closeOne.Do(m.close)
}

func (m *Machine) close() {
	soon, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	if m.front != nil {
		_ = m.front.Shutdown(soon) // late requests are cut off
		_ = m.front.Close()
	} else if m.frontOn != nil {
		_ = m.frontOn.Close()
	}
	if m.sockets != nil {
		within(1500*time.Millisecond, m.sockets.Close)
	}
	if m.timer != nil {
		m.timer.Close()
	}
	var ends []func()
	for _, s := range m.streams {
		ends = append(ends, s.Close)
	}
	if m.queue != nil {
		ends = append(ends, m.queue.Close)
	}
	together(ends)
	if m.lambda != nil {
		m.lambda.Close()
	}
	if m.phone != nil {
		_ = m.phone.Close() // what it owes stays in its journal
	}
	m.end()
	ends = nil
	for _, k := range m.keepers {
		if k != nil {
			ends = append(ends, k.Close)
		}
	}
	together(ends)
	if m.inner != nil {
		_ = m.inner.Close()
	}
	m.work.Wait()
	if m.data != nil && m.data.lock != nil {
		_ = m.data.lock.Close()
	}
}
