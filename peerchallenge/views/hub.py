"""The front page of a self-assessment, and giving its sections to colleagues."""

from contextlib import suppress
from uuid import UUID

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from peerchallenge import hub
from peerchallenge.actions.helping import colleagues, give_sections, take_back
from peerchallenge.actions.writing import NotOpen
from peerchallenge.audiences import who_writes
from peerchallenge.forms.helpers import GiveSectionsForm
from peerchallenge.models import Moderator, SectionHelper, SelfAssessment
from peerchallenge.models.of_authority import OWN_READERS, authorities_of
from peerchallenge.views.sheet import trail
from portal.audit.models import FormKey, KeyAlreadyUsed
from portal.ui.permissions import may, require
from portal.ui.posted import address_if_there, posted

RELATED = ("cycle__region", "region", "authority__region", "framework_version__framework", "previous")


@require_safe
def assessment(request, public_id):
    """The task list; whoever helps with a section sees their own sections and nothing else."""
    assessment = get_object_or_404(hub.opened_by(request.user).select_related(*RELATED), public_id=public_id)
    if assessment.authority_id not in authorities_of(request.user, OWN_READERS):
        return _for_helper(request, assessment)
    sections = hub.sections_of(assessment)
    state, said = hub.progress(assessment, sections)
    may_write = may(request.user, "peerchallenge.write_assessment", assessment)
    submission = assessment.submissions.order_by("-number").first()
    context = {
        "assessment": assessment, "submission": submission, "state": state, "said": said, "may_write": may_write,
        "who": who_writes(assessment),
        "due": hub.due_in_words(assessment), "links": _links(request.user, assessment),
        "submitted_url": address_if_there("submitted", submission.public_id) if submission else "",
        "may_answer": may(request.user, "peerchallenge.answer_remarks", assessment),
        "moderated": bool(submission) and submission.moderators.filter(status=Moderator.Status.DONE).exists(),
        "groups": hub.groups(assessment, sections, submission, may_write=may_write),
    }  # fmt: skip
    return render(request, "peerchallenge/writing/hub.html", context)


def _links(user, assessment) -> list[tuple[str, str]]:
    """Return (label, address) of what else there is about the self-assessment, as far as the portal has it."""
    pages = [("Who may read it", "release"), ("Lines of enquiry", "enquiries")]
    pages.append(("Your years in counts", "assessment_counts"))
    pages.append(("Reports and removals", "removals"))
    if may(user, "peerchallenge.see_helpers", assessment) and not assessment.is_open:
        pages.append(("Colleagues who were given sections", "section_helpers"))
    if may(user, "peerchallenge.read_log", assessment):
        pages.insert(0, ("Who has read it", "access_log"))
    found = [(label, address_if_there(name, assessment.public_id)) for label, name in pages]
    return [(label, url) for label, url in found if url]


def _for_helper(request, assessment):
    sections = hub.sections_of(assessment, request.user)
    context = {
        "assessment": assessment, "helper": True, "due": hub.due_in_words(assessment),
        "rows": [hub.section_row(section, assessment) for section in sections],
    }  # fmt: skip
    return render(request, "peerchallenge/writing/hub_helper.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def section_helpers(request, public_id):
    """Who writes which section: giving sections to colleagues, and taking them back, also once it is submitted."""
    found = SelfAssessment.objects.visible_to(request.user).select_related(*RELATED)
    assessment = get_object_or_404(found, public_id=public_id)
    require(request.user, "peerchallenge.see_helpers", assessment)
    if request.method == "POST" and request.POST.get("do") == "take-back":
        return _taken_back(request, assessment)
    if request.method == "POST":
        require(request.user, "peerchallenge.choose_helpers", assessment)
    people = colleagues(assessment)
    sections = assessment.sections.select_related("area")
    initial = {"sections": sections.filter(public_id__in=_asked_for(request))}
    form = GiveSectionsForm(posted(request), people=people, sections=sections, initial=initial)
    key = FormKey.of_form(request)
    if request.method == "POST" and form.is_valid():
        return _given(request, assessment, form.cleaned_data, key)
    helpers = hub.helpers_of(assessment)
    context = {
        "assessment": assessment, "form": form, "key": key, "helpers": helpers, "people": people,
        "left": hub.people_who_left(helpers, people), "due": hub.due_in_words(assessment),
        "trail": trail(assessment, None), "may_give": may(request.user, "peerchallenge.choose_helpers", assessment),
    }  # fmt: skip
    return render(request, "peerchallenge/writing/helpers.html", context)


def _asked_for(request):
    """The section that the address names, if it can be one."""
    with suppress(ValueError):
        return [UUID(request.GET.get("section", ""))]
    return []


def _given(request, assessment, given, key):
    person = given["person"]
    try:
        give_sections(
            assessment, list(given["sections"]), person, due_on=given["due_on"], by=request.user, form_key=key
        )
    except KeyAlreadyUsed:
        pass
    except NotOpen:
        return _too_late(request, assessment)
    messages.success(request, f"{person} can write there now, and sees nothing else. We are writing to them.")
    return redirect(reverse("section_helpers", args=[assessment.public_id]))


def _taken_back(request, assessment):
    helpers = SectionHelper.objects.visible_to(request.user).filter(section__assessment=assessment)
    number = request.POST.get("helper", "")
    is_number = number.isascii() and number.isdigit() and len(number) < 10
    helper = get_object_or_404(helpers.select_related("section__area", "person"), pk=number if is_number else 0)
    take_back(helper, by=request.user)
    messages.success(request, f"{helper.person} no longer sees section {helper.section.area.code}.")
    return redirect(reverse("section_helpers", args=[assessment.public_id]))


def _too_late(request, assessment):
    messages.error(request, "The self-assessment was submitted meanwhile: nothing in it changes any more.")
    return redirect(assessment)
