package main

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"transom/events"
)

func TestEveryRouteIsDeclaredWithItsDoor(t *testing.T) {
	app := synth(t, "stage=prod").app
	want := map[string]string{} // route key → who is let in
	for _, fn := range events.Topology {
		for _, trigger := range fn.On {
			switch on := trigger.(type) {
			case events.HTTP:
				switch {
				case on.Door == events.FunctionURL:
					continue
				case on.Public:
					want[on.Method+" "+on.Path] = "NONE"
				default:
					want[on.Method+" "+on.Path] = "JWT"
				}
			case events.Socket:
				want[on.Route] = "NONE"
			}
		}
	}
	got := map[string]string{}
	for id, route := range app.of("AWS::ApiGatewayV2::Route") {
		got[text(route.at("RouteKey"))] = text(route.at("AuthorizationType"))
		integration := app[strings.Trim(strings.TrimPrefix(text(route.at("Target")), "integrations/"), "${}")]
		if integration.at("IntegrationType") != "AWS_PROXY" {
			t.Errorf("%s leads to %v, want a function", id, integration.Properties)
		}
	}
	if diff := cmp.Diff(got, want); diff != "" {
		t.Errorf("routes differ (-got +want):\n%s", diff)
	}
}

func TestTokensAreThoseOfThePoolsClient(t *testing.T) {
	authorizer := synth(t, "stage=prod").app.only(t, "AWS::ApiGatewayV2::Authorizer", "")
	if !hasText(authorizer.at("JwtConfiguration", "Audience"), "PeopleClient") || !hasText(authorizer.at("JwtConfiguration", "Issuer"), "People", "ProviderURL") {
		t.Errorf("got %v, want audience and issuer of the user pool", authorizer.at("JwtConfiguration"))
	}
}

func TestOnlyTheWebhookHasAnAddressWithoutAuthorizer(t *testing.T) {
	app := synth(t, "stage=prod").app
	url := app.only(t, "AWS::Lambda::Url", "")
	if url.at("AuthType") != "NONE" || !hasText(url.at("TargetFunctionArn"), "Functionwebhook") || url.at("Cors") != nil {
		t.Errorf("got %v, want an open address of the webhook without CORS", url.Properties)
	}
	for id, p := range app.of("AWS::Lambda::Permission") {
		if p.at("Principal") == "*" && !hasText(p.at("FunctionName"), "Functionwebhook") {
			t.Errorf("%s lets anybody call %s", id, text(p.at("FunctionName")))
		}
	}
}

func TestStreamsAreReadAsTheTopologySays(t *testing.T) {
	app := synth(t, "stage=prod").app
	readers := 0
	for _, fn := range events.Topology {
		for _, trigger := range fn.On {
			on, ok := trigger.(events.Stream)
			if !ok {
				continue
			}
			readers++
			t.Run(fn.Name, func(t *testing.T) {
				checkReader(t, app.only(t, "AWS::Lambda::EventSourceMapping", "Reads"+fn.Name+on.Table), fn, on)
			})
		}
	}
	if got := len(app.of("AWS::Lambda::EventSourceMapping")); got != readers {
		t.Errorf("got %d readers, want %d", got, readers)
	}
}

func checkReader(t *testing.T, m resource, fn events.Function, on events.Stream) {
	t.Helper()
	for name, want := range map[string]any{
		"BatchSize": float64(on.Batch), "ParallelizationFactor": float64(on.Parallel), "MaximumRetryAttempts": float64(on.Retries),
		"MaximumRecordAgeInSeconds": on.MaxAge.Seconds(), "MaximumBatchingWindowInSeconds": on.Window.Seconds(),
		"BisectBatchOnFunctionError": on.Bisect, "StartingPosition": "TRIM_HORIZON",
	} {
		if got := m.at(name); got != want {
			t.Errorf("got %s %v, want %v", name, got, want)
		}
	}
	if on.PartialFail != (text(m.at("FunctionResponseTypes")) == "ReportBatchItemFailures") {
		t.Errorf("got answers %v, want partial failures: %v", m.at("FunctionResponseTypes"), on.PartialFail)
	}
	if !hasText(m.at("FunctionName"), "Function"+fn.Name) || !hasText(m.at("EventSourceArn"), "Table"+on.Table, "StreamArn") ||
		!hasText(m.at("DestinationConfig", "OnFailure", "Destination"), "Letters"+fn.Name) {
		t.Errorf("got %v, want %s on the stream of %s with its letters", m.Properties, fn.Name, on.Table)
	}
	var got, want []string
	for _, f := range list(m.at("FilterCriteria", "Filters")) {
		pattern := text(walk(f, "Pattern"))
		if !json.Valid([]byte(pattern)) {
			t.Errorf("filter %s is no JSON", pattern)
		}
		got = append(got, pattern)
	}
	for _, f := range on.Filters {
		want = append(want, f.Pattern())
	}
	if len(got) == 0 || len(got) > 5 {
		t.Errorf("got %d filters, want 1 to 5 (Lambda's quota, read 2026-11-20)", len(got))
	}
	if diff := cmp.Diff(got, want); diff != "" {
		t.Errorf("filters differ (-got +want):\n%s", diff)
	}
}

func TestTheScheduleCallsEveryMinuteAndGivesUpBeforeTheNext(t *testing.T) {
	app := synth(t, "stage=prod").app
	schedule := app.only(t, "AWS::Scheduler::Schedule", "Schedulecloser")
	if got := schedule.at("ScheduleExpression"); got != "rate(1 minute)" {
		t.Errorf("got expression %v, want rate(1 minute)", got)
	}
	if schedule.at("FlexibleTimeWindow", "Mode") != "OFF" || schedule.at("Target", "RetryPolicy", "MaximumEventAgeInSeconds") != 60.0 {
		t.Errorf("got %v, want exact times and events no older than a minute", schedule.Properties)
	}
	if input := text(schedule.at("Target", "Input")); !json.Valid([]byte(input)) || !strings.Contains(input, `"Scheduled Event"`) {
		t.Errorf("got input %s, want an event", input)
	}
	calls := app.only(t, "AWS::Lambda::EventInvokeConfig", "Callscloser")
	if calls.at("MaximumRetryAttempts") != 0.0 || calls.at("MaximumEventAgeInSeconds") != 60.0 {
		t.Errorf("got %v, want no repetition", calls.Properties)
	}
	caller := rightsOf(t, app.only(t, "AWS::IAM::Role", "ScheduleRolecloser"))
	if len(caller) != 1 || !slices.Equal(caller[0].actions, []string{"lambda:InvokeFunction"}) || !hasText(caller[0].resources[0], "Functioncloser") {
		t.Errorf("the schedule may %v, want to call closer only", caller)
	}
}

func TestPeriodsAreSpelledAsTheSchedulerWantsThem(t *testing.T) {
	for period, want := range map[time.Duration]string{time.Minute: "rate(1 minute)", 5 * time.Minute: "rate(5 minutes)", time.Hour: "rate(60 minutes)"} {
		if got := rate(period); got != want {
			t.Errorf("rate(%s): got %s, want %s", period, got, want)
		}
	}
}

func TestAsynchronousCallsAreRepeatedAndThenKept(t *testing.T) {
	app := synth(t, "stage=prod").app
	for _, fn := range events.Topology {
		for _, trigger := range fn.On {
			if on, ok := trigger.(events.Async); ok {
				calls := app.only(t, "AWS::Lambda::EventInvokeConfig", "Calls"+fn.Name)
				if calls.at("MaximumRetryAttempts") != float64(on.Retries) || !hasText(calls.at("DestinationConfig", "OnFailure", "Destination"), "Letters"+fn.Name) {
					t.Errorf("%s: got %v, want %d retries and letters", fn.Name, calls.Properties, on.Retries)
				}
			}
		}
	}
}

func TestBothAPIsLogAndAreThrottled(t *testing.T) {
	app := synth(t, "stage=prod").app
	apis := app.of("AWS::ApiGatewayV2::Stage")
	if len(apis) != 2 {
		t.Fatalf("got %d API stages, want 2", len(apis))
	}
	for id, stage := range apis {
		format := text(stage.at("AccessLogSettings", "Format"))
		if !json.Valid([]byte(format)) || !hasText(stage.at("AccessLogSettings", "DestinationArn"), "AccessLog") {
			t.Errorf("%s logs %q to %v", id, format, stage.at("AccessLogSettings", "DestinationArn"))
		}
		for _, secret := range []string{"querystring", "queryString", "header", "path\""} {
			if strings.Contains(format, secret) {
				t.Errorf("%s logs %s, which may hold a ticket or a token", id, secret)
			}
		}
		if rate, ok := stage.at("DefaultRouteSettings", "ThrottlingRateLimit").(float64); !ok || rate <= 0 {
			t.Errorf("%s is not throttled", id)
		}
	}
}
