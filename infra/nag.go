package main

import "github.com/aws/aws-cdk-go/awscdk/v2"

func review(app awscdk.App, data, system, web awscdk.Stack) {}
