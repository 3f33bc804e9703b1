"""Every address of the portal, with the ids of all that stands; and what an answer says, whatever its kind."""

import io
import re
import zipfile
from contextlib import suppress
from html import unescape
from itertools import product
from uuid import uuid4

from django.apps import apps
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.sessions.backends.cache import SessionStore
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404
from django.test import RequestFactory
from django.urls import NoReverseMatch, get_resolver, resolve, reverse
from django.urls.resolvers import URLPattern
from pypdf.errors import PyPdfError

from peerchallenge.removable import KINDS
from peerchallenge.reviews.removable_kinds import KINDS as OF_REVIEWS
from portal.accounts.models import User
from portal.drafting.models import KeptText
from portal.files.models import Blob
from tests import make, pdf

# Whose rows an address names by its first words; of any other, the ids of everything are tried.
ROWS = {
    "assessments": "selfassessment", "cycles": "cycle", "sections": "section", "statements": "statement",
    "evidence": "evidence", "promises": "promise", "submissions": "submission", "moderators": "moderator",
    "remarks": "remark", "signatures": "signature", "enquiries": "lineofenquiry", "reports": "report",
    "earlier-counts": "earliercount", "report": "submission", "reviews": "review", "reviews/bring": "broughtletter",
    "reviews/corrections": "correction", "reviews/findings": "finding", "reviews/next-steps": "nextstep",
    "reviews/actions": "hostaction", "reviews/checks": "progresscheck", "reviews/enquiries": "reviewenquiry",
    "reviews/sessions": "session", "reviews/documents": "reviewdocument", "reviews/seats": "seat",
    "reviews/invitations": "member", "reviews/reports": "reviewreport",
    "kinds": "reviewkind", "pool": "reviewer", "coverage": "coveragepromise",
    "themes": "regionaltheme", "help": "helpentry", "help/introductions": "introduction", "packs": "pack",
}  # fmt: skip
REMOVING = ("report/", "remove/")
SAMPLED = ("reviews/", "kinds/")
FIELDS = (models.CharField, models.TextField, models.JSONField)
# Asking for these ends the session, or tells what the machine does: both have their own tests.
LEFT = {"account_logout", "healthz", "readyz"}


def patterns(resolver=None, before=""):
    """(route, pattern) of every address of ours; allauth's and the admin's have their own tests."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            if not pattern.callback.__module__.startswith("allauth") and pattern.name:
                yield route, pattern
        elif getattr(pattern, "namespace", None) != "admin":
            yield from patterns(pattern, route)


class Words:
    """Planted words, to be looked for; of several in the same place the longest is found."""

    def __init__(self, words):
        self.words = frozenset(words)

    def found_in(self, said) -> set[str]:
        there = [word for word in self.words if word in said]  # far quicker than a pattern of all of them
        return set(re.findall("|".join(sorted(there, key=len, reverse=True)), said)) if there else set()


def is_of_reviews(one) -> bool:
    """Whether an address (by its name) or a model is one of reviews, the second half of peer challenge."""
    if isinstance(one, str):
        views = [pattern.callback for _, pattern in patterns() if pattern.name == one]
        return any(view.__module__.startswith("peerchallenge.reviews") for view in views)
    return one.__module__.startswith("peerchallenge.reviews")


def bare_fields(tables, words, excused) -> tuple[set[str], set[str]]:
    """Return {"model.field"} of these models in which none of `words` is and that aren't `excused`; and all of them."""
    bare, texts = set(), set()
    for model in tables:
        for field in model._meta.get_fields():
            name = f"{model._meta.model_name}.{field.name}"
            if isinstance(field, FIELDS) and not field.choices:
                texts.add(name)
                said = model._base_manager.values_list(field.name, flat=True)
                if name not in excused and not words.found_in(" ".join(map(str, said))):
                    bare.add(name)
            elif field.related_model is Blob and not any(_bytes_of(model, field, words)):
                bare.add(name)
    return bare, texts


def _bytes_of(model, field, words):
    for pk in model._base_manager.exclude(**{field.name: None}).values_list(field.name, flat=True):
        yield words.found_in(Blob.objects.get(pk=pk).place.read_bytes().decode("utf-8", "replace"))


def addresses(world, people) -> tuple[list[str], list[str], set[str]]:
    """Return the addresses where words may stand, all others of the portal, and the names of both."""
    ours, others, names = set(), set(), set()
    known = {model._meta.model_name: list(model._base_manager.order_by("pk").values_list("public_id", flat=True))
             for model in apps.get_app_config("peerchallenge").get_models() if hasattr(model, "public_id")}  # fmt: skip
    values = _values(world, known)
    for route, pattern in patterns():
        takes = list(pattern.pattern.regex.groupindex)
        found = _filled(route, pattern.name, takes, values, known)
        of_all = not takes or set(takes) <= {"slug", "code"}
        (ours if route.startswith("peer-challenge/") or of_all else others).update(found)
        names |= {pattern.name} if found else set()
    ours |= _asking_more(people)
    left = {reverse(name) for name in LEFT}
    return sorted(ours - left), sorted(others), names


def _values(world, known):
    """What is tried for each argument of an address."""
    elsewhere = _elsewhere(world)
    return {
        "evidence_id": known["evidence"], "code": ["M01", "A"], "number": [1, 2], "slug": ["mercia", "ardenvale"],
        "whose": ["managers", "directors"], "kind": ["pdf", "docx"], "region": ["mercia"], "which": ["drafts"],
        "stage": ["team-confirmed"],
        "period": ["2015-11", "2026-27"], "special": ["conference"], "slot": [uuid4()], "name": ["file"],
        "secret": ["x"], "link": [1], "pk": elsewhere, "area_pk": _pks("FrameworkArea"), "prompt_pk": [1],
        "public_id": [known["selfassessment"][0]], "note_id": known["teamnote"],
        "brought_id": known["broughtletter"],
        "act": ["put", "release", "take-off", "drop", "take-up"], "state": ["met", "take-back", "open"],
    }  # fmt: skip


def _elsewhere(world):
    """Make an update, a plan and an event of Mercia's; return numbers by which they, and frameworks, are known."""
    cycle, by = world.cycle, world.cycle.made_by
    update = make.update(cycle.region, by=by).update
    plan = make.plan(cycle.region, status="published", by=by)
    event = make.event(of=cycle.region, by=by)
    return sorted({update.pk, plan.pk, plan.priorities.first().pk, event.pk, *_pks("FrameworkVersion")})


def _pks(model):
    return list(apps.get_model("peerchallenge", model).objects.values_list("pk", flat=True))


def _filled(route, name, takes, values, known):
    within = route.removeprefix("peer-challenge/")
    rows = _rows_of(within)
    if route.startswith("peer-challenge/"):
        kinds = OF_REVIEWS if within.startswith("reviews/") else KINDS
        if {"kind", "public_id"} <= set(takes) and within.startswith(
            (*REMOVING, *(f"reviews/{one}" for one in REMOVING))
        ):
            return {reverse(name, args=[kind, pk]) for kind, one in kinds.items()
                    for pk in known[one.model._meta.model_name][: 1 if kinds is OF_REVIEWS else 2]}  # fmt: skip
        everything = [pk for pks in known.values() for pk in pks]
        values = values | {"public_id": _few(within, known[rows]) if rows else everything}
        if "/letter/" in route:
            values |= {"which": ["final", "draft-1"], "kind": ["docx"] if "which" in takes else values["kind"]}
        values["pk"] = _pks("FrameworkVersion")
    found = set()
    for row in product(*(values[one] for one in takes)):
        with suppress(NoReverseMatch):  # an address may take less than its neighbour of the same word
            found.add(reverse(name, kwargs=dict(zip(takes, row, strict=True))))
    return found


def _few(route, pks):
    """All of what has a page of its own. Of what is done with each, the first and the last: the others differ in
    nothing that is asked for here; and the last review, which is put off, has nothing but its own page."""
    if route.startswith("reviews/<") and not route.endswith("<uuid:public_id>/"):
        return pks[:3]
    is_own = route.endswith("<uuid:public_id>/") and not route.startswith("kinds/")
    return pks if is_own or not route.startswith(SAMPLED) else list(dict.fromkeys([*pks[:1], *pks[-1:]]))


def _rows_of(route):
    """The name of the model whose rows an address takes; "" where that isn't said."""
    found = [begin for begin in ROWS if route.startswith(f"{begin}/")]
    return ROWS[max(found, key=len)] if found else ""


def _asking_more(people):
    """Addresses that show more when they are asked to."""
    kept = {f"{one.path}?restore={one.pk}" for one in KeptText.objects.all()}
    nudged = "&".join(f"to={people[name].pk}" for name in ("alice", "lena", "tess", "cora") if name in people)
    return kept | {f"{reverse('your_work')}?all=1", f"{reverse('chase_nudge')}?{nudged}"}


def text_of(response) -> str:
    """What a page, a table, a Word document, a spreadsheet, a PDF or any other file says."""
    data = b"".join(response.streaming_content) if response.streaming else response.content
    found = data.decode("utf-8", "replace")
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found += "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    if data.startswith(b"%PDF"):
        with suppress(PyPdfError):  # a file may only say that it is one
            found += pdf.text_of(data)
    return unescape(found) + str(response.headers)


class Visitor:
    """Somebody at the doors of the views themselves, which is far quicker than through the whole of the portal.

    tests/test_access.py goes through the whole; what stands around a page, its middleware, knows nothing of a record.
    """

    def __init__(self, person):
        self.person = User.objects.get(pk=person.pk)

    def answer(self, path, method="get"):
        """Return the response, and None where it is 404 or 403; `answered` says which."""
        request = getattr(RequestFactory(), method)(path)
        request.user, request.session, request.htmx = self.person, SessionStore(), False
        request._messages = self.messages = CookieStorage(request)
        request.resolver_match = match = resolve(request.path_info)
        try:
            response = match.func(request, *match.args, **match.kwargs)
        except (Http404, PermissionDenied) as refused:
            self.answered = 404 if isinstance(refused, Http404) else 403
            return None
        self.answered = response.status_code
        return response

    def status(self, path) -> int:
        response = self.answer(path)
        if response is not None and response.streaming:
            response.file_to_stream.close()
        return self.answered

    def read(self, path, method="get") -> str:
        """Return what the answer says, and what the next page would say on top."""
        response = self.answer(path, method)
        said = "\n".join(str(message) for message in self.messages)
        if response is None:
            return said
        text = text_of(response)
        if response.streaming:
            response.file_to_stream.close()
        return said + text
