package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/jsii-runtime-go"

	"transom/events"
)

// folders is where built things are.
type folders struct {
	functions string // holds <name>/bootstrap for every function
	client    string // the built client; may be missing, then only its place is made
}

// declare fills the app with the stacks of the stage that its context names.
func declare(app awscdk.App, from folders) error {
	stage, err := stageOf(app)
	if err != nil {
		return err
	}
	for _, fn := range events.Topology {
		if _, err := os.Stat(filepath.Join(from.functions, fn.Name, "bootstrap")); err != nil {
			return fmt.Errorf("find the built function %s (make build makes it): %w", fn.Name, err)
		}
	}
	awscdk.Tags_Of(app).Add(jsii.String("system"), jsii.String("transom"), nil)
	awscdk.Tags_Of(app).Add(jsii.String("stage"), jsii.String(stage.Name), nil)

	data := newData(stackOf(app, stage, "Data", "what must not be lost: tables, attachments, people"), stage)
	doors := newSystem(stackOf(app, stage, "App", "functions, what wakes them, what watches them"), stage, data, from.functions)
	web := newWeb(stackOf(app, stage, "Web", "the client and the one host name browsers talk to"), stage, data, doors, from.client)
	if option(app, "nag") == "1" {
		review(app, map[string]awscdk.Stack{"Data": data.stack, "App": doors.stack, "Web": web})
	}
	return nil
}

func stackOf(app awscdk.App, stage Stage, name, holds string) awscdk.Stack {
	return awscdk.NewStack(app, jsii.String("Transom-"+stage.Name+"-"+name), &awscdk.StackProps{
		Description:           jsii.String("Transom " + stage.Name + ": " + holds),
		TerminationProtection: jsii.Bool(stage.Keep),
	})
}

// output shows a value after deployment.
func output(stack awscdk.Stack, name, about string, value *string) {
	awscdk.NewCfnOutput(stack, jsii.String(name), &awscdk.CfnOutputProps{Value: value, Description: jsii.String(about)})
}
