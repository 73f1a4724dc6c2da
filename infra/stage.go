package main

import (
	"fmt"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslogs"
	"github.com/aws/jsii-runtime-go"
)

// Stage is one copy of the system and what differs between the copies.
type Stage struct {
	Name    string
	Keep    bool // data outlive the stack, and the stack cannot be deleted by accident
	Alarms  bool // $0.10 each a month (CloudWatch pricing, read 2026-11-20)
	Reserve bool // functions reserve the concurrency that the topology names
	Logs    awslogs.RetentionDays
	// Fuse is the most read and write units a second on one table: about ten times the expected peak, so that
	// a mistake costs dollars and not thousands.
	Fuse float64
	// Rate and Burst bound requests of browsers, per second, per API.
	Rate, Burst float64

	Domain, Certificate, WebACL, AlarmMail string

	MailFrom string // the address that warnings by e-mail come from; "" writes none
}

var stages = []Stage{
	{Name: "dev", Logs: awslogs.RetentionDays_ONE_WEEK, Fuse: 400, Rate: 100, Burst: 200},
	{Name: "prod", Keep: true, Alarms: true, Reserve: true, Logs: awslogs.RetentionDays_SIX_MONTHS, Fuse: 4000, Rate: 1000, Burst: 2000},
}

// stageOf reads the stage and its options from the app's context.
func stageOf(app awscdk.App) (Stage, error) {
	name := option(app, "stage")
	for _, s := range stages {
		if s.Name != name {
			continue
		}
		s.Domain, s.Certificate = option(app, "domain"), option(app, "certificate")
		s.WebACL, s.AlarmMail = option(app, "webAcl"), option(app, "alarms")
		if s.MailFrom = option(app, "mailFrom"); checkMail(s.MailFrom) != nil {
			return Stage{}, fmt.Errorf("read stage %s: %w", name, checkMail(s.MailFrom))
		}
		if (s.Domain == "") != (s.Certificate == "") {
			return Stage{}, fmt.Errorf("read stage %s: domain and certificate go together", name)
		}
		switch reserve := option(app, "reserve"); reserve {
		case "":
		case "true", "false":
			s.Reserve = reserve == "true"
		default:
			return Stage{}, fmt.Errorf("read stage %s: reserve is %q, not true or false", name, reserve)
		}
		return s, nil
	}
	return Stage{}, fmt.Errorf("unknown stage %q: choose with -c stage=dev or -c stage=prod", name)
}

// option reads a choice as text: the command line gives text, cdk.json may hold true or 1 as well.
func option(app awscdk.App, key string) string {
	value := app.Node().TryGetContext(jsii.String(key))
	if value == nil {
		return ""
	}
	return fmt.Sprint(value)
}

// removal is what becomes of data when their stack is deleted.
func (s Stage) removal() awscdk.RemovalPolicy {
	if s.Keep {
		return awscdk.RemovalPolicy_RETAIN
	}
	return awscdk.RemovalPolicy_DESTROY
}

// logRemoval keeps logs like data, but not those of a deployment that failed at once: their names would bar
// the next attempt.
func (s Stage) logRemoval() awscdk.RemovalPolicy {
	if s.Keep {
		return awscdk.RemovalPolicy_RETAIN_ON_UPDATE_OR_DELETE
	}
	return awscdk.RemovalPolicy_DESTROY
}

// named gives a name that people read: "transom-dev-webhook".
func (s Stage) named(part string) string { return "transom-" + s.Name + "-" + part }

// secrets is the path below which this stage's secrets are put by hand.
func (s Stage) secrets() string { return "/transom/" + s.Name }
