package instagram_test

import (
	"testing"

	"transom/shared/channel/channeltest"
	"transom/shared/channel/instagram"
)

func FuzzParse(f *testing.F) {
	channeltest.Fuzz(f, instagram.Parse)
}
