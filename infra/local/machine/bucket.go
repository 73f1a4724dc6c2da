package machine

import (
	"context"
	"errors"
	"fmt"

	awssdk "github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
)

// makeBucket makes the media bucket, if it is not there, and lets pages of the given origins read from and
// upload to it.
func makeBucket(ctx context.Context, c awssdk.Config, origins []string) error {
	client := s3.NewFromConfig(c)
	name := bucket
	_, err := client.CreateBucket(ctx, &s3.CreateBucketInput{Bucket: &name})
	var owned *types.BucketAlreadyOwnedByYou
	var exists *types.BucketAlreadyExists
	if err != nil && !errors.As(err, &owned) && !errors.As(err, &exists) {
		return fmt.Errorf("make bucket: %w", err)
	}
	_, err = client.PutBucketCors(ctx, &s3.PutBucketCorsInput{Bucket: &name, CORSConfiguration: &types.CORSConfiguration{
		CORSRules: []types.CORSRule{{AllowedOrigins: origins, AllowedMethods: []string{"GET", "PUT", "POST"}, AllowedHeaders: []string{"*"}}}}})
	if err != nil {
		return fmt.Errorf("set the bucket's origins: %w", err)
	}
	return nil
}
