package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscertificatemanager"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudfront"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudfrontorigins"
	"github.com/aws/aws-cdk-go/awscdk/v2/awss3"
	"github.com/aws/jsii-runtime-go"
)

// newWeb declares what browsers talk to: one host name with the client and, below /api/, the API. One host, so
// that the cookie of the refresh token can be SameSite=Strict and no request needs CORS.
func newWeb(stack awscdk.Stack, stage Stage, d *data, s *system, client string) awscdk.Stack {
	props := closed(stage)
	props.RemovalPolicy, props.AutoDeleteObjects = awscdk.RemovalPolicy_DESTROY, jsii.Bool(true) // built, not data
	props.ServerAccessLogsBucket = d.logs
	props.ServerAccessLogsPrefix = jsii.String("web/")
	bucket := awss3.NewBucket(stack, jsii.String("Client"), props)

	distribution := awscloudfront.NewDistribution(stack, jsii.String("Distribution"), distributionProps(stack, stage, d, s, bucket))
	if _, err := os.Stat(filepath.Join(client, "index.html")); err == nil {
		deployClient(stack, stage, bucket, distribution, client)
	}
	output(stack, "Address", "the client and the API", awscdk.Fn_Join(jsii.String(""), &[]*string{
		jsii.String("https://"), distribution.DistributionDomainName()}))
	return stack
}

func distributionProps(stack awscdk.Stack, stage Stage, d *data, s *system, bucket awss3.Bucket) *awscloudfront.DistributionProps {
	props := &awscloudfront.DistributionProps{
		Comment:           jsii.String("Transom " + stage.Name),
		DefaultRootObject: jsii.String("index.html"),
		HttpVersion:       awscloudfront.HttpVersion_HTTP2_AND_3,
		PriceClass:        awscloudfront.PriceClass_PRICE_CLASS_100,
		DefaultBehavior: &awscloudfront.BehaviorOptions{
			Origin:                awscloudfrontorigins.S3BucketOrigin_WithOriginAccessControl(bucket, nil),
			ViewerProtocolPolicy:  awscloudfront.ViewerProtocolPolicy_REDIRECT_TO_HTTPS,
			ResponseHeadersPolicy: newHeaders(stack, d, s),
			Compress:              jsii.Bool(true),
			FunctionAssociations: &[]*awscloudfront.FunctionAssociation{{
				EventType: awscloudfront.FunctionEventType_VIEWER_REQUEST,
				Function:  newFallback(stack),
			}},
		},
		AdditionalBehaviors: &map[string]*awscloudfront.BehaviorOptions{
			"/api/*": apiBehavior(s), "/webchat/*": apiBehavior(s), "/widget.js": widgetBehavior(stack, bucket),
		},
	}
	if stage.WebACL != "" {
		props.WebAclId = jsii.String(stage.WebACL)
	}
	if stage.Domain != "" {
		props.DomainNames = jsii.Strings(stage.Domain)
		props.Certificate = awscertificatemanager.Certificate_FromCertificateArn(stack, jsii.String("Certificate"), jsii.String(stage.Certificate))
		props.MinimumProtocolVersion = awscloudfront.SecurityPolicyProtocol_TLS_V1_2_2021
	}
	return props
}

// apiBehavior passes calls on as they are: nothing is kept, only the host name is the API's own.
func apiBehavior(s *system) *awscloudfront.BehaviorOptions {
	host := awscdk.Fn_Select(jsii.Number(2), awscdk.Fn_Split(jsii.String("/"), s.api.ApiEndpoint(), nil))
	return &awscloudfront.BehaviorOptions{
		Origin: awscloudfrontorigins.NewHttpOrigin(host, &awscloudfrontorigins.HttpOriginProps{
			ProtocolPolicy:     awscloudfront.OriginProtocolPolicy_HTTPS_ONLY,
			OriginSslProtocols: &[]awscloudfront.OriginSslPolicy{awscloudfront.OriginSslPolicy_TLS_V1_2},
		}),
		AllowedMethods:        awscloudfront.AllowedMethods_ALLOW_ALL(),
		CachePolicy:           awscloudfront.CachePolicy_CACHING_DISABLED(),
		OriginRequestPolicy:   awscloudfront.OriginRequestPolicy_ALL_VIEWER_EXCEPT_HOST_HEADER(),
		ResponseHeadersPolicy: awscloudfront.ResponseHeadersPolicy_SECURITY_HEADERS(),
		ViewerProtocolPolicy:  awscloudfront.ViewerProtocolPolicy_HTTPS_ONLY,
	}
}

// widgetAge is how long a page's visitors keep the web chat's script without asking; the runner of one machine
// sends the same.
const widgetAge = "public, max-age=600"

// widgetBehavior serves the web chat's script to everybody's pages, also to those that let nothing in that does
// not say so.
func widgetBehavior(stack awscdk.Stack, bucket awss3.Bucket) *awscloudfront.BehaviorOptions {
	yes := jsii.Bool(true)
	return &awscloudfront.BehaviorOptions{
		Origin:               awscloudfrontorigins.S3BucketOrigin_WithOriginAccessControl(bucket, nil),
		ViewerProtocolPolicy: awscloudfront.ViewerProtocolPolicy_HTTPS_ONLY,
		Compress:             yes,
		ResponseHeadersPolicy: awscloudfront.NewResponseHeadersPolicy(stack, jsii.String("WidgetHeaders"), &awscloudfront.ResponseHeadersPolicyProps{
			Comment: jsii.String("the web chat's script"),
			SecurityHeadersBehavior: &awscloudfront.ResponseSecurityHeadersBehavior{
				ContentTypeOptions: &awscloudfront.ResponseHeadersContentTypeOptions{Override: yes},
				StrictTransportSecurity: &awscloudfront.ResponseHeadersStrictTransportSecurity{
					AccessControlMaxAge: awscdk.Duration_Days(jsii.Number(365)), IncludeSubdomains: yes, Override: yes},
			},
			CustomHeadersBehavior: &awscloudfront.ResponseCustomHeadersBehavior{CustomHeaders: &[]*awscloudfront.ResponseCustomHeader{
				{Header: jsii.String("Access-Control-Allow-Origin"), Value: jsii.String("*"), Override: yes},
				{Header: jsii.String("Cache-Control"), Value: jsii.String(widgetAge), Override: yes},
				{Header: jsii.String("Cross-Origin-Resource-Policy"), Value: jsii.String("cross-origin"), Override: yes},
			}},
		}),
	}
}

// fallback leads every path that is no file to the client, which knows its own addresses.
const fallback = `function handler(event) {
  var request = event.request;
  var last = request.uri.substring(request.uri.lastIndexOf("/") + 1);
  if (last.indexOf(".") < 0) request.uri = "/index.html";
  return request;
}
`

func newFallback(stack awscdk.Stack) awscloudfront.Function {
	return awscloudfront.NewFunction(stack, jsii.String("Fallback"), &awscloudfront.FunctionProps{
		Comment: jsii.String("paths that are no files are the client's"),
		Code:    awscloudfront.FunctionCode_FromInline(jsii.String(fallback)),
		Runtime: awscloudfront.FunctionRuntime_JS_2_0(),
	})
}

// policy is the Content-Security-Policy of the client's pages; the runner of one machine sends the same, and a
// test holds the two together. Styles may be inline because the component library writes its theme as a style
// element; for the same reason trusted types cannot be required. media and socket are the origins beside the
// page's own.
func policy(media, socket string) string {
	return fmt.Sprintf("default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; "+
		"img-src 'self' data: blob: %[1]s; media-src 'self' blob: %[1]s; font-src 'self' data:; "+
		"connect-src 'self' %[2]s %[1]s; worker-src 'self'; manifest-src 'self'; object-src 'none'; "+
		"base-uri 'none'; form-action 'self'; frame-ancestors 'none'", media, socket)
}
