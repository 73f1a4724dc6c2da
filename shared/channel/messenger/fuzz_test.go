package messenger_test

import (
	"testing"

	"transom/shared/channel/channeltest"
	"transom/shared/channel/messenger"
)

func FuzzParse(f *testing.F) {
	channeltest.Fuzz(f, messenger.Parse)
}
