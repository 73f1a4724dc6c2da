package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudwatch"
	"github.com/aws/jsii-runtime-go"

	"transom/events"
	"transom/shared/store"
)

// newDashboard declares one page: what customers and agents feel at the top, what it costs at the bottom.
func (s *system) newDashboard() {
	board := awscloudwatch.NewDashboard(s.stack, jsii.String("Dashboard"), &awscloudwatch.DashboardProps{
		DashboardName: jsii.String(s.stage.named("operations")),
	})
	board.AddWidgets(
		graph("Readers behind (ms)", s.readers("IteratorAge", "Maximum")),
		graph("Letters given up", s.lettersWaiting()),
		graph("Doors answer 5xx", s.failing()),
	)
	board.AddWidgets(
		graph("Calls", s.all("Invocations", "Sum")),
		graph("Errors", s.all("Errors", "Sum")),
		graph("Throttles", s.all("Throttles", "Sum")),
	)
	board.AddWidgets(
		graph("Duration p50 (ms)", s.all("Duration", "p50")),
		graph("Duration p99 (ms)", s.all("Duration", "p99")),
		graph("At once", s.all("ConcurrentExecutions", "Maximum")),
	)
	board.AddWidgets(
		graph("Write units", s.tables("ConsumedWriteCapacityUnits")),
		graph("Read units", s.tables("ConsumedReadCapacityUnits")),
		graph("Sockets: connects, frames in", s.sockets()),
	)
}

func graph(title string, metrics []awscloudwatch.IMetric) awscloudwatch.IWidget {
	return awscloudwatch.NewGraphWidget(&awscloudwatch.GraphWidgetProps{
		Title: jsii.String(title), Left: &metrics, Width: jsii.Number(8), Height: jsii.Number(6),
		LeftYAxis: &awscloudwatch.YAxisProps{Min: jsii.Number(0)},
	})
}

func (s *system) all(name, statistic string) []awscloudwatch.IMetric {
	var metrics []awscloudwatch.IMetric
	for _, f := range s.functions {
		metrics = append(metrics, f.metric(name, statistic))
	}
	return metrics
}

func (s *system) readers(name, statistic string) []awscloudwatch.IMetric {
	var metrics []awscloudwatch.IMetric
	for _, f := range s.functions {
		if f.Family == events.ReactorFamily {
			metrics = append(metrics, f.metric(name, statistic))
		}
	}
	return metrics
}

func (s *system) lettersWaiting() []awscloudwatch.IMetric {
	var metrics []awscloudwatch.IMetric
	for _, f := range s.functions {
		if f.letters != nil {
			metrics = append(metrics, f.letters.MetricApproximateNumberOfMessagesVisible(&awscloudwatch.MetricOptions{
				Period: minute(), Statistic: jsii.String("Maximum"), Label: jsii.String(f.Name)}))
		}
	}
	return metrics
}

func (s *system) failing() []awscloudwatch.IMetric {
	var metrics []awscloudwatch.IMetric
	for _, a := range s.doorAlarms() {
		metrics = append(metrics, a.metric)
	}
	return metrics
}

func (s *system) tables(name string) []awscloudwatch.IMetric {
	var metrics []awscloudwatch.IMetric
	for _, t := range store.Schema {
		metrics = append(metrics, s.tableMetric(t.Name, name))
	}
	return metrics
}

func (s *system) sockets() []awscloudwatch.IMetric {
	options := &awscloudwatch.MetricOptions{Period: minute(), Statistic: jsii.String("Sum")}
	return []awscloudwatch.IMetric{
		s.socketStage.Metric(jsii.String("ConnectCount"), options),
		s.socketStage.Metric(jsii.String("MessageCount"), options),
		s.socketStage.Metric(jsii.String("IntegrationError"), options),
	}
}
