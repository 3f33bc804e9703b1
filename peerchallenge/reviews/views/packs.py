"""Packs: what can be asked for, how far one is, its file."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from peerchallenge.audiences import Audience
from peerchallenge.models import Cycle
from peerchallenge.models.of_authority import authorities_of
from peerchallenge.reviews.actions import packing as acts
from peerchallenge.reviews.models import Pack
from peerchallenge.reviews.models.sharing import FOLDER_READERS
from portal.audit.models import FormKey, KeyAlreadyUsed, silent_since
from portal.files.serving import answer
from portal.regions.models import LocalAuthority


def _trail(*more):
    return [("Peer challenge", reverse("peer_challenge")), *more]


def _who(pack) -> Audience:
    if pack.kind == Pack.Kind.FOLDER:
        return Audience("Authority", f"Only {pack.asked_by}, who asked for it, can open this folder.")
    said = "directors, chief executives, Lead Members, scrutiny chairs and safeguarding-partnership chairs"
    return Audience("Directors", f"{pack.region}’s {said} can open this pack, and so can who asked for it.")


def _to_ask(user) -> list[tuple[str, str, str]]:
    """Return (value, what, what it holds) of each pack that `user` may ask for."""
    mine = authorities_of(user, FOLDER_READERS)
    places = LocalAuthority.objects.visible_to(user).filter(pk__in=mine).order_by("name")
    holds = "What you submitted and its evidence, final findings, your replies and actions, as one folder."
    found = [(f"folder-{one.code}", f"Folder for the annual conversation, {one}", holds) for one in places]
    cycles = Cycle.objects.visible_to(user).run_by(user).exclude(status=Cycle.Status.DRAFT).select_related("region")
    holds = "Themes that were put to the directors, recommended next steps, proposed priorities; no authority by name."
    return found + [(f"summit-{one.public_id}", f"Leadership Summit pack, {one.full_name}", holds) for one in cycles]


@require_http_methods(["GET", "HEAD", "POST"])
def packs(request):
    """Ask for a pack, and find those that are there: by who asks for them and for whom they are made."""
    options = _to_ask(request.user)
    if request.method == "POST":
        return _asked(request, options)
    rows = Pack.objects.visible_to(request.user).select_related("region", "authority", "cycle", "asked_by")
    context = {"options": options, "packs": rows, "key": FormKey.of_form(request), "trail": _trail()}
    return render(request, "peerchallenge/reviews/packs/packs.html", context)


def _asked(request, options):
    asked = request.POST.get("pack", "")
    if asked not in {value for value, _, _ in options}:
        messages.error(request, "Choose the pack that you want.")
        return redirect("packs")
    what, _, which = asked.partition("-")
    if what == "folder":
        place = LocalAuthority.objects.visible_to(request.user).select_related("region").get(code=which)
        about = {"kind": Pack.Kind.FOLDER, "region": place.region, "authority": place}
    else:
        cycle = Cycle.objects.visible_to(request.user).select_related("region").get(public_id=which)
        about = {"kind": Pack.Kind.LEADERSHIP_SUMMIT, "region": cycle.region, "cycle": cycle}
    try:
        pack = acts.ask(by=request.user, form_key=FormKey.of_form(request), **about)
    except KeyAlreadyUsed as used:
        pack = Pack.objects.visible_to(request.user).get(pk=used.record_id)
    return redirect(pack)


def _pack_to(request, public_id):
    rows = Pack.objects.visible_to(request.user).select_related("region", "authority", "cycle", "asked_by", "blob")
    return get_object_or_404(rows, public_id=public_id)


@require_safe
def pack(request, public_id):
    """How far a pack is, and its file once it is there; reload to see it again."""
    pack = _pack_to(request, public_id)
    context = {"pack": pack, "who": _who(pack), "trail": _trail(("Packs", reverse("packs"))),
               "silent_since": silent_since() if pack.goes_on else None,
               "until": pack.asked_at + acts.KEPT[pack.kind]}  # fmt: skip
    return render(request, "peerchallenge/reviews/packs/pack.html", context)


@require_safe
def pack_progress(request, public_id):
    """The part of the page that changes, for the script that draws it again."""
    return render(request, "peerchallenge/reviews/packs/_progress.html", {"pack": _pack_to(request, public_id)})


@require_safe
def pack_file(request, public_id):
    """The file of a pack that is there."""
    pack = _pack_to(request, public_id)
    if not pack.is_ready:
        raise Http404("It isn’t there yet.")
    return answer(request, pack.blob, name=pack.file_name, is_public=False)
