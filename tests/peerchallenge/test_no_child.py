"""No child in it: what may tell who a child is is refused before anything is stored. Every number here is invented."""

import pytest
from django import forms

from peerchallenge.no_child import NoChildForm
from portal.drafting.identifying import in_rows, in_text, masked
from portal.ui.lines import LinesField

NHS, UPN, NI = "943 476 5919", "A123456789012", "AB 12 34 56 C"


class Comment(NoChildForm):
    text = forms.CharField(required=False)


class Steps(NoChildForm):
    steps = LinesField(many="next steps", most=3, longest=60)


def found(text):
    return [(one.kind, one.place) for one in in_text(text)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [(NHS, "nhs-number"), ("943-476-5919", "nhs-number"), ("943.476.5919", "nhs-number"), (UPN, "upn"),
     ("943\N{NO-BREAK SPACE}476\N{NO-BREAK SPACE}5919", "nhs-number"),
     ("943\N{EN DASH}476\N{EN DASH}5919", "nhs-number"),
     ("９４３４７６５９１９", "nhs-number"), ("943\N{ZERO WIDTH SPACE}4765919", "nhs-number"), (NI, "ni-number"),
     ("ab123456c", "ni-number"), ("a123456789012", "upn"), ("NHS no. 943 476 5918", "called-nhs"),
     ("phone 943 476 5919", "like-nhs"), ("DOB 2011-03-12", "birth"), ("date of birth: 12 Mar 2011", "birth")],
)  # fmt: skip
def test_identifiers_are_found_however_they_are_written(text, kind):
    assert found(f"We heard that {text} was seen.") == [(kind, "")]


@pytest.mark.parametrize(
    "text",
    ["82% of plans are reviewed on time, up from 71% in March 2025.", "Audit of 40 plans, 12 March 2026.",
     "Call 0121 496 0123.", "943 476 5918 visits", "£9,434,765,919", "Q2 2026-27 | 82% | 3 March 2026",
     "Ada Quill, Head of Early Help, by 3 March 2027", "See https://a.example/9434765919/page."],
)  # fmt: skip
def test_what_the_field_writes_is_no_identifier(text):
    assert found(text) == []


def test_the_place_is_the_paragraph():
    assert found(f"First.\n\nSecond {NHS}.") == [("nhs-number", "paragraph 2")]
    assert found(f"<p>First.</p><p>Second <strong>{NHS}</strong>.</p>") == [("nhs-number", "paragraph 2")]


def test_dates_in_a_column_of_births_are_found_wherever_it_stands():
    rows = [["Plan", "DOB", "Audited"], ["1", "12/03/2011", "12/03/2026"], ["2", "2013-04-01", "14/03/2026"]]
    assert [(one.kind, one.place) for one in in_rows(rows)] == [("birth-column", "row 2"), ("birth-column", "row 3")]


def test_dates_beside_names_are_found_unless_the_column_says_what_they_are_of():
    people = [["Adam Example", "12/03/2011"], ["Anna Example", "13/04/2012"]]
    assert [one.kind for one in in_rows([["Child", "When"], *people])] == ["beside-name", "beside-name"]
    assert in_rows([["Owner", "Due"], *people]) == []
    assert in_rows([["Owner", "When"], ["Ada Quill", "12/03/1971"], ["Ben Moor", "1/2/1980"]]) == []


def test_a_number_that_runs_over_cells_is_found():
    assert [(one.kind, one.place) for one in in_rows([["a", "b"], ["943", "476", "5919"]])] == [("nhs-number", "row 2")]


def test_a_form_says_where_and_how_to_put_it_right_without_the_whole_number():
    form = Comment({"text": f"Fine.\nThe child {NHS} was seen."})
    assert form.errors == {"text": [
        "Paragraph 2: “943…” looks like an NHS number. Take it out: no child may be identifiable."
    ]}  # fmt: skip
    assert form["text"].value() == f"Fine.\nThe child {NHS} was seen."


def test_a_doubt_can_be_explained_a_number_that_bears_its_check_cannot():
    doubt = {"text": "DOB 12/03/2011 is the example in our guidance."}
    assert not Comment(doubt).is_valid()
    assert Comment(doubt | {"not_an_identifier": "It is the example of our guidance."}).is_valid()
    assert not Comment({"text": NHS, "not_an_identifier": "It is no number."}).is_valid()
    assert not Comment(doubt | {"not_an_identifier": f"It is {NHS}"}).is_valid()


def test_what_stood_there_before_was_explained_then():
    text = "DOB 12/03/2011 is the example in our guidance."
    assert Comment({"text": f"{text} More."}, initial={"text": text}).is_valid()
    assert not Comment({"text": f"{text} DOB 13/03/2012"}, initial={"text": text}).is_valid()


def test_what_is_kept_unasked_is_without_numbers():
    assert masked(f"The child {NHS} was seen.") == "The child [number taken out] was seen."
    assert masked("943\N{NO-BREAK SPACE}476 5919, 943\N{NO-BREAK SPACE}476\N{NO-BREAK SPACE}5919") == (
        "[text taken out: it held a number]"
    )
    assert masked("DOB 12/03/2011") == "DOB 12/03/2011"


def test_each_line_of_a_list_is_looked_through():
    assert list(Steps({"steps": f"Agree one page\nRing {NHS}"}).errors) == ["steps"]
    assert Steps({"steps": "Agree one page\nRead it"}).is_valid()
