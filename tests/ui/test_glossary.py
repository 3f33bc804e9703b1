"""Acronyms are written out where a page uses them first."""

import time

import pytest
from django.template import Context, Template

from portal.ui import glossary
from portal.ui.richtext import rendered

SEND = 'SEND<span class="expansion"> (special educational needs and disabilities)</span>'


def expanded(html, first_uses=None):
    return glossary.expanded(rendered(html), first_uses or glossary.FirstUses())


def test_the_first_use_is_written_out_and_no_other():
    assert expanded("<p>SEND, then SEND.</p>") == f"<p>{SEND}, then SEND.</p>"


def test_texts_of_a_page_share_what_is_first():
    template = Template("{% first_uses as words %}{{ one|rich|expand:words }}{{ two|rich|expand:words }}")
    page = template.render(Context({"one": "<p>SEND</p>", "two": "<p>SEND</p>"}))
    assert page == f"<p>{SEND}</p><p>SEND</p>"


@pytest.mark.parametrize(
    "html",
    [
        '<p><a href="/x" rel="noopener">SEND guide</a></p>',
        "<h3>SEND</h3>",
        "<p>special educational needs and disabilities (SEND)</p>",
        "<p>SEND (for children who need it)</p>",
        "<p>A SEND-led visit</p>",
        "<p>Send it on</p>",
        "<p>RESEND it</p>",
    ],
)
def test_links_headings_explained_and_other_words_stay_as_they_are(html):
    assert expanded(html) == html


def test_a_link_does_not_count_as_the_first_use():
    assert expanded('<p><a href="/x" rel="noopener">SEND</a> and SEND</p>').endswith(f"and {SEND}</p>")


def test_a_plural_has_its_own_expansion_and_counts_as_the_first_use():
    assert expanded("<p>EHCPs, then an EHCP.</p>") == (
        '<p>EHCPs<span class="expansion"> (education, health and care plans)</span>, then an EHCP.</p>'
    )


def test_capitals_throughout_are_the_same_acronym():
    html = expanded("<p>CAFCASS, now Cafcass</p>")
    assert html.removeprefix('<p>CAFCASS<span class="expansion"> (Children and Family Court') == (
        " Advisory and Support Service)</span>, now Cafcass</p>"
    )


def test_text_that_is_not_safe_is_escaped():
    assert glossary.expanded("<b>SEND</b>", glossary.FirstUses()) == f"&lt;b&gt;{SEND}&lt;/b&gt;"


def test_eight_hundred_words_take_less_than_half_a_millisecond():
    paragraph = "<p>Work on SEND goes on with each DCS, and Ofsted came on Monday for an ILACS visit, as planned.</p>"
    html = rendered(paragraph * 45)
    best = min(_seconds(html) for _ in range(20))
    assert best < 0.0005


def _seconds(html):
    start = time.perf_counter()
    glossary.expanded(html, glossary.FirstUses())
    return time.perf_counter() - start


def test_each_acronym_stands_once_with_its_meaning():
    acronyms = [term.acronym for term in glossary.TERMS]
    assert [name for name in set(acronyms) if acronyms.count(name) > 1] == []
    assert [term.acronym for term in glossary.TERMS if not term.expansion.strip()] == []


def test_each_anchor_stands_once():
    anchors = [term.anchor for term in glossary.TERMS]
    assert len(anchors) == len(set(anchors))
