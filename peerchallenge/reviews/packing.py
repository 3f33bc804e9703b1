"""What stands in a pack: for the Leadership Summit one document, for the annual conversation a folder of many.

Every part is made as whoever asked for it may read it, at that moment. Who may ask was asked before.
"""

import hashlib
import io
import zipfile
from collections.abc import Callable
from typing import NamedTuple

from django.utils import timezone

from peerchallenge.disclosure import enough
from peerchallenge.models import Evidence, Submission
from peerchallenge.paper import assessment_page
from peerchallenge.paper.word import as_word as assessment_in_word
from peerchallenge.reviews import front_page
from peerchallenge.reviews.audiences import who_sees_findings, who_sees_items
from peerchallenge.reviews.models import Finding, Letter, RegionalTheme, Review, Wording
from peerchallenge.reviews.next_steps_page import NextStepsPage
from peerchallenge.reviews.next_steps_table import as_word as next_steps_in_word
from peerchallenge.reviews.paper import letter_paper_of
from peerchallenge.reviews.paper.letter import as_word as letter_in_word
from peerchallenge.reviews.proposing import proposed_in
from peerchallenge.reviews.theming import number_in_words, rests_on, with_steps
from peerchallenge.words import all_statements
from portal.paper.word import bullets, heading, new_document, paragraph, saved
from portal.ui import dates
from portal.ui.atom import xml_text
from portal.ui.sheets import write_csv

FOR_SUMMIT = (
    "For chief executives, Lead Members, scrutiny chairs and safeguarding-partnership chairs. "
    "It names no authority, and holds nothing that rests on fewer than three."
)
EVIDENCE = ("Section", "Statement", "Kind", "Title", "Figure", "Period", "Source", "Dated", "Link", "File", "SHA-256")


class Part(NamedTuple):
    """One file of a folder: its name in it, and what makes its bytes; None where there is nothing."""

    name: str
    make: Callable[[], bytes | None]


def themes_for_summit(cycle) -> list[RegionalTheme]:
    """Return the themes that were put to the directors and still rest on three authorities, each with its steps."""
    rows = RegionalTheme.objects.filter(cycle=cycle, put_at__isnull=False).standing().select_related("region", "cycle")
    return with_steps([one for one in rows.order_by("position", "pk") if enough(rests_on(one))])


def leadership_summit(pack) -> bytes:
    """Return the Word document for the Leadership Summit of a pack's cycle."""
    cycle, at = pack.cycle, timezone.now()
    document = new_document(f"Leadership Summit, {cycle.year}", str(cycle.region))
    part = document.sections[0]
    part.header.paragraphs[0].text = xml_text(
        f"Directors and leaders of {cycle.region}. Leadership Summit {cycle.year}."
    )
    part.footer.paragraphs[0].text = xml_text(f"Made by {pack.asked_by} on {dates.moment(at)}")
    paragraph(document, cycle.full_name, "Subtitle")
    paragraph(document, "").add_run(FOR_SUMMIT).bold = True
    heading(document, "Themes", 1)
    themes = themes_for_summit(cycle)
    for theme in themes:
        _theme(document, theme)
    if not themes:
        paragraph(document, "No theme was put to the directors yet.")
    heading(document, "Proposed priorities", 1)
    proposed = proposed_in(cycle)
    for one in proposed:
        heading(document, one.title, 2)
        paragraph(document, f"Out of the theme: {one.theme}. Plan {one.plan}.")
        bullets(document, one.focus)
    if not proposed:
        paragraph(document, "No priority was made of a theme yet.")
    return saved(document)


def _theme(document, theme):
    heading(document, theme.title, 2)
    paragraph(document, f"{theme.get_kind_display()}. {number_in_words(theme)}")
    for line in filter(None, theme.summary.splitlines()):
        paragraph(document, line)
    if theme.standing_steps:
        paragraph(document, "Recommended next steps for the region:")
        bullets(document, [step.text for step in theme.standing_steps])
    if theme.decided_on:
        decided = f"{theme.get_status_display()} on {dates.day(theme.decided_on)}: {theme.decided_because}"
        paragraph(document, f"{decided} {f'Towards: {theme.outcome}' if theme.outcome else ''}".strip())


def parts_of_folder(pack) -> list[Part]:
    """Return the parts of the folder of a pack's authority: what it submitted last, evidence, each final review."""
    place, user = pack.authority, pack.asked_by
    found = []
    latest = (
        Submission.objects.visible_to(user)
        .filter(authority=place)
        .select_related(
            "assessment__cycle__region", "assessment__authority__region", "authority", "region", "submitted_by"
        )
    )
    if submission := latest.order_by("-submitted_at", "-number").first():
        year = submission.words["year"].replace("/", "-")
        found.append(Part(f"1-as-signed/self-assessment-{year}.docx", lambda: _assessment(submission, user)))
        found.append(Part("2-evidence/list.csv", lambda: _evidence_list(submission)))
        found += [Part(name, make) for name, make in _files(submission, place)]
    reviews = Review.objects.visible_to(user).filter(authority=place, shared_at__isnull=False)
    rows = reviews.select_related(*front_page.RELATED).prefetch_related("stages").order_by("begins_on", "pk")
    for number, review in enumerate([one for one in rows if one.is_issued], 1):
        found += _parts_of_review(review, user, f"3-reviews/{number:02}-{review.kind.slug[:40]}")
    return found


def _assessment(submission, user):
    return assessment_in_word(assessment_page(submission, user, timezone.now()))


def _evidence_list(submission):
    rows = []
    for section, _, said in all_statements(submission.words):
        for one in said["evidence"]:
            facts = [one["kind"], one["title"], one["figure"], one["period"], one["source"], one["dated_on"] or ""]
            rows.append([section["title"], said["claim"], *facts, one["url"], one["file"], one["sha256"]])
    return write_csv(EVIDENCE, rows)


def _files(submission, place):
    """Yield (name, make) of each file that the submission names and that is still kept, by what it held then."""
    named = {
        one["id"]: one for _, _, said in all_statements(submission.words) for one in said["evidence"] if one["file"]
    }
    rows = Evidence.objects.filter(authority=place, public_id__in=named, blob__isnull=False).select_related("blob")
    for number, row in enumerate(rows.order_by("pk"), 1):
        if row.blob.sha256 == named[str(row.public_id)]["sha256"]:
            yield f"2-evidence/{number:03}-{_safe(row.file_name)}", lambda blob=row.blob: _bytes_of(blob)


def _bytes_of(blob):
    try:
        return blob.place.read_bytes()
    except OSError:
        return None


def _safe(name):
    return "".join(sign if sign.isalnum() or sign in "-_. " else "-" for sign in name).strip(". ")[:100] or "file"


def _parts_of_review(review, user, folder):
    letter = Letter.objects.visible_to(user).filter(review=review, sent=Wording.Sent.FINAL)
    if found := letter.select_related("review__region", "review__authority").first():
        who = who_sees_findings(review, shown_to=found.shown_to)
        yield Part(f"{folder}/letter.docx", lambda: letter_in_word(letter_paper_of(found, who, user, timezone.now())))
    yield Part(f"{folder}/findings-and-replies.csv", lambda: _findings(review, user))
    yield Part(f"{folder}/actions.docx", lambda: _actions(review, user))


def _findings(review, user):
    columns = ("Number", "Strength or area", "Headline", "What the team heard", "Reply", "Reply in words")
    rows = []
    found = Finding.objects.visible_to(user).standing().filter(review=review).select_related("reply")
    for number, one in enumerate(found.order_by("position", "pk"), 1):
        reply = getattr(one, "reply", None)
        said = [reply.get_says_display(), reply.words] if reply else ["", ""]
        rows.append([str(number), one.get_kind_display(), one.headline, one.heard, *said])
    return write_csv(columns, rows)


def _actions(review, user):
    page = NextStepsPage(review, user, front_page.reader_of(user, review))
    return next_steps_in_word(page, who_sees_items(review, page.steps), user, timezone.now())


def zipped(pack, files: list[tuple[str, bytes]]) -> bytes:
    """Return the folder as a zip, with an index that dates it and has the size and SHA-256 of each file."""
    rows = [[name, str(len(data)), hashlib.sha256(data).hexdigest()] for name, data in files]
    table = write_csv(("File", "Bytes", "SHA-256"), rows)
    read_me = (
        f"{pack}, {pack.authority}\nMade for {pack.asked_by} on {dates.moment(timezone.now())}\n"
        "For the authority alone. It holds what it submitted, its evidence, its reviews’ final findings, its replies "
        "and actions, as whoever asked for it can read them. index.csv has the size and SHA-256 of each file.\n"
    )
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in [("read-me.txt", read_me.encode()), ("index.csv", table), *files]:
            archive.writestr(name, data)
    return held.getvalue()
