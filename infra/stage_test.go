package main

import (
	"path/filepath"
	"strings"
	"testing"

	"transom/events"
)

func TestAStageMustBeOneWeKnow(t *testing.T) {
	for _, tc := range []struct {
		name, want string
		context    []string
	}{
		{"none", "unknown stage", nil},
		{"a stranger", "unknown stage", []string{"stage=staging"}},
		{"a domain without its certificate", "go together", []string{"stage=dev", "domain=inbox.example.com"}},
		{"a choice that is none", "not true or false", []string{"stage=dev", "reserve=perhaps"}},
		{"a sender that is no address", "not an e-mail address", []string{"stage=dev", "mailFrom=Transom <a@example.com>"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			err := declare(newApp(tc.context, t.TempDir()), folders{})
			if err == nil || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("got %v, want an error that says %q", err, tc.want)
			}
		})
	}
}

func TestAFunctionThatWasNotBuiltIsNamed(t *testing.T) {
	err := declare(newApp([]string{"stage=dev"}, t.TempDir()), folders{functions: filepath.Join(t.TempDir(), "build")})
	if err == nil || !strings.Contains(err.Error(), "make build") {
		t.Errorf("got %v, want an error that names make build", err)
	}
}

func TestProductionCannotBeDeletedByAccident(t *testing.T) {
	for part, safe := range synth(t, "stage=prod").terminationSafe {
		if !safe {
			t.Errorf("stack %s has no termination protection", part)
		}
	}
	for part, safe := range synth(t, "stage=dev").terminationSafe {
		if safe {
			t.Errorf("stack %s of dev cannot be deleted", part)
		}
	}
}

func TestADomainOfItsOwnReachesEverythingThatNamesIt(t *testing.T) {
	s := synth(t, "stage=prod", "domain=inbox.example.com", "certificate=arn:aws:acm:us-east-1:111122223333:certificate/1")
	if got := s.data.only(t, "AWS::S3::Bucket", "Media").at("CorsConfiguration", "CorsRules", 0, "AllowedOrigins"); text(got) != "https://inbox.example.com" {
		t.Errorf("media may be read from %v, want the domain only", got)
	}
	for id, f := range s.app.of("AWS::Lambda::Function") {
		if got := f.at("Environment", "Variables", events.EnvOrigin); got != "https://inbox.example.com" {
			t.Errorf("%s takes pages from %v, want the domain only", id, got)
		}
	}
	site := s.web.only(t, "AWS::CloudFront::Distribution", "").at("DistributionConfig")
	if text(walk(site, "Aliases")) != "inbox.example.com" {
		t.Errorf("got aliases %v, want the domain", walk(site, "Aliases"))
	}
	if got := walk(site, "ViewerCertificate", "MinimumProtocolVersion"); got != "TLSv1.2_2021" {
		t.Errorf("got least protocol %v, want TLSv1.2_2021", got)
	}
}

func TestReservingCanBeTurnedOffForANewAccount(t *testing.T) {
	for id, f := range synth(t, "stage=prod", "reserve=false").app.of("AWS::Lambda::Function") {
		if got := f.at("ReservedConcurrentExecutions"); got != nil {
			t.Errorf("%s reserves %v, want nothing", id, got)
		}
	}
}

func TestAlarmsCanBeSentToSomebody(t *testing.T) {
	mail := synth(t, "stage=prod", "alarms=ops@example.com").app.only(t, "AWS::SNS::Subscription", "")
	if mail.at("Protocol") != "email" || mail.at("Endpoint") != "ops@example.com" {
		t.Errorf("got %v, want mail to the address", mail.Properties)
	}
}
