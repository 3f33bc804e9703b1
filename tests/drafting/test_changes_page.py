"""What changed, as a page shows it and a screen reader says it."""

from django.template.loader import render_to_string

from portal.drafting.changes import Run
from portal.drafting.compare import Part, compare
from portal.drafting.templatetags.changes import marked


def drawn(old, new):
    return render_to_string("drafting/_changes.html", {"changes": compare(old, new)})


def test_added_and_removed_words_are_said():
    assert marked([Run("same", "In "), Run("removed", "March"), Run("added", " April")]) == (
        'In <del><span class="visually-hidden">[removed: </span>March<span class="visually-hidden">] </span></del>'
        ' <ins><span class="visually-hidden">[added: </span>April<span class="visually-hidden">] </span></ins>'
    )


def test_words_are_escaped_in_every_place():
    bad = "<script>alert(1)</script>"
    escaped = bad.replace("<", "&lt;").replace(">", "&gt;")
    old = [Part("a", bad, f'<p>{escaped}</p><p><a href="{escaped}">x</a> y</p><ul><li>{escaped}</li></ul>')]
    new = [Part("a", bad + "!", f"<p>{escaped} {escaped}</p><p>x y</p>"), Part("b", bad, f"<h3>{escaped}</h3>")]
    page = drawn(old, new)
    assert (page.count("<script"), page.count("&lt;script&gt;")) == (0, 9)


def test_long_unchanged_passages_are_folded_behind_how_many_they_are():
    same = "".join(f"<p>{'Nothing new about number'} {number} in this year of ours.</p>" for number in range(5))
    page = drawn([Part("a", "A", same + "<p>One.</p>")], [Part("a", "A", same + "<p>Two.</p>")])
    assert page.count("<summary>5 paragraphs unchanged</summary>") == 1


def test_nothing_changed_says_so_and_explains_no_marks():
    part = Part("a", "A", "<p>One.</p>")
    page = drawn([part], [part])
    assert ("Nothing has changed." in page, "<ins>" in page) == (True, False)
