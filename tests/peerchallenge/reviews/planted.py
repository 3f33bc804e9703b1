"""Reviews of Ardenvale with an invented word in every confidential field; `tests.peerchallenge.reviews.known` says who
may know which.

"working…" stands at the draft, which was sent once and taken back; "final…" at the final letter, with a reply that
isn't sent; "live…" has live actions and let others read; "late…" is put off. All by the verbs, where there are any.
"""

from datetime import date, timedelta
from types import SimpleNamespace
from uuid import uuid4

from django.urls import reverse
from django.utils import timezone

from peerchallenge.reviews.actions import (
    acting,
    answering,
    letters,
    noting,
    releasing,
    replying,
    summarising,
    theming,
    wording,
    writing_letters,
)
from peerchallenge.reviews.actions.moving import back_to_draft, postpone
from peerchallenge.reviews.letter import fingerprint, words_of
from peerchallenge.reviews.models import (
    BroughtLetter,
    ChallengeEvent,
    Finding,
    HelpEntry,
    Introduction,
    KindEnquiry,
    Letter,
    Pack,
    Review,
    ReviewDocument,
    ReviewReading,
    ReviewRemoval,
    ReviewReport,
    Stage,
    TeamNote,
)
from peerchallenge.reviews.releasing import change_of
from peerchallenge.reviews.replying import standing_of
from portal.drafting.models import KeptText
from portal.files.storing import keep
from portal.home.chasing import debtors, everything_owed, nudge
from tests.peerchallenge import shapes as own
from tests.peerchallenge.reviews import shapes, shapes_actions, shapes_people, shapes_themes, shapes_workspace
from tests.peerchallenge.reviews.company import seat_everybody
from tests.peerchallenge.reviews.shapes_findings import relate

LEVELS = ("authority", "directors", "region", "public")


def plant(places, people):
    """Make it all and return what stands: cycle, and the reviews working, final and live."""
    ardenvale, alice, dana = places["own"], people["alice"], people["dana"]
    cycle = own.cycle(places["region"], "2026-27", ardenvale, places["triad"], places["elsewhere"], by=dana)
    assessment = own.assessment(cycle, ardenvale, by=alice)
    own.statement(own.first_section(assessment), claim="submittedclaim")
    submission = own.submission(assessment, by=alice)
    kind = shapes.kind(of=places["region"])
    known = {"by": dana, "kind_of": kind, "cycle": cycle}
    working = _working(shapes.review(ardenvale, at=Stage.DRAFT, title="workingtitle", **known), people, places)
    relate(working.findings.get(headline="unsentheadline"), submission, claim="submittedclaim")
    final = _final(shapes.review(ardenvale, at=Stage.DRAFT, title="finaltitle", **known), people, places)
    live = _live(shapes.review(ardenvale, at=Stage.DRAFT, title="livetitle", **known), people, places, submission)
    _late(shapes.review(ardenvale, title="latetitle", begins_on=date(2027, 1, 5), **known), dana)
    _people(places, people, kind)
    _kind(places["region"])
    _help(places, people)
    _themes(cycle, live, dana)
    _packs(cycle, places, people)
    for debtor in debtors(everything_owed(dana))[0]:
        nudge(debtor, note="", by=dana)
    return SimpleNamespace(cycle=cycle, working=working, final=final, live=live)


def _now(review) -> Review:
    return Review.objects.select_related("region", "authority__region", "kind", "cycle").get(pk=review.pk)


def _kind(region):
    """A kind that no review is of yet."""
    words = {"purpose": "kindpurpose", "length": "kindlength", "led_by": "kindledby"}
    made = shapes.kind(of=region, name="kindname", seats=("kindofseat",), **words)
    KindEnquiry.objects.create(kind=made, text="kindofenquiry")


def _found(review, word, by, *, kind="area", steps=1):
    """A finding of the team's, and next steps for it."""
    made = wording.add_finding(review, by=by, headline=f"{word}headline", heard=f"{word}heard", kind=kind)
    for _ in range(steps):
        answering.recommend(made, f"{word}step", by=by)
    return made


def _sent(review, verb, by):
    review = _now(review)
    verb(review, by=by, version=review.version, sha256=fingerprint(words_of(review)))
    return _now(review)


def _letter(review, word, by):
    said = {"opening": f"{word}opening", "closing": f"{word}closing", "signed_by": f"{word}signer"}
    draft = getattr(review, "letter_draft", None)
    writing_letters.write_letter(review, by=by, version=draft.version if draft else 0, **said)


def _working(review, people, places):
    """The team at work: a draft went to the host, was corrected and taken back, and is being written anew."""
    rhea, alice = people["rhea"], people["alice"]
    shapes.member(review, rhea, by=people["dana"], lead=True)
    Review.objects.filter(pk=review.pk).update(asked="workingasked")
    review.stages.filter(stage=Stage.FINAL_LETTER).update(moved_because="movedbecause", is_set_by_hand=True,
                                                          due_on=date(2027, 1, 8))  # fmt: skip
    _letter(review, "sent", rhea)
    sent = _found(review, "sent", rhea)
    review = _sent(review, letters.send_draft, rhea)
    known = {"is_wrong": "wrongfact", "is_right": "rightfact", "by": alice, "draft": 1}
    refused, _ = (writing_letters.propose(review, finding, **known) for finding in (sent, None))
    writing_letters.answer_correction(refused, by=rhea, version=1, answer="not-taken", because="refusedbecause")
    review = back_to_draft(review, by=rhea, version=review.version)
    _letter(review, "unsent", rhea)
    wording.edit_finding(sent, by=rhea, version=1, headline="rewordedheadline", heard="rewordedheard")
    answering.reword(sent.next_steps.get(), "rewordedstep", by=rhea, version=1)
    answering.recommend(sent, "addedstep", by=rhea)
    _found(review, "unsent", rhea)
    Finding.objects.filter(headline="unsentheadline").update(source_place="unsentplace")
    _seated(review, people, places)
    review.seats.filter(is_lead=True).update(label="leadseat")
    _reported(review, people)
    _visit(review, people)
    path = reverse("finding_edit", args=[sent.public_id])
    KeptText.objects.create(person=rhea, path=path, fields=[["version", "2"], ["headline", "keptheadline"]])
    return review


def _seated(review, people, places):
    """The whole team in place of the lead alone."""
    for seat in review.seats.all():
        seat.members.all().delete()
    seat_everybody(review, people, places)


def _reported(review, people):
    """Of what the host alone reads and of what it doesn't read, something is reported and something removed."""
    facts = {"review": review, "kind": "finding", "record": uuid4(), "parts": ["heard"], "why": "name"}
    for whose, by in (("host", people["alice"]), ("team", people["rhea"])):
        reached = {"host_reads": whose == "host", "others_read": whose == "team"}
        ReviewReport.objects.create(where=f"{whose}reported", reported_by=by, **facts, **reached)
        ReviewRemoval.objects.create(where=f"{whose}removed", removed_by=by, **facts, **reached)


def _visit(review, people):
    """Lines of enquiry, the timetable, documents, and the team's notes: as they are, changed, taken away."""
    rolf, alice = people["rolf"], people["alice"]
    enquiry = shapes_workspace.enquiry(review, "enquirytext")
    said = {"with_whom": "sessionwith", "place": "sessionplace", "team": "sessionteam"}
    session = shapes_workspace.session(review, "sessiontitle", **said)
    for whose, by in (("authority", alice), ("team", rolf)):
        ReviewDocument.objects.create(
            review=review, title=f"{whose}document", file_name=f"{whose}file.pdf", shown_to=whose, given_by=by,
            blob=keep(f"%PDF-1.7 {whose}bytes".encode(), "application/pdf"),
        )  # fmt: skip
    known = {"role": "noterole", "explained": "noteexplained", "session": session, "enquiry": enquiry}
    for word in ("notetext", "noteaway"):
        shapes_workspace.note(review, word, by=rolf, theme=shapes_workspace.theme(), **known)
    noting.remove_note(TeamNote.objects.get(text="noteaway"), by=rolf, version=1)
    Finding.objects.filter(review=review, headline="unsentheadline").update(enquiry=enquiry)


def _issued(review, people, words):
    """Its final letter with findings of these `words` is out."""
    rhea = people["rhea"]
    shapes.member(review, rhea, by=people["dana"], lead=True)
    _letter(review, words[0], rhea)
    for word in words:
        _found(review, word, rhea)
    return _sent(_sent(review, letters.send_draft, rhea), letters.issue, rhea)


def _final(review, people, places):
    """The host writes its reply: nothing of it is sent."""
    alice = people["alice"]
    review = _issued(review, people, ["final"])
    finding = review.findings.get()
    replying.reply(finding, says="disagree", words="unsentreply", by=alice, version=0)
    answering.answer(finding.next_steps.get(), says="partly", because="unsentbecause", by=alice, version=1)
    mine = answering.add_own(finding, "unsentownstep", by=alice)
    _action(mine, "unsent", people)
    summarising.write(review, "unsentsummary", by=alice, version=0)
    return review


def _action(step, word, people, owner=None):
    said = {"what": f"{word}action", "owner": f"{word}owner", "measure": f"{word}measure"}
    return acting.add(step, by=people["alice"], due_on=timezone.localdate() + timedelta(days=30), owner_person=owner,
                      **said)  # fmt: skip


def _live(review, people, places, submission):
    """The host replied and let others read: each finding as far as its word says."""
    alice, rhea = people["alice"], people["rhea"]
    review = _issued(review, people, LEVELS)
    enquiry = shapes_workspace.enquiry(review, "releasedenquiry")
    for finding in review.findings.all():
        word = finding.headline.removesuffix("headline")
        replying.reply(finding, says="with-changes", words=f"{word}reply", by=alice, version=0)
        step = finding.next_steps.get()
        answering.answer(step, says="partly", because=f"{word}because", by=alice, version=1)
        action = _action(step, word, people, people["bob"] if word == "authority" else None)
        if word == "directors":
            dropped = action
    review.findings.filter(headline="publicheadline").update(enquiry=enquiry)
    relate(review.findings.get(headline="publicheadline"), submission, claim="submittedclaim")
    replying.send_reply(_now(review), by=alice, seal=standing_of(_now(review)).seal)
    for level in LEVELS[1:]:
        _release(review, level, alice)
    shapes_actions.action(review.next_steps.get(text="authoritystep"), "otheraction", by=alice)
    acting.drop(_fresh(dropped), by=alice, version=_fresh(dropped).version, because="directorsdropped")
    Review.objects.filter(pk=review.pk).update(status=Stage.ACTIONS_LIVE)
    _checked(review, people)
    summarising.write(review, "publictext", by=alice, version=0)
    summarising.publish(review, by=alice, version=1)
    ReviewReading.objects.create(review=review, person=people["moss"], part="Moderator, readerplace", what="readerwhat")
    _letter_file(review, rhea)
    return _now(review)


def _fresh(row):
    return type(row).objects.get(pk=row.pk)


def _release(review, level, by):
    finding = review.findings.get(headline=f"{level}headline")
    chosen = [f"finding:{finding.public_id}", f"nextstep:{finding.next_steps.get().public_id}"]
    change = change_of(_now(review), set(chosen), level)
    assert releasing.release(_now(review), chosen, level, by=by, seal=change.seal)


def _checked(review, people):
    """One progress check is sent, and one is being written."""
    for months, word in ((3, "sent"), (6, "unsent")):
        check = review.checks.filter(months=months).first() or shapes_actions.check(review, months)
        for action in review.actions.exclude(status="dropped"):
            level = action.what.removesuffix("action")
            check.reports.create(action=action, status="late", done=f"{word}{level}done",
                                 difference=f"{word}{level}difference", made_by=people["alice"])  # fmt: skip
        sent = {"sent_at": timezone.now(), "sent_by": people["alice"]} if word == "sent" else {}
        type(check).objects.filter(pk=check.pk).update(difference=f"{word}difference", **sent)


def _letter_file(review, by):
    """The final letter came in as a file."""
    document = ReviewDocument.objects.create(
        review=review, title="lettertitle", file_name="letterfile.pdf", shown_to="authority", given_by=by,
        blob=keep(b"%PDF-1.7 letterbytes", "application/pdf"),
    )  # fmt: skip
    letter = review.letters.get(sent="final")
    said = {"file": "letterfile.pdf", "file_sha256": document.blob.sha256,
            "original": [{"kind": "text", "text": "letteroriginal"}]}  # fmt: skip
    Letter.objects.filter(pk=letter.pk).update(words=letter.words | said)


def _late(review, dana):
    postpone(review, by=dana, version=review.version, because="latebecause")


def _people(places, people, kind):
    """Rolf in the pool, a promise of coverage, a letter that Dana brought in, the place of an event."""
    region, dana = places["region"], people["dana"]
    shapes_people.in_pool(region, people["rolf"], brings="poolbrings", availability="poolavailability")
    people["rolf"].reviewer_in.get().conflicts.create(
        authority=places["triad"], because="conflictbecause", declared_by=people["rolf"]
    )
    promise = shapes_people.promised(kind, region, words="promisewords")
    type(promise).objects.filter(pk=promise.pk).update(source="promisesource")
    found = {"title": "broughttitle", "findings": [], "body": [{"kind": "text", "text": "broughtbody"}], "doubts": [],
             "dropped": [], "dated_on": None, "begins_on": None, "ends_on": None, "region": None}  # fmt: skip
    BroughtLetter.objects.create(
        region=region, made_by=dana, name="broughtname.docx", found=found, original_html="<p>broughthtml</p>",
        blob=keep(b"%PDF-1.7 broughtbytes", "application/pdf"), file_name="broughtfile.docx",
    )  # fmt: skip
    event = shapes.kind(of=region, name="Challenge event", form="event")
    ChallengeEvent.objects.create(
        region=region, cycle=Review.objects.first().cycle, kind=event, place="eventplace",
        takes_place_on=date(2027, 1, 26),
    )  # fmt: skip


def _help(places, people):
    """An open ask, with whom it was brought together; and one that was taken back."""
    known = {"region": places["region"], "authority": places["own"], "made_by": people["alice"], "kind": "ask"}
    entry = HelpEntry.objects.create(text="asktext", contact="askcontact", **known)
    HelpEntry.objects.create(text="backtext", contact="backcontact", status="taken-back", **known)
    Introduction.objects.create(
        entry=entry, helper=places["elsewhere"], note="introducednote", what_came="whatcame", outcome="helped",
        ask_on=timezone.localdate(), said_at=timezone.now(), said_by=people["alice"], made_by=people["dana"],
    )  # fmt: skip
    shapes_workspace.theme("themename", region=places["region"])


def _themes(cycle, live, dana):
    """On the longlist, put to the directors, chosen, and released."""
    findings = list(live.findings.all())
    decided = {"decided_because": "{}decided", "outcome": "{}outcome", "status": "chosen"}
    for word, state in (("long", {}), ("put", {"put": True}), ("chosen", decided), ("released", decided)):
        said = {name: value.format(word) if isinstance(value, str) else value for name, value in state.items()}
        if "status" in said:
            said["decided_on"] = timezone.localdate()
        title = f"{word}title"
        theme = shapes_themes.theme(cycle, findings, by=dana, title=title, summary=f"{word}summary",
                                    steps=(f"{word}regionalstep",), **said)  # fmt: skip
        if word == "released":
            type(theme).objects.filter(pk=theme.pk).update(released_at=timezone.now(), released_by=dana)
            theming._told_public(_fresh(theme))


def _packs(cycle, places, people):
    known = {"region": places["region"], "status": "ready"}
    folder = {"kind": "folder", "authority": places["own"], "asked_by": people["alice"], "region": places["region"]}
    Pack.objects.create(file_name="folderfile.zip", blob=keep(b"folderbytes", "application/zip"), **folder | known)
    Pack.objects.create(status="failed", error="foldererror", **folder)
    Pack.objects.create(kind="leadership-summit", cycle=cycle, asked_by=people["dana"], file_name="summitfile.docx",
                        blob=keep(b"summitbytes", "application/zip"), **known)  # fmt: skip
