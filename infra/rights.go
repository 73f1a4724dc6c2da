package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslogs"
	"github.com/aws/jsii-runtime-go"

	"transom/events"
	"transom/shared/store"
)

// rights renders what the topology allows: one statement per resource, every action by name. What this stage does
// not have nobody may use.
func (s *system) rights(may []events.Right) []awsiam.PolicyStatement {
	var order []events.Resource
	actions := map[events.Resource][]string{}
	for _, right := range may {
		if !slices.Contains(order, right.On) {
			order = append(order, right.On)
		}
		actions[right.On] = append(actions[right.On], right.Can...)
	}
	var statements []awsiam.PolicyStatement
	for _, resource := range order {
		service, arns := s.ground(resource)
		if len(arns) == 0 {
			continue
		}
		var full []string
		for _, action := range actions[resource] {
			full = append(full, service+":"+action)
		}
		statements = append(statements, allow(sid(resource), full, arns...))
	}
	return statements
}

// ground names the service and the ARNs that a right is about. Where the last part of an ARN is only known
// when it is used (an object, a secret, a connection), it ends in a wildcard below the narrowest path.
func (s *system) ground(resource events.Resource) (service string, arns []*string) {
	d := s.data
	switch resource {
	case events.Core, events.Msgs, events.Live:
		return "dynamodb", []*string{d.tables[strings.TrimPrefix(string(resource), "table/")].TableArn()}
	case events.CoreIndexes:
		return "dynamodb", s.indexes("core")
	case events.Media:
		return "s3", []*string{d.media.ArnForObjects(jsii.String("*"))}
	case events.Secrets:
		return "ssm", []*string{s.arn("ssm", "parameter"+s.stage.secrets()+"/*")}
	case events.Sockets:
		return "execute-api", s.connections()
	case events.People:
		return "cognito-idp", []*string{d.pool.UserPoolArn()}
	case events.Worker, events.BotFn:
		name := strings.TrimPrefix(string(resource), "function/")
		return "lambda", []*string{s.arn("lambda", "function:"+s.stage.named(name))}
	case events.Mail:
		if s.mail == nil {
			return "ses", nil
		}
		return "ses", []*string{s.mail.EmailIdentityArn()}
	default:
		panic(fmt.Sprintf("infra: no ARN is known for %q", resource))
	}
}

func (s *system) indexes(table string) []*string {
	var arns []*string
	for _, t := range store.Schema {
		for _, index := range t.Indexes {
			if t.Name == table {
				arns = append(arns, awscdk.Fn_Join(jsii.String("/"), &[]*string{
					s.data.tables[table].TableArn(), jsii.String("index"), jsii.String(index.Name)}))
			}
		}
	}
	return arns
}

// connections are the calls about a socket: write to it, look at it, close it.
func (s *system) connections() []*string {
	var arns []*string
	for _, method := range []string{"POST", "GET", "DELETE"} {
		path := *s.socket.ApiId() + "/" + *s.socketStage.StageName() + "/" + method + "/@connections/*"
		arns = append(arns, s.arn("execute-api", path))
	}
	return arns
}

// duties are the rights that running a function takes: its log, its traces, its stream, its dead letters.
func (s *system) duties(f *function, log awslogs.LogGroup) []awsiam.PolicyStatement {
	statements := []awsiam.PolicyStatement{
		allow("Log", []string{"logs:CreateLogStream", "logs:PutLogEvents"}, log.LogGroupArn()), // ends in ":*", its streams
		// X-Ray knows no resources (service authorization reference, read 2026-11-20).
		allow("Traces", []string{"xray:PutTraceSegments", "xray:PutTelemetryRecords"}, jsii.String("*")),
	}
	for _, trigger := range f.On {
		if t, ok := trigger.(events.Stream); ok {
			statements = append(statements, allow("Stream", []string{
				"dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams",
			}, s.data.tables[t.Table].TableStreamArn()))
		}
	}
	if f.letters != nil {
		statements = append(statements, allow("Letters", []string{"sqs:SendMessage"}, f.letters.QueueArn()))
	}
	return statements
}

func allow(sid string, actions []string, arns ...*string) awsiam.PolicyStatement {
	return awsiam.NewPolicyStatement(&awsiam.PolicyStatementProps{
		Sid: jsii.String(sid), Actions: jsii.Strings(actions...), Resources: &arns,
	})
}

// sid turns "table/core/index" into "TableCoreIndex".
func sid(resource events.Resource) string {
	var b strings.Builder
	for part := range strings.SplitSeq(string(resource), "/") {
		b.WriteString(strings.ToUpper(part[:1]) + part[1:])
	}
	return b.String()
}

// arn names something of this account and region.
func (s *system) arn(service, resource string) *string {
	return s.stack.FormatArn(&awscdk.ArnComponents{
		Service: jsii.String(service), Resource: jsii.String(resource), ArnFormat: awscdk.ArnFormat_NO_RESOURCE_NAME,
	})
}
