"""What a self-assessment says, as plain values: the one form in which it is signed, frozen, compared and printed.

Templates, PDF, Word, moderation and the summit read this, whether it is the working text of now or a Submission's
`words`. Five queries, however long it is, and three more when a worker meets the framework for the first time.

    {"authority": {"code": "333", "name": "Ardenvale"}, "region": "mercia", "year": "2026-27", "framework": "…",
     "scale": [{"label": "Good", "descriptor": "…"}, …],
     "sections": [{"code": "A", "title": …, "is_education": False, "status": "completed", "grade": 1, "rationale": …,
                   "direction": "improving",
                   "promises": [{"id", "promised", "by", "for", "status", "changed", "review"}, …],
                   "statements": [S, …],                                   of the area as a whole
                   "prompts": [{"code": "A1", "text": …, "is_voice": False, "statements": [S, …]}, …]}, …]}

S is {"id", "kind", "claim", "so_what", "next_step", "next_owner", "next_on", "confidence", "step", "evidence": [E, …]},
E is {"id", "kind", "title", "figure", "period", "source", "dated_on", "place", "url", "file", "sha256"}. A `grade` is a
position of the scale or None; ids are `public_id`s, dates are ISO, what isn't known is "" or None. A promise is last
year's own, or a next step that was accepted after a `review`, then named.
"""

from collections import defaultdict

from django.db.models import Prefetch

from peerchallenge.asked import asked_by
from peerchallenge.models import AppliesTo, Evidence, Promise, Statement
from portal.drafting.models.version import fingerprint

__all__ = ["all_statements", "applies", "fingerprint", "words_of", "words_of_statement"]


def words_of(assessment) -> dict:
    """Return what `assessment` (with its authority, region, cycle and framework version) says now."""
    version = assessment.framework_version
    asked = asked_by(version)
    sections = list(assessment.sections.select_related("area", "grade"))
    statements = _by_section(assessment)
    promises = defaultdict(list)
    rows = Promise.objects.filter(section__assessment=assessment).select_related("next_step__review")
    for promise in rows.order_by("pk"):
        promises[promise.section_id].append(_promise(promise))
    delivered_by_trust = bool(assessment.authority.trusts_on())
    return {
        "authority": {"code": assessment.authority.code, "name": assessment.authority.name},
        "region": assessment.region.slug,
        "year": assessment.cycle.year,
        "framework": str(version),
        "scale": [{"label": label, "descriptor": descriptor} for label, descriptor in asked.scale],
        "sections": [
            _section(one, asked.questions_of(one.area_id), statements[one.pk], promises[one.pk], delivered_by_trust)
            for one in sections
        ],
    }


def all_statements(words) -> list[tuple[dict, dict | None, dict]]:
    """Return (section, prompt or None, statement) of everything that words say, in their order."""
    found = []
    for section in words["sections"]:
        found += [(section, None, one) for one in section["statements"]]
        found += [(section, prompt, one) for prompt in section["prompts"] for one in prompt["statements"]]
    return found


def words_of_statement(statement) -> dict:
    """Return what one statement says now (S above); two queries."""
    statement.standing_evidence = list(statement.evidence.standing().select_related("blob").order_by("position", "pk"))
    return _statement(statement)


def applies(record, delivered_by_trust: bool) -> bool:
    """Return whether an area or a prompt is put to an authority, by who delivers its services."""
    return record.applies_to in (AppliesTo.ALL, AppliesTo.TRUST if delivered_by_trust else AppliesTo.COUNCIL)


def _by_section(assessment):
    found = defaultdict(list)
    evidence = Prefetch(
        "evidence", Evidence.objects.filter(is_removed=False).select_related("blob"), to_attr="standing_evidence"
    )
    rows = Statement.objects.standing().filter(section__assessment=assessment).prefetch_related(evidence)
    for statement in rows.order_by("position", "pk"):
        if _says_something(statement):
            found[statement.section_id].append(statement)
    return found


def _says_something(statement):
    """One that was added and never written isn't said."""
    return any([statement.claim, statement.so_what, statement.next_step, statement.standing_evidence])


def _section(section, questions, statements, promises, delivered_by_trust):
    by_prompt = defaultdict(list)
    for statement in statements:
        by_prompt[statement.prompt_id].append(_statement(statement))
    area = section.area
    return {
        "code": area.code,
        "title": area.title,
        "is_education": area.is_education,
        "status": section.status,
        "grade": section.grade.position if section.grade else None,
        "rationale": section.rationale,
        "direction": section.direction,
        "promises": promises,
        "statements": by_prompt[None],
        "prompts": [
            {
                "code": prompt.code,
                "text": prompt.text,
                "is_voice": prompt.is_voice,
                "statements": by_prompt[prompt.pk],
            }
            for prompt in questions
            if applies(prompt, delivered_by_trust) or by_prompt[prompt.pk]
        ],
    }


def _statement(statement):
    return {
        "id": str(statement.public_id),
        "kind": statement.kind,
        "claim": statement.claim,
        "so_what": statement.so_what,
        "next_step": statement.next_step,
        "next_owner": statement.next_owner,
        "next_on": statement.next_on.isoformat() if statement.next_on else None,
        "confidence": statement.confidence,
        "step": statement.step,
        "evidence": [_evidence(one) for one in statement.standing_evidence],
    }


def _evidence(one):
    words = {name: getattr(one, name) for name in ("kind", "title", "figure", "period", "source", "place", "url")}
    return {
        "id": str(one.public_id),
        **words,
        "dated_on": one.dated_on.isoformat() if one.dated_on else None,
        "file": one.file_name,
        "sha256": one.blob.sha256 if one.blob else "",
    }


def _promise(promise):
    return {
        "id": str(promise.public_id),
        "promised": promise.promised,
        "by": promise.promised_by,
        "for": promise.promised_for.isoformat() if promise.promised_for else None,
        "status": promise.status,
        "changed": promise.changed,
        "review": promise.review,
    }
