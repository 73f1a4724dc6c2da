package main

import (
	"fmt"
	"net/mail"

	"github.com/aws/aws-cdk-go/awscdk/v2/awsses"
	"github.com/aws/jsii-runtime-go"
)

// newMail declares the address that warnings come from, if the stage has one: SES writes to it once, and sends
// nothing before somebody has opened the link in that letter. The identity goes with its stack; a new one only
// costs that click.
func (s *system) newMail() {
	if s.stage.MailFrom == "" {
		return
	}
	s.mail = awsses.NewEmailIdentity(s.stack, jsii.String("MailFrom"), &awsses.EmailIdentityProps{
		Identity: awsses.Identity_Email(jsii.String(s.stage.MailFrom)),
	})
}

// checkMail takes an address without a name, or none.
func checkMail(address string) error {
	if address == "" {
		return nil
	}
	if parsed, err := mail.ParseAddress(address); err != nil || parsed.Address != address {
		return fmt.Errorf("mailFrom is %q, not an e-mail address", address)
	}
	return nil
}
