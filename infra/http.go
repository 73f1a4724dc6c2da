package main

import (
	"strings"

	"github.com/aws/aws-cdk-go/awscdk/v2/awsapigatewayv2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsapigatewayv2authorizers"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsapigatewayv2integrations"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/jsii-runtime-go"

	"transom/events"
)

// openAPI declares the HTTP API and who is let in: whoever holds an access token of the user pool's client.
// Browsers reach it through the client's own host name (web.go), so it needs no CORS.
func (s *system) openAPI() {
	s.api = awsapigatewayv2.NewHttpApi(s.stack, jsii.String("Api"), &awsapigatewayv2.HttpApiProps{
		ApiName:            jsii.String(s.stage.named("api")),
		Description:        jsii.String("Transom " + s.stage.Name + ": the API"),
		CreateDefaultStage: jsii.Bool(false),
	})
	awsapigatewayv2.NewHttpStage(s.stack, jsii.String("ApiStage"), &awsapigatewayv2.HttpStageProps{
		HttpApi:           s.api,
		StageName:         jsii.String("$default"),
		AutoDeploy:        jsii.Bool(true),
		Throttle:          s.throttle(),
		AccessLogSettings: s.accessLog("api", httpFields),
	})
	s.authorizer = awsapigatewayv2authorizers.NewHttpJwtAuthorizer(jsii.String("People"), s.data.pool.UserPoolProviderUrl(),
		&awsapigatewayv2authorizers.HttpJwtAuthorizerProps{
			AuthorizerName: jsii.String("people"),
			JwtAudience:    &[]*string{s.data.client.UserPoolClientId()},
		})
}

// route leads one route of the topology to its function.
func (s *system) route(fn *function, t events.HTTP) {
	if fn.door == nil {
		fn.door = awsapigatewayv2integrations.NewHttpLambdaIntegration(jsii.String("Door-"+fn.Name), fn.lambda, nil)
	}
	authorizer := s.authorizer
	if t.Public {
		authorizer = awsapigatewayv2.NewHttpNoneAuthorizer()
	}
	s.api.AddRoutes(&awsapigatewayv2.AddRoutesOptions{
		Path:        jsii.String(t.Path),
		Methods:     &[]awsapigatewayv2.HttpMethod{awsapigatewayv2.HttpMethod(t.Method)},
		Integration: fn.door,
		Authorizer:  authorizer,
	})
}

// openURL gives a function an address of its own, open to all: the function checks path, method and signature.
// The account's API Gateway quota is shared with socket pushes, which must not throttle customers.
func (s *system) openURL(fn *function) {
	if fn.url != nil {
		return
	}
	fn.url = fn.lambda.AddFunctionUrl(&awslambda.FunctionUrlOptions{AuthType: awslambda.FunctionUrlAuthType_NONE})
	output(s.stack, strings.ToUpper(fn.Name[:1])+fn.Name[1:]+"URL", "the address before the paths of "+fn.Name, fn.url.Url())
}

func (s *system) throttle() *awsapigatewayv2.ThrottleSettings {
	return &awsapigatewayv2.ThrottleSettings{RateLimit: jsii.Number(s.stage.Rate), BurstLimit: jsii.Number(s.stage.Burst)}
}
