"""A self-assessment with an invented word planted in every confidential field: who may know which word.

The words are of what was submitted ("frozen…") and of what is written since it was opened again ("working…"), of
moderators' remarks, answers, reasons, comments and lines of enquiry. `WORDS` are what each stands for.
"""

from types import SimpleNamespace

from django.utils import timezone

from peerchallenge.actions import moderating, signing, submitting
from peerchallenge.actions.extending import extend
from peerchallenge.models import Evidence, LineOfEnquiry, Participation, Promise, Signature, Submission
from peerchallenge.remarks import OnStatement, RemarksText
from peerchallenge.words import fingerprint, words_of
from portal.files.storing import keep
from tests.peerchallenge import moderation as made
from tests.peerchallenge import shapes

OWN = {"alice", "lead"}
RUNS = {"dana", "ivy"}
# Who may know each word. Whoever isn't named may not, whatever page, table, paper, mail or mistake they meet.
WORDS = {
    **dict.fromkeys(
        ("frozenclaim", "frozensowhat", "frozennext", "frozenowner", "frozentitle", "frozensource", "frozenperiod",
         "frozenplace", "frozenlink", "frozenfile", "frozenrationale", "frozenchanged", "frozenpromise"),
        OWN | RUNS | {"moss"},
    ),
    "frozenbytes": OWN | RUNS | {"moss"},
    "frozenother": OWN | RUNS | {"moss"},
    **dict.fromkeys(
        ("workingclaim", "workingsowhat", "workingnext", "workingowner", "workingtitle", "workingsource",
         "workingperiod", "workingplace", "workinglink", "workingfile", "workingrationale", "workingchanged"),
        OWN,
    ),
    "workingbytes": OWN,
    "workingother": OWN | {"bob"},  # in the section that Bob was given
    "unsentremark": {"nora"},
    **dict.fromkeys(("sentremark", "sentreason", "sentanswer"), OWN | RUNS | {"moss"}),
    "declinedreason": RUNS,
    "returnedcomment": OWN,
    "waitingenquiry": RUNS,
    **dict.fromkeys(("sentenquiry", "sentbecause"), OWN | RUNS),
    "extendedreason": OWN | RUNS | {"bob"},  # whoever holds a post at the authority
}  # fmt: skip


def plant(mercia, ardenvale, severnford, people, released=False):
    """Make it all by the verbs that the pages use, and return what stands: cycle, assessment, submission."""
    alice, dana, bob = (people[name] for name in ("alice", "dana", "bob"))
    last = shapes.cycle(mercia, "2025-26", ardenvale, by=dana, signers=["dcs"])
    before = shapes.assessment(last, ardenvale, by=alice)
    shapes.statement(shapes.first_section(before), claim="Said last year.", next_step="frozenpromise")
    shapes.submission(before, by=alice)
    cycle = shapes.cycle(mercia, "2026-27", ardenvale, severnford, by=dana, triad=1, signers=["dcs"])
    assessment = shapes.assessment(cycle, ardenvale, by=alice)
    _write(assessment, "frozen")
    signing.ask_for_signatures(assessment, by=alice)
    signing.send_back(Signature.objects.get(), by=alice, comment="returnedcomment")
    signing.ask_for_signatures(_fresh(assessment), by=alice)
    asked = Signature.objects.get(decision="asked")
    signing.approve(asked, by=alice, sha256=fingerprint(words_of(_fresh(assessment))))
    submitting.submit(_fresh(assessment), by=alice, sha256=fingerprint(words_of(_fresh(assessment))))
    submission = Submission.objects.get(assessment=assessment)
    _moderate(submission, people)
    _enquire(assessment)
    taking_part = Participation.objects.get(cycle=cycle, authority=ardenvale)
    step = cycle.steps.get(kind="self-assessment")
    extend(taking_part, step, due_on=timezone.localdate(), reason="extendedreason", by=dana)
    if released:
        shapes.release(assessment, "triad", by=alice)
    submitting.reopen(submission, by=dana, reason="A figure was wrong.")
    _write(assessment, "working")
    shapes.helper(assessment.sections.order_by("area__position").last(), bob, by=alice)
    return SimpleNamespace(cycle=cycle, assessment=_fresh(assessment), submission=submission)


def _fresh(assessment):
    return type(assessment).objects.get(pk=assessment.pk)


def _write(assessment, word):
    """Plant words that begin with `word` in the first section, and one in the last."""
    first, last = assessment.sections.order_by("area__position")
    statement = first.statements.first() or shapes.statement(first, first.area.prompts.first())
    fields = {"claim": "claim", "so_what": "sowhat", "next_step": "next", "next_owner": "owner"}
    type(statement).objects.filter(pk=statement.pk).update(**{name: f"{word}{end}" for name, end in fields.items()})
    Evidence.objects.filter(statement=statement).update(is_removed=True)  # a file that was submitted stays
    Evidence.objects.create(
        statement=statement, kind="audit", title=f"{word}title", source=f"{word}source", period=f"{word}period",
        place=f"{word}place", url=f"https://example.org/{word}link", file_name=f"{word}file.pdf",
        blob=keep(f"%PDF-1.7 {word}bytes".encode(), "application/pdf"),
    )  # fmt: skip
    type(first).objects.filter(pk=first.pk).update(rationale=f"{word}rationale")
    Promise.objects.filter(section=first).update(status="done", changed=f"{word}changed")
    other = last.statements.first() or shapes.statement(last, claim="")
    type(other).objects.filter(pk=other.pk).update(claim=f"{word}other")


def _moderate(submission, people):
    """Moss sent remarks and was answered, Nora is still writing, Otto declined."""
    dana = people["dana"]
    moss, nora, otto = moderating.ask(submission, [people[name] for name in ("moss", "nora", "otto")], by=dana)
    ids = made.statement_ids(submission)
    for one, text, reason in ((moss, "sentremark", "sentreason"), (nora, "unsentremark", "unsentremark")):
        moderating.accept(one, by=one.person)
        on = {ids[0]: OnStatement(text, 4, reason)}
        moderating.write_remarks(made.area_remark(one), RemarksText(text=text, on=on), by=one.person, version=1)
    moderating.send_remarks(moss, by=moss.person)
    row = made.area_remark(moss)
    moderating.answer_remark(row, reply="disagree", answer="sentanswer", by=people["alice"], version=row.version)
    moderating.decline(otto, by=otto.person, because="declinedreason")


def _enquire(assessment):
    LineOfEnquiry.objects.create(assessment=assessment, text="waitingenquiry")
    LineOfEnquiry.objects.create(
        assessment=assessment, text="sentenquiry", because="sentbecause", sent_at=timezone.now()
    )
