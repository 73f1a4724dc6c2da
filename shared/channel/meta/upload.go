package meta

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"strings"

	"transom/shared/channel"
)

// Field is one text of a form.
type Field struct{ Name, Value string }

// Upload posts a form with a file, whose bytes pass through and are never held. Whatever becomes of it, nobody
// was sent anything.
func (g *Graph) Upload(ctx context.Context, token, path string, fields []Field, as string, f channel.File) Answer {
	body, err := f.Open(ctx)
	if err != nil {
		return Answer{Err: fmt.Errorf("open file: %w", err)}
	}
	defer func() { _ = body.Close() }()
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	for _, field := range fields {
		if err := w.WriteField(field.Name, field.Value); err != nil {
			return Answer{Err: fmt.Errorf("write form: %w", err)}
		}
	}
	part := textproto.MIMEHeader{}
	part.Set("Content-Disposition", fmt.Sprintf(`form-data; name="%s"; filename="%s"`, as, quoted.Replace(f.Name)))
	part.Set("Content-Type", f.MIME)
	if _, err := w.CreatePart(part); err != nil {
		return Answer{Err: fmt.Errorf("write form: %w", err)}
	}
	head := bytes.Clone(form.Bytes())
	form.Reset()
	if err := w.Close(); err != nil {
		return Answer{Err: fmt.Errorf("write form: %w", err)}
	}
	size := int64(-1)
	if f.Size > 0 {
		size = int64(len(head)) + f.Size + int64(form.Len())
	}
	return g.call(ctx, uploadTime, http.MethodPost, token, path, w.FormDataContentType(), io.MultiReader(bytes.NewReader(head), body, &form), size)
}

// PutFile posts a file's bytes to an upload session from their beginning. It takes another word before the token
// than every other call ("Resumable Upload API", 2026-03-12).
func (g *Graph) PutFile(ctx context.Context, token, path string, f channel.File) Answer {
	body, err := f.Open(ctx)
	if err != nil {
		return Answer{Err: fmt.Errorf("open file: %w", err)}
	}
	defer func() { _ = body.Close() }()
	return g.send(ctx, uploadTime, request{
		method: http.MethodPost, path: path, mime: f.MIME, body: body, size: f.Size,
		header: http.Header{"Authorization": {"OAuth " + token}, "File_offset": {"0"}},
	})
}

// quoted keeps a file's name within its quotes and on its line.
var quoted = strings.NewReplacer(`\`, "_", `"`, "_", "\r", "_", "\n", "_")
