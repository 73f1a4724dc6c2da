package store

import (
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"transom/shared/rules"
)

// channelColumns are the columns of a channel's settings; its health is written by itself.
var channelColumns = []string{
	colTitle, colNewStatus, colDistribution, colOnExpiry, colHolder, colLogin, colHumanAgent, colPhoneApp, colPhone, colWidget,
}

func encodeChannel(ws Workspace, ch rules.Channel) item {
	it := newItem(channelKey(ws, ch.ID))
	it.setText(colOn, string(ch.Kind))
	it.setText(colAccount, ch.AccountID)
	it.setText(colHolder, ch.Holder)
	it.setText(colLogin, string(ch.Login))
	it.setText(colTitle, ch.Name)
	it.setText(colNewStatus, string(ch.NewStatus))
	it.setText(colDistribution, string(ch.Distribution))
	it.setText(colOnExpiry, string(ch.OnExpiry))
	it.setFlag(colHumanAgent, ch.HumanAgent)
	it.setFlag(colPhoneApp, ch.PhoneApp)
	it.setText(colPhone, ch.Phone)
	it.setMap(colWidget, encodeWidget(ch.Widget))
	it.setText(colHealth, string(ch.Health.State))
	it.setText(colHealthReason, ch.Health.Reason)
	it.setText(colQuality, ch.Health.Quality)
	it.setTime(colHealthSince, ch.Health.Since)
	it.setTime(colCreated, ch.CreatedAt)
	return it
}

func decodeChannel(it item) rules.Channel {
	return rules.Channel{
		ID: rules.ChannelID(strings.TrimPrefix(it.text(SortKey), channelPrefix)), Kind: rules.ChannelKind(it.text(colOn)),
		AccountID: it.text(colAccount), Holder: it.text(colHolder), Login: rules.Login(it.text(colLogin)),
		Name: it.text(colTitle), NewStatus: rules.Status(it.text(colNewStatus)),
		Distribution: rules.Distribution(it.text(colDistribution)), OnExpiry: rules.ExpiryPolicy(it.text(colOnExpiry)),
		HumanAgent: it.flag(colHumanAgent), PhoneApp: it.flag(colPhoneApp), Phone: it.text(colPhone), Widget: decodeWidget(it.object(colWidget)),
		Health: rules.Health{State: rules.ChannelState(it.text(colHealth)), Reason: it.text(colHealthReason),
			Quality: it.text(colQuality), Since: it.time(colHealthSince)},
		CreatedAt: it.time(colCreated),
	}
}

func encodeWidget(w rules.Widget) item {
	m := item{}
	if len(w.Origins) > 0 {
		list := &types.AttributeValueMemberL{}
		for _, o := range w.Origins {
			list.Value = append(list.Value, str(o))
		}
		m["o"] = list
	}
	m.setText("t", w.Title)
	m.setText("g", w.Greeting)
	m.setText("c", w.Colour)
	m.setFlag("s", w.Start)
	m.setFlag("i", w.Identify)
	return m
}

func decodeWidget(m item) rules.Widget {
	w := rules.Widget{Title: m.text("t"), Greeting: m.text("g"), Colour: m.text("c"), Start: m.flag("s"), Identify: m.flag("i")}
	if list, ok := m["o"].(*types.AttributeValueMemberL); ok {
		for _, v := range list.Value {
			if o, ok := v.(*types.AttributeValueMemberS); ok {
				w.Origins = append(w.Origins, o.Value)
			}
		}
	}
	return w
}
