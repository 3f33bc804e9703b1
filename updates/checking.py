"""What is to fix in a draft before it is published, and what is worth a look."""

import calendar

from django.utils import timezone

from portal.drafting.addresses import addresses_in
from portal.drafting.checks import Draft, Findings, Piece, check
from portal.drafting.models import LinkCheck
from portal.ui import richtext
from updates.models import Edition


def checked(edition) -> Findings:
    """Return what the checks say of an edition, each line with the id of its field on the editing form."""
    sections = list(edition.sections.all())
    pieces = [Piece("Title", richtext.paragraph(edition.title), "id_title", is_title=True)]
    pieces.append(Piece("In short", richtext.paragraph(edition.in_short), "id_in_short"))
    for number, section in enumerate(sections):
        name = f"id_sections-{number}"
        label = f"“{section.heading}”" if section.heading else f"Section {number + 1}"
        pieces.append(Piece(label, section.body, f"{name}-body", section.heading, f"{name}-heading"))
    last = edition.period_to
    draft = Draft(
        pieces=tuple(pieces),
        today=timezone.localdate(),
        missing=edition.missing(),
        tags=[tag.name for tag in edition.tags.all()],
        period=(edition.period_from, last.replace(day=calendar.monthrange(last.year, last.month)[1])),
        link_checks=LinkCheck.objects.about(links_of(sections)),
    )
    return check(draft)


def links_of(sections) -> list[str]:
    """Return the web addresses that sections link to, each once."""
    return addresses_in(*(section.body for section in sections))


def links_shown():
    """Yield the addresses that live and working editions link to, for the nightly look."""
    shown = Edition.objects.live() | Edition.objects.working()
    for edition in shown.prefetch_related("sections").iterator(chunk_size=200):
        yield from links_of(edition.sections.all())
