package main

import (
	"strings"
	"testing"

	"transom/events"
)

func TestFunctionsAreWhatTheTopologySays(t *testing.T) {
	for _, stage := range stages {
		app := synth(t, "stage="+stage.Name).app
		if got := len(app.of("AWS::Lambda::Function")); got != len(events.Topology) {
			t.Errorf("%s: got %d functions, want %d: CDK has added helpers or one is missing", stage.Name, got, len(events.Topology))
		}
		for _, fn := range events.Topology {
			t.Run(stage.Name+" "+fn.Name, func(t *testing.T) {
				f := app.only(t, "AWS::Lambda::Function", "Function"+fn.Name)
				var reserved any
				if stage.Reserve && fn.Reserved > 0 {
					reserved = float64(fn.Reserved)
				}
				for name, want := range map[string]any{
					"FunctionName": "transom-" + stage.Name + "-" + fn.Name, "Runtime": "provided.al2023", "Handler": "bootstrap",
					"MemorySize": float64(fn.Memory), "Timeout": fn.Timeout.Seconds(), "ReservedConcurrentExecutions": reserved,
				} {
					if got := f.at(name); got != want {
						t.Errorf("got %s %v, want %v", name, got, want)
					}
				}
				if got := text(f.at("Architectures")); got != "arm64" {
					t.Errorf("got architecture %q, want arm64", got)
				}
				if f.at("TracingConfig", "Mode") != "Active" || f.at("LoggingConfig", "LogFormat") != "JSON" {
					t.Errorf("got tracing %v, logging %v", f.at("TracingConfig"), f.at("LoggingConfig"))
				}
			})
		}
	}
}

func TestEveryLogIsForgottenInTime(t *testing.T) {
	for _, stage := range stages {
		s := synth(t, "stage="+stage.Name)
		groups := s.app.of("AWS::Logs::LogGroup")
		if got, want := len(groups), len(events.Topology)+2; got != want {
			t.Errorf("%s: got %d logs, want %d: one for each function and one for each API", stage.Name, got, want)
		}
		for id, group := range groups {
			if days, ok := group.at("RetentionInDays").(float64); !ok || days <= 0 || days > 366 {
				t.Errorf("%s: %s is kept %v days", stage.Name, id, group.at("RetentionInDays"))
			}
		}
	}
}

func TestTheEnvironmentHoldsNamesAndNoSecret(t *testing.T) {
	known := map[string]bool{}
	for _, name := range []string{
		events.EnvStage, events.EnvTableCore, events.EnvTableMsgs, events.EnvTableLive, events.EnvBucketMedia, events.EnvSecrets,
		events.EnvSocketEndpoint, events.EnvSocketURL, events.EnvUserPool, events.EnvUserPoolClient, events.EnvWorker,
	} {
		known[name] = true
	}
	for id, f := range synth(t, "stage=prod").app.of("AWS::Lambda::Function") {
		variables, _ := f.at("Environment", "Variables").(map[string]any)
		for name := range known {
			if text(variables[name]) == "" {
				t.Errorf("%s: %s is not set", id, name)
			}
		}
		for name, value := range variables {
			if !known[name] {
				t.Errorf("%s: %s is not a variable of the topology", id, name)
			}
			// A literal is one of our own names; everything else is a reference.
			if literal, ok := value.(string); ok && !strings.HasPrefix(literal, "transom-prod-") && literal != "/transom/prod" && literal != "prod" {
				t.Errorf("%s: %s is the literal %q", id, name, literal)
			}
		}
	}
}

func TestNoTemplateHoldsASecret(t *testing.T) {
	for part, whole := range synth(t, "stage=prod").wholeTemplates {
		all := strings.ToLower(text(map[string]any{"all": whole}))
		for _, sign := range []string{"app-secret", "verify-token", "cursor-key", "secretstring", "generatesecretstring", "aws::ssm::parameter\"", "aws::secretsmanager"} {
			if strings.Contains(all, sign) {
				t.Errorf("the template of %s holds %q; secrets are put by hand", part, sign)
			}
		}
	}
}

func TestLostWorkWaitsInAnEncryptedQueueForTwoWeeks(t *testing.T) {
	app := synth(t, "stage=prod").app
	for _, fn := range events.Topology {
		queues := 0
		for id, q := range app.of("AWS::SQS::Queue") {
			if !strings.HasPrefix(id, "Letters"+fn.Name) {
				continue
			}
			queues++
			if q.at("SqsManagedSseEnabled") != true || q.at("MessageRetentionPeriod") != 14*24*3600.0 {
				t.Errorf("%s: got encryption %v, retention %v", id, q.at("SqsManagedSseEnabled"), q.at("MessageRetentionPeriod"))
			}
		}
		if want := map[bool]int{true: 1}[losesWork(fn)]; queues != want {
			t.Errorf("%s has %d queues of letters, want %d", fn.Name, queues, want)
		}
	}
}
