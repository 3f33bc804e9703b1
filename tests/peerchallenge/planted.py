"""A self-assessment with an invented word planted in every confidential field; `tests.peerchallenge.known` says who may
know which. Submitted twice, opened again twice, and written in since.
"""

from types import SimpleNamespace
from uuid import uuid4

from django.urls import reverse
from django.utils import timezone

from peerchallenge.actions import moderating, signing, submitting
from peerchallenge.actions.extending import extend
from peerchallenge.actions.sharing import raise_concern
from peerchallenge.models import (
    Concern,
    Cycle,
    EarlierCount,
    Evidence,
    Explanation,
    LineOfEnquiry,
    Participation,
    Promise,
    Reading,
    Removal,
    Report,
    Signature,
    Step,
    Submission,
)
from peerchallenge.remarks import OnStatement, RemarksText
from peerchallenge.said import PromiseText, SectionText, StatementText
from peerchallenge.words import fingerprint, words_of
from portal.drafting.models import KeptText
from portal.drafting.models.version import keep_version
from portal.files.storing import keep
from portal.home.chasing import debtors, everything_owed, nudge
from tests.peerchallenge import moderation as made
from tests.peerchallenge import shapes
from tests.peerchallenge.company import takes_office

SIGNERS = ["dcs", "council-chief-executive"]


def plant(places, people, released=False):
    """Make it all by the verbs that the pages use, and return what stands: cycle, assessment, submission.

    With `released` the second version is released to the triad.
    """
    mercia, ardenvale = places["region"], places["own"]
    alice, dana, bob = (people[name] for name in ("alice", "dana", "bob"))
    last = shapes.cycle(mercia, "2025-26", ardenvale, by=dana, signers=["dcs"])
    before = shapes.assessment(last, ardenvale, by=alice)
    said = {"claim": "lastclaim", "next_step": "frozenpromise", "next_owner": "lastpromiser"}
    shapes.statement(shapes.first_section(before), **said)
    shapes.submission(before, by=alice)
    cycle = shapes.cycle(mercia, "2026-27", ardenvale, places["triad"], by=dana, triad=1, signers=SIGNERS)
    cycle.participations.create(authority=places["elsewhere"], triad=2)
    assessment = shapes.assessment(cycle, ardenvale, by=alice)
    _write(assessment, "first")
    signing.ask_for_signatures(assessment, by=alice)
    signing.send_back(_asked("dcs"), by=alice, comment="returnedcomment")
    first = _submit(assessment, people)
    submitting.reopen(first, by=dana, reason="firstreopened")
    _write(assessment, "frozen")
    submission = _submit(assessment, people)
    Submission.objects.filter(pk=submission.pk).update(
        reference="frozenreference", gaps=[{"section": "frozengap", "said": "frozengap"}]
    )
    _moderate(submission, people)
    _more_time(cycle, ardenvale, by=dana)
    if released:
        shapes.release(assessment, "triad", by=alice)
    submitting.reopen(submission, by=dana, reason="frozenreopened")
    _replaced(assessment, by=alice)
    _write(assessment, "working")
    shapes.helper(assessment.sections.order_by("area__position").last(), bob, by=alice)
    takes_office(people, places)
    assessment = _fresh(assessment)
    _around(assessment, people)
    _counted(mercia, ardenvale)
    _drafts(mercia, cycle, by=dana)
    _typed(assessment, submission, people)
    for debtor in debtors(everything_owed(dana))[0]:
        nudge(debtor, note="", by=dana)
    return SimpleNamespace(cycle=cycle, assessment=assessment, submission=submission)


def _fresh(assessment):
    return type(assessment).objects.get(pk=assessment.pk)


def _asked(role):
    return Signature.objects.get(decision="asked", role=role)


def _submit(assessment, people):
    """Sign it, without the council's chief executive, a post that nobody holds, and submit it."""
    alice = people["alice"]
    signing.ask_for_signatures(_fresh(assessment), by=alice)
    signing.approve(_asked("dcs"), by=alice, sha256=fingerprint(words_of(_fresh(assessment))))
    if waiting := Signature.objects.filter(decision="asked", round=assessment.signatures.first().round).first():
        signing.leave_out(waiting, by=people["dana"], reason="leftoutreason")
    now = _fresh(assessment)
    return submitting.submit(now, by=alice, sha256=fingerprint(words_of(now)))


def _write(assessment, word):
    """Plant words that begin with `word` in the first section, and one in the last."""
    first, last = assessment.sections.order_by("area__position")
    statement = first.statements.first() or shapes.statement(first, first.area.prompts.first())
    fields = {"claim": "claim", "so_what": "sowhat", "next_step": "next", "next_owner": "owner"}
    type(statement).objects.filter(pk=statement.pk).update(**{name: f"{word}{end}" for name, end in fields.items()})
    Evidence.objects.filter(statement=statement).update(is_removed=True)  # a file that was submitted stays
    parts = {name: f"{word}{name}" for name in ("title", "figure", "source", "period", "place")}
    Evidence.objects.create(
        statement=statement, kind="audit", url=f"https://example.org/{word}link", file_name=f"{word}file.pdf",
        blob=keep(f"%PDF-1.7 {word}bytes".encode(), "application/pdf"), **parts,
    )  # fmt: skip
    type(first).objects.filter(pk=first.pk).update(rationale=f"{word}rationale")
    Promise.objects.filter(section=first).update(status="done", changed=f"{word}changed")
    other = last.statements.first() or shapes.statement(last, claim="")
    type(other).objects.filter(pk=other.pk).update(claim=f"{word}other")


def _replaced(assessment, *, by):
    """Let the history hold what was written over; and take a statement out."""
    first, last = assessment.sections.order_by("area__position")
    first.rationale = "replacedrationale"
    promise = first.promises.get()
    promise.changed = "replacedchanged"
    statement, other = first.statements.first(), last.statements.first()
    statement.claim, other.claim = "replacedclaim", "replacedother"
    kinds = ((first, SectionText), (promise, PromiseText), (statement, StatementText), (other, StatementText))
    for record, text in kinds:
        keep_version(record, text.of(record).as_words(), act="saved", by=by)
    shapes.statement(first, first.area.prompts.first(), claim="takenoutclaim", is_removed=True)


def _moderate(submission, people):
    """Moss sent remarks and was answered, Nora is still writing, Quinn says nothing, Otto declined, Perry is out."""
    dana, names = people["dana"], ("moss", "nora", "quinn", "otto", "perry")
    moss, nora, _, otto, perry = moderating.ask(submission, [people[name] for name in names], by=dana)
    ids = made.statement_ids(submission)
    for one, word in ((moss, "sent"), (nora, "unsent")):
        moderating.accept(one, by=one.person)
        on = {ids[0]: OnStatement(f"{word}remark", 4, f"{word}reason")}
        text = RemarksText(text=f"{word}remark", on=on)
        moderating.write_remarks(made.area_remark(one), text, by=one.person, version=1)
    type(moss).objects.filter(pk=moss.pk).update(home="mosshome")
    moderating.send_remarks(moss, by=moss.person)
    row = made.area_remark(moss)
    moderating.answer_remark(row, reply="disagree", answer="sentanswer", by=people["alice"], version=row.version)
    moderating.decline(otto, by=otto.person, because="declinedreason")
    moderating.accept(perry, by=perry.person)
    moderating.withdraw(perry, by=dana)
    for one, where, reason in ((moss, "Area A", "sentexplained"), (nora, "unsentwhere", "unsentexplained")):
        Explanation.objects.create(
            assessment=submission.assessment, moderator=one, where=where, reason=reason, said_by=one.person
        )


def _more_time(cycle, authority, *, by):
    taking_part = Participation.objects.get(cycle=cycle, authority=authority)
    for kind, reason in (("self-assessment", "extendedreason"), ("moderation", "laterreason")):
        extend(taking_part, cycle.steps.get(kind=kind), due_on=timezone.localdate(), reason=reason, by=by)


def _around(assessment, people):
    """Lines of enquiry, what was reported, removed and explained, who read it, and a concern."""
    for word, at in (("waiting", None), ("sent", timezone.now())):
        LineOfEnquiry.objects.create(assessment=assessment, text=f"{word}enquiry", because=f"{word}because", sent_at=at)
    facts = {"assessment": assessment, "kind": "statement", "record": uuid4(), "parts": ["claim"], "why": "name"}
    prints = {"sha256_before": "0" * 64, "sha256_after": "1" * 64}
    for word, is_submitted, by in (("working", False, people["bob"]), ("frozen", True, people["moss"])):
        Report.objects.create(**facts, where=f"reported{word}", is_submitted=is_submitted, reported_by=by)
        Removal.objects.create(**facts, **prints, where=f"removed{word}", is_submitted=is_submitted,
                               removed_by=people["alice"])  # fmt: skip
    Explanation.objects.create(
        assessment=assessment, where="explainedwhere", reason="explainedreason", said_by=people["alice"]
    )
    Reading.objects.create(
        assessment=assessment, person=people["moss"], part="Lead officer, readerplace", what="readerwhat"
    )
    raise_concern(assessment, by=people["moss"])
    Concern.objects.update(raised_to="raisedto")


def _counted(region, authority):
    for place, word in ((authority, "counted"), (None, "region")):
        EarlierCount.objects.create(region=region, authority=place, year="2012", area_title=f"{word}area",
                                    source=f"{word}source", prompts=10, prompts_answered=5)  # fmt: skip


def _drafts(region, cycle, *, by):
    """A draft of next year's framework and cycle, and a step of this year's that only managers are shown."""
    version = shapes.framework(of=region, label="draftlabel", status="draft", name="draftname", areas=1, prompts=1)
    type(version).objects.filter(pk=version.pk).update(introduction="<p>draftintroduction</p>")
    version.scale.filter(position=0).update(label="draftscale", descriptor="draftdescriptor")
    version.areas.update(title="drafttitle", guidance="<p>draftguidance</p>")
    version.areas.get().prompts.update(text="drafttext", guidance="<p>drafthelp</p>",
                                       evidence_expected="draftevidence")  # fmt: skip
    draft = shapes.cycle(region, "2031drfty", status="draft", version=version, by=by, title="draftcycle",
                         concern_protocol="<p>draftprotocol</p>", concern_contact="draftcontact")  # fmt: skip
    draft.steps.update(name="draftstep", place="draftplace")
    kept_back = {"seen_by": Step.Audience.MANAGERS, "name": "managersstep", "place": "managersplace"}
    Cycle.objects.get(pk=cycle.pk).steps.filter(kind=Step.Kind.DELIVERY).update(**kept_back)


def _typed(assessment, submission, people):
    """What Alice and Nora typed when their sessions had ended."""
    remark = made.area_remark(submission.moderators.get(person=people["nora"]))
    section = assessment.sections.order_by("area__position").first()
    for who, path, name, word in (
        ("alice", reverse("section", args=[section.public_id]), "rationale", "keptword"),
        ("nora", reverse("area_moderate", args=[remark.public_id]), "on_area", "keptremark"),
    ):
        KeptText.objects.create(person=people[who], path=path, fields=[["version", "1"], [name, word]])
