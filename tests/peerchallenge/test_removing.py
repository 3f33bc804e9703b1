"""What could identify a child is removed everywhere at once, and leaves a trace without the text."""

import json
from uuid import uuid4

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection

from peerchallenge.actions import stating
from peerchallenge.actions.removing import remove
from peerchallenge.actions.reporting import report
from peerchallenge.actions.starting import start_assessment
from peerchallenge.actions.writing import answer_promise, write_section
from peerchallenge.models import Evidence, LineOfEnquiry, Remark, Removal, Report, Signature, Statement
from peerchallenge.removable import KINDS, MARK
from peerchallenge.said import PromiseText, SectionText, StatementText
from peerchallenge.signers import signing_of
from peerchallenge.words import fingerprint, words_of
from portal.accounts.mail import queue_mail
from portal.accounts.models import OutgoingMail
from portal.audit.models import KeyAlreadyUsed, record
from portal.drafting.models import KeptText
from portal.files import storing
from portal.ui.dates import day
from tests.looking import fresh
from tests.peerchallenge import shapes

pytestmark = pytest.mark.django_db

PHRASE = "Zebedee Quux"
CLAIM = f"{PHRASE}, who is eleven, waited for nine weeks."


def everything() -> str:
    """Every value of every table, as text."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [json.dumps(row, cls=DjangoJSONEncoder, ensure_ascii=False, default=str) for row in cursor]
    return "\n".join(found)


def written(statement, by, **fields):
    """Save other words into the statement, as its writers do; over what was saved, so that its history has it."""
    text = StatementText.of(statement)
    for name, value in fields.items():
        setattr(text, name, value)
    return stating.write_statement(statement, text, by=by, version=statement.version, over=True)


def test_a_phrase_is_nowhere_afterwards(assessment, alice, moss, dana, mercia, ardenvale, bob):
    section = shapes.first_section(assessment)
    statement = shapes.statement(section, claim="Before.", next_step=f"Write to {PHRASE} about what happened next.")
    statement = written(statement, alice, claim=CLAIM)
    statement = written(statement, alice, claim=f"{PHRASE} again, in other words, which are saved and submitted.")
    statement = written(statement, alice, claim=CLAIM)
    first = shapes.submission(assessment, by=alice)
    moderator = shapes.moderator(first, moss, by=dana)
    Remark.objects.create(moderator=moderator, area_code="A", statement=statement.public_id, text=f"You say: {CLAIM}")
    KeptText.objects.create(path=f"/peer-challenge/statements/{statement.public_id}/", person=alice,
                            fields=[["claim", f"{PHRASE} kept"], ["so_what", "Fine."]])  # fmt: skip
    queue_mail(key="one", to="a@example.org", subject="Returned", body=f"They say: {CLAIM}")
    record("copied", statement, by=alice)
    assessment.cycle.status, assessment.cycle.closed_at = "closed", first.submitted_at
    assessment.cycle.save()
    following = start_assessment(shapes.cycle(mercia, "2027-28", ardenvale, by=dana), ardenvale, by=alice)
    stating.copy_statement(following.sections.first(), None, statement.public_id, by=alice)
    assert everything().count(PHRASE) > 10

    remove(KINDS["statement"], statement, ["claim", "next_step"], why="name", by=alice)

    assert PHRASE not in everything()
    first.refresh_from_db()
    assert [one["claim"] for section in first.words["sections"] for one in section["statements"]] == [MARK]
    assert first.sha256 != first.sha256_now == fingerprint(first.words)
    assert [(one.claim, one.so_what) for one in Statement.objects.filter(section__assessment=following)] == [(MARK, "")]
    assert KeptText.objects.get().fields == [["claim", MARK], ["so_what", "Fine."]]
    assert OutgoingMail.objects.get(key="one").body == f"They say: {MARK}"
    removal = Removal.objects.get()
    assert (removal.where, removal.why, str(removal.removed_by)) == (
        "Area A, statement: what we know, what next", "name", "Alice",
    )  # fmt: skip


def test_a_file_goes_from_the_disk_from_copies_and_from_what_was_submitted(
    assessment, alice, mercia, ardenvale, dana, django_capture_on_commit_callbacks
):
    section = shapes.first_section(assessment)
    statement = shapes.statement(section, evidence=["audit"])
    evidence = statement.evidence.get()
    evidence.blob, evidence.file_name = storing.keep(PHRASE.encode(), "text/csv; charset=utf-8"), "quux.csv"
    evidence.save()
    submission = shapes.submission(assessment, by=alice)
    following = start_assessment(shapes.cycle(mercia, "2027-28", ardenvale, by=dana), ardenvale, by=alice)
    stating.copy_statement(following.sections.first(), None, statement.public_id, by=alice, with_evidence=True)
    place = evidence.blob.place
    assert place.read_bytes() == PHRASE.encode()
    with django_capture_on_commit_callbacks(execute=True):
        remove(KINDS["evidence"], evidence, ["file"], why="story", by=alice)
    assert not place.exists()
    assert [(one.blob, one.file_name, one.title) for one in Evidence.objects.all()] == [(None, "", "Evidence 1")] * 2
    submission.refresh_from_db()
    assert '"quux.csv"' not in json.dumps(submission.words)


def _section(assessment, alice, moss, dana):
    section = shapes.first_section(assessment)
    section = write_section(section, SectionText(rationale=PHRASE), by=alice, version=1, over=True)
    write_section(section, SectionText(rationale=f"{PHRASE} is why."), by=alice, version=2, over=True)
    shapes.submission(assessment, by=alice)
    return section, ["rationale"]


def _promise(assessment, alice, moss, dana):
    statement = shapes.statement(shapes.first_section(assessment), next_step=f"See {PHRASE}", next_owner=PHRASE)
    shapes.submission(assessment, by=alice)
    cycle = shapes.cycle(assessment.region, "2027-28", assessment.authority, by=dana)
    following = start_assessment(cycle, assessment.authority, by=alice)
    promise = statement.promises.get()
    promise = answer_promise(promise, PromiseText("done", f"{PHRASE} was seen."), by=alice, version=1, over=True)
    shapes.submission(following, by=alice)
    return promise, ["promised", "promised_by", "changed"]


def _evidence(assessment, alice, moss, dana):
    statement = shapes.statement(shapes.first_section(assessment), evidence=["audit"])
    statement.evidence.update(title=f"Letter about {PHRASE}", source=PHRASE, url="https://a.example/x")
    written(statement, alice, claim="Other words.")
    shapes.submission(assessment, by=alice)
    return statement.evidence.get(), ["title", "source", "url"]


def _remark(assessment, alice, moss, dana):
    moderator = shapes.moderator(shapes.submission(assessment, by=alice), moss, by=dana)
    remark = Remark.objects.create(moderator=moderator, area_code="A", text=PHRASE, step_reason=f"As {PHRASE} said")
    return remark, ["text", "step_reason"]


def _enquiry(assessment, alice, moss, dana):
    return LineOfEnquiry.objects.create(assessment=assessment, text=f"What of {PHRASE}?", because=PHRASE), [
        "text", "because",
    ]  # fmt: skip


def _signature(assessment, alice, moss, dana):
    signature = Signature.objects.create(assessment=assessment, position=0, role="dcs")
    signature.decide("returned", by=alice, sha256="0" * 64, comment=f"Take {PHRASE} out.")
    return signature, ["comment"]


def _submission(assessment, alice, moss, dana):
    submission = shapes.submission(assessment, by=alice)
    submission.reopened_at, submission.reopened_by, submission.reopened_because = submission.submitted_at, dana, PHRASE
    submission.save()
    return submission, ["reopened_because"]


@pytest.mark.parametrize("make", [_section, _promise, _evidence, _remark, _enquiry, _signature, _submission])
def test_every_kind_of_text_can_be_removed(make, assessment, alice, moss, dana):
    row, parts = make(assessment, alice, moss, dana)
    assert everything().count(PHRASE) >= len(set(parts) - {"url"})
    remove(KINDS[make.__name__[1:]], row, parts, why="name", by=dana)
    row.refresh_from_db()
    assert [getattr(row, part) for part in parts] == ["" if part == "url" else MARK for part in parts]
    assert everything().count(PHRASE) == 0


def test_who_has_it_open_is_overtaken(assessment, alice):
    statement = shapes.statement(shapes.first_section(assessment), claim=CLAIM)
    remove(KINDS["statement"], statement, ["claim"], why="name", by=alice)
    statement.refresh_from_db()
    assert (statement.version, statement.claim, str(statement.edited_by)) == (2, MARK, "Alice")


def test_pressing_twice_removes_once(assessment, alice):
    statement = shapes.statement(shapes.first_section(assessment), claim=CLAIM)
    key = uuid4()
    remove(KINDS["statement"], statement, ["claim"], why="name", by=alice, form_key=key)
    with pytest.raises(KeyAlreadyUsed):
        remove(KINDS["statement"], statement, ["claim"], why="name", by=alice, form_key=key)
    assert Removal.objects.count() == 1


def test_a_report_is_settled_by_the_removal_and_written_of_to_those_who_can(assessment, alice, lead, dana, moss):
    statement = shapes.statement(shapes.first_section(assessment), claim=CLAIM)
    submission = shapes.submission(assessment, by=alice)
    shapes.moderator(submission, moss, by=dana)
    made = report(KINDS["statement"], statement, ["claim"], why="name", by=moss)
    assert sorted(OutgoingMail.objects.values_list("to", flat=True)) == sorted([alice.email, lead.email, dana.email])
    assert PHRASE not in "".join(OutgoingMail.objects.values_list("body", flat=True))
    remove(KINDS["statement"], statement, ["claim"], why="name", by=alice)
    made.refresh_from_db()
    assert (made.settled_as, str(made.settled_by)) == ("removed", "Alice")


def test_before_it_is_submitted_a_report_is_the_authoritys_alone(assessment, alice, bob, dana):
    section = shapes.first_section(assessment)
    shapes.helper(section, bob, by=alice)
    statement = shapes.statement(section, claim=CLAIM)
    report(KINDS["statement"], statement, ["claim"], why="name", by=bob)
    assert list(OutgoingMail.objects.values_list("to", flat=True)) == [alice.email]
    assert [Report.objects.visible_to(fresh(one)).count() for one in (alice, bob, dana)] == [1, 1, 0]


def test_short_words_are_removed_where_they_stand_and_nowhere_else(assessment, alice):
    section = shapes.first_section(assessment)
    one, other = (shapes.statement(section, claim="Adam E., 11") for _ in range(2))
    remove(KINDS["statement"], one, ["claim"], why="name", by=alice)
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.claim, other.claim) == (MARK, "Adam E., 11")


def test_another_authoritys_words_are_left_alone(assessment, cycle, severnford, alice, dana):
    mine = shapes.statement(shapes.first_section(assessment), claim=CLAIM)
    theirs = shapes.statement(shapes.first_section(shapes.assessment(cycle, severnford, by=dana)), claim=CLAIM)
    remove(KINDS["statement"], mine, ["claim"], why="name", by=alice)
    theirs.refresh_from_db()
    assert theirs.claim == CLAIM


def test_the_trace_says_what_it_said_before_and_after(assessment, alice):
    statement = shapes.statement(shapes.first_section(assessment), claim=CLAIM)
    before = fingerprint(words_of(assessment))
    removal = remove(KINDS["statement"], statement, ["claim"], why="name", by=alice)
    assert (removal.sha256_before, removal.sha256_after) == (before, fingerprint(words_of(assessment)))


def test_an_approval_stands_when_nothing_changed_but_what_was_removed(assessment, alice):
    section = shapes.first_section(assessment)
    statement, other = (shapes.statement(section, claim=claim) for claim in (CLAIM, "Visits are on time."))
    signature = Signature.objects.create(assessment=assessment, position=0, role="dcs")
    signature.decide("approved", by=alice, sha256=fingerprint(words_of(assessment)))
    removal = remove(KINDS["statement"], statement, ["claim"], why="name", by=alice)
    signer = signing_of(assessment).signers[0]
    assert (signer.is_settled, signer.removed_at) == (True, removal.removed_at)
    assert signer.said.endswith(f"before something was removed on {day(removal.removed_at)}")
    written(other, alice, claim="Visits are late.")
    assert signing_of(assessment).signers[0].is_out_of_date
