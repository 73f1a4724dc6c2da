package main

import (
	"fmt"
	"time"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambdadestinations"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambdaeventsources"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsscheduler"
	"github.com/aws/jsii-runtime-go"

	"transom/events"
)

// read lets a function read a table's stream. It begins with the oldest record there is, so that nothing
// written while a deployment runs is missed.
func (s *system) read(fn *function, t events.Stream) {
	var filters []*map[string]any
	for _, filter := range t.Filters {
		filters = append(filters, &map[string]any{"pattern": jsii.String(filter.Pattern())})
	}
	awslambda.NewEventSourceMapping(s.stack, jsii.String("Reads-"+fn.Name+"-"+t.Table), &awslambda.EventSourceMappingProps{
		Target:                  fn.lambda,
		EventSourceArn:          s.data.tables[t.Table].TableStreamArn(),
		StartingPosition:        awslambda.StartingPosition_TRIM_HORIZON,
		Filters:                 &filters,
		BatchSize:               jsii.Number(t.Batch),
		MaxBatchingWindow:       seconds(t.Window),
		ParallelizationFactor:   jsii.Number(t.Parallel),
		RetryAttempts:           jsii.Number(t.Retries),
		MaxRecordAge:            seconds(t.MaxAge),
		BisectBatchOnError:      jsii.Bool(t.Bisect),
		ReportBatchItemFailures: jsii.Bool(t.PartialFail),
		OnFailure:               awslambdaeventsources.NewSqsDlq(fn.letters),
	})
}

// schedule wakes a function again and again. A call that comes too late is dropped: the next one does its work.
func (s *system) schedule(fn *function, t events.Every) {
	role := awsiam.NewRole(s.stack, jsii.String("ScheduleRole-"+fn.Name), &awsiam.RoleProps{
		Description: jsii.String("Transom " + s.stage.Name + ": the schedule calls " + fn.Name),
		AssumedBy: awsiam.NewServicePrincipal(jsii.String("scheduler.amazonaws.com"), &awsiam.ServicePrincipalOpts{
			Conditions: &map[string]any{"StringEquals": map[string]any{"aws:SourceAccount": s.stack.Account()}},
		}),
		InlinePolicies: &map[string]awsiam.PolicyDocument{"call": awsiam.NewPolicyDocument(&awsiam.PolicyDocumentProps{
			Statements: &[]awsiam.PolicyStatement{allow("Call", []string{"lambda:InvokeFunction"}, fn.lambda.FunctionArn())},
		})},
	})
	awsscheduler.NewCfnSchedule(s.stack, jsii.String("Schedule-"+fn.Name), &awsscheduler.CfnScheduleProps{
		Name:               jsii.String(s.stage.named(fn.Name)),
		Description:        jsii.String(fn.Does),
		ScheduleExpression: jsii.String(rate(t.Period)),
		FlexibleTimeWindow: &awsscheduler.CfnSchedule_FlexibleTimeWindowProperty{Mode: jsii.String("OFF")},
		Target: &awsscheduler.CfnSchedule_TargetProperty{
			Arn:     fn.lambda.FunctionArn(),
			RoleArn: role.RoleArn(),
			Input:   jsii.String(tick),
			RetryPolicy: &awsscheduler.CfnSchedule_RetryPolicyProperty{
				MaximumEventAgeInSeconds: jsii.Number(t.Period.Seconds()), MaximumRetryAttempts: jsii.Number(1),
			},
		},
	})
	awslambda.NewEventInvokeConfig(s.stack, jsii.String("Calls-"+fn.Name), &awslambda.EventInvokeConfigProps{
		Function: fn.lambda, MaxEventAge: seconds(t.Period), RetryAttempts: jsii.Number(0),
	})
}

// tick is what a scheduled function is sent: the shape of EventBridge, as in events/samples/schedule.json. The
// scheduler fills in what stands in angle brackets (its user guide, "Adding context attributes", read 2026-11-20).
const tick = `{"version":"0","id":"<aws.scheduler.execution-id>","detail-type":"Scheduled Event","source":"aws.scheduler",` +
	`"time":"<aws.scheduler.scheduled-time>","resources":["<aws.scheduler.schedule-arn>"],"detail":{}}`

// rate is a period as EventBridge Scheduler spells it.
func rate(period time.Duration) string {
	minutes := int(period / time.Minute)
	if minutes == 1 {
		return "rate(1 minute)"
	}
	return fmt.Sprintf("rate(%d minutes)", minutes)
}

// call lets other functions call one asynchronously, with retries and a place for what fails for good.
func (s *system) call(fn *function, t events.Async) {
	awslambda.NewEventInvokeConfig(s.stack, jsii.String("Calls-"+fn.Name), &awslambda.EventInvokeConfigProps{
		Function:      fn.lambda,
		RetryAttempts: jsii.Number(t.Retries),
		MaxEventAge:   awscdk.Duration_Hours(jsii.Number(6)), // the longest there is
		OnFailure:     awslambdadestinations.NewSqsDestination(fn.letters),
	})
}

func seconds(d time.Duration) awscdk.Duration {
	return awscdk.Duration_Seconds(jsii.Number(d.Seconds()))
}
