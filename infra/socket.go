package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsapigateway"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsapigatewayv2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsapigatewayv2integrations"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/jsii-runtime-go"

	"transom/events"
)

// openSocket declares the WebSocket API. It has no authorizer: the one-time ticket in the address is checked,
// and used up, by the function that answers $connect.
func (s *system) openSocket() {
	s.socket = awsapigatewayv2.NewWebSocketApi(s.stack, jsii.String("Socket"), &awsapigatewayv2.WebSocketApiProps{
		ApiName:     jsii.String(s.stage.named("socket")),
		Description: jsii.String("Transom " + s.stage.Name + ": browsers' sockets"),
	})
	s.socketStage = awsapigatewayv2.NewWebSocketStage(s.stack, jsii.String("SocketStage"), &awsapigatewayv2.WebSocketStageProps{
		WebSocketApi:      s.socket,
		StageName:         jsii.String("live"),
		AutoDeploy:        jsii.Bool(true),
		Throttle:          s.throttle(),
		AccessLogSettings: s.accessLog("socket", socketFields),
	})
	s.socketStage.Node().AddDependency(s.letGatewayLog())
}

// letGatewayLog sets the account's role for logs of WebSocket APIs, without which a stage that logs cannot be
// made. It is one setting per account and region; every stage sets it alike and none takes it back.
func (s *system) letGatewayLog() awscdk.CfnResource {
	role := awsiam.NewRole(s.stack, jsii.String("GatewayLogRole"), &awsiam.RoleProps{
		Description: jsii.String("API Gateway writes access logs of sockets"),
		AssumedBy:   awsiam.NewServicePrincipal(jsii.String("apigateway.amazonaws.com"), nil),
		ManagedPolicies: &[]awsiam.IManagedPolicy{awsiam.ManagedPolicy_FromAwsManagedPolicyName(
			jsii.String("service-role/AmazonAPIGatewayPushToCloudWatchLogs"))},
	})
	role.ApplyRemovalPolicy(awscdk.RemovalPolicy_RETAIN_ON_UPDATE_OR_DELETE)
	account := awsapigateway.NewCfnAccount(s.stack, jsii.String("GatewayAccount"), &awsapigateway.CfnAccountProps{
		CloudWatchRoleArn: role.RoleArn(),
	})
	account.ApplyRemovalPolicy(awscdk.RemovalPolicy_RETAIN_ON_UPDATE_OR_DELETE, nil)
	return account
}

// routeSocket leads one route of the topology to its function.
func (s *system) routeSocket(fn *function, t events.Socket) {
	s.socket.AddRoute(jsii.String(t.Route), &awsapigatewayv2.WebSocketRouteOptions{
		Integration: awsapigatewayv2integrations.NewWebSocketLambdaIntegration(jsii.String("Socket-"+t.Route[1:]), fn.lambda, nil),
	})
}
