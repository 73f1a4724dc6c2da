// Command infra is the CDK app: it declares on AWS what events.Topology (the functions, what wakes them, what
// they may touch) and store.Schema (the tables) say, in three stacks per stage: Data, App and Web. It knows how
// a trigger, a right and a table look in CloudFormation. It refuses to know any function's code, which it finds
// built in build/<name>, and any secret: those are put into the parameter store by hand (docs/deploying.md) and
// are in no template.
//
// The stage is chosen by context: -c stage=dev or -c stage=prod. Further context, all optional:
//
//	domain, certificate  the client's own host name and its certificate's ARN (in us-east-1)
//	webAcl               ARN of a WAF web ACL for the client's distribution (in us-east-1)
//	alarms               e-mail address that alarms are sent to
//	reserve              "true" or "false": whether functions reserve concurrency; new accounts cannot
//	nag                  "1": check the AwsSolutions rules too
package main
