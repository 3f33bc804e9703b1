"""Makers for moderation: a submission with statements, moderators at work, remarks that were sent."""

from django.utils import timezone

from peerchallenge.models import Remark, Statement
from tests.peerchallenge import shapes


def submission(of, *, by, statements=1, number=1):
    """What `of` says with `statements` in its first section, submitted; the first cites an audit."""
    section = shapes.first_section(of)
    prompt = section.area.prompts.first()
    for place in range(statements):
        evidence = ["audit"] if place == 0 else []
        shapes.statement(section, prompt, claim=f"Claim {place + 1}.", evidence=evidence, position=place, step=2)
    return shapes.submission(of, by=by, number=number)


def at_work(of, person, *, by, status="accepted"):
    """A moderator of the submission `of` with a place for remarks on each area."""
    made = shapes.moderator(of, person, by=by, status=status)
    for section in of.words["sections"]:
        Remark.objects.create(moderator=made, area_code=section["code"])
    return made


def remark(of, text="Say more.", area="A", statement=None, sent=True, **fields):
    """A remark of the moderator `of`, sent to the authority."""
    row = of.remarks.filter(area_code=area, statement=statement).first()
    row = row or Remark(moderator=of, area_code=area, statement=statement)
    row.text, row.sent_at = text, timezone.now() if sent else None
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()
    return row


def area_remark(of, area="A"):
    return of.remarks.get(area_code=area, statement=None)


def statement_ids(of):
    """The ids of the statements in a submission."""
    return [str(one.public_id) for one in Statement.objects.filter(section__assessment=of.assessment)]
