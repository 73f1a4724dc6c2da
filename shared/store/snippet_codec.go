package store

import "transom/shared/rules"

// encodeSnippet writes a snippet as it follows what was there, nil if nothing was. Its version counts its changes, so that
// two who change it meet; an older release writes none.
func encodeSnippet(ws Workspace, sn rules.Snippet, was item) item {
	it := newItem(snippetKey(ws, sn.ID))
	it.setNumber(colVersion, was.number(colVersion)+1)
	it.setText(colTitle, sn.Title)
	it.setText(colText, sn.Body)
	it.setText(colShortcut, sn.Shortcut)
	it.setMap(colMedia, encodeFile(sn.Media))
	it.setText(colBy, string(sn.By))
	it.setTime(colAt, sn.UpdatedAt)
	return it
}

func decodeSnippet(it item) rules.Snippet {
	return rules.Snippet{
		ID: rules.SnippetID(it.text(SortKey)), Title: it.text(colTitle), Body: it.text(colText), Shortcut: it.text(colShortcut),
		Media: decodeFile(it.object(colMedia)), By: rules.UserID(it.text(colBy)), UpdatedAt: it.time(colAt),
	}
}

// encodeFile writes an attachment with its state; nil where there is none.
func encodeFile(md *rules.Media) item {
	if md == nil {
		return nil
	}
	m := encodeMedia(*md)
	m.setText("s", string(md.State))
	return m
}

func decodeFile(m item) *rules.Media {
	if m == nil {
		return nil
	}
	md := decodeMedia(m)
	return &md
}
