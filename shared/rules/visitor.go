package rules

// VisitorSees reports whether a web chat's visitor is shown an entry. waits means: not yet, it is on its way.
// Notes, events, what failed and what is about another message are never shown.
func VisitorSees(e Entry) (shown, waits bool) {
	switch {
	case e.Kind != Message || e.Type.Amends() || e.Type == System:
		return false, false
	case e.Direction == In:
		return true, false
	case e.Status == Failed:
		return false, false
	default:
		shown = e.Status.Rank() >= Accepted.Rank()
		return shown, !shown
	}
}
