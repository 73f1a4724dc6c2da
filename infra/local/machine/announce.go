package machine

import (
	"strings"

	"transom/infra/local/seed"
)

// Announcement is the one line that says where the machine is and how to get in.
func (m *Machine) Announcement() string {
	s := m.data.settings
	return "Transom is at " + m.origins()[0] + " – sign in as " + strings.Join(seed.Emails(s.Seeded == "empty"), ", ") +
		" with password " + s.Password + " – sandbox phone at /sandbox – app secret " + s.AppSecret + ", verify token " + s.VerifyToken
}
