"""No word, picture, note or comment of a Word document is lost, however its parts stand together."""

import re

from docx import Document
from docx.enum.text import WD_BREAK
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from portal.documents import pictures
from portal.ui.richtext import clean
from updates.importing.reading import read

from . import documents as made
from .documents import all_words, saved, words_held

STYLES = [
    None,
    None,
    "Title",
    "Heading 1",
    "Heading 2",
    "List Bullet",
    "List Bullet 2",
    "List Number",
    "Caption",
    "Quote",
]
WORDS = st.sampled_from(
    [
        "Mercia Regional Update - November 2015", "Peer challenge", "1. Workforce", "2. Data", "Staying Close",
        "The region has met twice this term. It will meet again in May.", "a) lettered", "Featured Event", "Contacts",
        "Wed, 05 Jul 17 13:00", "Tags assigned to this article: ADOPTION 12", "Related Articles", "Kind regards",
        "Regional Chair: Jo Bloggs, Ardenvale, jo@ardenvale.example", "Jo Bloggs", "Regional Chair",
        "www.mercia.example", "More information: Sam Poe sam@mercia.example or 01632 960001", "The group will look at:",
        "Next steps:", "This programme is supported by the Arden Fund.", "[1]", "Picture 1", "Home", "Print",
    ]
)  # fmt: skip
PARTS = st.lists(
    st.tuples(
        st.sampled_from(
            ["text", "bold", "broken", "list", "table", "picture", "box", "change", "comment", "note", "row"]
        ),
        st.sampled_from(STYLES),
        WORDS,
        WORDS,
    ),
    min_size=1,
    max_size=12,
)
NUMBERS = {str(number) for number in range(100)} | {"a"}


class Maker:
    """Put parts into a document, and remember what went in."""

    def __init__(self):
        self.document = Document()
        self.lists = made.add_list(self.document, ("lowerLetter", "%1)"), ("bullet", "•"))
        self.said = []
        self.notes = []
        self.counted = {"picture": 0, "comment": 0}

    def put(self, kind, style, first, second):
        paragraph = self.document.add_paragraph(style=style)
        run = paragraph.add_run(first)
        self.said.append(first)
        getattr(self, kind, self.text)(paragraph, run, second)

    def text(self, paragraph, run, second):
        pass

    def bold(self, paragraph, run, second):
        run.bold = True

    def broken(self, paragraph, run, second):
        run.add_break(WD_BREAK.LINE)
        paragraph.add_run(second)
        self.said.append(second)

    def list(self, paragraph, run, second):
        made.add_item(self.document, second, self.lists, len(self.said) % 2)
        self.said.append(second)

    def table(self, paragraph, run, second):
        table = self.document.add_table(2, 2)
        for cell, text in zip(table.row_cells(0) + table.row_cells(1), ["Who", "What", second, "x"], strict=True):
            cell.text = text
        self.said += ["Who What x", second]

    def row(self, paragraph, run, second):
        self.table(paragraph, run, second)
        deleted = made.parse_xml(f"<w:del {made.NAMESPACES} w:id='3' w:author='Erin'/>")
        self.document.tables[-1].rows[1]._tr.get_or_add_trPr().append(deleted)

    def picture(self, paragraph, run, second):
        made.add_picture(self.document, "Map of the land", run=paragraph.add_run())
        self.counted["picture"] += 1

    def box(self, paragraph, run, second):
        made.add_text_box(paragraph, second.replace("&", ""))
        self.said.append(second)

    def change(self, paragraph, run, second):
        made.add_changes(paragraph, " put in", second)
        self.said += ["put in", second]

    def comment(self, paragraph, run, second):
        self.document.add_comment([run], text=second, author="Dana", initials="D")
        self.counted["comment"] += 1
        self.said.append(second)

    def note(self, paragraph, run, second):
        token = f"noted{len(self.notes)}"
        paragraph.add_run(f" {token}")
        self.notes.append((token, second))
        self.said += [token, second]

    def data(self):
        data = saved(self.document)
        for at, (token, text) in enumerate(self.notes):
            data = made.with_note(data, token, text, kind="endnote" if at % 2 else "footnote")
        return data


@given(PARTS)
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.reuse, Phase.generate],  # a failing document is small enough; making it smaller takes minutes
)
def test_every_part_of_a_word_document_is_in_some_part_of_the_draft(parts):
    maker = Maker()
    for part in parts:
        maker.put(*part)
    found = read("update.docx", maker.data())
    source = all_words(" ".join(maker.said)) - NUMBERS
    assert source - words_held(found) == set()
    standing = [number for section in found.sections for number in pictures.numbers(section.html)]
    assert (len(found.pictures), standing) == (maker.counted["picture"], list(range(1, maker.counted["picture"] + 1)))
    assert sum(doubt.about == "comment" for doubt in found.doubts) == maker.counted["comment"]
    html = "\n".join(section.html for section in found.sections)
    assert html.count("<h3>Notes</h3>") <= len(maker.notes)
    assert len(re.findall(r"\ue0f0|\ue0f1|\ue0f2|\ue0f3", html + found.original_html + found.title)) == 0
    assert all(section.html == clean(section.html) for section in found.sections)
