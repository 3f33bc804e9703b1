"""Pictures in rich text: the portal's own and no others."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.ui.pictures import alts, changed, tag, without
from portal.ui.richtext import clean, from_typed, rendered, to_plain

ONE, OTHER = "0b2ad7e6-9b1c-4b5e-8a39-4b1d0a1c2f3e", "11111111-2222-4333-8444-555555555555"
SRC = f"/updates/pictures/{ONE}/"


@pytest.mark.parametrize(
    ("given_html", "kept"),
    [
        (f'<img src="{SRC}" alt="A team">', f'<img src="{SRC}" alt="A team">'),
        (f"<IMG alt='' SRC={SRC} />", f'<img src="{SRC}" alt="">'),
        (f'<img src="{SRC}">', f'<img src="{SRC}">'),
        (f'<figure class="figure"><img src="{SRC}" alt="A"><figcaption>Ours</figcaption></figure>',
         f'<figure><img src="{SRC}" alt="A"><figcaption>Ours</figcaption></figure>'),
        (f'<img src="{SRC}" alt="&quot;A&quot; &amp; &lt;b&gt;" width="9" height="8" onload="x()" style="y" class="z">',
         f'<img src="{SRC}" alt="&quot;A&quot; &amp; &lt;b&gt;" width="9" height="8">'),
        (f'<img src="{SRC}" width="9">', f'<img src="{SRC}">'),
        (f'<img src="{SRC}" width="9e9" height="-1">', f'<img src="{SRC}">'),
        (f'<img src="{SRC}" srcset="https://evil.example/x 1w">', f'<img src="{SRC}">'),
        (f'<figure><img src="https://evil.example{SRC}" alt="x"></figure>', ""),
        (f'<p>a<img src="//evil.example{SRC}">b</p>', "<p>ab</p>"),
        (f'<img src="{SRC}?edition=3">', ""),
        (f'<img src="{SRC}../../../accounts/logout/">', ""),
        (f'<img src="{SRC.upper()}">', ""),
        ('<img src="/updates/pictures/1/">', ""),
        ('<img src="data:image/png;base64,AAAA">', ""),
        ('<img src="javascript:alert(1)">', ""),
        ("<img alt='<img src=x onerror=alert(1)>'>", ""),
        ("<img>", ""),
    ],
)  # fmt: skip
def test_only_our_own_pictures_are_kept(given_html, kept):
    assert clean(given_html) == kept
    assert clean(kept) == kept


@given(st.lists(st.sampled_from(["<img ", "src=", "alt=", '"', "'", SRC, ">", "<figure>", "</figure>", "<a href=", "x",
                                 "&quot;", " onerror=", "<p>", "/", "<"]), max_size=14))  # fmt: skip
def test_cleaning_pictures_twice_changes_nothing(pieces):
    once = clean("".join(pieces))
    assert clean(once) == once
    assert not re.search(r"<img [^>]*onerror", re.sub('alt="[^"]*"', "", once))


def test_a_picture_on_a_page_keeps_its_room_and_comes_late():
    html = tag(ONE, alt="Team", width=1440, height=960)
    assert rendered(html) == (
        f'<img src="{SRC}" srcset="{SRC}?w=720 720w, {SRC} 1440w" sizes="(max-width: 46em) 100vw, 46em" alt="Team" '
        'width="1440" height="960" loading="lazy" decoding="async">'
    )
    small = tag(ONE, alt="", width=300, height=200)
    assert rendered(small) == f'<img src="{SRC}" alt="" width="300" height="200" loading="lazy" decoding="async">'


def test_in_a_preview_pictures_are_asked_for_as_the_preview_shows_them():
    html = tag(ONE, alt="Team", width=1440, height=960)
    assert rendered(html, 'edition=3&x="y"').partition(" sizes=")[0] == (
        f'<img src="{SRC}?edition=3&amp;x=&quot;y&quot;" srcset="{SRC}?w=720&amp;edition=3&amp;x=&quot;y&quot; 720w, '
        f'{SRC}?edition=3&amp;x=&quot;y&quot; 1440w"'
    )


def test_a_picture_that_nobody_described_is_passed_over_not_spelled_out():
    assert rendered(tag(ONE, alt=None)) == f'<img src="{SRC}" alt="" loading="lazy" decoding="async">'


def test_what_a_text_says_of_its_pictures():
    html = f"<p>x</p>{tag(OTHER, alt=None)}{tag(ONE, alt='Fish & “chips”')}{tag(ONE, alt='again')}"
    assert alts(clean(html)) == {OTHER: None, ONE: "Fish & “chips”"}


def test_one_picture_is_changed_wherever_it_stands():
    html = f"<p>{tag(ONE, alt='a')}</p>{tag(OTHER, alt='b')}{tag(ONE, alt=None)}"

    def new(slot, alt):
        return tag(slot, alt=f"\\1 new {alt}", width=2, height=1) if slot == ONE else None

    assert changed(html, new) == f"<p>{new(ONE, 'a')}</p>{tag(OTHER, alt='b')}{new(ONE, None)}"


def test_a_picture_is_taken_out_with_its_caption():
    figure = "<figure>{}<figcaption>Below</figcaption></figure>"
    html = (
        f"<p>Before.</p>{figure.format(tag(ONE, alt='a'))}{figure.format(tag(OTHER, alt='b'))}<p>{tag(ONE, alt='')}</p>"
    )
    assert without(html, ONE) == f"<p>Before.</p>{figure.format(tag(OTHER, alt='b'))}<p></p>"


def test_words_of_a_text_with_pictures():
    assert to_plain(f"<figure>{tag(ONE, alt='A team')}<figcaption>Ours</figcaption></figure><p>After.</p>") == (
        "Ours\nAfter."
    )


def test_a_picture_typed_into_the_plain_box_is_one():
    assert from_typed(tag(ONE, alt="A")) == tag(ONE, alt="A")
