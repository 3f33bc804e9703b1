"""Pages about people: who holds which post, inviting, ending a post, and one's own account."""

import uuid

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import IntegrityError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from portal.accounts.actions import invite
from portal.accounts.demo import sample_user
from portal.accounts.forms import InvitationForm
from portal.accounts.middleware import SECOND_FACTORS
from portal.accounts.models import Post
from portal.accounts.models.post import LastAdministrator
from portal.accounts.people import grouped
from portal.audit.models import KeyAlreadyUsed, Overtaken
from portal.ui.pagination import page_of
from portal.ui.permissions import may, require

POSTS_ON_A_PAGE = 100


@require_safe
def people(request):
    """Posts that the reader may see, by organisation; those that have ended on a page of their own."""
    ended = request.GET.get("show") == "ended"
    page = page_of(request, Post.objects.visible_to(request.user).for_people_page(ended=ended), POSTS_ON_A_PAGE)
    context = {"page": page, "groups": grouped(page, request.user), "ended": ended}
    return render(request, "accounts/people.html", context)


def person_invite(request):
    require(request.user, "accounts.invite")
    form = InvitationForm(request.POST or None, by=request.user, initial={"key": uuid.uuid4()})
    if request.method == "POST" and form.is_valid():
        try:
            post = invite(form.invitation, by=request.user, key=form.cleaned_data["key"])
        except KeyAlreadyUsed:
            messages.info(request, "You had already sent this invitation: it was saved once.")
            return redirect("people")
        except IntegrityError:
            form.add_error("role", "They hold this post already.")
        else:
            messages.success(request, f"{post.person} has the post of {post}. We are telling them by e-mail.")
            return redirect("people")
    return render(request, "accounts/invite.html", {"form": form})


def post_end(request, pk):
    post = get_object_or_404(Post.objects.visible_to(request.user).with_organisation(), pk=pk)
    require(request.user, "accounts.end_post", post)
    if request.method != "POST":
        return render(request, "accounts/post_end.html", {"post": post})
    try:
        post.end(by=request.user)
    except LastAdministrator:
        messages.error(request, "This is the only site administrator. Give the post to somebody else first.")
    except Overtaken:
        messages.info(request, "Somebody else had ended this post already.")
    else:
        messages.success(request, f"{post.person} no longer holds the post of {post}. Its access is gone.")
    return redirect("people")


@require_safe
def me(request):
    """One's own posts, and how one signs in."""
    context = {
        "posts": request.user.posts_now(),
        "authenticators": list(request.user.authenticator_set.all()),
        "has_second_factor": is_mfa_enabled(request.user, types=SECOND_FACTORS),
        "may_invite": may(request.user, "accounts.invite"),
    }
    return render(request, "accounts/me.html", context)


@require_POST
def session_end(request, pk):
    """End one of one's own sessions, on another device; this one ends by signing out."""
    session = get_object_or_404(request.user.usersession_set, pk=pk)
    session.end()
    messages.success(request, "That device is signed out.")
    return redirect("usersessions_list")


@login_not_required
@require_POST
def demo_sign_in(request):
    """Sign in as a sample person: in a demonstration only."""
    person = sample_user(request.POST.get("person", "")) if settings.DEMO else None
    if person is None:
        raise Http404("There is no such sample person.")
    return perform_login(request, Login(user=person, email=person.email))
