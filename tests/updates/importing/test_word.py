"""Word documents of varied habits, and those that are refused."""

import io
import zipfile

import pytest
from docx import Document

from updates.importing import CannotRead, FoundSection, read

from . import documents as made
from .documents import ITEMS, MERCIA, saved


def found_in(document):
    return read("update.docx", document if isinstance(document, bytes) else saved(document), MERCIA)


@pytest.mark.parametrize(
    ("document", "period"),
    [
        (made.word_with_styles, "2015-11"),
        (made.word_with_bold_lines, "2017-04"),
        (made.word_with_large_lines, "2016-02"),
        (made.word_with_plain_lines, "2017-09"),
    ],
)
def test_headings_are_found_whatever_makes_them(document, period):
    found = found_in(document())
    assert found.sections == [FoundSection(heading, f"<p>{text}</p>") for heading, text in ITEMS]
    assert (found.region, found.period, found.doubts) == ("mercia", period, [])


def test_a_style_based_on_a_heading_is_a_heading():
    document = made.word_with_styles()
    style = document.styles.add_style("Mercia Item", 1)
    style.base_style = document.styles["Heading 1"]
    document.add_paragraph("Fostering", style="Mercia Item")
    document.add_paragraph("Two authorities recruit together.")
    assert found_in(document).sections[-1] == FoundSection("Fostering", "<p>Two authorities recruit together.</p>")


def test_nested_lists_tables_links_and_lower_headings_are_kept():
    document = made.word_with_styles()
    document.add_heading("Visits", level=1)
    for text, style in [
        ("First", "List Bullet"),
        ("Inner", "List Bullet 2"),
        ("Second", "List Bullet"),
        ("One", "List Number"),
    ]:
        document.add_paragraph(text, style=style)
    table = document.add_table(2, 2)
    for cell, text in zip((table.cell(row, column) for row in (0, 1) for column in (0, 1)), "ABCD", strict=True):
        cell.text = text
    document.add_heading("In detail", level=2)
    made.add_link(document.add_paragraph("More in "), "the report", "https://mercia.example/report")
    assert found_in(document).sections[-1].html.split("\n") == [
        "<ul><li>First<ul><li>Inner</li></ul></li><li>Second</li></ul>",
        "<ol><li>One</li></ol>",
        "<table><tbody><tr><td>A</td><td>B</td></tr><tr><td>C</td><td>D</td></tr></tbody></table>",
        "<h3>In detail</h3>",
        '<p>More in <a href="https://mercia.example/report" rel="noopener">the report</a></p>',
    ]


def test_what_is_not_text_is_listed_with_its_place():
    document = made.word_with_styles()
    document.add_heading("Workforce", level=1)
    made.add_text_box(document.add_paragraph("A box hangs here."), "Words inside the box.")
    made.add_changes(document.add_paragraph("We have "), "ten", "nine")
    made.add_picture(document, "Map of Mercia")
    paragraph = document.add_paragraph("Commented words stay.")
    document.add_comment(paragraph.runs, text="Is this right?", author="Dana", initials="D")
    document.add_paragraph("Noted.")
    document.sections[0].footer.paragraphs[0].text = "Footer words"
    found = found_in(made.with_note(saved(document), "Noted.", "A note on commas"))
    assert [(doubt.about, doubt.place) for doubt in found.doubts] == [
        ("text box", "Workforce"),
        ("tracked change", "Workforce"),
        ("tracked change", "Workforce"),
        ("comment", "Workforce"),
        ("footnote", "Workforce"),
    ]
    assert found.sections[-1].html.split("\n") == [
        "<p>A box hangs here.</p>",
        "<p>Words inside the box.</p>",
        "<p>We have ten</p>",
        "<p>Picture 1 (not brought in)</p>",
        "<p>Commented words stay.</p>",
        "<p>Noted. (note 1)</p>",
        "<h3>Notes</h3><ol><li>A note on commas</li></ol>",
    ]
    assert found.dropped == ["nine", "Comment: Is this right?", "Footer words"]


def test_pictures_are_never_inlined():
    document = made.word_with_styles()
    made.add_picture(document, "Map of Mercia")
    found = found_in(document)
    assert "data:" not in found.original_html + "".join(section.html for section in found.sections)


def test_a_table_used_for_layout_is_taken_apart():
    document = Document()
    document.add_heading("Mercia update May 2016", level=0)
    table = document.add_table(2, 1)
    for cell, (heading, text) in zip(table.column_cells(0), ITEMS, strict=False):
        cell.paragraphs[0].add_run(heading).bold = True
        cell.add_paragraph(text)
    assert [section.heading for section in found_in(document).sections] == ["Peer challenge", "Agency social workers"]


def zipped(**members):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_types", "[Content_Types].xml"), content)
    return data.getvalue()


def bomb():
    return made.with_member(saved(made.word_with_styles()), "word/media/image9.png", b"\x00" * 60_000_000)


def with_entity():
    data = saved(made.word_with_styles())
    body = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    entity = '<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document'
    return made.with_member(data, "word/document.xml", body.replace("<w:document", entity, 1))


def overlapping():
    data = bytearray(saved(made.word_with_styles()))
    entries = [at for at in range(len(data) - 4) if data[at : at + 4] == b"PK\x01\x02"]
    data[entries[1] + 42 : entries[1] + 46] = data[entries[0] + 42 : entries[0] + 46]
    return bytes(data)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
REFUSED = {
    "text": (b"Only some words", "This is not a Word document, although its name says so"),
    "empty": (b"  \n", "This file is empty"),
    "large": (b"PK\x03\x04" + b"\x00" * (26 * 1024 * 1024), "This file is larger than 25 MB"),
    "old": (OLE + "WordDocument".encode("utf-16-le"), "This is a Word document of the old kind (.doc)"),
    "locked": (OLE + "EncryptedPackage".encode("utf-16-le"), "This document is protected by a password"),
    "pdf": (b"%PDF-1.7 rest", "This is a PDF"),
    "rtf": (b"{\\rtf1 rest}", "This is an RTF document"),
    "odt": (zipped(mimetype="opendocument", **{"content.xml": "x"}), "This is an OpenDocument file"),
    "excel": (zipped(_types="x", xl__workbook="x"), "This is an Excel workbook"),
    "other zip": (zipped(letter="x"), "This is not a Word document"),
    "damaged": (saved(made.word_with_styles())[:3000], "This Word document is damaged"),
    "bomb": (bomb(), "This file unpacks to far more than a document holds"),
    "overlapping": (overlapping(), "This file unpacks to far more than a document holds"),
    "entity": (with_entity(), "This Word document holds code that could reach outside it"),
    "broken": (made.with_member(saved(Document()), "word/document.xml", "<w:broken"), "This Word document is damaged"),
    "wordless": (saved(Document()), "There is no text in this document"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "message"), REFUSED.values(), ids=REFUSED)
def test_a_file_that_cannot_be_read_is_refused_in_plain_words(data, message):
    with pytest.raises(CannotRead) as refusal:
        read("update.docx", data)
    assert str(refusal.value)[: len(message)] == message


def test_a_document_that_eats_memory_is_refused():
    paragraph = "<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 400_000
    data = saved(made.word_with_styles())
    body = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    with pytest.raises(CannotRead):
        read(
            "update.docx", made.with_member(data, "word/document.xml", body.replace("<w:body>", f"<w:body>{paragraph}"))
        )
