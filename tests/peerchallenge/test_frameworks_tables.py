"""A framework as a spreadsheet: out and in again the same; what is wrong with one is told at once, in words."""

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from django.core.management import call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from peerchallenge.actions import framing
from peerchallenge.frameworks import reading, shipping
from peerchallenge.frameworks.checking import check
from peerchallenge.frameworks.exporting import to_csv, to_xlsx, typed_form
from peerchallenge.frameworks.text import AreaText, FrameworkText, PointText, PromptText, text_of
from peerchallenge.models import FrameworkVersion
from portal.files import refusals
from portal.files.refusals import Refused
from portal.ui import richtext
from tests.peerchallenge import shapes
from tests.peerchallenge.frameworks import HEAD, TABLE, start_form, table

DESK = "/peer-challenge/frameworks/"
FULL = FrameworkText(
    (PointText("Good", "=it holds"), PointText("Poor")),
    (
        AreaText(
            "A", "Leadership", "<p>Say so.</p>\n<ul><li>one</li><li>two &amp; three</li></ul>", 0, True, True, "trust",
            (
                PromptText("A1", "=Who leads, “so”?", "<p>A <strong>mark</strong></p>", "-5, audits", True, "council"),
                PromptText("A2", "@Who; follows?"),
            ),
        ),
        AreaText("B", "Nothing asked", at_area_level=True),
    ),
)  # fmt: skip


def problems(text):
    """(row, column, rule) of everything wrong with a CSV."""
    return [(one.row, one.column, one.rule) for one in check(reading.read("x.csv", text.encode()))[1]]


@pytest.mark.parametrize(("ending", "write"), [("csv", to_csv), ("xlsx", to_xlsx)])
def test_what_goes_out_comes_in_again_the_same(ending, write):
    assert check(reading.read(f"x.{ending}", write(FULL))) == (FULL, [])


def test_no_cell_of_a_csv_is_run():
    cells = to_csv(FULL).decode()
    assert "'=it holds" in cells and "'=Who leads" in cells and "'@Who; follows?" in cells and '"\'-5, audits"' in cells


def test_no_cell_of_a_workbook_is_a_formula():
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(FULL)))
    kinds = {cell.data_type for sheet in book for line in sheet.iter_rows() for cell in line}
    assert kinds == {"s", "n"}
    assert book.sheetnames == ["Questions", "Scale"]


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=60)


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_guidance_is_typed_as_it_was(said):
    html = richtext.from_typed(said)
    assert richtext.to_plain(richtext.from_typed(typed_form(html))) == richtext.to_plain(html)


def test_everything_that_is_wrong_is_told_at_once():
    text = (
        f"{HEAD},minutes,question put to,judgement\n"
        "A,Leadership,A1,One,soon,nobody,\n"
        "A,Other,a1,Two,,,\n"
        ",,A3,Three,,,\n"
        f"B,,B 1,{'x' * 401},,,\n"
        "C,Third,,,,,Good\n"
        ",,,,,,Good\n"
        ",,,,,,good\n"
        "D,Fourth,D1,=1+1,,,\n"
    )
    assert problems(text) == [
        (2, "minutes", "Minutes are a whole number from 0 to 600."),
        (2, "question put to",
         "It is put to all authorities, to those that a council serves, or to those that a trust serves."),
        (3, "area", "An area says the same in each of its rows. Row 2 says something else."),
        (3, "question code", "A code stands once. It stands in row 2, too."),
        (4, "area code", "Each row names its area."),
        (5, "area", "An area has a title in its first row."),
        (5, "question code", "A code is letters, figures, dots and hyphens, such as A or B2."),
        (5, "question", "At most 400 characters: this has 401."),
        (6, "judgement", "A row has a question or a judgement, not both."),
        (8, "judgement", "A judgement stands once. It stands in row 7, too."),
        (9, "question", "A cell holds words or a number, never a formula."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("one,two\n1,2\n", "The first row has the names of the columns."),
        (f"{HEAD}\n", "A framework has at least one area."),
        (f"{HEAD},colour\nA,B,A1,C,red\n", "Columns have the names of the download."),
        (f"{HEAD},area\nA,B,A1,C,B\n", "A column stands there once."),
        ("area code,question code,question\nA,A1,B\n", "There is a column “area”."),
        (f"{HEAD}\nA,B,A1,Who, then, leads?\n", "A row has no more cells than there are columns."),
        (f"{HEAD}\n" + "A,B,,\n" * 1001, "A table has at most 1,000 rows."),
    ],
)
def test_a_table_of_the_wrong_shape_is_told_in_words(text, rule):
    assert [said for _, _, said in problems(text)] == [rule]


def test_semicolons_and_windows_letters_are_understood():
    text = f"{HEAD}\nA;Führung – sic;A1;Who?\n".replace(",", ";").encode("cp1252")
    assert check(reading.read("x.csv", text))[0].areas[0].title == "Führung – sic"


def a_workbook(**parts):
    file = io.BytesIO(to_xlsx(FULL))
    with zipfile.ZipFile(file, "a") as book:
        for name, data in parts.items():
            book.writestr(name, data, zipfile.ZIP_DEFLATED)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("x.xlsx", b"PK\x03\x04 no", refusals.DAMAGED),
        ("x.xlsx", b"words", "This is not a Excel file, although its name says so."),
        ("x.xlsm", b"PK\x03\x04", refusals.MACROS),
        ("x.xls", b"\xd0\xcf", refusals.OLD),
        ("x.pdf", b"%PDF-", reading.NEITHER),
        ("x.csv", b"", refusals.EMPTY),
        ("x.csv", b"\0\1\2", "This is not a CSV file"),
        ("x.csv", b'a,"b\nc', "A cell of this CSV file begins with a quotation mark that nothing ends."),
        ("x.csv", b"a" * 2_000_001, reading.TOO_LARGE),
        ("x.xlsx", a_workbook(**{"xl/vbaProject.bin": b"x"}), refusals.MACROS),
        ("x.xlsx", a_workbook(**{"xl/filler.xml": b"<a/>" * 5_000_000}), refusals.UNSAFE),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 9 else "",
)
def test_a_file_that_is_no_spreadsheet_is_refused_with_what_to_do(name, data, said):
    with pytest.raises(Refused) as refused:
        reading.read(name, data)
    assert str(refused.value).startswith(said)


def test_a_workbook_that_is_damaged_inside_is_refused():
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(to_xlsx(FULL))) as good, zipfile.ZipFile(file, "w") as bad:
        for name in good.namelist():
            bad.writestr(name, b"<broken" if name.startswith("xl/worksheets") else good.read(name))
    with pytest.raises(Refused) as refused:
        reading.read("x.xlsx", file.getvalue())
    assert str(refused.value) == refusals.DAMAGED


def test_a_formula_in_a_workbook_is_told_by_sheet_and_row():
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(FULL)))
    book["Scale"]["B3"] = "=1+1"
    file = io.BytesIO()
    book.save(file)
    [problem] = check(reading.read("x.xlsx", file.getvalue()))[1]
    assert (problem.sheet, problem.row, problem.column) == ("Scale", 3, "what it means")


@pytest.mark.django_db
def test_a_spreadsheet_with_mistakes_starts_nothing_and_keeps_what_was_typed(signed_in, dana):
    form = start_form(begin="spreadsheet", file=table(TABLE.replace("A2", "A1")))
    response = signed_in(dana).post(f"{DESK}new/", form)
    assert response.context["form"].errors == {
        "file": ["1 thing is to be mended in “ours.csv”: see the list. Then choose it again."]
    }
    assert response.context["form"]["name"].value() == "Mercia’s own"
    page = response.content.decode()
    assert "A code stands once. It stands in row 4, too." in page
    assert FrameworkVersion.objects.count() == 0


@pytest.mark.django_db
def test_a_draft_is_brought_in_after_its_changes_were_shown(signed_in, dana, mercia):
    core = shapes.framework()
    signed_in(dana).post(f"{DESK}new/", start_form(begin=f"v{core.pk}"))
    draft = FrameworkVersion.objects.get(status="draft")
    rows = dict(draft.areas.values_list("code", "pk"))
    text = f"{HEAD}\nB,Area B,B2,Question 2\nB,,B1,Question 1\nA,Area A,A1,Question 1 again\nA,,C9,Quite new\n"
    url = f"{DESK}{draft.pk}/bring-in/"
    shown = signed_in(dana).post(url, {"file": table(text)})
    assert (
        shown.context["differences"].in_words == "Areas: 1 moved. Questions: 1 new, 1 reworded, 1 moved, 1 taken out."
    )
    assert [area.code for area in draft.areas.all()] == ["A", "B"]
    said = {"said": shown.context["said"], "confirmed": "on", "changes": draft.changes}
    assert signed_in(dana).post(url, said)["Location"] == draft.get_absolute_url()
    assert list(draft.areas.values_list("code", "pk")) == [("B", rows["B"]), ("A", rows["A"])]
    assert [one.came_from.code for one in draft.areas.all()] == ["B", "A"]
    assert draft.scale.count() == 4


@pytest.mark.django_db
def test_a_spreadsheet_is_not_brought_in_over_what_somebody_saved_meanwhile(signed_in, dana, mercia):
    draft = shapes.framework(of=mercia, status="draft")
    said = {"said": TABLE, "confirmed": "on", "changes": draft.changes}
    framing.move_area(draft, draft.areas.last().pk, -1, by=dana, seen=draft.changes)
    response = signed_in(dana).post(f"{DESK}{draft.pk}/bring-in/", said)
    assert response.context["is_overtaken"] is True
    assert [area.code for area in draft.areas.all()] == ["B", "A"]


@pytest.mark.django_db
def test_what_came_with_the_portal_is_loaded_once_and_never_changed(tmp_path):
    assert shipping.load() == ["Core self-assessment, 2026", "Full self-assessment, 2026"]
    before = {str(one): text_of(one) for one in FrameworkVersion.objects.all()}
    for file in shipping.FOLDER.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes().replace(b"Leadership", b"Other"))
    assert shipping.load(tmp_path) == []
    call_command("load_frameworks", verbosity=0)
    assert {str(one): text_of(one) for one in FrameworkVersion.objects.all()} == before


@pytest.mark.django_db
def test_a_shipped_version_that_follows_another_shows_what_changed(tmp_path):
    shipping.load()
    about = (shipping.FOLDER / "frameworks.toml").read_text().replace('label = "2026"', 'label = "2027"')
    (tmp_path / "frameworks.toml").write_text(about)
    for name in ("core.csv", "long.csv"):
        (tmp_path / name).write_bytes((Path(shipping.FOLDER) / name).read_bytes())
    shipping.load(tmp_path)
    core = FrameworkVersion.objects.get(framework__slug="core", label="2027")
    assert core.based_on.label == "2026"
    assert [area.came_from.code for area in core.areas.all()] == list("ABCDEFGH")


def test_the_core_framework_is_short_and_the_long_one_whole():
    core, full = (shipping.text_in(shipping.FOLDER / name) for name in ("core.csv", "long.csv"))
    for text in (core, full):
        assert [area.code for area in text.areas] == list("ABCDEFGH")
        assert [area.code for area in text.areas if area.is_education] == ["G"]
        assert len(text.scale) == 4 and all(point.descriptor for point in text.scale)
        assert all(area.minutes for area in text.areas)
    assert sum(len(area.prompts) for area in core.areas) <= 16
    assert all(area.at_area_level and "three things that matter most" in area.guidance for area in core.areas)
    assert [len(area.prompts) for area in full.areas] == [6, 4, 7, 6, 4, 4, 4, 2]
    assert {area.code for area in full.areas for one in area.prompts if one.is_voice} == {"F", "H"}
