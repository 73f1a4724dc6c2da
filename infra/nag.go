package main

import (
	"strings"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdklabs/cdk-nag-go/cdknag/v2"

	"transom/events"
)

// excuse is a finding of the AwsSolutions rules that we have looked at and live with. It holds for one finding
// ("" for every finding of the rule) on the constructs below one path of one stack ("" for the whole stack).
type excuse struct {
	stack, path, rule, finding, reason string
}

// review checks every construct against the AwsSolutions rules; what is not excused by name is an error.
func review(app awscdk.App, stacks map[string]awscdk.Stack) {
	for _, e := range append(excuses, publicDoors()...) {
		suppression := &cdknag.NagPackSuppression{Id: jsii.String("AwsSolutions-" + e.rule), Reason: jsii.String(e.reason)}
		if e.finding != "" {
			suppression.AppliesTo = &[]any{map[string]string{"regex": e.finding}}
		}
		list := &[]*cdknag.NagPackSuppression{suppression}
		if e.path == "" {
			cdknag.NagSuppressions_AddStackSuppressions(stacks[e.stack], list, nil)
			continue
		}
		var at constructs.IConstruct = stacks[e.stack]
		for part := range strings.SplitSeq(e.path, "/") {
			at = at.Node().FindChild(jsii.String(part))
		}
		cdknag.NagSuppressions_AddResourceSuppressions(at, list, jsii.Bool(true))
	}
	awscdk.Aspects_Of(app).Add(cdknag.NewAwsSolutionsChecks(nil), nil)
}

const deployer = "Custom::CDKBucketDeployment8693BB64968944B69AAFB0CC9EB8756C512MiB"

var excuses = []excuse{
	{"Data", "People", "COG2", "", "Colleagues choose a second factor of their own; a workspace that requires one sets it in the pool."},
	{"Data", "People", "COG8", "", "The plus plan costs $0.02 a person and month; the api limits tries and answers alike for unknown people."},

	{"App", "", "IAM5", `/^Resource::\*$/`, "X-Ray knows no resources; a test holds that no other statement names all resources."},
	{"App", "", "IAM5", `/^Resource::<Media[A-Z0-9]+\.Arn>\/\*$/`, "Objects are named when they are used; the bucket holds nothing else."},
	{"App", "", "IAM5", `/parameter\/transom\/(dev|prod)\/\*$/`, "Secrets are named by channel; the path is this stage's own."},
	{"App", "", "IAM5", `/\/live\/(POST|GET|DELETE)\/@connections\/\*$/`, "Connections are named when they open."},
	{"App", "GatewayLogRole", "IAM4", "", "API Gateway checks the role it is given against this policy's rights."},
	{"App", "", "SQS3", "", "These queues are the dead letters; the rule sees only redrive policies of other queues."},

	{"Web", "Distribution", "CFR1", "", "Agents travel; nothing here depends on where they are."},
	{"Web", "Distribution", "CFR2", "", "A web ACL costs $5 a month at rest: -c webAcl attaches one."},
	{"Web", "Distribution", "CFR3", "", "The API logs each call; who fetches the client's files says nothing, and the bucket logs what is read from it."},
	{"Web", "Distribution", "CFR4", "", "CloudFront's own host name allows no other setting; with -c domain TLS 1.2 is the least."},
	{"Web", deployer, "IAM4", "", "CDK's own helper, which runs during a deployment only."},
	{"Web", deployer, "IAM5", "", "CDK's own helper, which runs during a deployment only; it reads CDK's assets and writes the client's bucket."},
	{"Web", deployer, "L1", "", "CDK's own helper; its runtime comes with CDK."},
}

// publicDoors excuses exactly the routes that the topology calls public, and sockets, whose ticket is checked by
// the function.
func publicDoors() []excuse {
	var list []excuse
	for _, fn := range events.Topology {
		for _, trigger := range fn.On {
			switch t := trigger.(type) {
			case events.HTTP:
				if t.Public && t.Door == events.API {
					id := t.Method + strings.ReplaceAll(t.Path, "/", "--")
					list = append(list, excuse{"App", "Api/" + id, "APIG4", "", "Public by the topology: signing in, or the API's description."})
				}
			case events.Socket:
				list = append(list, excuse{"App", "Socket/" + t.Route + "-Route", "APIG4", "", "The ticket in the address is checked, and used up, by the function."})
			}
		}
	}
	return list
}
