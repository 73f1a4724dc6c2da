// Package platforms is the one list of who carries messages to which kind of channel. It knows the senders and
// where their platforms are; it refuses to know when anything is sent.
package platforms

import (
	"transom/functions/internal/boot"
	"transom/shared/channel"
	"transom/shared/channel/instagram"
	"transom/shared/channel/messenger"
	"transom/shared/channel/webchat"
	"transom/shared/channel/whatsapp"
	"transom/shared/rules"
)

// Senders makes a sender for each kind of channel. Nothing is asked of any platform.
func Senders() map[rules.ChannelKind]channel.Sender {
	return map[rules.ChannelKind]channel.Sender{
		rules.WhatsApp:  whatsapp.NewClient(boot.GraphURL()),
		rules.Messenger: messenger.NewClient(boot.GraphURL()),
		rules.Instagram: instagram.NewClient(boot.GraphURL(), boot.InstagramURL()),
		rules.WebChat:   webchat.Sender{},
	}
}
