package meta_test

import (
	"testing"

	"transom/shared/channel/meta"
)

func TestOnlyOneWholeObjectIsRead(t *testing.T) {
	for body, want := range map[string]bool{
		`{}`: true, ` {"a":1} ` + "\n": true, ``: false, `null`: false, `[]`: false, `"x"`: false, `{`: false, `{}{}`: false, `{"a":1}x`: false,
	} {
		if _, err := meta.Read([]byte(body)); (err == nil) != want {
			t.Errorf("%q is read: %v, want %t", body, err, want)
		}
	}
}

func TestAMemberOfAnotherTypeIsReadAllTheSame(t *testing.T) {
	tree, err := meta.Read([]byte(`{"number":106540352242922123456,"text":"12","yes":"TRUE","one":{"id":"a"},"null":null,"many":[1,{"id":"b"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	if got := tree.Text("number"); got != "106540352242922123456" {
		t.Errorf("a long number reads %s: digits were lost", got)
	}
	if n, ok := tree.Whole("text"); !ok || n != 12 {
		t.Errorf("a number in a string reads %d %t", n, ok)
	}
	if _, ok := tree.Whole("number"); ok {
		t.Error("a number beyond 64 bits is taken for one within")
	}
	if !tree.Yes("yes") || tree.Has("null") || len(tree.List("one")) != 1 || len(tree.List("many")) != 2 {
		t.Errorf("read %v %v %v %v", tree.Yes("yes"), tree.Has("null"), tree.List("one"), tree.List("many"))
	}
	var none meta.Tree
	if none.Text("a")+none.Tree("b").Tree("c").Text("d") != "" || none.List("e") != nil {
		t.Error("reading what is not there gives something")
	}
}

func TestWhatWasReadIsWrittenAsItWas(t *testing.T) {
	tree, err := meta.Read([]byte(`{"b":"<ä&>","a":5.0}`))
	if err != nil {
		t.Fatal(err)
	}
	if got := string(meta.Raw(map[string]any(tree))); got != `{"a":5.0,"b":"<ä&>"}` {
		t.Errorf("written as %s", got)
	}
}
