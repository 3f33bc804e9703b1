"""Reading what was submitted: the page, its log, two versions, files of evidence, on paper."""

import io
from datetime import date

import docx
import pytest

from peerchallenge.actions import submitting
from peerchallenge.models import Evidence, Reading, Statement
from peerchallenge.reading import note_reading, part_of
from portal.files.storing import keep
from tests.looking import fresh, queries_of
from tests.pdf import tagging_of, text_of
from tests.peerchallenge import shapes
from tests.peerchallenge.signing import approved, asked, path, submitted, to_sign
from tests.updates.test_races import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def submission(assessment, alice):
    """Submitted with one statement, its evidence a file."""
    approved(to_sign(assessment, "dcs", by=alice)[0], by=alice)
    statement = Statement.objects.get()
    evidence = Evidence.objects.create(
        statement=statement, kind="audit", title="Audit of visits", blob=keep(b"%PDF-1", "application/pdf"),
        file_name="audit.pdf", dated_on=date(2026, 10, 1),
    )  # fmt: skip
    assert evidence.pk
    approved(asked(fresh(assessment), by=alice)[0], by=alice)
    return submitted(fresh(assessment), by=alice)


@pytest.fixture
def second(submission, alice, dana):
    """The next version, in which the statement says something else."""
    submitting.reopen(submission, by=dana, reason="A figure was wrong.")
    Statement.objects.update(claim="Visits are late.")
    assessment = fresh(submission.assessment)
    approved(asked(assessment, by=alice)[0], by=alice)
    return submitted(fresh(assessment), by=alice)


def noted():
    return list(Reading.objects.order_by("pk").values_list("person__name", "part", "what", "times"))


def test_the_page_has_the_frozen_text_and_not_what_was_written_since(submission, dana, signed_in):
    submitting.reopen(submission, by=dana, reason="A figure was wrong.")
    Statement.objects.update(claim="Not yet submitted.")
    said = signed_in(dana).get(path(submission)).content.decode()
    assert ("Visits are on time." in said, "Audit of visits" in said, "Not yet submitted." in said) == (
        True, True, False,
    )  # fmt: skip


def test_outsiders_are_noted_once_a_day_with_how_often_and_own_readers_never(submission, dana, alice, moss, signed_in):
    shapes.moderator(submission, moss, by=dana)
    for person in (dana, dana, alice, moss):
        assert signed_in(person).get(path(submission)).status_code == 200
    assert noted() == [
        ("Dana", "Regional programme manager, Mercia", "Page", 2), ("Moss", "Moderator, Elsewhere", "Page", 1),
    ]  # fmt: skip


def test_its_own_readers_see_who_has_read_it_by_name_and_others_by_office(submission, dana, alice, ivy, signed_in):
    signed_in(dana).get(path(submission))
    own = signed_in(alice).get(path(submission)).context["who_has"]
    theirs = signed_in(ivy).get(path(submission)).context["who_has"]
    assert own == "Dana (Regional programme manager, Mercia)"
    assert theirs == "Peer challenge associate; Regional programme manager"


def test_a_director_to_whom_it_is_released_is_noted_as_that(submission, charlie, alice):
    shapes.release(submission.assessment, "triad", by=alice)
    assert part_of(submission, charlie) == "Director of Children's Services, Severnford"


def test_last_years_judgements_are_for_those_who_may_read_last_years(
    mercia, ardenvale, severnford, alice, charlie, dana, signed_in
):
    before = shapes.assessment(shapes.cycle(mercia, "2025-26", ardenvale, by=dana), ardenvale, by=alice)
    shapes.submission(before, by=alice)
    this = shapes.cycle(mercia, "2026-27", ardenvale, severnford, by=dana, triad=1)
    made = shapes.submission(shapes.assessment(this, ardenvale, by=alice), by=alice)
    shapes.release(made.assessment, "triad", by=alice)
    years = [signed_in(one).get(path(made)).context["summary"].year_before for one in (alice, dana, charlie)]
    assert years == ["2025-26", "2025-26", ""]


def test_two_versions_are_compared(submission, second, dana, signed_in):
    page = signed_in(dana).get(path(second, "compare", "1"))
    changed = [change.name for change in page.context["changes"] if change.state == "changed"]
    assert (page.status_code, changed) == (200, ["A. Strength"])
    assert signed_in(dana).get(path(second, "compare", "3")).status_code == 404


def test_a_moderator_of_the_first_version_reads_no_other(submission, second, moss, dana, signed_in):
    shapes.moderator(submission, moss, by=dana)
    desk = signed_in(moss)
    addresses = [path(submission), path(second), path(submission, "compare", "2")]
    assert [desk.get(one).status_code for one in addresses] == [200, 404, 404]
    assert [one.number for one in desk.get(path(submission)).context["versions"]] == [1]


def test_its_readers_get_the_files_that_it_names_and_no_other(submission, assessment, dana, charlie, signed_in):
    evidence = Evidence.objects.get()
    later = Evidence.objects.create(
        statement=evidence.statement, kind="audit", title="Later", blob=keep(b"%PDF-2", "application/pdf"),
        file_name="later.pdf",
    )  # fmt: skip
    desk = signed_in(dana)
    named = desk.get(path(submission, "evidence", str(evidence.public_id)))
    assert (named.status_code, b"".join(named.streaming_content)) == (200, b"%PDF-1")
    assert named["Content-Disposition"] == 'attachment; filename="audit.pdf"'
    assert desk.get(path(submission, "evidence", str(later.public_id))).status_code == 404
    assert signed_in(charlie).get(path(submission, "evidence", str(evidence.public_id))).status_code == 404
    assert noted()[0][2] == "File"


def test_a_file_that_takes_anothers_place_is_not_what_was_submitted(submission, dana, signed_in):
    evidence = Evidence.objects.get()
    Evidence.objects.update(blob=keep(b"%PDF-3", "application/pdf"))
    assert signed_in(dana).get(path(submission, "evidence", str(evidence.public_id))).status_code == 404


def test_the_word_document_says_on_each_page_what_it_is_and_who_printed_it(submission, dana, signed_in):
    response = signed_in(dana).get(path(submission, "paper", "docx"))
    document = docx.Document(io.BytesIO(response.content))
    said = [paragraph.text for paragraph in document.paragraphs]
    header, footer = document.sections[0].header.paragraphs[0].text, document.sections[0].footer.paragraphs[0].text
    assert header.startswith("Review team. Ardenvale, self-assessment 2026-27, M01-2026-27-1.")
    assert footer.startswith("Printed by Dana (Regional programme manager, Mercia) on ")
    assert "Strength: Visits are on time." in said
    assert (response["Cache-Control"], noted()[0][2]) == ("private, no-store", "Word")


def test_the_pdf_is_tagged_whatever_was_typed(assessment, alice, signed_in):
    typed = '#panic("x") *bold* $x$ @ref <label> = not a heading #read("/etc/passwd")'
    shapes.statement(shapes.first_section(assessment), claim=typed, next_step=typed, evidence=["audit"])
    response = signed_in(alice).get(path(shapes.submission(assessment, by=alice), "paper", "pdf"))
    assert response.status_code == 200
    tagging = tagging_of(response.content)
    assert (tagging.language, tagging.is_marked, tagging.is_for_all) == ("en-GB", True, True)
    assert typed in text_of(response.content)


def test_there_is_no_third_kind_of_paper(submission, dana, signed_in):
    assert signed_in(dana).get(path(submission, "paper", "xlsx")).status_code == 404


def test_the_page_asks_as_much_of_the_database_for_many_statements_as_for_one(assessment, alice, dana, signed_in):
    first = shapes.submission(assessment, by=alice)
    desk = signed_in(dana)
    few = queries_of(desk, path(first))
    for number in range(3):
        shapes.statement(shapes.first_section(assessment), claim=f"More {number}", evidence=["audit", "voice"])
    more = shapes.submission(assessment, by=alice, number=2)
    assert queries_of(desk, path(more)) == few
    assert few <= 12


@pytest.mark.django_db(transaction=True)
def test_two_pages_opened_at_once_make_one_row_that_counts_two(assessment, alice, dana):
    made = shapes.submission(assessment, by=alice)
    assert at_once(*[lambda: note_reading(made, dana, "Page")] * 2) == [None, None]
    assert noted() == [("Dana", "Regional programme manager, Mercia", "Page", 2)]


def test_one_person_prints_so_often_and_no_oftener(assessment, alice, signed_in, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"print": "1/10m/user"}
    address = path(shapes.submission(assessment, by=alice), "paper", "docx")
    browser = signed_in(alice)
    first, second = browser.get(address), browser.get(address)
    assert (first.status_code, second.status_code, second.headers["Retry-After"]) == (200, 429, "600")
