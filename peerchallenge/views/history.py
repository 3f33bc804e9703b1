"""What a statement, a judgement or an answer to a promise said before somebody wrote over it."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from peerchallenge.audiences import who_writes
from peerchallenge.models import Promise, Section, Statement
from peerchallenge.section_page import helper_here
from peerchallenge.views.sheet import trail
from portal.drafting.models.version import versions_of

MODELS = {"sections": Section, "statements": Statement, "promises": Promise}
MOST_SHOWN = 20


@require_safe
def written_history(request, kind, public_id):
    """The texts that were replaced, the latest first."""
    records = MODELS[kind].objects.visible_to(request.user)
    record = get_object_or_404(records, public_id=public_id)
    section = record if kind == "sections" else record.section
    helper = helper_here(request.user, section)
    context = {
        "section": section, "assessment": section.assessment, "helper": helper,
        "trail": trail(section.assessment, helper, section), "back_url": reverse(kind[:-1], args=[public_id]),
        "who": who_writes(section.assessment, section),
        "versions": versions_of(record)[:MOST_SHOWN],
    }  # fmt: skip
    return render(request, "peerchallenge/writing/history.html", context)
