package main

import (
	"fmt"
	"os"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/jsii-runtime-go"
)

func main() {
	code := synthesize()
	jsii.Close()
	os.Exit(code)
}

// synthesize writes the templates to where the CDK command line asks for them.
func synthesize() int {
	app := awscdk.NewApp(nil)
	if err := declare(app, folders{functions: "build", client: "web/dist"}); err != nil {
		fmt.Fprintln(os.Stderr, "infra:", err)
		return 1
	}
	app.Synth(nil)
	return 0
}
