"""What a Word document holds besides plain text: pictures, tables, notes, changes, comments, boxes."""

import pytest
from docx import Document

from portal.documents import pictures
from portal.documents.word_pictures import described
from updates.importing.reading import read

from . import documents as made
from .documents import MERCIA, saved


def update(*headings):
    document = Document()
    document.add_heading("Mercia update May 2016", level=0)
    for heading in headings:
        document.add_heading(heading, level=1)
    return document


def found_in(document):
    return read("update.docx", document if isinstance(document, bytes) else saved(document), MERCIA)


def about(found, kind):
    return [(doubt.text, doubt.place) for doubt in found.doubts if doubt.about == kind]


# --- pictures ---------------------------------------------------------------------------------------------------


def test_pictures_come_with_their_bytes_kind_description_and_place():
    document = update("Visits")
    red = made.add_picture(document, "Map of Mercia")
    document.add_heading("Data", level=1)
    paragraph = document.add_paragraph("Before. ")
    photo = made.add_picture(document, "Two people at a table", "JPEG", run=paragraph.add_run())
    paragraph.add_run("After.")
    found = found_in(document)
    assert [(one.content_type, one.data, one.alt, one.doubt) for one in found.pictures] == [
        ("image/png", red, "Map of Mercia", ""),
        ("image/jpeg", photo, "Two people at a table", ""),
    ]
    assert [section.html for section in found.sections] == [
        "<p>Picture 1 (not brought in)</p>",
        "<p>Before. After.</p>\n<p>Picture 2 (not brought in)</p>",
    ]
    assert found.as_json()["pictures"] == [
        {"name": found.pictures[0].name, "alt": "Map of Mercia", "section": "Visits"},
        {"name": found.pictures[1].name, "alt": "Two people at a table", "section": "Data"},
    ]
    assert found.doubts == []


def test_pictures_of_a_group_a_box_and_an_old_drawing_come_in_their_order():
    document = update("Visits")
    made.add_picture(document, "First")
    relation = next(key for key, one in document.part.rels.items() if one.reltype.endswith("/image"))
    paragraph = document.add_paragraph("A group and an old drawing stand here.")
    made.add_group(paragraph, relation, "Left", "Right")
    shape = f"<v:shape alt='Old'><v:imagedata r:id='{relation}'/></v:shape>"
    made.add_xml(paragraph, f"<w:r><w:pict>{shape}</w:pict></w:r>")
    found = found_in(document)
    assert [one.alt for one in found.pictures] == ["First", "Left", "Right", "Old"]
    assert pictures.numbers(found.sections[0].html) == [1, 2, 3, 4]


def test_the_place_of_a_picture_takes_what_is_stored():
    html = f"<p>One</p>\n{pictures.place(1)}\n{pictures.place(2)}"
    shown = pictures.placed(html, {1: "<p>(stored)</p>"}.get)
    assert shown == "<p>One</p>\n<p>(stored)</p>\n<p>Picture 2 (not brought in)</p>"
    assert pictures.numbers(html) == [1, 2]


@pytest.mark.parametrize(
    "words",
    [
        "IMG_2034.JPG", "image1.png", "Picture 3", "C:\\Users\\dana\\map of mercia.png",
        "Screenshot 2024-05-01 at 10.30.21", "https://mercia.example/map.png", "image001", "logo",
        "A picture containing text, person", "Logo, company name\n\nDescription automatically generated",
        "A close up of a sign\n\nDescription generated with very high confidence", "Text, logo, company name",
        "Chart, bar chart\n\nAI-generated content may be incorrect.", "Graphical user interface, application", "", "  ",
    ],
)  # fmt: skip
def test_names_of_files_and_machines_guesses_are_doubts_and_never_descriptions(words):
    alt, doubt = described(words)
    assert alt == ""
    assert doubt.endswith("Write what it shows, or mark it as decorative.")
    assert " ".join(words.split()) in doubt


@pytest.mark.parametrize(
    "words",
    [
        "Map of Mercia",
        "Picture of the eight directors",
        "Logo of the Mercia network",
        "Bar chart: visits by year",
        "Map, 2016",
    ],
)
def test_a_writers_description_is_kept(words):
    assert described(words) == (words, "")


def test_a_decorative_picture_needs_no_description():
    document = update("Visits")
    made.add_picture(document, decorative=True)
    found = found_in(document)
    assert [(one.alt, one.doubt) for one in found.pictures] == [("", "")]
    assert found.doubts == []


def test_a_picture_without_a_writers_description_is_a_doubt_in_its_section():
    document = update("Visits")
    made.add_picture(document, "image1.png", "BMP")
    found = found_in(document)
    wanted = "Its description is only a name: “image1.png”. Write what it shows, or mark it as decorative."
    assert [(one.content_type, one.alt, one.doubt) for one in found.pictures] == [("image/bmp", "", wanted)]
    assert about(found, "picture") == [(f"Picture 1: {wanted}", "Visits")]


def test_a_picture_that_is_elsewhere_or_missing_is_said():
    document = update("Visits")
    made.add_picture(document, "Map of Mercia")
    data = saved(document)
    linked = made.with_relation(data, "rIdFar", "image", "https://mercia.example/map.png", ' TargetMode="External"')
    body = made.member(linked, "word/document.xml")
    blip = body[body.index("r:embed=") : body.index("/>", body.index("r:embed="))]
    for reference, reason in [
        ('r:link="rIdFar"', "the document only refers to it, at https://mercia.example/map.png."),
        ('r:embed="rIdNone"', "it is missing from the document."),
    ]:
        found = found_in(made.with_member(linked, "word/document.xml", body.replace(blip, reference)))
        assert found.pictures == []
        assert about(found, "picture") == [(f"Picture “Map of Mercia”, not brought in: {reason}", "Visits")]


def test_a_picture_in_a_header_is_said():
    document = update("Visits")
    document.add_paragraph("Two took place.")
    run = document.sections[0].header.paragraphs[0].add_run()
    picture = Document()
    made.add_picture(picture)
    run._r.append(picture.element.body.find(f".//{made.qn('w:drawing')}"))
    assert about(found_in(document), "picture") == [
        ("A picture in the header or footer of the document was left out.", "")
    ]


# --- tables -----------------------------------------------------------------------------------------------------


def table_of(document, *rows, style=None):
    table = document.add_table(len(rows), len(rows[0]), style=style)
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    return table


HEAD = "<thead><tr><th>Authority</th><th>Visits</th></tr></thead>"
BODY = "<tbody><tr><td>Ardenvale</td><td>2</td></tr><tr><td>Severnford</td><td>1</td></tr></tbody>"
ROWS = [("Authority", "Visits"), ("Ardenvale", "2"), ("Severnford", "1")]


def repeated(table):
    table.rows[0]._tr.get_or_add_trPr().append(made.parse_xml(f"<w:tblHeader {made.NAMESPACES}/>"))


def bold(table):
    for cell in table.rows[0].cells:
        cell.paragraphs[0].runs[0].bold = True


def shaded(table):
    for cell in table.rows[0].cells:
        cell._tc.get_or_add_tcPr().append(made.parse_xml(f'<w:shd {made.NAMESPACES} w:val="clear" w:fill="1F4E79"/>'))


@pytest.mark.parametrize("mark", [repeated, bold, shaded])
def test_a_first_row_that_is_marked_as_one_is_a_tables_head(mark):
    document = update("Visits")
    mark(table_of(document, *ROWS))
    assert found_in(document).sections[0].html == f"<table>{HEAD}{BODY}</table>"


def test_a_tables_style_may_set_its_head_off():
    document = update("Visits")
    table_of(document, *ROWS, style="Light Grid Accent 1")
    assert HEAD in found_in(document).sections[0].html.replace("<strong>", "").replace("</strong>", "")


def test_a_table_without_a_head_has_none_and_merged_cells_stay_merged():
    document = update("Visits")
    table = table_of(document, ("Ardenvale", "2"), ("Severnford", "1"), ("All", ""))
    table.cell(2, 0).merge(table.cell(2, 1))
    html = found_in(document).sections[0].html
    assert "<th" not in html
    assert '<td colspan="2"><p>All</p></td>' in html or '<td colspan="2">All</td>' in html


def test_one_bold_cell_does_not_take_a_table_apart():
    document = update("Visits")
    table = table_of(document, *ROWS)
    bold(table)
    table.cell(1, 0).paragraphs[0].runs[0].bold = True
    table.cell(1, 0).add_paragraph("Its letter is out.")
    assert "<p><strong>Ardenvale</strong></p><p>Its letter is out.</p></td>" in found_in(document).sections[0].html


# --- notes ------------------------------------------------------------------------------------------------------


def test_notes_stand_in_a_numbered_list_at_the_end_of_their_section():
    document = update("Visits")
    document.add_paragraph("Two took place.")
    document.add_paragraph("In the list", style="List Bullet")
    document.add_heading("Data", level=1)
    document.add_paragraph("It is complete.")
    data = made.with_note(saved(document), "Two took place.", "In May.")
    data = made.with_note(data, "In the list", "At the end.", kind="endnote")
    data = made.with_note(data, "It is complete.", "As of June.")
    found = found_in(data)
    assert [section.html.split("\n") for section in found.sections] == [
        [
            "<p>Two took place. (note 1)</p>",
            "<ul><li>In the list (note 2)</li></ul>",
            "<h3>Notes</h3><ol><li>In May.</li><li>At the end.</li></ol>",
        ],
        ["<p>It is complete. (note 3)</p>", '<h3>Notes</h3><ol start="3"><li>As of June.</li></ol>'],
    ]
    assert about(found, "footnote") == [
        ("2 notes were put at the end of this section.", "Visits"),
        ("The note was put at the end of this section.", "Data"),
    ]


def test_a_note_on_a_heading_or_the_title_leaves_no_mark_there():
    document = update("Visits")
    document.add_paragraph("Two took place.")
    data = made.with_note(saved(document), "Visits", "Since April.")
    data = made.with_note(data, "Mercia update May 2016", "The first.")
    found = found_in(data)
    assert found.title == "Mercia update May 2016"
    assert [(section.heading, section.html) for section in found.sections] == [
        ("Visits", "<p>Two took place.</p>\n<h3>Notes</h3><ol><li>The first.</li><li>Since April.</li></ol>")
    ]


def test_a_table_keeps_the_place_of_its_note_and_what_was_changed_in_a_note_is_said():
    document = update("Visits")
    table_of(document, *ROWS)
    deleted = "<w:del w:id='9' w:author='Erin'><w:r><w:delText>old words</w:delText></w:r></w:del>"
    found = found_in(made.with_note(saved(document), "Ardenvale", "In May.", inner=deleted))
    assert "<td>Ardenvale (note 1)</td>" in found.sections[0].html
    assert found.dropped == ["old words"]
    assert [place for _, place in about(found, "tracked change")] == ["Visits"]


# --- changes, comments, boxes -----------------------------------------------------------------------------------


def test_a_deleted_row_of_a_table_is_left_out_and_said():
    document = update("Visits")
    table = table_of(document, *ROWS)
    properties = table.rows[2]._tr.get_or_add_trPr()
    properties.append(made.parse_xml(f"<w:del {made.NAMESPACES} w:id='3' w:author='Erin'/>"))
    found = found_in(document)
    assert "Severnford" not in found.sections[0].html
    assert found.dropped == ["Severnford 1"]
    assert about(found, "tracked change") == [
        ("Tracked change: a table’s row, “Severnford 1”, was deleted by Erin and was left out.", "")
    ]


def test_many_tracked_changes_of_a_section_are_counted_and_each_deletion_listed():
    document = update("Visits")
    for number in range(20):
        made.add_changes(document.add_paragraph("We have "), f"new{number}", f"old{number}")
    found = found_in(document)
    assert len(about(found, "tracked change")) == 8
    assert about(found, "tracked change")[-1] == (
        "33 more tracked changes: what was added was brought in, what was deleted was left out.",
        "Visits",
    )
    assert found.dropped == [f"old{number}" for number in range(20)]


def test_a_comment_that_hangs_nowhere_is_said():
    document = update("Visits")
    paragraph = document.add_paragraph("Two took place.")
    document.add_comment(paragraph.runs, text="Is this right?", author="Dana", initials="D")
    for element in list(document.element.iter(made.qn("w:commentReference"))):
        element.getparent().remove(element)
    found = found_in(document)
    assert found.dropped == ["Comment: Is this right?"]
    assert about(found, "comment") == [("Comment by Dana, not brought in: “Is this right?”.", "")]


def test_text_boxes_of_one_paragraph_keep_their_order():
    document = update("Visits")
    paragraph = document.add_paragraph("Here.")
    made.add_text_box(paragraph, "First box.")
    made.add_text_box(paragraph, "Second box.")
    found = found_in(document)
    assert found.sections[0].html == "<p>Here.</p>\n<p>First box.</p>\n<p>Second box.</p>"
    assert [text.split("”")[0] for text, _ in about(found, "text box")] == [
        "A text box, “First box.", "A text box, “Second box.",
    ]  # fmt: skip
