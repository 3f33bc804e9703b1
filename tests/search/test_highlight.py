from portal.search.highlight import marked, snippet


def test_words_are_marked_in_whatever_form_they_stand():
    assert marked("Adopters and adoption.", [("adopt",)]) == "<mark>Adopters</mark> and <mark>adoption</mark>."


def test_what_is_marked_and_what_is_not_are_escaped():
    assert (
        marked("<script>alert(1)</script> & adoption", [("adopt",), ("alert",)])
        == "&lt;script&gt;<mark>alert</mark>(1)&lt;/script&gt; &amp; <mark>adoption</mark>"
    )


def test_a_run_is_marked_whole_and_only_where_its_words_follow_each_other():
    text = "Care of children; social and health care, social care."
    assert marked(text, [("social", "care")]) == "Care of children; social and health care, <mark>social care</mark>."
    assert marked("the care of the child", [("care", "child")]) == "the <mark>care of the child</mark>"


def test_a_snippet_is_where_most_of_the_words_stand():
    text = " ".join(["adoption"] + ["filler"] * 60 + ["adoption", "panel"] + ["other"] * 60)
    piece = snippet(text, [("adopt",), ("panel",)])
    assert piece.startswith("… filler") and piece.endswith("other …")
    assert piece.count("<mark>") == 2
    assert len(piece.replace("… ", "").replace(" …", "").split()) == 36


def test_a_short_text_is_shown_whole():
    assert snippet("Nothing of it: <b>.", [("adopt",)]) == "Nothing of it: &lt;b&gt;."
    assert snippet("", [("adopt",)]) == ""
    assert snippet("– & –", [("adopt",)]) == "– &amp; –"


def test_a_text_without_the_words_shows_its_beginning():
    piece = snippet(" ".join(f"word{number}" for number in range(50)), [("adopt",)])
    assert piece.startswith("word0 ") and piece.endswith("word35 …")


def test_items_of_a_list_stay_apart_on_one_line():
    text = "Officers for:\nworkforce\nadoption\nThe first quarter is done.\nAll went well."
    assert snippet(text, [("workforc",)]) == (
        "Officers for:\n<mark>workforce</mark> · adoption · The first quarter is done.\nAll went well."
    )
