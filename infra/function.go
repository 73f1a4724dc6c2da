package main

import (
	"path/filepath"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslogs"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssqs"
	"github.com/aws/jsii-runtime-go"

	"transom/events"
)

// newFunction declares a function with a role, a log and, where work could be lost, a queue of its own.
func (s *system) newFunction(fn events.Function) *function {
	f := &function{Function: fn}
	if losesWork(fn) {
		f.letters = s.newLetters(fn)
	}
	log := awslogs.NewLogGroup(s.stack, jsii.String("Log-"+fn.Name), &awslogs.LogGroupProps{
		LogGroupName:  jsii.String("/transom/" + s.stage.Name + "/" + fn.Name),
		Retention:     s.stage.Logs,
		RemovalPolicy: s.stage.logRemoval(),
	})
	props := &awslambda.FunctionProps{
		FunctionName:          jsii.String(s.stage.named(fn.Name)),
		Description:           jsii.String(fn.Does),
		Runtime:               awslambda.Runtime_PROVIDED_AL2023(),
		Architecture:          awslambda.Architecture_ARM_64(),
		Handler:               jsii.String("bootstrap"),
		Code:                  awslambda.Code_FromAsset(jsii.String(filepath.Join(s.code, fn.Name)), nil),
		MemorySize:            jsii.Number(fn.Memory),
		Timeout:               awscdk.Duration_Seconds(jsii.Number(fn.Timeout.Seconds())),
		Environment:           s.environment(),
		LogGroup:              log,
		LoggingFormat:         awslambda.LoggingFormat_JSON,
		ApplicationLogLevelV2: awslambda.ApplicationLogLevel_INFO,
		SystemLogLevelV2:      awslambda.SystemLogLevel_INFO,
		Tracing:               awslambda.Tracing_ACTIVE,
		// CDK would add rights of its own, some with wildcards: the role says all there is.
		Role: s.newRole(f, log).WithoutPolicyUpdates(nil),
	}
	if s.stage.Reserve && fn.Reserved > 0 {
		props.ReservedConcurrentExecutions = jsii.Number(fn.Reserved)
	}
	f.lambda = awslambda.NewFunction(s.stack, jsii.String("Function-"+fn.Name), props)
	return f
}

// losesWork reports whether a call can fail for good without its caller hearing of it.
func losesWork(fn events.Function) bool {
	for _, trigger := range fn.On {
		switch trigger.(type) {
		case events.Stream, events.Async:
			return true
		}
	}
	return false
}

func (s *system) newLetters(fn events.Function) awssqs.Queue {
	return awssqs.NewQueue(s.stack, jsii.String("Letters-"+fn.Name), &awssqs.QueueProps{
		QueueName:       jsii.String(s.stage.named(fn.Name + "-letters")),
		Encryption:      awssqs.QueueEncryption_SQS_MANAGED,
		EnforceSSL:      jsii.Bool(true),
		RetentionPeriod: awscdk.Duration_Days(jsii.Number(14)), // the longest there is
		RemovalPolicy:   s.stage.removal(),
	})
}

// newRole makes a function's role: what the topology says it may, and what running it needs. The statements
// are part of the role, so the function never runs without them.
func (s *system) newRole(f *function, log awslogs.LogGroup) awsiam.Role {
	statements := append(s.rights(f.May), s.duties(f, log)...)
	return awsiam.NewRole(s.stack, jsii.String("Role-"+f.Name), &awsiam.RoleProps{
		Description: jsii.String("Transom " + s.stage.Name + ": " + f.Name),
		AssumedBy:   awsiam.NewServicePrincipal(jsii.String("lambda.amazonaws.com"), nil),
		InlinePolicies: &map[string]awsiam.PolicyDocument{
			"rights": awsiam.NewPolicyDocument(&awsiam.PolicyDocumentProps{Statements: &statements}),
		},
	})
}
