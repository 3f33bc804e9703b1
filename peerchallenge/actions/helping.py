"""Giving sections to colleagues and taking them back: a colleague reads and writes what they were given, no more."""

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from peerchallenge.actions.writing import open_assessment
from peerchallenge.models import SectionHelper
from portal.accounts.mail import queue_mail
from portal.accounts.models import Post, User
from portal.audit.models import FormKey, record
from portal.ui.links import absolute


def colleagues(assessment):
    """Return who can be given a section: active people with a post at the authority or its trust today, by name."""
    at = Q(authority=assessment.authority_id) | Q(trust__in=assessment.authority.trusts_on())
    posts = Post.objects.current().filter(at)
    return User.objects.filter(is_active=True, pk__in=posts.values("person")).order_by("name", "email")


@transaction.atomic
def give_sections(assessment, sections, person, *, due_on=None, by, form_key=None) -> list[SectionHelper]:
    """Give `sections` of the assessment to `person` until `due_on`, and tell them in one message; return what is new.

    What they have already only gets its new date. Raises NotOpen; KeyAlreadyUsed when the form was sent before.
    """
    open_assessment(assessment.pk, by=by)
    there = {one.section_id: one for one in SectionHelper.objects.now().filter(person=person, section__in=sections)}
    made = []
    for section in sections:
        if helper := there.get(section.pk):
            helper.due_on = due_on
            helper.save(update_fields=["due_on"])
            continue
        made.append(SectionHelper.objects.create(section=section, person=person, due_on=due_on, asked_by=by))
        record("gave a section of", assessment, by=by, section=section.area.code, person=person.pk)
    if form_key and (made or there):
        FormKey.spend(form_key, made[0] if made else next(iter(there.values())))
    if made and person != by:
        _tell(assessment, made, person, by)
    return made


def _tell(assessment, made, person, by):
    links = [(str(one.section), absolute(reverse("section", args=[one.section.public_id]))) for one in made]
    words = {"assessment": assessment, "links": links, "person": person, "by": by, "due_on": made[0].due_on}
    queue_mail(
        key=f"section-helper:{made[0].pk}", to=person.email,
        subject=f"Please help with {assessment.authority}’s self-assessment {assessment.cycle.year}",
        body=render_to_string("emails/peerchallenge/helper.txt", words | {"site_name": settings.SITE_NAME}),
    )  # fmt: skip


@transaction.atomic
def take_back(helper, *, by) -> None:
    """Take a section back: its helper sees nothing of it from now on. Done twice it is done once. Raises NotOpen."""
    assessment = open_assessment(helper.section.assessment_id, by=by)
    ended = SectionHelper.objects.now().filter(pk=helper.pk).update(ended_at=timezone.now(), ended_by=by)
    if ended:
        record("took back a section of", assessment, by=by, section=helper.section.area.code, person=helper.person_id)
