package main

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"transom/events"
)

// statement is what a role may, in words.
type statement struct {
	sid       string
	actions   []string
	resources []string
}

// rightsOf gives what a role may do. Every right must stand in the role itself.
func rightsOf(t *testing.T, role resource) []statement {
	t.Helper()
	var statements []statement
	for _, policy := range list(role.at("Policies")) {
		for _, s := range list(walk(policy, "PolicyDocument", "Statement")) {
			if walk(s, "Effect") != "Allow" || walk(s, "NotAction") != nil || walk(s, "NotResource") != nil {
				t.Fatalf("got statement %v, want a plain Allow", s)
			}
			one := statement{sid: text(walk(s, "Sid"))}
			for _, a := range list(walk(s, "Action")) {
				one.actions = append(one.actions, text(a))
			}
			for _, r := range list(walk(s, "Resource")) {
				one.resources = append(one.resources, text(r))
			}
			statements = append(statements, one)
		}
	}
	return statements
}

func TestRightsAreTheTopologysAndNoMore(t *testing.T) {
	app := synth(t, "stage=prod", "mailFrom=warnings@example.com").app
	service := map[events.Resource]string{
		events.Core: "dynamodb", events.CoreIndexes: "dynamodb", events.Msgs: "dynamodb", events.Live: "dynamodb",
		events.Media: "s3", events.Secrets: "ssm", events.Sockets: "execute-api", events.People: "cognito-idp",
		events.Worker: "lambda", events.BotFn: "lambda", events.Mail: "ses",
	}
	for _, fn := range events.Topology {
		t.Run(fn.Name, func(t *testing.T) {
			var want []string
			for _, right := range fn.May {
				for _, can := range right.Can {
					want = append(want, sid(right.On)+" "+service[right.On]+":"+can)
				}
			}
			var got []string
			for _, s := range rightsOf(t, app.only(t, "AWS::IAM::Role", "Role"+fn.Name)) {
				if slices.Contains([]string{"Log", "Traces", "Stream", "Letters"}, s.sid) {
					continue
				}
				for _, a := range s.actions {
					got = append(got, s.sid+" "+a)
				}
			}
			slices.Sort(want)
			slices.Sort(got)
			if diff := cmp.Diff(got, want); diff != "" {
				t.Errorf("rights differ (-got +want):\n%s", diff)
			}
		})
	}
}

func TestRightsAreAsReviewed(t *testing.T) {
	app := synth(t, "stage=prod").app
	var b strings.Builder
	for _, fn := range events.Topology {
		fmt.Fprintln(&b, fn.Name)
		for _, s := range rightsOf(t, app.only(t, "AWS::IAM::Role", "Role"+fn.Name)) {
			slices.Sort(s.actions)
			fmt.Fprintf(&b, "  %s: %s\n", s.sid, strings.Join(s.actions, " "))
			for _, r := range s.resources {
				fmt.Fprintf(&b, "    on %s\n", r)
			}
		}
	}
	golden(t, "rights.txt", b.String())
}

// widest are the resources that AWS lets nobody name more narrowly, and who may hold a right on them.
var widest = map[string]*regexp.Regexp{
	"Traces":      regexp.MustCompile(`^\*$`),
	"BucketMedia": regexp.MustCompile(`^\$\{Transom-prod-Data:\w+Media\w+Arn\w+\}/\*$`),
	"Secrets":     regexp.MustCompile(`:parameter/transom/prod/\*$`),
	"Sockets":     regexp.MustCompile(`^arn:.*:execute-api:.*/live/(POST|GET|DELETE)/@connections/\*$`),
}

func TestNoRightIsAWildcardWhereANameIsPossible(t *testing.T) {
	app := synth(t, "stage=prod").app
	for id, role := range app.of("AWS::IAM::Role") {
		for _, s := range rightsOf(t, role) {
			for _, a := range s.actions {
				if strings.Contains(a, "*") {
					t.Errorf("%s %s: action %s is a wildcard", id, s.sid, a)
				}
			}
			for _, r := range s.resources {
				if allowed := widest[s.sid]; strings.Contains(r, "*") && (allowed == nil || !allowed.MatchString(r)) {
					t.Errorf("%s %s: resource %s is a wildcard", id, s.sid, r)
				}
			}
			if s.sid == "Traces" && strings.Join(s.actions, " ") != "xray:PutTelemetryRecords xray:PutTraceSegments" {
				t.Errorf("%s: all resources are named for %v", id, s.actions)
			}
		}
	}
}

func TestEveryFunctionHasARoleOfItsOwnAndNothingIsAddedToIt(t *testing.T) {
	app := synth(t, "stage=prod").app
	if added := app.of("AWS::IAM::Policy"); len(added) > 0 {
		t.Errorf("got %d policies beside the roles, want none", len(added))
	}
	for _, fn := range events.Topology {
		role := text(app.only(t, "AWS::Lambda::Function", "Function"+fn.Name).at("Role"))
		if !strings.HasPrefix(role, "${Role"+fn.Name) {
			t.Errorf("%s runs as %s", fn.Name, role)
		}
		if managed := app.only(t, "AWS::IAM::Role", "Role"+fn.Name).at("ManagedPolicyArns"); managed != nil {
			t.Errorf("%s has managed policies %v", fn.Name, managed)
		}
	}
}

// golden holds text against a file of testdata, or writes it with -update.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := "testdata/" + name
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("read golden file (write it with -update): %v", err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("%s differs; if that is meant, run go test ./infra -update and review it (-want +got):\n%s", path, diff)
	}
}
