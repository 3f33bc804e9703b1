"""For a moderator: the invitation, the areas of what was submitted with a place for comments, and sending these."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from peerchallenge.actions.moderating import CannotModerate, accept, decline, send_remarks, writers_at
from peerchallenge.actions.writing import NotOpen
from peerchallenge.audiences import who_sees_remarks
from peerchallenge.deadlines import Deadlines
from peerchallenge.forms.moderation import DeclineForm
from peerchallenge.hub import COMPLETED, KINDS, TO_START, UNDER_WAY
from peerchallenge.models import Moderator, Step
from peerchallenge.no_child import explained
from peerchallenge.permissions import is_from_elsewhere
from peerchallenge.remarks import unexplained
from peerchallenge.shown import heading_of
from portal.audit.models import NotAMove, Overtaken
from portal.ui.permissions import may, require
from portal.ui.posted import address_if_there

RELATED = ("cycle__region", "authority__region", "region")
OF_MODERATOR = ("person", "asked_by", *(f"submission__assessment__{name}" for name in RELATED),
                "submission__authority", "submission__region", "authority", "region")  # fmt: skip
CHANGED = "Something changed after you opened this page. Look at it again, then decide."


def _moderator_for(request, public_id) -> Moderator:
    """Return the person's own part as moderator; others who know of it get there from their own pages."""
    found = Moderator.objects.visible_to(request.user).filter(person=request.user).select_related(*OF_MODERATOR)
    return get_object_or_404(found, public_id=public_id)


def trail(moderator=None):
    found = [("Peer challenge", reverse("peer_challenge"))]
    if moderator:
        found.append((f"Moderating {moderator.authority}", reverse("moderate", args=[moderator.public_id])))
    return found


def _due(moderator):
    """Until when, and not why an authority has longer than others: that is its own."""
    assessment = moderator.submission.assessment
    deadlines = Deadlines(assessment.cycle)
    step = deadlines.step(Step.Kind.MODERATION)
    return deadlines.of(step, assessment.authority).without_reason.said if step else ""


@require_http_methods(["GET", "HEAD", "POST"])
def moderate(request, public_id):
    """The invitation until it is answered; then the areas, what was said of each, and what comes next."""
    moderator = _moderator_for(request, public_id)
    if request.method == "POST":
        require(request.user, "peerchallenge.answer_invitation", moderator)
        return _answered(request, moderator)
    context = {"moderator": moderator, "submission": moderator.submission, "trail": trail(), "due": _due(moderator)}
    if not moderator.is_at_work:
        context |= {
            "form": DeclineForm(),
            "may_answer": may(request.user, "peerchallenge.answer_invitation", moderator),
        }
        return render(request, "peerchallenge/moderation/invitation.html", context)
    may_write = may(request.user, "peerchallenge.moderate", moderator)
    why_not = _why_not(request.user, moderator)  # then they read nothing of it any more, not even how much there is
    context |= {
        "why_not": why_not, "tasks": [] if why_not else _areas(moderator), "may_write": may_write,
        "links": [] if why_not else _links(moderator),
        "who": who_sees_remarks(moderator.submission.assessment, sent=moderator.status == Moderator.Status.DONE),
    }  # fmt: skip
    return render(request, "peerchallenge/moderation/moderate.html", context)


def _why_not(user, moderator):
    if is_from_elsewhere(user, moderator):
        return ""
    return (
        f"You hold a post now at {moderator.authority}, at its trust, or at another authority that its trust serves. "
        f"Tell {moderator.asked_by}, please, so that somebody else is asked."
    )


def _answered(request, moderator):
    form = DeclineForm(request.POST)
    if not form.is_valid():
        context = {"moderator": moderator, "submission": moderator.submission, "trail": trail(), "form": form,
                   "due": _due(moderator), "may_answer": True}  # fmt: skip
        return render(request, "peerchallenge/moderation/invitation.html", context)
    try:
        if request.POST.get("do") == "accept":
            accept(moderator, by=request.user)
            messages.success(request, f"Thank you. You can read {moderator.authority}’s self-assessment now.")
        else:
            with explained(form, moderator, by=request.user):
                decline(moderator, by=request.user, because=form.cleaned_data["because"])
            messages.success(request, f"You declined. {moderator.asked_by} is told.")
    except CannotModerate as refused:
        messages.error(request, f"{refused.why} Decline, please, so that somebody else is asked.")
    except (NotAMove, Overtaken, NotOpen):
        messages.error(request, CHANGED)
    return redirect("moderate", moderator.public_id)


def _areas(moderator):
    """A row of the task list for each area: how many of its statements were spoken of."""
    rows, spoken = {}, {}
    for row in moderator.remarks.all():
        if row.statement is None:
            rows[row.area_code] = row
        elif row.says_something:
            spoken[row.area_code] = spoken.get(row.area_code, 0) + 1
    found = []
    for section in moderator.submission.words["sections"]:
        row = rows.get(section["code"])
        many = len(section["statements"]) + sum(len(one["statements"]) for one in section["prompts"])
        said = spoken.get(section["code"], 0)
        status = _state(moderator, row, said)
        found.append({
            "label": heading_of(section), "url": reverse("area_moderate", args=[row.public_id]) if row else "",
            "status": status, "kind": KINDS[status],
            "hint": f"{said} of {many} statements commented" + (", and the judgement" if row and row.supports else ""),
        })  # fmt: skip
    return found


def _state(moderator, row, said):
    """How an area stands; `said` is of how many of its statements they spoke."""
    if moderator.status == Moderator.Status.DONE or (row and row.is_done):
        return COMPLETED
    return UNDER_WAY if said or (row and row.says_something) else TO_START


def _links(moderator):
    submission = moderator.submission
    pages = [
        ("Read the whole self-assessment", "submitted", submission.public_id),
        ("What was said, and the authority’s answers", "remarks", submission.public_id),
        ("Raise a concern", "concern", submission.assessment.public_id),
    ]
    return [(label, address_if_there(name, pk)) for label, name, pk in pages]


@require_http_methods(["GET", "HEAD", "POST"])
def remarks_send(request, public_id):
    """Name who will read the comments, ask once, then send them."""
    moderator = _moderator_for(request, public_id)
    if not moderator.is_at_work:
        raise Http404
    require(request.user, "peerchallenge.moderate", moderator)
    back = reverse("moderate", args=[moderator.public_id])
    if request.method == "POST":
        try:
            count = send_remarks(moderator, by=request.user, without_comment=request.POST.get("without") == "comment")
        except CannotModerate as refused:
            messages.error(request, f"Nothing was sent. {refused.why}")
        except NotOpen as gone:
            raise PermissionDenied from gone
        except (NotAMove, Overtaken):
            messages.error(request, CHANGED)
        else:
            messages.success(request, _sent(moderator, count))
        return redirect(back)
    return render(request, "peerchallenge/moderation/send.html", _sending(moderator) | {"cancel_url": back})


def _sent(moderator, count):
    if not count:
        return f"You are done, without a comment. {moderator.authority} is told."
    many = f"{count} comment{'' if count == 1 else 's'}"
    return f"Your {many} went to {moderator.authority}. You will see its answers here."


def _sending(moderator):
    said = [row for row in moderator.remarks.all() if row.says_something]
    areas, place = unexplained(moderator), moderator.authority
    many = f"{len(said)} comment{'' if len(said) == 1 else 's'}"
    names = ", ".join(str(person) for person in writers_at(place)) or "nobody: both posts are vacant"
    return {
        "moderator": moderator, "submission": moderator.submission, "trail": trail(moderator), "areas": areas,
        "who": who_sees_remarks(moderator.submission.assessment), "says_nothing": not said,
        "hidden": [] if said else [("without", "comment")],
        "consequences": [
            f"{many} go{'es' if len(said) == 1 else ''} to {place}." if said
            else f"You have written no comment: {place} learns nothing from you, and it counts as moderated by you.",
            f"Those who answer for {place} get a mail: {names}.",
            "You can’t change them afterwards. You will see what the authority answers." if said
            else "You can’t write any afterwards.",
        ],
    }  # fmt: skip
