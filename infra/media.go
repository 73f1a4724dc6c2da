package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awss3"
	"github.com/aws/jsii-runtime-go"

	"transom/shared/media"
)

// quarantine is the prefix of bodies that nobody could read; they are kept for an admin to look at. uploads is
// that of files on their way into a message, which copies them; a day later they are nobody's.
const (
	quarantine = "quarantine/"
	uploads    = media.Uploads
)

// newMedia makes the bucket of attachments and quarantined bodies. Versions are off: what a workspace erases is
// gone. Attachments move to colder storage; objects below 128 KB, which would cost more there, stay of
// themselves (S3 guide, "Lifecycle transition considerations", read 2026-11-20).
func newMedia(stack awscdk.Stack, stage Stage, logs awss3.IBucket) awss3.Bucket {
	props := closed(stage)
	props.Versioned = jsii.Bool(false)
	props.ServerAccessLogsBucket = logs
	props.ServerAccessLogsPrefix = jsii.String("media/")
	props.Cors = &[]*awss3.CorsRule{{
		AllowedMethods: &[]awss3.HttpMethods{awss3.HttpMethods_GET, awss3.HttpMethods_PUT},
		AllowedHeaders: jsii.Strings("Content-Type", "X-Amz-*"), // an upload's, which its signature covers
		AllowedOrigins: jsii.Strings(stage.origin()),
		MaxAge:         jsii.Number(3600),
	}, { // web chat visitors put files from anybody's pages; each address to put one is signed for its type and size
		AllowedMethods: &[]awss3.HttpMethods{awss3.HttpMethods_PUT},
		AllowedHeaders: jsii.Strings("Content-Type", "X-Amz-*"),
		AllowedOrigins: jsii.Strings("*"),
		MaxAge:         jsii.Number(3600),
	}}
	props.LifecycleRules = &[]*awss3.LifecycleRule{
		{Id: jsii.String("unfinished uploads"), AbortIncompleteMultipartUploadAfter: awscdk.Duration_Days(jsii.Number(1))},
		{Id: jsii.String("uploads"), Prefix: jsii.String(uploads), Expiration: awscdk.Duration_Days(jsii.Number(1))},
		{Id: jsii.String("quarantine"), Prefix: jsii.String(quarantine), Expiration: awscdk.Duration_Days(jsii.Number(30))},
		{Id: jsii.String("colder"), Transitions: &[]*awss3.Transition{
			{StorageClass: awss3.StorageClass_INFREQUENT_ACCESS(), TransitionAfter: awscdk.Duration_Days(jsii.Number(30))},
			{StorageClass: awss3.StorageClass_GLACIER_INSTANT_RETRIEVAL(), TransitionAfter: awscdk.Duration_Days(jsii.Number(90))},
		}},
	}
	return awss3.NewBucket(stack, jsii.String("Media"), props)
}

// newAccessBucket makes the bucket where S3 writes who read which object.
func newAccessBucket(stack awscdk.Stack, stage Stage) awss3.Bucket {
	props := closed(stage)
	props.LifecycleRules = &[]*awss3.LifecycleRule{{
		Id: jsii.String("forget"), Expiration: awscdk.Duration_Days(jsii.Number(90)),
	}}
	return awss3.NewBucket(stack, jsii.String("AccessLogs"), props)
}

// closed is a bucket that nobody reads from outside and nothing reads in the clear.
func closed(stage Stage) *awss3.BucketProps {
	return &awss3.BucketProps{
		BlockPublicAccess: awss3.BlockPublicAccess_BLOCK_ALL(),
		Encryption:        awss3.BucketEncryption_S3_MANAGED,
		EnforceSSL:        jsii.Bool(true),
		MinimumTLSVersion: jsii.Number(1.2),
		ObjectOwnership:   awss3.ObjectOwnership_BUCKET_OWNER_ENFORCED,
		RemovalPolicy:     stage.removal(),
		AutoDeleteObjects: jsii.Bool(!stage.Keep),
	}
}

// origin is where the client is served from. Without a domain of its own its host name is made at deployment,
// after this bucket; every reading of an attachment is signed for one object and ten minutes in any case.
func (s Stage) origin() string {
	if s.Domain != "" {
		return "https://" + s.Domain
	}
	return "https://*.cloudfront.net"
}
