package main

import (
	"slices"
	"strings"
	"testing"

	"transom/events"
)

func TestOnlyTheWorkerWritesEmailAndOnlyFromTheOneAddress(t *testing.T) {
	app := synth(t, "stage=prod", "mailFrom=warnings@example.com").app
	identities := app.of("AWS::SES::EmailIdentity")
	if len(identities) != 1 {
		t.Fatalf("got %d identities, want one", len(identities))
	}
	name := ""
	for id, identity := range identities {
		name = id
		if got := identity.at("EmailIdentity"); got != "warnings@example.com" {
			t.Errorf("got %v, want the address", got)
		}
	}
	for _, fn := range events.Topology {
		if got := app.only(t, "AWS::Lambda::Function", "Function"+fn.Name).at("Environment", "Variables", events.EnvMailFrom); got != "warnings@example.com" {
			t.Errorf("%s knows of the sender %v", fn.Name, got)
		}
		for _, s := range rightsOf(t, app.only(t, "AWS::IAM::Role", "Role"+fn.Name)) {
			if !slices.ContainsFunc(s.actions, func(a string) bool { return strings.HasPrefix(a, "ses:") }) {
				continue
			}
			arn := "arn:${AWS::Partition}:ses:${AWS::Region}:${AWS::AccountId}:identity/${" + name + "}"
			if fn.Name != "worker" || !slices.Equal(s.actions, []string{"ses:SendEmail"}) || !slices.Equal(s.resources, []string{arn}) {
				t.Errorf("%s may %v on %v", fn.Name, s.actions, s.resources)
			}
		}
	}
}

func TestWithoutAnAddressThereIsNothingOfEmail(t *testing.T) {
	app := synth(t, "stage=prod").app
	if got := app.of("AWS::SES::EmailIdentity"); len(got) > 0 {
		t.Errorf("got identities %v", got)
	}
	for _, fn := range events.Topology {
		if got := app.only(t, "AWS::Lambda::Function", "Function"+fn.Name).at("Environment", "Variables", events.EnvMailFrom); got != nil {
			t.Errorf("%s knows of the sender %v", fn.Name, got)
		}
		for _, s := range rightsOf(t, app.only(t, "AWS::IAM::Role", "Role"+fn.Name)) {
			if s.sid == sid(events.Mail) {
				t.Errorf("%s may %v on %v", fn.Name, s.actions, s.resources)
			}
		}
	}
}

func TestLettersLeadToADomainOfItsOwn(t *testing.T) {
	app := synth(t, "stage=prod", "domain=inbox.example.com", "certificate=arn:aws:acm:us-east-1:111122223333:certificate/1").app
	if got := app.only(t, "AWS::Lambda::Function", "Functionworker").at("Environment", "Variables", events.EnvSiteURL); got != "https://inbox.example.com" {
		t.Errorf("letters lead to %v", got)
	}
}
