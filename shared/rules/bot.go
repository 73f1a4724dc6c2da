package rules

// BotMaySpeak reports whether a bot may answer: only while no human is in charge and nobody is waiting for
// one. A human's message, also one from the phone app, silences it at once.
func BotMaySpeak(c Conversation) bool { return c.Handler != Human && c.Status != Open }
