package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsapigatewayv2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsses"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssqs"
	"github.com/aws/jsii-runtime-go"

	"transom/events"
)

// system is the stack of functions and everything that wakes them.
type system struct {
	stack awscdk.Stack
	stage Stage
	data  *data
	code  string // folder of built functions

	api         awsapigatewayv2.HttpApi
	authorizer  awsapigatewayv2.IHttpRouteAuthorizer
	socket      awsapigatewayv2.WebSocketApi
	socketStage awsapigatewayv2.WebSocketStage
	mail        awsses.EmailIdentity // nil where no e-mail is written

	functions []*function
}

// function is one entry of the topology, declared.
type function struct {
	events.Function
	lambda  awslambda.Function
	letters awssqs.Queue                         // where its lost work goes; nil where the caller hears of every failure
	door    awsapigatewayv2.HttpRouteIntegration // of the HTTP API, made with its first route
	url     awslambda.FunctionUrl                // its own address, if it has one
}

// newSystem declares the topology: first the doors' APIs, whose addresses every function knows, then the
// functions, then what wakes each.
func newSystem(stack awscdk.Stack, stage Stage, d *data, code string) *system {
	s := &system{stack: stack, stage: stage, data: d, code: code}
	s.openAPI()
	s.openSocket()
	s.newMail()
	for _, fn := range events.Topology {
		s.functions = append(s.functions, s.newFunction(fn))
	}
	for _, fn := range s.functions {
		for _, trigger := range fn.On {
			s.wake(fn, trigger)
		}
	}
	s.watch()
	output(stack, "SocketURL", "browsers' sockets", s.socketStage.Url())
	return s
}

// wake declares one trigger; the runner of one machine holds the other switch over the kinds.
func (s *system) wake(fn *function, trigger events.Trigger) {
	switch t := trigger.(type) {
	case events.HTTP:
		if t.Door == events.FunctionURL {
			s.openURL(fn)
		} else {
			s.route(fn, t)
		}
	case events.Socket:
		s.routeSocket(fn, t)
	case events.Stream:
		s.read(fn, t)
	case events.Every:
		s.schedule(fn, t)
	case events.Async:
		s.call(fn, t)
	default:
		panic("infra: a kind of trigger without a declaration")
	}
}

// environment is what every function may read. None of it is secret. Which page may open a socket is known only
// with a domain of one's own; without one the ticket alone decides.
func (s *system) environment() *map[string]*string {
	variables := map[string]*string{
		events.EnvStage:          jsii.String(s.stage.Name),
		events.EnvTableCore:      s.data.tables["core"].TableName(),
		events.EnvTableMsgs:      s.data.tables["msgs"].TableName(),
		events.EnvTableLive:      s.data.tables["live"].TableName(),
		events.EnvBucketMedia:    s.data.media.BucketName(),
		events.EnvSecrets:        jsii.String(s.stage.secrets()),
		events.EnvSocketEndpoint: s.socketStage.CallbackUrl(),
		events.EnvSocketURL:      s.socketStage.Url(),
		events.EnvUserPool:       s.data.pool.UserPoolId(),
		events.EnvUserPoolClient: s.data.client.UserPoolClientId(),
		events.EnvWorker:         jsii.String(s.stage.named("worker")),
	}
	if s.stage.Domain != "" {
		variables[events.EnvOrigin] = jsii.String(s.stage.origin())
		variables[events.EnvSiteURL] = jsii.String(s.stage.origin())
	}
	if s.stage.MailFrom != "" {
		variables[events.EnvMailFrom] = jsii.String(s.stage.MailFrom)
	}
	return &variables
}
