"""What is handed in that isn't right, on every form of reviews: everything wrong is said at once, each word is still
there, and nothing is stored."""

import re
from datetime import date
from itertools import chain

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from peerchallenge.reviews.actions import brokering, challenging, summarising, writing_letters
from peerchallenge.reviews.actions.letters import send_draft
from peerchallenge.reviews.importing.reading import read_text
from peerchallenge.reviews.letter import fingerprint, words_of
from peerchallenge.reviews.models import BroughtLetter, Review, Reviewer, ReviewKind, Stage
from portal.audit.models import AuditEvent
from portal.documents.word import OLE
from tests import make
from tests.peerchallenge import shapes as cycles
from tests.peerchallenge.frameworks import table
from tests.peerchallenge.reviews import mangled, shapes, shapes_actions, shapes_letters, shapes_people, shapes_themes
from tests.peerchallenge.reviews import shapes_workspace as workspace

pytestmark = pytest.mark.django_db
WRITES = re.compile(r"(INSERT INTO|UPDATE|DELETE FROM) \"peerchallenge_")


class Cast:
    """Who is there and where: the people of a world by name."""

    def __init__(self, **people):
        self.__dict__.update(people)


@pytest.fixture
def cast(mercia, ardenvale, severnford, lenchester, alice, charlie, moss, dana):
    for person in (charlie, moss):
        shapes_people.in_pool(mercia, person)
    return Cast(mercia=mercia, ardenvale=ardenvale, severnford=severnford, alice=alice, charlie=charlie, moss=moss,
                dana=dana)  # fmt: skip


def of(name, record, who):
    return name, reverse(name, args=[getattr(record, "public_id", record)]), who


def planned(cast):
    """A review that is prepared: its days, its team."""
    review = shapes.review(cast.ardenvale, by=cast.dana, at=Stage.SCOPING, kind_of=shapes.kind())
    sits = shapes.member(review, cast.charlie, by=cast.dana, lead=True)
    asked = shapes.member(review, cast.moss, by=cast.dana, status="asked")
    empty = shapes.review(cast.ardenvale, by=cast.dana, at=Stage.SCOPING)
    yield "review_new", reverse("review_new"), cast.dana
    for name in ("review_edit", "review_date", "review_postpone", "review_withdraw", "seat_new"):
        yield of(name, review, cast.dana)
    yield of("seat", empty.seats.first(), cast.dana)
    yield of("member_end", sits, cast.dana)
    yield of("member_leave", sits, cast.charlie)
    yield of("invitation", asked, cast.moss)


def visited(cast):
    """A review on site: its notes, timetable, lines of enquiry and papers."""
    review = workspace.visited(cast.ardenvale, cast.moss, lead=cast.charlie, by=cast.dana)
    workspace.theme()
    enquiry, session = workspace.enquiry(review), workspace.session(review)
    workspace.note(review, by=cast.moss, session=session)
    finding = shapes.finding(review, "Plans drift.", kind="area", by=cast.charlie)
    step = shapes.next_step(finding, by=cast.charlie)
    yield of("capture", review, cast.moss)
    for name in ("cluster", "session_new", "review_enquiry_new", "review_enquiries_order", "review_documents",
                 "letter_write", "finding_new", "findings_order"):  # fmt: skip
        yield of(name, review, cast.charlie)
    yield of("session_edit", session, cast.alice)
    yield of("review_enquiry_edit", enquiry, cast.charlie)
    yield of("finding_edit", finding, cast.charlie)
    yield of("next_step_new", finding, cast.charlie)
    yield of("next_step_edit", step, cast.charlie)


def checked(cast):
    """A review whose host checks the facts of its draft, and one whose letter waits on the check screen."""
    review = shapes.review(cast.ardenvale, by=cast.dana, at=Stage.DRAFT, kind_of=shapes.kind())
    shapes.member(review, cast.charlie, by=cast.dana, lead=True)
    shapes.finding(review, "Plans drift.", kind="area", by=cast.charlie)
    send_draft(review, by=cast.charlie, version=1, sha256=fingerprint(words_of(review)))
    made = writing_letters.propose(review, None, by=cast.alice, draft=1, is_wrong="Four.", is_right="Five.")
    brought = BroughtLetter.keep("", read_text(shapes_letters.PLAIN), by=cast.dana)
    yield of("correction_new", review, cast.alice)
    yield of("correction_edit", made, cast.alice)
    yield of("correction_answer", made, cast.charlie)
    yield "letter_bring", reverse("letter_bring"), cast.dana
    yield of("letter_bring_check", brought, cast.dana)


def answered(cast):
    """A review whose final letter is out, and one whose actions are live."""
    review = shapes.review(cast.ardenvale, by=cast.dana, at=Stage.FINAL_LETTER, kind_of=shapes.kind())
    finding = shapes.finding(review, "Plans drift.", kind="area", by=cast.dana)
    waits = shapes.next_step(finding, "Audit plans.", by=cast.dana)
    step = shapes.next_step(finding, by=cast.alice, answer="accepted")
    live = shapes_actions.live(cast.ardenvale, cast.alice, cast.dana)
    action = live.actions.get()
    done = shapes_actions.action(action.next_step, "Done.", by=cast.dana, status="done")
    summarising.write(review, "Peers came.", by=cast.alice, version=0)
    yield of("reply", finding, cast.alice)
    yield of("review_release", review, cast.alice)
    yield of("public_summary", review, cast.alice)
    yield of("next_step_answer", waits, cast.alice)
    yield of("own_step_new", finding, cast.alice)
    yield of("host_action_new", step, cast.alice)
    yield of("host_action_edit", action, cast.alice)
    yield of("host_action_drop", action, cast.alice)
    yield of("host_action_close", done, cast.alice)
    yield of("progress_check", shapes_actions.check(live), cast.alice)


def regional(cast):
    """What is of the region: kinds, the pool, promises, the challenge event."""
    kind = shapes.kind(of=cast.mercia)
    promise = shapes_people.promised(kind, cast.mercia)
    profile = Reviewer.objects.get(person=cast.charlie)
    places = cast.ardenvale, cast.severnford
    event = cycles.cycle(cast.mercia, "2026-27", *places, by=cast.dana, triad=1)
    held = cycles.cycle(cast.mercia, "2025-26", *places, by=cast.dana, triad=1)
    shapes.kind(name="Challenge event", form="event")
    chosen = {"kind": ReviewKind.objects.get(form="event"), "takes_place_on": date(2026, 12, 1), "place": ""}
    challenging.make_event(held, by=cast.dana, **chosen)
    for name in ("kind_copy", "kind_edit", "kind_stages"):
        yield of(name, kind, cast.dana)
    yield "coverage_promise_new", reverse("coverage_promise_new"), cast.dana
    yield of("coverage_promise_edit", promise, cast.dana)
    yield "pool_add", reverse("pool_add"), cast.dana
    for name in ("reviewer_edit", "reviewer_training"):
        yield of(name, profile, cast.dana)
    yield of("reviewer_conflicts", profile, cast.charlie)
    for name in ("challenge_event", "challenge_event_edit"):
        yield of(name, event, cast.dana)
    yield of("challenge_event_edit", held, cast.dana)


def common(cast):
    """What authorities have in common: themes, asks and offers."""
    cycle, findings = shapes_themes.shared(cast.mercia, by=cast.dana)
    theme = shapes_themes.theme(cycle, findings, by=cast.dana)
    put = shapes_themes.theme(cycle, findings, by=cast.dana, title="Put", put=True)
    ask = brokering.post(cast.ardenvale, by=cast.alice, kind="ask", text="Better plans.")
    met = brokering.introduce(ask, cast.severnford, by=cast.dana)
    yield of("theme_new", cycle, cast.dana)
    yield of("theme_edit", theme, cast.dana)
    yield of("theme_decide", put, cast.dana)
    yield "help_new", reverse("help_new"), cast.alice
    yield of("help_edit", ask, cast.alice)
    yield of("help_introduce", ask, cast.dana)
    yield of("introduction", met, cast.dana)


def wrong_in(answer, form):
    """Return what isn't as it should be on the page that a form leads to in which each field is wrong."""
    if answer.status_code != 200:
        return f"answers {answer.status_code}"
    said, ids = mangled.summary(answer), set(mangled.document(answer).xpath("//@id"))
    if len(said) < len(form.asked):
        return f"says {said} of {sorted(form.asked)}"
    if lost := [where for _, where in said if where is None or where.removeprefix("#") not in ids]:
        return f"leads nowhere: {lost}"
    back = mangled.typed_in(answer)
    gone = [name for name, text in form.overlong().items() if back.get(name, "").strip() != text.strip()]
    return f"lost what was typed: {gone}" if gone else ""


WORLDS = pytest.mark.parametrize(
    "world", [planned, visited, checked, answered, regional, common], ids=lambda one: one.__name__
)


def sent(browser, address, form):
    """Return the answer to a form and what it wrote of peer challenge."""
    with CaptureQueriesContext(connection) as asked:
        answer = browser.post(address, form)
    return answer, [query["sql"][:60] for query in asked if WRITES.match(query["sql"])]


def errors(answer):
    return mangled.summary(answer) if answer.status_code == 200 else []


@WORLDS
def test_everything_wrong_is_said_at_once_with_each_word_still_there(world, cast, signed_in):
    found = {}
    for name, address, who in world(cast):
        browser = signed_in(who)
        form = mangled.form_of(browser.get(address))
        answer, wrote = sent(browser, address, form.mangled())
        problem = wrong_in(answer, form) or (f"wrote {wrote}" if wrote else "")
        with transaction.atomic():
            empty = browser.post(address, form.emptied())
            transaction.set_rollback(True)
        if empty.status_code not in (200, 302, 409) or (empty.status_code == 200 and not mangled.summary(empty)):
            problem += f"; left empty it answers {empty.status_code}"
        if problem or not form.asked:
            found[name] = problem or "asks for nothing"
    assert found == {}


@WORLDS
@pytest.mark.on_postgresql
def test_what_somebody_saved_first_stays_and_the_other_has_their_words_back(world, cast, signed_in):
    found = {}
    for name, address, who in world(cast):
        browser = signed_in(who)
        form = mangled.form_of(browser.get(address))
        if "version" not in form.values:
            continue
        before = AuditEvent.objects.count()
        answer = browser.post(address, form.filled("Typed too late.", version="999", ends=""))
        back = answer.content.decode().count("Typed too late.") >= min(len(form.texts), 1)
        kept = AuditEvent.objects.count() - before, "Typed too late." in browser.get(address).content.decode()
        given_back = answer.status_code == 409 or (not form.texts and answer.status_code == 302)
        if (given_back, back, kept) != (True, True, (0, False)):
            found[name] = answer.status_code, back, kept, errors(answer)
    assert found == {}


ASKED = ("about", "as", "edit", "finding", "home", "host", "kind", "merge-into", "offer", "page", "reply", "restore",
         "session", "state", "theme", "tick", "training")  # fmt: skip
LISTS = ("reviews", "reviews_csv", "pool", "pool_csv", "coverage", "help_board", "kinds", "packs")
OF_REVIEW = ("findings", "findings_csv", "next_steps", "own_and_peers", "review_see_as", "team", "corrections")


def test_nonsense_behind_an_address_opens_a_page_or_none(cast, signed_in):
    nonsense, found = dict.fromkeys(ASKED, "no-such"), {}
    for pages in each([visited, checked, answered, regional, common], cast):
        of_review = [of(name, Review.objects.first(), cast.alice) for name in OF_REVIEW if pages[0][0] == "reply"]
        for name, address, who in pages + of_review:
            found[name] = signed_in(who).get(address, nonsense).status_code
    for name in LISTS:
        found[name] = signed_in(cast.dana).get(reverse(name), nonsense | {"region": "mercia"}).status_code
    assert {name: status for name, status in found.items() if status not in (200, 302, 404)} == {}


# What is still done with a review that is over.
STILL_OPEN = {"review_new", "member_end", "review_release", "public_summary", "letter_bring", "letter_bring_check"}


@pytest.mark.parametrize("world", [planned, visited, checked, answered], ids=lambda one: one.__name__)
def test_what_is_sent_once_a_review_was_given_up_comes_back(world, cast, signed_in):
    pages, found = list(world(cast)), {}
    forms = {name: mangled.form_of(signed_in(who).get(address)) for name, address, who in pages}
    Review.objects.update(status=Stage.WITHDRAWN, because="The inspection came.")
    for name, address, who in pages:
        answer = signed_in(who).post(address, forms[name].filled("Typed too late.", ends=""))
        back = "Typed too late." in answer.content.decode() or not forms[name].texts
        if name not in STILL_OPEN and (answer.status_code not in (302, 403, 404, 409) or not back):
            found[name] = answer.status_code, back
    assert found == {}


@WORLDS
@pytest.mark.on_postgresql
def test_a_form_sent_twice_makes_one(world, cast, signed_in):
    found = {}
    for name, address, who in world(cast):
        browser = signed_in(who)
        form = mangled.form_of(browser.get(address))
        if "form_key" not in form.values or form.values.get("version"):  # it changes what is there
            continue
        given = form.filled("Two words.", ends="")
        with transaction.atomic():
            twice = [given | ({"file": table("a,b\n1,2\n")} if name == "review_documents" else {}) for _ in range(2)]
            (first, made), (second, again) = [sent(browser, address, one) for one in twice]
            transaction.set_rollback(True)
        kept = [sql for sql in again if sql.startswith("INSERT")]
        if (first.status_code, second.status_code, bool(made), kept) != (302, 302, True, []):
            found[name] = first.status_code, second.status_code, errors(first), again
    assert found == {}


def each(worlds, cast):
    """Yield the pages of each of `worlds`, which stand one after the other."""
    for world in worlds:
        with transaction.atomic():
            yield list(world(cast))
            transaction.set_rollback(True)


BACKWARDS = {
    "review_new": ("begins_on", "ends_on"), "review_edit": ("begins_on", "ends_on"), "session_new": ("starts", "ends"),
    "session_edit": ("starts", "ends"), "coverage_promise_new": ("starts_on", "ends_on"),
    "coverage_promise_edit": ("starts_on", "ends_on"), "reviewer_training": ("trained_on", "expires_on"),
    "letter_bring_check": ("begins_on", "ends_on"),
}  # fmt: skip


def test_days_the_wrong_way_round_are_said_beside_the_last(cast, signed_in):
    found = {}
    for name, address, who in chain.from_iterable(each([planned, visited, checked, regional], cast)):
        if name in BACKWARDS:
            first, last = BACKWARDS[name]
            late, early = ("10:00", "09:00") if first == "starts" else ("2026-01-09", "2026-01-02")
            form = mangled.form_of(signed_in(who).get(address))
            dates = {"dated_on": "2026-01-10", first: late, last: early}
            answer = signed_in(who).post(address, form.filled("Two words.", **dates))
            found[name] = answer.status_code, [where for _, where in mangled.summary(answer)]
    assert found == {name: (200, [f"#id_{last}"]) for name, (_, last) in BACKWARDS.items()}


def foreign(cast):
    """Return {page: {field: the id of what is there, and belongs to another review, region or authority}}."""
    other = shapes.review(cast.severnford, by=cast.dana, at=Stage.FINAL_LETTER, kind_of=ReviewKind.objects.first())
    finding = shapes.finding(other, "Of Severnford.", by=cast.dana)
    enquiry, session = workspace.enquiry(other), workspace.session(other)
    note = workspace.note(other, by=cast.dana)
    theirs, theme = shapes.kind(of=cast.wessex, name="Theirs"), workspace.theme("Theirs", region=cast.wessex)
    cycle = cycles.cycle(cast.wessex, "2026-27", by=cast.dana)
    return {
        "review_new": {"kind": theirs.pk, "cycle": cycle.pk}, "review_edit": {"cycle": cycle.pk},
        "capture": {"enquiry": enquiry.public_id, "session": session.public_id, "theme": theme.pk},
        "cluster": {"notes": note.public_id, "to": finding.public_id},
        "finding_new": {"enquiry": enquiry.pk, "theme": theme.pk},
        "finding_edit": {"enquiry": enquiry.pk, "theme": theme.pk}, "letter_bring_check": {"kind": theirs.pk},
        "review_release": {"items": f"finding:{finding.public_id}"},
        "host_action_edit": {"owner_person": cast.charlie.pk}, "coverage_promise_new": {"kind": theirs.pk},
        "reviewer_training": {"kind": theirs.pk}, "pool_add": {"person": cast.stranger.pk},
        "seat": {"person": cast.stranger.pk}, "theme_edit": {"sources": f"finding:{finding.pk}", "about": theme.pk},
        "help_new": {"theme": theme.pk}, "help_introduce": {"helper": cast.elsewhere.pk},
    }  # fmt: skip


def test_what_belongs_elsewhere_is_no_choice(cast, signed_in, wessex, erin):
    cast.wessex, cast.stranger, cast.elsewhere = wessex, erin, make.authority("Dunmere", wessex, "W01")
    found, known = {}, {}
    for pages in each([planned, visited, checked, answered, regional, common], cast):
        elsewhere = foreign(cast)
        for name, address, who in pages:
            if wrong := elsewhere.get(name):
                form = mangled.form_of(signed_in(who).get(address))
                answer, wrote = sent(signed_in(who), address, form.filled("Two words.", ends="") | wrong)
                said = [where.removeprefix("#id_") for _, where in errors(answer)]
                found[name] = [field for field in wrong if any(one.startswith(field) for one in said)], wrote
                known[name] = list(wrong), []
    assert found == known
    assert len(found) == 16


LETTERS = {
    "empty.docx": (b"", "The file is empty."), "letter.pdf": (b"%PDF-1.7 letter", "This is a PDF"),
    "damaged.docx": (shapes_letters.word(("Normal", "Dear Alice"))[:3000], "This Word document is damaged"),
    "text.docx": (b"Only some words", "This is not a Word document, although its name says so"),
    "locked.docx": (OLE + "EncryptedPackage".encode("utf-16-le"), "This document is protected by a password."),
    "huge.docx": (b"PK\x03\x04" + bytes(26 * 1024 * 1024), "This file is larger than 25 MB"),
}  # fmt: skip


def test_a_letter_that_cannot_be_read_is_refused_in_words_and_not_kept(cast, signed_in):
    manager, found = signed_in(cast.dana), {}
    for name, (data, _) in LETTERS.items():
        answer = manager.post(reverse("letter_bring"), {"file": shapes_letters.upload(data, name)})
        found[name] = " ".join(said for said, _ in errors(answer))
    assert {name: said[: len(LETTERS[name][1])] for name, said in found.items()} == {
        name: said for name, (_, said) in LETTERS.items()
    }  # fmt: skip
    both = manager.post(reverse("letter_bring"), {"file": shapes_letters.upload(), "text": "Dear Alice, thank you."})
    assert (len(errors(both)), mangled.typed_in(both)["text"]) == (1, "Dear Alice, thank you.")
    assert BroughtLetter.objects.count() == 0


def test_a_letter_without_findings_is_no_review_before_one_is_added(cast, signed_in):
    shapes.kind()
    manager = signed_in(cast.dana)
    address = manager.post(reverse("letter_bring"), {"text": "12 November 2025\n\nDear Alice\n\nThank you."}).url
    page = manager.get(address)
    assert "None was found. Add each out of the letter." in page.content.decode()
    form = mangled.form_of(page).filled("Team review", dated_on="2025-11-12", begins_on="", ends_on="")
    assert [said for said, _ in errors(manager.post(address, form))] == [
        "Bring in one finding at least: tick one, or add one."
    ]
    row = {"findings-0-is_taken": "on", "findings-0-kind": "area", "findings-0-headline": "Plans drift."}
    assert manager.post(address, form | row | {"findings-TOTAL_FORMS": "1"}).status_code == 302
    assert [one.headline for one in Review.objects.get().findings.all()] == ["Plans drift."]
