package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudfront"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslogs"
	"github.com/aws/aws-cdk-go/awscdk/v2/awss3"
	"github.com/aws/aws-cdk-go/awscdk/v2/awss3deployment"
	"github.com/aws/jsii-runtime-go"
)

// deployClient copies the built client: what lies below assets/ is named by its content, is kept for a year and
// outlives its successor (an open page may still ask for it); the rest is asked for again each time. config.json
// tells people and tools which copy of the system they look at; the client needs no configuration.
func deployClient(stack awscdk.Stack, stage Stage, bucket awss3.Bucket, distribution awscloudfront.Distribution, dist string) {
	log := awslogs.NewLogGroup(stack, jsii.String("Log-deploy"), &awslogs.LogGroupProps{
		Retention: stage.Logs, RemovalPolicy: awscdk.RemovalPolicy_DESTROY,
	})
	files := awss3deployment.Source_Asset(jsii.String(dist), nil)
	assets := awss3deployment.NewBucketDeployment(stack, jsii.String("Assets"), &awss3deployment.BucketDeploymentProps{
		DestinationBucket: bucket,
		Sources:           &[]awss3deployment.ISource{files},
		Exclude:           jsii.Strings("*"),
		Include:           jsii.Strings("assets/*"),
		Prune:             jsii.Bool(false),
		CacheControl: &[]awss3deployment.CacheControl{awss3deployment.CacheControl_SetPublic(),
			awss3deployment.CacheControl_MaxAge(awscdk.Duration_Days(jsii.Number(365))), awss3deployment.CacheControl_Immutable()},
		MemoryLimit: jsii.Number(512),
		LogGroup:    log,
	})
	pages := awss3deployment.NewBucketDeployment(stack, jsii.String("Pages"), &awss3deployment.BucketDeploymentProps{
		DestinationBucket: bucket,
		Sources: &[]awss3deployment.ISource{files,
			awss3deployment.Source_JsonData(jsii.String("config.json"), map[string]string{"stage": stage.Name}, nil)},
		Exclude:           jsii.Strings("assets/*"),
		CacheControl:      &[]awss3deployment.CacheControl{awss3deployment.CacheControl_NoCache()},
		Distribution:      distribution,
		DistributionPaths: jsii.Strings("/*"),
		MemoryLimit:       jsii.Number(512),
		LogGroup:          log,
	})
	pages.Node().AddDependency(assets) // a page never names what is not there yet
}
