"""The table of addresses, read from the URL configuration."""

import json
from io import StringIO

import pytest
from django.contrib.auth.decorators import login_not_required
from django.core.management import call_command
from django.http import HttpResponse
from django.urls import include, path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.generic import View

from portal.upkeep.routes import Route, methods, routes


def plain(request):
    return HttpResponse()


class Letters(View):
    def get(self, request):
        return HttpResponse()

    def put(self, request):
        return HttpResponse()


class Resolver:
    url_patterns = [
        path("", login_not_required(require_safe(plain)), name="home"),
        path("letters/", include(([path("<int:pk>/", Letters.as_view(), name="letter")], "letters"))),
    ]


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        (plain, ("GET", "HEAD", "POST")),
        (require_POST(plain), ("POST",)),
        (never_cache(login_not_required(require_safe(plain))), ("GET", "HEAD")),
        (require_http_methods(["GET", "POST"])(never_cache(require_POST(plain))), ("POST",)),
        (Letters.as_view(), ("GET", "HEAD", "PUT")),
        (require_safe(Letters.as_view()), ("GET", "HEAD")),
    ],
)
def test_methods_are_read_from_class_and_decorators(view, expected):
    assert methods(view) == expected


def test_each_route_has_its_full_name_and_pattern():
    assert routes(Resolver) == [
        Route("home", "", ("GET", "HEAD"), True),
        Route("letters:letter", "letters/<int:pk>/", ("GET", "HEAD", "PUT"), False),
    ]


def test_the_command_lists_the_whole_site_as_json():
    out = StringIO()
    call_command("routes", "--json", stdout=out)
    listed = {route["name"]: route for route in json.loads(out.getvalue())}
    assert listed["healthz"] == {"name": "healthz", "pattern": "healthz", "methods": ["GET", "HEAD"], "public": True}


def test_the_command_lists_the_whole_site_as_a_table():
    out = StringIO()
    call_command("routes", stdout=out)
    (line,) = [line for line in out.getvalue().splitlines() if line.startswith("readyz ")]
    assert line.split() == ["readyz", "public", "GET,HEAD", "/readyz"]
