"""No door lets out what somebody may not know: words in every confidential field, looked for in every answer."""

import io
import re
import zipfile
from collections import defaultdict
from contextlib import suppress
from html import unescape

import pytest
from django.apps import apps
from django.db import models
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLPattern
from pypdf.errors import PyPdfError

from peerchallenge.models import SelfAssessment
from peerchallenge.removable import KINDS
from portal.accounts.models import OutgoingMail
from portal.accounts.roles import Role
from portal.audit.models import AuditEvent
from tests import make, pdf
from tests.peerchallenge.planted import OWN, WORDS, plant
from tests.test_access import undone

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.once]

# Whose rows an address names by its first word; of any other, the ids of everything are tried.
ROWS = {
    "assessments": "selfassessment", "cycles": "cycle", "sections": "section", "statements": "statement",
    "evidence": "evidence", "promises": "promise", "submissions": "submission", "moderators": "moderator",
    "remarks": "remark", "signatures": "signature", "enquiries": "lineofenquiry",
}  # fmt: skip
FIELDS = (models.CharField, models.TextField, models.JSONField)
FOUND = re.compile("|".join(WORDS))


@pytest.fixture
def people(alice, bob, charlie, dana, erin, frank, greta, wren, moss, ivy, lead, severnford):
    others = {}
    for name in ("nora", "otto"):
        others[name] = make.person(name.title())
        make.post(others[name], Role.MODERATOR, severnford)
    return {"alice": alice, "bob": bob, "charlie": charlie, "dana": dana, "erin": erin, "frank": frank,
            "greta": greta, "wren": wren, "moss": moss, "ivy": ivy, "lead": lead} | others  # fmt: skip


@pytest.fixture
def planted(mercia, ardenvale, severnford, people):
    return plant(mercia, ardenvale, severnford, people)


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


def patterns(resolver=None, before=""):
    """(route, name) of every address of ours."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route, pattern
        elif getattr(pattern, "namespace", None) != "admin":
            yield from patterns(pattern, route)


def addresses(world):
    """Every address of peer challenge with the ids of all that stands, and every other that takes no argument."""
    known = {model._meta.model_name: list(model._base_manager.values_list("public_id", flat=True))
             for model in apps.get_app_config("peerchallenge").get_models() if hasattr(model, "public_id")}  # fmt: skip
    everything = [pk for rows in known.values() for pk in rows]
    found = set()
    for route, pattern in patterns():
        names = list(pattern.pattern.regex.groupindex)
        if pattern.callback.__module__.startswith("allauth") or pattern.name is None:
            continue
        if not route.startswith("peer-challenge/"):
            found |= _elsewhere(pattern.name, names)
            continue
        if {"kind", "public_id"} <= set(names) and route.split("/")[1] in ("report", "remove"):
            found |= {reverse(pattern.name, args=[name, pk]) for name, kind in KINDS.items()
                      for pk in known[kind.model._meta.model_name]}  # fmt: skip
            continue
        rows = ROWS.get(route.split("/")[1])
        for values in _combinations(names, known[rows] if rows else everything, world, known):
            found.add(reverse(pattern.name, kwargs=dict(zip(names, values, strict=True))))
    return sorted(found)


def _combinations(names, ids, world, known):
    values = {
        "public_id": ids, "evidence_id": known["evidence"], "pk": [world.cycle.framework_version_id], "area_pk": [1],
        "prompt_pk": [1], "code": ["M01", "A"], "number": [1], "slug": ["mercia"], "whose": ["managers", "directors"],
        "kind": ["pdf", "docx"],
    }  # fmt: skip
    found = [[]]
    for name in names:
        found = [[*row, value] for row in found for value in values[name]]
    return found


def _elsewhere(name, names):
    """Pages outside peer challenge: those without an argument, and those of the region and the authority."""
    takes = {(): {}, ("slug",): {"slug": "mercia"}, ("code", "slug"): {"code": "M01", "slug": "ardenvale"}}
    if tuple(names) not in takes or name in ("account_logout", "healthz", "readyz"):
        return set()
    return {reverse(name, kwargs=takes[tuple(names)])}


def found_by(people, signed_in, paths, client):
    """{word: who met it} over every address, asked for and posted to with nothing in it."""
    met = defaultdict(set)
    for who, person in {"nobody": None, **people}.items():
        browser = signed_in(person) if person else client
        for path in paths:
            for send in (browser.get, browser.post) if who in ("charlie", "bob") else (browser.get,):
                with undone():
                    said = text_of(send(path))
                for word in FOUND.findall(said):
                    met[word].add(who)
    return dict(met)


def test_everybody_meets_exactly_the_words_that_they_may_know(planted, people, signed_in, client):
    met = found_by(people, signed_in, addresses(planted), client)
    allowed = {word: who | ({"nora"} if word.startswith("frozen") else set()) for word, who in WORDS.items()}
    assert {word: who - allowed[word] for word, who in met.items() if who - allowed[word]} == {}
    # It could leak: each word is read by all who may know it, but for those who have no page for it.
    assert {word for word in WORDS if not met.get(word)} == set()


def test_what_is_released_is_what_was_submitted_and_no_more(mercia, ardenvale, severnford, people, signed_in, client):
    world = plant(mercia, ardenvale, severnford, people, released=True)
    met = found_by({"charlie": people["charlie"]}, signed_in, addresses(world), client)
    assert {word for word, who in met.items() if "charlie" in who} == {word for word in WORDS if "frozen" in word}


def test_no_mail_carries_a_word_but_to_those_who_answer_for_it(planted, people):
    own = {people[name].email for name in OWN}
    told = {(mail.to, word) for mail in OutgoingMail.objects.all() for word in FOUND.findall(mail.subject + mail.body)}
    assert told == {(address, word) for address in own for word in ("returnedcomment", "extendedreason", "laterreason")}


def test_no_audit_event_carries_a_word(planted):
    said = " ".join(f"{event.subject_label} {event.details}" for event in AuditEvent.objects.all())
    assert AuditEvent.objects.filter(subject_type=SelfAssessment._meta.label_lower).exists()
    assert FOUND.findall(said) == []


def test_no_table_elsewhere_holds_a_word(planted):
    """Neither the search index nor a cache nor a list of followers: what isn't there can't be found there."""
    ours = {"peerchallenge"}
    known = {"accounts.outgoingmail", "drafting.version"}  # the tests above; what was replaced, read with its record
    found = {}
    for model in apps.get_models():
        if model._meta.app_label in ours or model._meta.label_lower in known:
            continue
        names = [field.name for field in model._meta.fields if isinstance(field, FIELDS)]
        said = " ".join(str(row) for row in model._base_manager.values_list(*names)) if names else ""
        if words := FOUND.findall(said):
            found[model._meta.label_lower] = words
    assert found == {}
