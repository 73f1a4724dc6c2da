package sandbox

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"transom/infra/local/sandbox/whatsapp"
)

// How long the platform keeps media (media page, read 2026-11).
const (
	inboundMediaLife  = 7 * 24 * time.Hour
	uploadedMediaLife = 30 * 24 * time.Hour
	mediaLinkLife     = 5 * time.Minute
	mediaLimit        = 100 << 20

	cdnLife   = 7 * 24 * time.Hour // of files of Messenger and Instagram; the platform says "days"
	storyLife = 24 * time.Hour
)

// Media is a file that a customer sent or the business uploaded. Its bytes lie in the folder media, named
// by the id.
type Media struct {
	ID      string    `json:"id"`
	MIME    string    `json:"mime"` // with its parameters
	Name    string    `json:"name,omitempty"`
	Size    int64     `json:"size"`
	SHA256  string    `json:"sha256"` // base64
	Account string    `json:"account,omitempty"`
	By      string    `json:"by"` // In or Out
	At      time.Time `json:"at"`
}

// expired reports whether the platform would have forgotten the file by now.
func (m Media) expired(now time.Time) bool {
	life := inboundMediaLife
	if m.By == Out {
		life = uploadedMediaLife
	}
	return now.Sub(m.At) >= life
}

func (p *Phone) mediaPath(id string) string { return filepath.Join(p.dir, "media", id) }

// keep stores the bytes and gives the record for them, which the caller commits: a recorded file is always
// there. The folder is only read through records, so a file without one does no harm.
func (p *Phone) keep(m Media, data []byte) (Media, error) {
	sum := sha256.Sum256(data)
	m.ID = whatsapp.NewMediaID()
	m.Size, m.SHA256, m.At = int64(len(data)), base64.StdEncoding.EncodeToString(sum[:]), p.now()
	part := p.mediaPath(m.ID) + ".part"
	if err := os.WriteFile(part, data, 0o600); err != nil {
		return m, fmt.Errorf("store medium: %w", err)
	}
	if err := os.Rename(part, p.mediaPath(m.ID)); err != nil {
		return m, fmt.Errorf("store medium: %w", err)
	}
	return m, nil
}
