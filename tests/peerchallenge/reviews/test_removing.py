"""What could identify a child is removed from a review everywhere at once, and leaves a trace without the text."""

import json
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from peerchallenge.actions.removing import remove as remove_from_assessment
from peerchallenge.models import Promise
from peerchallenge.phrases import names_of_texts
from peerchallenge.removable import KINDS as OF_ASSESSMENTS
from peerchallenge.removable import MARK
from peerchallenge.reviews.actions import letters as sending
from peerchallenge.reviews.actions.removing import remove
from peerchallenge.reviews.actions.reporting import report
from peerchallenge.reviews.letter import fingerprint, words_of
from peerchallenge.reviews.letter_page import letters_of
from peerchallenge.reviews.models import (
    BroughtLetter,
    Correction,
    Letter,
    Pack,
    RegionalTheme,
    Reply,
    Review,
    ReviewDocument,
    ReviewRemoval,
    ReviewReport,
    Stage,
    Wording,
)
from peerchallenge.reviews.paper.letter import letter_paper_of
from peerchallenge.reviews.public_face import public_changed
from peerchallenge.reviews.removable_kinds import KINDS
from peerchallenge.reviews.removal_page import parts_there
from peerchallenge.reviews.tasks_removing import reports_to_look_at
from portal.accounts.models import OutgoingMail, User
from portal.audit.models import AuditEvent, KeyAlreadyUsed
from portal.drafting.models import KeptText
from portal.files.storing import keep
from tests.looking import fresh
from tests.peerchallenge import shapes as assessments
from tests.peerchallenge.reviews import shapes
from tests.peerchallenge.reviews import shapes_actions as acts
from tests.peerchallenge.reviews import shapes_letters as letters
from tests.peerchallenge.reviews import shapes_workspace as work

pytestmark = pytest.mark.django_db

# Shorter than what is looked for elsewhere, and longer.
SHORT, LONG = "Adam E., 11", "Zebedee Quux, who is eleven, waited for nine weeks."


def everything():
    """All that stands anywhere in the rows of the portal."""
    rows = (str(list(model._base_manager.values())) for model in apps.get_models())
    return "\n".join(rows)


def as_now(person):
    return User.objects.get(pk=person.pk)


@pytest.fixture
def review(ardenvale, charlie, dana):
    """A review whose draft is being written, led by Charlie."""
    made = shapes.review(ardenvale, at=Stage.DRAFT, by=dana)
    shapes.member(made, charlie, by=dana, lead=True)
    return made


def sent(review, by, verb=sending.send_draft):
    review.refresh_from_db()
    return verb(review, by=by, version=review.version, sha256=fingerprint(words_of(review)))


@pytest.mark.parametrize("text", [SHORT, LONG])
def test_a_text_goes_from_the_finding_its_wordings_and_every_letter(text, review, charlie, alice, dana):
    finding = shapes.finding(review, text, heard="Staff said so.", by=charlie)
    step = shapes.next_step(finding, text, by=charlie)
    draft = sent(review, charlie)
    finding.rewrite(by=charlie, version=1, headline="Said in other words.")
    final = sent(review, charlie, sending.issue)
    KeptText.objects.create(person=charlie, path=f"/peer-challenge/findings/{finding.public_id}/edit/",
                            fields=[["headline", text], ["heard", "Kept."]])  # fmt: skip
    remove(KINDS["finding"], fresh(finding), ["headline"], why="name", by=alice)
    remove(KINDS["step"], fresh(step), ["text"], why="name", by=alice)
    assert everything().count(text) == 0
    assert list(Wording.objects.order_by("pk").values_list("headline", "heard")) == [(MARK, "Staff said so.")] * 2
    for one in (draft, final):
        now = fresh(one)
        [said] = now.words["findings"]
        assert (said["headline"], said["heard"], said["steps"][0]["text"]) == (MARK, "Staff said so.", MARK)
        assert (now.sha256, now.sha256_now) == (one.sha256, fingerprint(now.words))
    assert KeptText.objects.get().fields == [["headline", MARK], ["heard", "Kept."]]


def test_a_letter_says_on_its_page_and_paper_that_something_was_removed(review, charlie, alice, signed_in):
    finding = shapes.finding(review, LONG, by=charlie)
    letter = sent(review, charlie)
    remove(KINDS["finding"], finding, ["headline"], why="name", by=alice)
    letter = letters_of(as_now(alice), review.public_id)[0]
    assert letter.sha256 != letter.sha256_now
    page = signed_in(alice).get(f"/peer-challenge/reviews/{review.public_id}/letter/").content.decode()
    assert [page.count(one) for one in (letter.sha256, letter.sha256_now, "was removed after this letter")] == [1, 1, 1]
    audience = type("Audience", (), {"level": "Authority", "said": "Those."})
    said = letter_paper_of(letter, audience, alice, letter.sent_at).fingerprint
    assert letter.sha256 in said and said.endswith(letter.sha256_now)


def test_what_is_removed_from_a_self_assessment_leaves_the_seal_of_a_letter_honest(review, cycle, charlie, alice, dana):
    assessment = assessments.assessment(cycle, review.authority, by=alice)
    statement = assessments.statement(assessments.first_section(assessment), claim=LONG)
    shapes.finding(review, f"They write: {LONG}", by=charlie)
    letter = sent(review, charlie)
    remove_from_assessment(OF_ASSESSMENTS["statement"], statement, ["claim"], why="name", by=alice)
    now = fresh(letter)
    assert now.words["findings"][0]["headline"] == f"They write: {MARK}"
    assert (now.sha256, now.sha256_now) == (letter.sha256, fingerprint(now.words))


def _reply(review, by):
    finding = shapes.finding(review, by=by)
    Reply.objects.create(finding=finding, says="disagree", words=LONG)
    return finding, "reply"


def _letter(review, by):
    letters.written(review, by, opening=LONG)
    shapes.finding(review, by=by)
    return sent(review, by), "opening"


def _correction(review, by):
    return Correction.objects.create(review=review, is_wrong=LONG, is_right="Five.", made_by=by), "is_wrong"


def _action(review, by):
    return acts.action(acts.accepted(review, by=by), LONG, by=by), "what"


def _report(review, by):
    action = acts.action(acts.accepted(review, by=by), by=by)
    action.reports.create(progress_check=acts.check(review), status="done", done=LONG)
    return action, "done"


def _check(review, by):
    return acts.check(review, difference=LONG), "difference"


def _session(review, by):
    return work.session(review, with_whom=LONG), "with_whom"


def _line(review, by):
    return work.enquiry(review, LONG), "text"


def _review(review, by):
    Review.objects.filter(pk=review.pk).update(title=LONG)
    shapes.finding(review, by=by)
    sent(review, by)
    return fresh(review), "title"


def _dates(review, by):
    review.stages.filter(stage=Stage.REPLY).update(moved_because=LONG)
    return review, "moved"


@pytest.mark.parametrize(
    "make", [_reply, _letter, _correction, _action, _report, _check, _session, _line, _review, _dates]
)
def test_every_kind_of_text_can_be_removed(make, review, charlie, dana):
    row, part = make(review, charlie)
    kind = next(kind for kind in KINDS.values() if isinstance(row, kind.model))
    assert LONG in everything()
    removal = remove(kind, row, [part], why="name", by=dana)
    assert (everything().count(LONG), removal.parts, removal.removed_by) == (0, [part], dana)


def test_what_a_host_answers_of_a_next_step_goes_with_a_trace_of_its_own(review, cycle, alice, charlie):
    step = acts.accepted(review, SHORT, by=alice)
    assessment = assessments.assessment(cycle, review.authority, by=alice)
    section = assessments.first_section(assessment)
    promise = Promise.objects.create(section=section, next_step=step, promised=SHORT)
    remove(KINDS["step"], step, ["text"], why="name", by=alice)
    assert (fresh(promise).promised, assessment.removals.get().parts) == (MARK, ["promised"])


def test_a_letter_that_was_brought_in_goes_with_its_file(
    review, charlie, dana, alice, django_capture_on_commit_callbacks
):
    blob = keep(LONG.encode(), "text/plain")
    document = ReviewDocument.objects.create(review=review, title="Letter", blob=blob, file_name="quux.docx",
                                             shown_to="authority", given_by=dana)  # fmt: skip
    BroughtLetter.objects.create(review=review, blob=blob, file_name="quux.docx", name="Quux", found={"body": LONG},
                                 original_html=f"<p>{LONG}</p>", made_by=dana)  # fmt: skip
    shapes.finding(review, by=charlie)
    words = words_of(review, original=[{"kind": "text", "text": SHORT}], document=document)
    letter = sending.freeze(review, "final", words, by=dana)
    with django_capture_on_commit_callbacks(execute=True):
        remove(KINDS["letter"], letter, ["original", "file"], why="story", by=alice)
    now = fresh(letter).words
    assert (now["original"], now["file"], now["file_sha256"]) == ([{"kind": "text", "text": MARK}], "", "")
    assert [one for one in (SHORT, LONG, "quux.docx", "Quux") if one in everything()] == []
    assert (blob.place.exists(), fresh(document).is_removed) == (False, True)


def test_themes_packs_and_search_lose_it_too(review, cycle, charlie, alice, dana):
    finding = shapes.finding(review, LONG, by=charlie, shown_to="public")
    Review.objects.filter(pk=review.pk).update(shared_at=review.made_at, status=Stage.FINAL_LETTER)
    theme = RegionalTheme.objects.create(cycle=cycle, region=cycle.region, title="Waiting", summary=f"As said: {LONG}")
    theme.findings.create(finding=finding, made_by=dana)
    for kind, more in (("folder", {"authority": review.authority}), ("leadership-summit", {"cycle": cycle})):
        Pack.objects.create(kind=kind, region=review.region, asked_by=alice, **more)
    public_changed(review.region)
    assert everything().count(LONG) == 3
    remove(KINDS["finding"], finding, ["headline"], why="name", by=dana)
    assert (fresh(theme).summary, Pack.objects.count()) == (f"As said: {MARK}", 0)
    assert everything().count(LONG) == 0


def test_another_authoritys_review_is_left_alone(review, severnford, charlie, dana):
    mine = shapes.finding(review, LONG, by=charlie)
    theirs = shapes.finding(shapes.review(severnford, by=dana), LONG, by=dana)
    remove(KINDS["finding"], mine, ["headline"], why="name", by=dana)
    assert fresh(theirs).headline == LONG


def test_a_teams_note_goes_and_leaves_no_trace(review, moss, charlie, dana, signed_in):
    shapes.member(review, moss, by=dana)
    Review.objects.filter(pk=review.pk).update(status=Stage.ON_SITE)
    note = work.note(review, LONG, by=moss)
    address = f"/peer-challenge/reviews/remove/note/{note.public_id}/"
    assert [signed_in(one).get(address).status_code for one in (moss, charlie, dana)] == [200, 200, 404]
    events = AuditEvent.objects.count()
    signed_in(moss).post(address, {"parts": ["text"], "why": "name", "form_key": uuid4()})
    assert (fresh(note).text, everything().count(LONG)) == (MARK, 0)
    assert (ReviewRemoval.objects.count(), AuditEvent.objects.count()) == (0, events)


def test_pressing_twice_removes_once(review, charlie, dana):
    finding, key = shapes.finding(review, LONG, by=charlie), uuid4()
    remove(KINDS["finding"], finding, ["headline"], why="name", by=dana, form_key=key)
    with pytest.raises(KeyAlreadyUsed):
        remove(KINDS["finding"], finding, ["headline"], why="name", by=dana, form_key=key)
    assert ReviewRemoval.objects.count() == 1


def test_only_who_reads_the_text_learns_that_something_is_in_it(review, charlie, alice, dana):
    """The team's finding isn't the host's before it is sent; the host's reply isn't the others' before that is."""
    finding, _ = _reply(review, charlie)
    report(KINDS["finding"], finding, ["headline"], why="name", by=charlie)
    assert list(OutgoingMail.objects.values_list("to", flat=True)) == [dana.email]
    Review.objects.filter(pk=review.pk).update(shared_at=review.made_at)
    finding.shown_to = "authority"
    finding.save()
    report(KINDS["finding"], fresh(finding), ["reply"], why="name", by=alice)
    people = [as_now(one) for one in (alice, charlie, dana)]
    assert [ReviewReport.objects.visible_to(one).count() for one in people] == [1, 1, 1]
    offered = [list(parts_there(KINDS["finding"], fresh(finding), one)) for one in people]
    assert offered == [["headline", "reply"], ["headline"], ["headline"]]
    assert AuditEvent.objects.filter(subject_type="peerchallenge.reviewreport").count() == 1
    title = f"{review}: something may identify a child"
    assert [[task.title for task in reports_to_look_at(one)].count(title) for one in people] == [1, 1, 1]
    assert LONG not in json.dumps(list(OutgoingMail.objects.values_list("body", flat=True)))


def test_it_is_reported_and_removed_on_the_pages(review, charlie, alice, dana, signed_in):
    finding = shapes.finding(review, LONG, by=charlie)
    letter = sent(review, charlie)
    found = f"/peer-challenge/reviews/{review.public_id}/report/"
    address = f"/peer-challenge/reviews/report/finding/{finding.public_id}/"
    assert address in signed_in(alice).get(found).content.decode()
    signed_in(charlie).post(address, {"parts": ["headline"], "why": "name", "form_key": uuid4()})
    host = signed_in(alice)
    address = address.replace("/report/", "/remove/")
    assert reverse("finding", args=[finding.public_id]) in host.get(address).content.decode()
    page = host.post(address, {"parts": ["headline"], "why": "name", "form_key": uuid4()}, follow=True).content.decode()
    assert "Headline finding 1: headline" in page and LONG not in page and "Removed on" in page
    assert [(one.settled_as, one.settled_by) for one in ReviewReport.objects.all()] == [("removed", alice)]
    assert fresh(letter).sha256_now


def test_who_was_let_read_a_letter_alone_reports_what_it_says(review, moss, charlie, signed_in):
    finding = shapes.finding(review, LONG, heard="Not for them.", by=charlie)
    letter = sent(review, charlie)
    Letter.objects.filter(pk=letter.pk).update(shown_to="region")
    finding.rewrite(by=charlie, version=1, headline="")
    address = reverse("review_report", args=["finding", finding.public_id])
    page = signed_in(moss).get(address).content.decode()
    assert ("Headline" in page, finding in type(finding).objects.visible_to(as_now(moss))) == (True, False)
    page = signed_in(moss).get(reverse("review_report_any", args=[review.public_id])).content.decode()
    assert address in page and "Finding 1: Zebedee Quux, who is eleven, waited for nine…" in page


def test_the_host_chooses_among_findings_as_they_were_sent(review, charlie, alice, signed_in):
    finding = shapes.finding(review, "As it was sent.", by=charlie)
    sent(review, charlie)
    finding.rewrite(by=charlie, version=1, headline="As it is worded since.")
    page = signed_in(alice).get(reverse("review_report_any", args=[review.public_id])).content.decode()
    assert [one in page for one in ("As it was sent.", "As it is worded since.")] == [True, False]


def test_a_report_can_be_looked_at_and_settled(review, charlie, dana, signed_in):
    made = report(KINDS["finding"], shapes.finding(review, LONG, by=charlie), ["headline"], why="name", by=charlie)
    signed_in(dana).post(f"/peer-challenge/reviews/reports/{made.public_id}/stays/")
    assert (fresh(made).settled_as, fresh(made).settled_by) == ("stays", dana)


# Texts of a review without a part of their own, each with why nobody's story stays in it.
REMOVED_OTHERWISE = {
    "BroughtLetter.file_name": "goes with the file",
    "BroughtLetter.found": "goes with whatever is removed",
    "BroughtLetter.name": "goes with whatever is removed",
    "BroughtLetter.original_html": "goes with whatever is removed",
    "Finding.heard_from": "numbers, and general words out of a list",
    "Finding.source_place": "a place in a letter",
    "ItemRelease.items": "ids",
    "Letter.sha256": "a fingerprint",
    "Letter.sha256_now": "a fingerprint",
    "Letter.words": "goes with each part",
    "ReviewRemoval.parts": "names of fields",
    "ReviewRemoval.where": "made by the portal",
    "ReviewReading.part": "an office",
    "ReviewReading.what": "a kind of page",
    "ReviewReport.parts": "names of fields",
    "ReviewReport.where": "made by the portal",
    "Seat.label": "a post",
}


def texts_of_reviews():
    for model in apps.get_app_config("peerchallenge").get_models():
        names = {field.name for field in model._meta.fields}
        if "review" in names or model is Review:
            yield from (f"{model.__name__}.{name}" for name in names_of_texts(model))


def test_every_text_of_a_review_is_removed_by_a_part_or_otherwise():
    parts = set()
    for kind in KINDS.values():
        row = kind.model(pk=0, review_id=0) if kind.model is not Review else Review(pk=0)
        parts |= {f"{rows.model.__name__}.{one.name}" for one in kind.parts.values() for rows in one.rows(row)}
    parts.add("ReviewDocument.file_name")
    texts = set(texts_of_reviews())
    assert (texts - parts, parts - texts) == (set(REMOVED_OTHERWISE), set())


def test_the_page_to_choose_asks_as_many_queries_for_many_as_for_one(review, charlie, dana, signed_in):
    browser, listed, counts = signed_in(dana), [], []
    address = f"/peer-challenge/reviews/{review.public_id}/report/"
    for _ in range(2):
        acts.accepted(review, by=charlie)
        if not counts:
            sent(review, charlie)
        browser.get(address)
        with CaptureQueriesContext(connection) as asked:
            page = browser.get(address).content.decode()
        counts.append(len(asked))
        listed.append(page.count("/peer-challenge/reviews/report/"))
    assert (listed, counts[0]) == ([4, 6], counts[1])
