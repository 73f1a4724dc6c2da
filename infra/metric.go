package main

import (
	"time"

	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudwatch"
	"github.com/aws/jsii-runtime-go"

	"transom/events"
)

// metric is one of Lambda's own metrics of a function, by the minute.
func (f *function) metric(name, statistic string) awscloudwatch.Metric {
	return f.lambda.Metric(jsii.String(name), &awscloudwatch.MetricOptions{
		Period: minute(), Statistic: jsii.String(statistic), Label: jsii.String(f.Name),
	})
}

// asleep is 1 in every minute without a call.
func (f *function) asleep() awscloudwatch.IMetric {
	return awscloudwatch.NewMathExpression(&awscloudwatch.MathExpressionProps{
		Expression:   jsii.String("IF(FILL(calls, 0) > 0, 0, 1)"),
		UsingMetrics: &map[string]awscloudwatch.IMetric{"calls": f.metric("Invocations", "Sum")},
		Label:        jsii.String(f.Name + " not called"),
		Period:       minute(),
	})
}

// patience is how old the oldest unread record may become: agents wait for readers that give up within
// minutes, nobody looks at the clock for the others.
func patience(t events.Stream) time.Duration {
	if t.MaxAge <= 10*time.Minute {
		return 10 * time.Second
	}
	return time.Minute
}

// throttled counts requests that a table refused, of any kind, on it or its indexes.
func (s *system) throttled(table string) awscloudwatch.IMetric {
	return awscloudwatch.NewMathExpression(&awscloudwatch.MathExpressionProps{
		Expression: jsii.String("reads + writes"),
		UsingMetrics: &map[string]awscloudwatch.IMetric{
			"reads":  s.tableMetric(table, "ReadThrottleEvents"),
			"writes": s.tableMetric(table, "WriteThrottleEvents"),
		},
		Label:  jsii.String(table),
		Period: minute(),
	})
}

// tableMetric is a sum by the minute of one of DynamoDB's metrics of a table.
func (s *system) tableMetric(table, name string) awscloudwatch.Metric {
	return s.data.tables[table].Metric(jsii.String(name), &awscloudwatch.MetricOptions{
		Period: minute(), Statistic: jsii.String("Sum"), Label: jsii.String(table),
		DimensionsMap: &map[string]*string{"TableName": s.data.tables[table].TableName()},
	})
}
