package main

import (
	"encoding/json"

	"github.com/aws/aws-cdk-go/awscdk/v2/awsapigateway"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsapigatewayv2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslogs"
	"github.com/aws/jsii-runtime-go"
)

// What a line of an access log says; never a query string, for that of $connect holds the ticket. The names are
// those of "Logging variables for HTTP APIs" and "WebSocket APIs" in the API Gateway guide, read 2026-11-20.
var (
	httpFields = map[string]string{
		"at": "$context.requestTime", "id": "$context.requestId", "route": "$context.routeKey",
		"status": "$context.status", "ms": "$context.responseLatency", "bytes": "$context.responseLength",
		"who": "$context.authorizer.claims.sub", "denied": "$context.authorizer.error",
		"failed": "$context.integrationErrorMessage",
	}
	socketFields = map[string]string{
		"at": "$context.requestTime", "id": "$context.requestId", "route": "$context.routeKey",
		"status": "$context.status", "connection": "$context.connectionId", "event": "$context.eventType",
		"failed": "$context.integrationErrorMessage",
	}
)

// accessLog says where a stage logs and what; CDK asks for it as an interface.
type accessLog struct {
	group  awslogs.ILogGroup
	format string
}

func (l *accessLog) Destination() awsapigatewayv2.IAccessLogDestination {
	return awsapigatewayv2.NewLogGroupLogDestination(l.group)
}

func (l *accessLog) Format() awsapigateway.AccessLogFormat {
	return awsapigateway.AccessLogFormat_Custom(jsii.String(l.format))
}

func (s *system) accessLog(door string, fields map[string]string) awsapigatewayv2.IAccessLogSettings {
	format, err := json.Marshal(fields) // sorted, so an unchanged tree gives an unchanged template
	if err != nil {
		panic(err) // a map of strings always renders
	}
	return &accessLog{
		group: awslogs.NewLogGroup(s.stack, jsii.String("AccessLog-"+door), &awslogs.LogGroupProps{
			LogGroupName:  jsii.String("/transom/" + s.stage.Name + "/access/" + door),
			Retention:     s.stage.Logs,
			RemovalPolicy: s.stage.logRemoval(),
		}),
		format: string(format),
	}
}
