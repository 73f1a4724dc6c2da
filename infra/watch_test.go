package main

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"transom/events"
	"transom/shared/store"
)

func TestEveryFunctionIsWatchedInProduction(t *testing.T) {
	alarms := map[string]resource{}
	for _, a := range synth(t, "stage=prod").app.of("AWS::CloudWatch::Alarm") {
		alarms[strings.TrimPrefix(text(a.at("AlarmName")), "transom-prod-")] = a
	}
	want := []string{"failing-api", "failing-webhook", "asleep-closer"}
	for _, fn := range events.Topology {
		want = append(want, "errors-"+fn.Name, "throttles-"+fn.Name, "duration-"+fn.Name)
		if losesWork(fn) {
			want = append(want, "letters-"+fn.Name)
		}
		if fn.Family == events.ReactorFamily {
			want = append(want, "behind-"+fn.Name)
		}
	}
	for _, table := range store.Schema {
		want = append(want, "throttled-"+table.Name)
	}
	for _, name := range want {
		if _, ok := alarms[name]; !ok {
			t.Errorf("there is no alarm %s", name)
		}
	}
	if len(alarms) != len(want) {
		t.Errorf("got %d alarms, want %d", len(alarms), len(want))
	}
	for name, a := range alarms {
		checkAlarm(t, name, a)
	}
}

func checkAlarm(t *testing.T, name string, a resource) {
	t.Helper()
	if !hasText(a.at("AlarmActions"), "Alarms") || a.at("TreatMissingData") != "notBreaching" {
		t.Errorf("%s: got actions %v, missing data %v", name, a.at("AlarmActions"), a.at("TreatMissingData"))
	}
	periods := []any{a.at("Period")}
	for _, m := range list(a.at("Metrics")) {
		periods = []any{walk(m, "MetricStat", "Period")}
		if periods[0] == nil {
			periods = nil
		}
	}
	for _, p := range periods {
		if p != nil && p != 60.0 {
			t.Errorf("%s: got period %v seconds, want 60", name, p)
		}
	}
}

func TestDurationAlarmsRingBeforeTheTimeLimit(t *testing.T) {
	app := synth(t, "stage=prod").app
	for _, fn := range events.Topology {
		got, _ := app.only(t, "AWS::CloudWatch::Alarm", "Alarmduration"+fn.Name).at("Threshold").(float64)
		if limit := float64(fn.Timeout.Milliseconds()); got <= 0 || got >= limit {
			t.Errorf("%s: rings at %v ms of %v", fn.Name, got, limit)
		}
	}
}

func TestDevelopmentPaysForNoAlarms(t *testing.T) {
	if got := len(synth(t, "stage=dev").app.of("AWS::CloudWatch::Alarm")); got != 0 {
		t.Errorf("got %d alarms, want none", got)
	}
}

func TestTheDashboardShowsEveryFunctionAndTable(t *testing.T) {
	for _, stage := range stages {
		body := text(synth(t, "stage="+stage.Name).app.only(t, "AWS::CloudWatch::Dashboard", "").at("DashboardBody"))
		var page struct {
			Widgets []struct {
				Properties struct{ Metrics [][]any }
			}
		}
		if err := json.Unmarshal([]byte(body), &page); err != nil {
			t.Fatalf("%s: the dashboard is no JSON: %v", stage.Name, err)
		}
		var labels []string
		for _, w := range page.Widgets {
			for _, metric := range w.Properties.Metrics {
				if options, ok := metric[len(metric)-1].(map[string]any); ok {
					labels = append(labels, text(options["label"]))
				}
			}
		}
		for _, fn := range events.Topology {
			if !slices.Contains(labels, fn.Name) {
				t.Errorf("%s: the dashboard does not show %s", stage.Name, fn.Name)
			}
		}
		for _, table := range store.Schema {
			if !slices.Contains(labels, table.Name) {
				t.Errorf("%s: the dashboard does not show table %s", stage.Name, table.Name)
			}
		}
	}
}
