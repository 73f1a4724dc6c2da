package media_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"transom/shared/media"
)

// bucket is a bucket behind S3's protocol that keeps what is put into it.
func bucket(t *testing.T) (*media.Bucket, map[string]string) {
	t.Helper()
	kept := map[string]string{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil || r.Method != http.MethodPut {
			t.Errorf("%s %s: %v", r.Method, r.URL, err)
		}
		kept[r.URL.Path] = r.Header.Get("Content-Type") + " " + string(body)
	}))
	t.Cleanup(server.Close)
	client := s3.New(s3.Options{
		Region: "eu-central-1", BaseEndpoint: aws.String(server.URL),
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "key", SecretAccessKey: "secret"}, nil
		}),
	})
	return media.NewBucket(client, "media"), kept
}

var now = time.Date(2026, 11, 21, 23, 59, 0, 0, time.UTC)

func TestWhatIsPutAsideTwiceIsOneObject(t *testing.T) {
	b, kept := bucket(t)
	one, err := b.Quarantine(context.Background(), "bad_json", "", []byte("{"), now)
	if err != nil {
		t.Fatal(err)
	}
	two, err := b.Quarantine(context.Background(), "bad_json", "", []byte("{"), now)
	if err != nil || one != two || len(kept) != 1 {
		t.Errorf("%+v and %+v, %d objects: %v", one, two, len(kept), err)
	}
	if kept["/media/"+one.Key] != "application/octet-stream {" || one.Size != 1 || !strings.HasPrefix(one.Key, "quarantine/2026-11-21/") {
		t.Errorf("kept %v for %+v", kept, one)
	}
	other, err := b.Quarantine(context.Background(), "unknown_account", "300", []byte("{"), now)
	if err != nil || other.ID == one.ID {
		t.Errorf("another reason has the same id: %+v, %v", other, err)
	}
}

func TestOnlyHarmlessTypesAreShownInPlace(t *testing.T) {
	b, _ := bucket(t)
	for _, c := range []struct {
		mime, name string
		inline     bool
		served     string
		header     string
	}{
		{"image/jpeg", "", true, "image/jpeg", `inline; filename=attachment.jpg`},
		{"image/svg+xml", "a.svg", false, "application/octet-stream", `attachment; filename=a.svg`},
		{"text/html", "a.html", false, "application/octet-stream", `attachment; filename=a.html`},
		{"application/pdf", "receipt.pdf", false, "application/pdf", `attachment; filename=receipt.pdf`},
		{"application/pdf", "../../etc/passwd", false, "application/pdf", `attachment; filename=passwd`},
		{"application/pdf", `C:\dir\x.pdf`, false, "application/pdf", `attachment; filename=x.pdf`},
		{"application/pdf", "a\u202egpj.exe\r\nX: y", false, "application/pdf", `attachment; filename="agpj.exeX y"`},
		{"application/pdf", "chitanță.pdf", false, "application/pdf", `attachment; filename*=utf-8''chitan%C8%9B%C4%83.pdf`},
		{"application/pdf", "..", false, "application/pdf", `attachment; filename=attachment.pdf`},
	} {
		loan, err := b.Lend(context.Background(), "m/w/c/t", c.mime, c.name, now)
		if err != nil {
			t.Fatal(err)
		}
		u, err := url.Parse(loan.URL)
		if err != nil {
			t.Fatal(err)
		}
		q := u.Query()
		if loan.Inline != c.inline || q.Get("response-content-type") != c.served || q.Get("response-content-disposition") != c.header {
			t.Errorf("%s %q: inline %t as %s, %s", c.mime, c.name, loan.Inline, q.Get("response-content-type"), q.Get("response-content-disposition"))
		}
		if u.Path != "/media/m/w/c/t" || q.Get("X-Amz-Expires") != "600" || !loan.Until.Equal(now.Add(10*time.Minute)) {
			t.Errorf("the loan is %s until %s", u.Path, loan.Until)
		}
	}
}
