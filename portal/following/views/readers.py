"""Following a region without an account: asking, confirming, ending. No page here sets a session.

The pages that a key opens check no CSRF token: the key, which nobody else has, is the right to act, and a mail
program's own button (RFC 8058) sends neither a token nor a cookie.
"""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.core.signing import BadSignature
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts.limits import allow_attempt
from portal.following.actions import ask_to_follow
from portal.following.forms import FollowForm
from portal.following.keys import follower_of, follower_to_confirm, following_link, key_of
from portal.following.models import Follower
from portal.following.models.follower import consent_to_follow, normal
from portal.following.reading import followed_by
from portal.regions.models import Region

TOO_OFTEN = "We have written to this address several times. Look in its mailbox, also among junk, or try tomorrow."
SAID = {
    "confirmed": "You now follow {region}.",
    "ended": "You no longer follow {region}. We have stopped its e-mails.",
}


def _by_key(view):
    """Decorate a view that a key in the address opens: never stored, never indexed; 404 for a key that isn't ours."""

    @wraps(view)
    def keyed(request):
        try:
            response = view(request, request.GET.get("key", ""))
        except BadSignature:
            raise Http404("The link isn't whole.") from None
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return login_not_required(csrf_exempt(never_cache(keyed)))


def _region(request, slug):
    return get_object_or_404(Region.objects.visible_to(request.user), slug=slug)


@login_not_required
@never_cache
def region_follow(request, slug):
    """The form; what it answers is the same whether or not the address is known."""
    region = _region(request, slug)
    form = FollowForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        email = form.cleaned_data["email"]
        if allow_attempt(request, "ask_to_follow", normal(email)):
            ask_to_follow(region, email)
            return redirect("region_follow_asked", region.slug)
        form.add_error("email", TOO_OFTEN)
    context = {"region": region, "form": form, "consent": consent_to_follow(region), "trail": _trail(region)}
    return render(request, "following/follow.html", context)


@login_not_required
@require_safe
def region_follow_asked(request, slug):
    region = _region(request, slug)
    return render(request, "following/asked.html", {"region": region, "trail": _trail(region)})


def _trail(region):
    return [("Home", reverse("home")), ("Regions", reverse("region_list")), (region.name, region.get_absolute_url())]


@require_http_methods(["GET", "HEAD", "POST"])
@_by_key
def follow_confirm(request, key):
    """A page that says what will happen; its button begins it. Opening it, as mail scanners do, changes nothing."""
    follower = follower_to_confirm(key)
    if follower is None or follower.ended_at:
        return render(request, "following/too_late.html", {"region": follower and follower.region}, status=410)
    if request.method == "POST":
        follower.confirm()
        return redirect(following_link(follower, said="confirmed"))
    if follower.is_following:
        return redirect(following_link(follower))
    context = {"follower": follower, "region": follower.region, "consent": follower.consent}
    return render(request, "following/confirm.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@_by_key
def follow_end(request, key):
    """A page with one button; a mail program's own sends RFC 8058's one click here. Pressing twice is no error."""
    follower = follower_of(key)
    one_click = request.POST.get("List-Unsubscribe") == "One-Click"
    if request.method == "POST" and follower:
        follower.end(Follower.How.ONE_CLICK if one_click else Follower.How.PAGE)
    if request.method == "POST" and one_click:
        return HttpResponse("You no longer follow it.\n", content_type="text/plain; charset=utf-8")
    if follower is None or not (follower.ended_at or request.method == "POST"):
        return render(request, "following/end.html", {"follower": follower, "key": key})
    return redirect(following_link(follower, said="ended"))


@require_safe
@_by_key
def following(request, key):
    """What the address of this key follows, each with the button that ends it."""
    follower = follower_of(key)
    if follower is None:
        return render(request, "following/end.html", {"follower": None})
    said = SAID.get(request.GET.get("said", ""), "").format(region=follower.region)
    followed = [(one, key_of(one)) for one in followed_by(follower)]
    return render(request, "following/following.html", {"follower": follower, "followed": followed, "said": said})
