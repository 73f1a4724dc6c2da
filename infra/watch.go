package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudwatch"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudwatchactions"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssns"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssnssubscriptions"
	"github.com/aws/jsii-runtime-go"

	"transom/events"
	"transom/shared/store"
)

// alarm is a metric and when it is too much: above the limit in `of` of the last `of` periods.
type alarm struct {
	name   string
	about  string
	metric awscloudwatch.IMetric
	limit  float64
	of     int // periods in a row
}

// watch declares the dashboard and, where the stage pays for them, the alarms. Both come from the topology:
// a new function is watched from its first day.
func (s *system) watch() {
	s.newDashboard()
	if !s.stage.Alarms {
		return
	}
	topic := awssns.NewTopic(s.stack, jsii.String("Alarms"), &awssns.TopicProps{
		TopicName: jsii.String(s.stage.named("alarms")), EnforceSSL: jsii.Bool(true),
	})
	if s.stage.AlarmMail != "" {
		topic.AddSubscription(awssnssubscriptions.NewEmailSubscription(jsii.String(s.stage.AlarmMail), nil))
	}
	action := awscloudwatchactions.NewSnsAction(topic)
	alarms := s.doorAlarms()
	for _, f := range s.functions {
		alarms = append(alarms, f.alarms()...)
	}
	for _, t := range store.Schema {
		alarms = append(alarms, alarm{"throttled-" + t.Name, "The cost fuse of a table has blown, or its load grew tenfold.",
			s.throttled(t.Name), 0, 5})
	}
	for _, a := range alarms {
		awscloudwatch.NewAlarm(s.stack, jsii.String("Alarm-"+a.name), &awscloudwatch.AlarmProps{
			AlarmName:          jsii.String(s.stage.named(a.name)),
			AlarmDescription:   jsii.String(a.about + " See docs/deploying.md."),
			Metric:             a.metric,
			Threshold:          jsii.Number(a.limit),
			EvaluationPeriods:  jsii.Number(a.of),
			ComparisonOperator: awscloudwatch.ComparisonOperator_GREATER_THAN_THRESHOLD,
			TreatMissingData:   awscloudwatch.TreatMissingData_NOT_BREACHING,
		}).AddAlarmAction(action)
	}
}

// alarms are those every function has: it fails, it is throttled, it comes near its time limit; those of
// readers: they fall behind; and those with a queue of letters: it is not empty.
func (f *function) alarms() []alarm {
	limit := float64(f.Timeout.Milliseconds()) * 0.9
	list := []alarm{
		{"errors-" + f.Name, "Calls of this function fail.", f.metric("Errors", "Sum"), 0, 3},
		{"throttles-" + f.Name, "This function is called more often at once than it may run.", f.metric("Throttles", "Sum"), 0, 5},
		{"duration-" + f.Name, "The slowest calls come near the time limit.", f.metric("Duration", "Maximum"), limit, 3},
	}
	for _, trigger := range f.On {
		switch t := trigger.(type) {
		case events.Stream:
			list = append(list, alarm{"behind-" + f.Name, "This reader falls behind its table's stream.",
				f.metric("IteratorAge", "Maximum"), float64(patience(t).Milliseconds()), 3})
		case events.Every:
			list = append(list, alarm{"asleep-" + f.Name, "The schedule does not wake this function.", f.asleep(), 0, 5})
		}
	}
	if f.letters != nil {
		list = append(list, alarm{"letters-" + f.Name, "Work was given up; it waits here 14 days.", f.letters.MetricApproximateNumberOfMessagesVisible(
			&awscloudwatch.MetricOptions{Period: minute(), Statistic: jsii.String("Maximum")}), 0, 1})
	}
	return list
}

// doorAlarms are about answers that callers see as our fault.
func (s *system) doorAlarms() []alarm {
	list := []alarm{
		{"failing-api", "The API answers 5xx.", s.api.MetricServerError(&awscloudwatch.MetricOptions{Period: minute(), Statistic: jsii.String("Sum")}), 0, 5},
	}
	for _, f := range s.functions {
		if f.answersURL() {
			list = append(list, alarm{"failing-" + f.Name, "Platforms get 5xx; they repeat, and give up after days.",
				f.metric("Url5xxCount", "Sum"), 0, 5})
		}
	}
	return list
}

func (f *function) answersURL() bool {
	for _, trigger := range f.On {
		if t, ok := trigger.(events.HTTP); ok && t.Door == events.FunctionURL {
			return true
		}
	}
	return false
}

func minute() awscdk.Duration { return awscdk.Duration_Minutes(jsii.Number(1)) }
