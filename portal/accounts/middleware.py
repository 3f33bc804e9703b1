"""Around every request of somebody who is signed in: how long a session lasts, and the second factor."""

import time

from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.sites.requests import RequestSite
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.utils import timezone

from portal.audit.models import record

NOTED_EVERY = 60  # seconds
SETTING_UP = {
    "account_logout",
    "account_reauthenticate",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_index",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
}
SECOND_FACTORS = ["totp", "webauthn"]


def begin_session(request):
    """Note when signing in happened, and forget why the last session ended and that text was kept."""
    request.session.pop("ended", None)
    request.session.pop("kept", None)
    request.session["began_at"] = request.session["seen_at"] = int(time.time())


def session_limits(get_response):
    """End a session after an hour without a request, and after twelve hours in any case."""

    def middleware(request):
        if _is_signed_in(request):
            if reason := _has_run_out(request.session):
                record("was signed out", request.user, by=request.user, reason=reason)
                logout(request)
                request.session["ended"] = reason
            else:
                _note(request)
        return get_response(request)

    return middleware


def _is_signed_in(request):
    """Asked by the cookie first: a visitor without one needs no session, and the page may be kept for all."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated


def _has_run_out(session) -> str:
    now = time.time()
    if now - session.get("seen_at", now) > settings.SESSION_IDLE_SECONDS:
        return "idle"
    if now - session.get("began_at", now) > settings.SESSION_TOTAL_SECONDS:
        return "long"
    return ""


def _note(request):
    """Write down that the session is in use, once a minute at most: reading a page costs no write otherwise."""
    if "began_at" not in request.session:
        begin_session(request)
    elif time.time() - request.session["seen_at"] >= NOTED_EVERY:
        request.session["seen_at"] = int(time.time())
        UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=timezone.now())


def second_factor(get_response):
    """Somebody who holds a post reaches nothing but setting up a second factor until they have one."""

    def middleware(request):
        asked = settings.SECOND_FACTOR_REQUIRED and _is_signed_in(request)
        request.lacks_second_factor = asked and _lacks_one(request.user)
        if request.lacks_second_factor and _name_of(request) not in SETTING_UP:
            return redirect("mfa_index")
        return get_response(request)

    return middleware


class OurSite:
    """allauth's pages speak of a `site` of their own, which hides ours from the templates: take it away."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_template_response(self, request, response):
        if isinstance((response.context_data or {}).get("site"), RequestSite):
            del response.context_data["site"]
        return response


def _lacks_one(user):
    """Recovery codes alone are no second factor."""
    return bool(user.posts_now()) and not is_mfa_enabled(user, types=SECOND_FACTORS)


def _name_of(request):
    try:
        return resolve(request.path_info).url_name
    except Resolver404:
        return None
