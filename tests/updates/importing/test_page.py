"""Web pages: the article is kept, what surrounds it is dropped and listed."""

from updates.importing import FoundContact, FoundSection
from updates.importing.reading import read

from .documents import MERCIA, page

TITLE = "<h1>Mercia Regional Update June 2019</h1>"


def found_in(body, **more):
    return read("update.html", page(body, **more), MERCIA)


def test_the_article_is_kept_and_the_page_around_it_dropped():
    found = found_in(
        TITLE + "<h2>Peer challenge</h2><p>It went well.</p><h2>Workforce</h2><h3>Pay</h3><p>It is steady.</p>"
    )
    assert (found.title, found.region, found.period) == ("Mercia Regional Update June 2019", "mercia", "2019-06")
    assert found.sections == [
        FoundSection("Peer challenge", "<p>It went well.</p>"),
        FoundSection("Workforce", "<h3>Pay</h3>\n<p>It is steady.</p>"),
    ]
    assert sorted(found.dropped) == [
        "Copyright 2019 Directors of Mercia",
        "Directors of Mercia Search",
        "Featured Event Wed, 05 Jul 17 13:00",
        "Home News Events",
        "Tweet Share on Facebook",
        "We use cookies to make this site work. Accept",
    ]
    assert found.doubts == []


def test_bold_lines_are_headings_also_before_a_line_break_or_by_their_style():
    body = (
        "<p><strong>Peer challenge</strong><br>It went well.</p><p><b>Workforce:</b></p><p>It is steady.</p>"
        '<p><span style="font-weight: 700">Fostering</span></p><div>Two recruit<br><br>together.</div>'
    )
    assert found_in(TITLE + body).sections == [
        FoundSection("Peer challenge", "<p>It went well.</p>"),
        FoundSection("Workforce", "<p>It is steady.</p>"),
        FoundSection("Fostering", "<p>Two recruit</p>\n<p>together.</p>"),
    ]


def test_bold_words_that_open_paragraphs_are_headings_with_a_doubt_when_there_are_no_others():
    found = found_in(TITLE + "<p><b>Peer challenge:</b> It went well.</p><p><b>Workforce</b> It is steady.</p>")
    assert found.sections == [
        FoundSection("Peer challenge", "<p>It went well.</p>"),
        FoundSection("Workforce", "<p>It is steady.</p>"),
    ]
    assert [(doubt.about, doubt.place) for doubt in found.doubts] == [
        ("heading", "Peer challenge"),
        ("heading", "Workforce"),
    ]


def test_lists_links_and_tables_are_kept_and_dead_links_said():
    body = (
        "<h2>Visits</h2><ul><li>One<ul><li>Inner</li></ul></li><li>Two</li></ul><p>&bull; typed<br>&bull; by hand</p>"
        '<table><tr><th>Authority</th><th>When</th></tr><tr><td>Arden</td><td colspan="2">May</td></tr></table>'
        '<p>See <a href="https://mercia.example/x">this</a>, <a href="/y">that</a> '
        'and <a href="javascript:z()">it</a>.</p>'
        '<img src="map.png" alt="A map">'
    )
    found = found_in(TITLE + body)
    assert found.sections[0].html.split("\n") == [
        "<ul><li>One<ul><li>Inner</li></ul></li><li>Two</li></ul>",
        "<ul><li>typed</li><li>by hand</li></ul>",
        "<table><thead><tr><th>Authority</th><th>When</th></tr></thead>"
        '<tbody><tr><td>Arden</td><td colspan="2">May</td></tr></tbody></table>',
        '<p>See <a href="https://mercia.example/x" rel="noopener">this</a>, that and it.</p>',
    ]
    assert [(doubt.about, doubt.place) for doubt in found.doubts] == [
        ("link", "Visits"),
        ("link", "Visits"),
        ("picture", "Visits"),
    ]


def test_headings_that_repeat_stay_inside_the_sections():
    body = "".join(
        f"<h3>{name}</h3><p>It went well.</p><h3>Action required</h3><p>Write.</p>" for name in ("One", "Two", "Three")
    )
    assert [section.heading for section in found_in(TITLE + body).sections] == ["One", "Two", "Three"]


def test_a_page_inside_one_form_is_read():
    html = f"<html><body><form>{TITLE}<h2>News</h2><p>It went well, and it will go well again.</p></form></body></html>"
    assert read("x.htm", html.encode(), MERCIA).sections == [
        FoundSection("News", "<p>It went well, and it will go well again.</p>")
    ]


def test_tags_and_contacts_of_a_page():
    body = (
        "<h2>News</h2><p>It went well.</p>"
        "<p>Please contact <a href='mailto:jo@a.example'>Jo Bloggs</a>, Programme Manager.</p>"
        "<div class='tags'><h4>Tags assigned to this article:</h4><a>ADOPTION</a> 12 <a>MERCIA</a> 3</div>"
        "<div class='related'><h4>Related Articles</h4></div>"
    )
    found = found_in(TITLE + body)
    assert found.tags == ["Adoption", "Mercia"]
    assert found.contacts == [FoundContact("Programme Manager", "Jo Bloggs", "jo@a.example")]


def test_a_page_says_its_own_encoding():
    html = "<html><head><meta charset='windows-1252'></head><body><h1>Mercia update May 2016</h1><p>The region’s.</p>"
    assert read("x.html", html.encode("cp1252"), MERCIA).sections[0].html == "<p>The region’s.</p>"


def test_the_pages_title_helps_when_the_article_has_none():
    found = found_in("<h2>One</h2><p>It went well.</p><h2>Two</h2><p>It is steady.</p>")
    assert (found.region, found.period) == ("mercia", "2019-06")
    assert [doubt.about for doubt in found.doubts] == ["period", "region", "title"]


def test_a_page_nested_too_deeply_is_read_as_text():
    html = "<html><body>" + "<div>" * 3000 + "Deep words stay here." + "</div>" * 3000 + "</body></html>"
    found = read("x.html", html.encode())
    assert found.sections[0].html == "<p>Deep words stay here.</p>"
    assert found.doubts[-1].about == "document"


def test_a_contact_section_of_lines_under_one_another():
    body = (
        "<h2>News</h2><p>It went well.</p><h2>Contact</h2>"
        '<p>Jo Bloggs<br>Regional Manager<br><a href="mailto:jo@a.example">Email Jo</a></p>'
    )
    found = found_in(TITLE + body)
    assert found.contacts == [FoundContact("Regional Manager", "Jo Bloggs", "jo@a.example")]
    assert [section.heading for section in found.sections] == ["News"]


def test_the_day_of_publication_is_weak_evidence():
    html = (
        "<html><body><h1>Mercia update</h1><p>Published 12 June 2019</p><h2>News</h2><p>It went well.</p></body></html>"
    )
    found = read("x.html", html.encode(), MERCIA)
    assert found.period == "2019-06"
    assert [doubt.about for doubt in found.doubts] == ["period"]


def test_a_pages_own_lettered_lists_stay_lettered():
    body = "<h2>News</h2><ol type='a' start='3'><li>One<ol style='list-style-type: lower-roman'><li>In</ol></ol>"
    assert found_in(TITLE + body).sections[0].html == (
        '<ol type="a" start="3"><li>One<ol type="i"><li>In</li></ol></li></ol>'
    )
