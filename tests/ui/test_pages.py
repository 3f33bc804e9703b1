"""Glossary, statement, notice, style guide; and the pages for when something goes wrong."""

import re

import pytest
from django.conf import settings
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404
from django.template.loader import get_template
from django.test import Client, RequestFactory

from portal.ui import errors, glossary, parts

PAGES = {
    400: (errors.bad_request, "We could not read that request"),
    403: (errors.forbidden, "You do not have access to do this"),
    404: (errors.not_found, "Page not found"),
    429: (errors.too_many_requests, "Too many tries"),
}
COMPONENTS = sorted(path.name for path in (settings.BASE_DIR / "templates/components").glob("*.html"))


def heading(response):
    return re.sub(r"\s+", " ", re.search(r"<h1>(.*?)</h1>", response.content.decode(), re.DOTALL)[1]).strip()


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/glossary/", "Glossary"),
        ("/accessibility/", f"Accessibility statement for {settings.SITE_NAME}"),
        ("/privacy/", "Privacy notice"),
    ],
)
def test_anybody_reads_the_pages_about_the_site(client, path, title):
    response = client.get(path)
    assert (response.status_code, heading(response), dict(response.cookies)) == (200, title, {})


def test_the_glossary_gives_every_term_an_anchor(client):
    html = client.get("/glossary/").content.decode()
    assert [term.acronym for term in glossary.TERMS if f'id="{term.anchor}"' not in html] == []


def test_the_statement_gives_what_the_regulations_ask_for(client):
    html = client.get("/accessibility/").content.decode()
    needed = (
        "Feedback and contact information", "Enforcement procedure", "Compliance status", "partially compliant",
        "Non-accessible content", "Disproportionate burden", "Preparation of this accessibility statement",
        f"mailto:{settings.SUPPORT_EMAIL}",
    )  # fmt: skip
    assert [words for words in needed if words not in html] == []


def test_the_canonical_address_never_comes_from_the_host_header(client):
    html = client.get("/glossary/?x=1", headers={"host": "localhost"}).content.decode()
    assert re.findall(r'rel="canonical" href="([^"]*)"', html) == [f"{settings.PORTAL_ORIGIN}/glossary/"]


def test_the_style_guide_draws_every_component(client):
    parts.kept.cache_clear()
    drawn = {template.name for template in client.get("/styleguide/").templates}
    as_member = {template.name for template in client.get("/styleguide/?as=member").templates}
    assert [name for name in COMPONENTS if f"components/{name}" not in drawn | as_member] == []


@pytest.mark.parametrize("name", COMPONENTS)
def test_a_component_says_at_its_top_what_it_takes(name):
    source = get_template(f"components/{name}").template.source
    assert re.match(r"\{# .*Takes\b.* #\}\n", source) is not None


def test_nobody_sees_the_style_guide_on_a_real_site(settings):
    import importlib

    from portal.ui import urls

    settings.IS_LOCAL = False
    try:
        assert [route.name for route in importlib.reload(urls).urlpatterns] == ["glossary", "accessibility", "privacy"]
    finally:
        settings.IS_LOCAL = True
        importlib.reload(urls)


@pytest.mark.parametrize("status", PAGES)
def test_each_error_has_its_page(status):
    view, title = PAGES[status]
    response = view(RequestFactory().get("/nowhere/"))
    assert (response.status_code, heading(response), response["Cache-Control"]) == (status, title, "no-store")


@pytest.mark.parametrize("status", [*PAGES, 500])
def test_each_error_page_is_drawn_without_a_request(status):
    html = get_template(f"{status}.html").render({})
    assert html.count("<h1>") == 1


def test_the_500_page_asks_nothing_of_the_database(django_assert_num_queries, db):
    with django_assert_num_queries(0):
        response = errors.server_error(RequestFactory().get("/"))
    assert (response.status_code, heading(response)) == (500, "There is a problem with this service")


def test_the_500_page_has_a_last_resort(monkeypatch):
    monkeypatch.setattr(errors, "unplugged", lambda: 1 / 0)
    response = errors.server_error(RequestFactory().get("/"))
    assert response.content.decode() == errors.LAST_RESORT


def test_a_form_without_its_token_is_explained():
    response = errors.csrf_failure(RequestFactory().post("/x/"))
    assert (response.status_code, heading(response)) == (403, "This form is out of date")


def test_an_unknown_address_gives_the_404_page():
    response = Client().get("/nowhere/at/all/")
    assert (response.status_code, heading(response)) == (404, "Page not found")


@pytest.mark.parametrize(("error", "status"), [(Http404, 404), (PermissionDenied, 403), (BadRequest, 400)])
def test_handlers_of_the_site_are_these(error, status):
    from django.urls import get_resolver

    assert get_resolver().resolve_error_handler(status) == PAGES[status][0]
