package machine

import (
	"crypto/rand"
	"encoding/base32"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"transom/infra/local/people"
)

// version is of the data folder's layout. It changes when an older folder can no longer be read.
const version = "1"

// data is the folder that keeps everything between two runs.
type data struct {
	dir      string
	lock     *os.File
	settings settings
}

// settings is what was made up at the first start and stays.
type settings struct {
	Password    string      `json:"password"`
	AppSecret   string      `json:"appSecret"`
	VerifyToken string      `json:"verifyToken"`
	AccessKey   string      `json:"accessKey"` // of the object store
	SecretKey   string      `json:"secretKey"`
	CursorKey   string      `json:"cursorKey"`
	VisitorKey  string      `json:"visitorKey"`
	Pool        people.Pool `json:"pool"`
	Seeded      string      `json:"seeded"` // "", "empty" or "demo"
}

// openData makes or opens the folder and takes it for this run alone.
func openData(c Config) (*data, error) {
	dir, err := filepath.Abs(c.Data)
	if err != nil {
		return nil, fmt.Errorf("the data folder %s cannot be found: %w", c.Data, err)
	}
	for _, d := range []string{"", "logs", "stream", "engine", "s3", "people"} {
		if err := os.MkdirAll(filepath.Join(dir, d), 0o700); err != nil {
			return nil, fmt.Errorf("the data folder %s cannot be written (%w): choose another with TRANSOM_DATA", c.Data, errors.Unwrap(err))
		}
	}
	d := &data{dir: dir}
	if d.lock, err = os.OpenFile(d.path("lock"), os.O_CREATE|os.O_RDWR, 0o600); err != nil {
		return nil, fmt.Errorf("the data folder %s cannot be written (%w): choose another with TRANSOM_DATA", c.Data, errors.Unwrap(err))
	}
	if syscall.Flock(int(d.lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) != nil {
		return nil, fmt.Errorf("the data folder %s is in use: stop the other transom, or choose another folder with TRANSOM_DATA", c.Data)
	}
	if err := d.checkVersion(c.Data); err != nil {
		return nil, err
	}
	return d, d.load(c)
}

func (d *data) path(parts ...string) string {
	return filepath.Join(append([]string{d.dir}, parts...)...)
}

func (d *data) checkVersion(shown string) error {
	text, err := os.ReadFile(d.path("VERSION"))
	if errors.Is(err, fs.ErrNotExist) {
		return os.WriteFile(d.path("VERSION"), []byte(version+"\n"), 0o600)
	}
	if found := strings.TrimSpace(string(text)); err != nil || found != version {
		return fmt.Errorf("the data folder %s was made by another version (it says %q, this is %s): move it away or choose another with TRANSOM_DATA", shown, found, version)
	}
	return nil
}

func (d *data) load(c Config) error {
	text, err := os.ReadFile(d.path("settings.json"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("read settings: %w", err)
	}
	if err == nil {
		if err := json.Unmarshal(text, &d.settings); err != nil {
			return fmt.Errorf("%s is damaged (%w): move the data folder away", d.path("settings.json"), err)
		}
	}
	s := &d.settings
	for _, v := range []struct {
		chosen string
		at     *string
		bytes  int
	}{{c.Password, &s.Password, 8}, {c.AppSecret, &s.AppSecret, 20}, {c.VerifyToken, &s.VerifyToken, 10},
		{"", &s.AccessKey, 10}, {"", &s.SecretKey, 20}, {"", &s.CursorKey, 20}, {"", &s.VisitorKey, 20}} {
		if v.chosen != "" {
			*v.at = v.chosen
		}
		if *v.at == "" {
			*v.at = word(v.bytes)
		}
	}
	return d.save()
}

// word is n random bytes as text.
func word(n int) string {
	b := make([]byte, n)
	_, _ = rand.Read(b) // never fails
	return strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(b))
}

func (d *data) save() error {
	text, err := json.MarshalIndent(d.settings, "", "  ")
	if err != nil {
		return fmt.Errorf("render settings: %w", err)
	}
	path := d.path("settings.json")
	if err := os.WriteFile(path+".tmp", text, 0o600); err != nil {
		return fmt.Errorf("keep settings: %w", err)
	}
	return os.Rename(path+".tmp", path)
}
