"""A plan on paper: for everybody at the plan's own address, and for those who work with it on their desk."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from portal.paper.answering import download, not_now, too_often
from portal.ui.pagecache import cached_page
from priorities.models import Plan
from priorities.paper import KINDS, CannotPrint, on_paper, plan_page


class PrintedTooOften(Exception):
    """This person has had as many papers made as one may in a while: `answer` says so."""

    def __init__(self, answer):
        super().__init__()
        self.answer = answer


@login_not_required
@require_safe
@cached_page()
def plan_pdf(request, region, period):
    return _public(region, period, "pdf")


@login_not_required
@require_safe
@cached_page()
def plan_docx(request, region, period):
    return _public(region, period, "docx")


def _public(region, period, kind):
    """What everybody reads, whoever asks: the public address is the same for all."""
    everybody = AnonymousUser()
    plans = Plan.objects.visible_to(everybody).select_related("region")
    return _on_paper(get_object_or_404(plans, region__slug=region, period=period), everybody, kind)


@require_safe
def plan_paper(request, pk, kind):
    """The plan with what the person may read of it besides, such as its actions."""
    if kind not in KINDS:
        raise Http404("There is no such paper.")
    plan = get_object_or_404(Plan.objects.visible_to(request.user).select_related("region"), pk=pk)
    try:
        response = _on_paper(plan, request.user, kind, before=lambda: _count(request))
    except PrintedTooOften as refused:
        return refused.answer
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _count(request):
    if refused := too_often(request):
        raise PrintedTooOften(refused)


def _on_paper(plan, user, kind, **before):
    try:
        body = on_paper(plan_page(plan, user), kind, **before)
    except CannotPrint:
        return not_now()
    name = f"{plan.region.slug}-priorities-{plan.period}.{kind}"
    return download(body, KINDS[kind][0], name)
