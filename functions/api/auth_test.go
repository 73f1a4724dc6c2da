package main

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"transom/shared/clock"
	"transom/shared/rules"
)

const secretWord = "Correct-horse-7"

var eva = rules.Member{Email: "eva@demo.transom", Name: "Eva", Role: rules.Agent}

func signInBody(email, password string) map[string]string {
	return map[string]string{"email": email, "password": password}
}

// cookieOf reads the refresh cookie of an answer.
func cookieOf(t *testing.T, r result) *http.Cookie {
	t.Helper()
	if len(r.cookies) != 1 {
		t.Fatalf("cookies %v", r.cookies)
	}
	c, err := http.ParseSetCookie(r.cookies[0])
	if err != nil || c.Name != cookieName {
		t.Fatalf("cookie %q: %v", r.cookies[0], err)
	}
	return c
}

func TestSignInGivesATokenAndKeepsTheRefreshTokenFromScripts(t *testing.T) {
	w, people := withSignIn(t)
	people.enrol(eva, secretWord, true)
	r := w.want(w.call(rules.Member{}, "POST", "/auth/sign-in", signInBody(" Eva@Demo.transom", secretWord)), 200, "")
	until, err := time.Parse(time.RFC3339, r.body["expiresAt"].(string))
	if err != nil || !until.After(clock.Now()) {
		t.Errorf("expires at %v: %v", r.body["expiresAt"], err)
	}
	if len(strings.Split(r.body["accessToken"].(string), ".")) != 3 {
		t.Errorf("access token %v", r.body["accessToken"])
	}
	c := cookieOf(t, r)
	if !c.HttpOnly || !c.Secure || c.SameSite != http.SameSiteStrictMode || c.Path != "/api/v1/auth" || c.Value == "" || c.MaxAge <= 0 {
		t.Errorf("cookie %+v", c)
	}
	if strings.Contains(r.text, c.Value) {
		t.Error("the refresh token is in the body")
	}
	plain := w.callWith(rules.Member{}, "POST", "/auth/sign-in", signInBody(eva.Email, secretWord), map[string]string{"x-forwarded-proto": "http"}, nil)
	if cookieOf(t, plain).Secure {
		t.Error("a cookie over http must not be Secure, or the browser drops it")
	}
}

func TestAWrongPasswordAndAnUnknownPersonAnswerAlike(t *testing.T) {
	w, people := withSignIn(t)
	people.enrol(eva, secretWord, true)
	wrong := w.want(w.call(rules.Member{}, "POST", "/auth/sign-in", signInBody(eva.Email, "wrong")), 401, "bad_credentials")
	unknown := w.want(w.call(rules.Member{}, "POST", "/auth/sign-in", signInBody("nobody@demo.transom", secretWord)), 401, "bad_credentials")
	if wrong.text != unknown.text || len(wrong.cookies)+len(unknown.cookies) != 0 {
		t.Errorf("%s differs from %s", wrong.text, unknown.text)
	}
}

func TestAnInvitedPersonChoosesANewPasswordFirst(t *testing.T) {
	w, people := withSignIn(t)
	people.enrol(eva, "Temporary-1", false)
	r := w.want(w.call(rules.Member{}, "POST", "/auth/sign-in", signInBody(eva.Email, "Temporary-1")), 200, "")
	if r.body["challenge"] != "NEW_PASSWORD_REQUIRED" || r.body["session"] == "" || r.body["accessToken"] != nil || len(r.cookies) != 0 {
		t.Fatalf("got %s", r.text)
	}
	answer := map[string]any{"challenge": r.body["challenge"], "session": r.body["session"], "email": eva.Email, "newPassword": secretWord}
	done := w.want(w.call(rules.Member{}, "POST", "/auth/challenge", answer), 200, "")
	if done.body["accessToken"] == nil || cookieOf(t, done).Value == "" {
		t.Errorf("got %s", done.text)
	}
	w.want(w.call(rules.Member{}, "POST", "/auth/sign-in", signInBody(eva.Email, secretWord)), 200, "")
}

func TestTheCookieRefreshesUntilSignOut(t *testing.T) {
	w, people := withSignIn(t)
	people.enrol(eva, secretWord, true)
	c := cookieOf(t, w.want(w.call(rules.Member{}, "POST", "/auth/sign-in", signInBody(eva.Email, secretWord)), 200, ""))
	sent := []string{c.Name + "=" + c.Value}
	https := map[string]string{"x-forwarded-proto": "https"}

	again := w.want(w.callWith(rules.Member{}, "POST", "/auth/refresh", nil, https, sent), 200, "")
	if again.body["accessToken"] == nil {
		t.Errorf("got %s", again.text)
	}
	out := w.want(w.callWith(rules.Member{}, "POST", "/auth/sign-out", nil, https, sent), 204, "")
	if gone := cookieOf(t, out); gone.MaxAge >= 0 || gone.Path != c.Path {
		t.Errorf("sign-out leaves %+v", gone)
	}
	w.want(w.callWith(rules.Member{}, "POST", "/auth/refresh", nil, https, sent), 401, "signed_out")
	w.want(w.call(rules.Member{}, "POST", "/auth/refresh", nil), 401, "signed_out")
	w.want(w.callWith(rules.Member{}, "POST", "/auth/sign-out", nil, https, sent), 204, "")
}

func TestADisabledColleagueStaysOutWhateverTheSignInServiceSays(t *testing.T) {
	w, people := withSignIn(t)
	m := people.enrol(eva, secretWord, true)
	c := cookieOf(t, w.want(w.call(rules.Member{}, "POST", "/auth/sign-in", signInBody(eva.Email, secretWord)), 200, ""))
	m.Disabled = true
	w.must(w.store.PutMember(t.Context(), w.home, m))
	r := w.want(w.call(rules.Member{}, "POST", "/auth/sign-in", signInBody(eva.Email, secretWord)), 403, "no_membership")
	if len(r.cookies) != 0 {
		t.Errorf("cookies %v", r.cookies)
	}
	w.want(w.callWith(rules.Member{}, "POST", "/auth/refresh", nil, map[string]string{}, []string{c.Name + "=" + c.Value}), 403, "no_membership")
}

func TestWhenTheSignInServiceIsAwayThatIsWhatIsSaid(t *testing.T) {
	w, people := withSignIn(t)
	people.enrol(eva, secretWord, true)
	w.desk.client = "no-such-client"
	w.want(w.call(rules.Member{}, "POST", "/auth/sign-in", signInBody(eva.Email, secretWord)), 503, "sign_in_away")
}
