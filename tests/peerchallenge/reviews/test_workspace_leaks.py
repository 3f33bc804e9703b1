"""The team's notes get out nowhere: no page, table, paper, search, mail or audit event, and not how many there are."""

import re
from contextlib import suppress
from itertools import product
from uuid import uuid4

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import models
from django.urls import NoReverseMatch, reverse

from peerchallenge.reviews.actions import clustering, noting
from peerchallenge.reviews.models import TeamNote
from portal.accounts.models import OutgoingMail
from portal.accounts.roles import Role
from portal.audit.models import AuditEvent
from tests import make
from tests.peerchallenge.reviews import shapes
from tests.peerchallenge.reviews import shapes_workspace as made
from tests.peerchallenge.walked import Visitor, patterns, text_of
from tests.test_access import undone

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.once]

WORDS = ("plantedtext", "plantedrole", "plantedwhy", "plantedaway")
FOUND = re.compile("|".join(WORDS))
KINDS = {"kind": ["pdf", "docx"], "slug": ["mercia"], "code": ["M01"], "which": ["drafts"]}
FIELDS = (models.CharField, models.TextField, models.JSONField)
# Where a number of what goes on could stand, beside the pages of the review itself.
ELSEWHERE = {"/peer-challenge/", "/peer-challenge/reviews/", "/peer-challenge/reviews/table.csv", "/your-work/"}
CHANGES = re.compile(
    r"""name="(csrfmiddlewaretoken|kept_writer|form_key)" value="[^"]+"|'(Expires|Last-Modified)': '[^']+'"""
)


@pytest.fixture
def review(ardenvale, charlie, moss, dana):
    """On site, with a finding, a line of enquiry and a session."""
    review = made.visited(ardenvale, moss, lead=charlie, by=dana)
    made.session(review)
    made.enquiry(review)
    shapes.finding(review, by=dana)
    return review


@pytest.fixture
def outside(alice, bob, lead, dana, ivy, erin, frank, greta, wren, ardenvale):
    """Whoever isn't on the team: of the host, of its trust, who runs it, other directors, and who administers."""
    tess = make.person("Tess")
    make.post(tess, Role.TRUST_CHIEF_EXECUTIVE, make.trust("Arden Trust", ardenvale))
    return {"alice": alice, "bob": bob, "lead": lead, "dana": dana, "ivy": ivy, "erin": erin, "frank": frank,
            "greta": greta, "wren": wren, "tess": tess}  # fmt: skip


def plant(review, by):
    """Notes as the verbs leave them: written, moved behind a finding, edited, taken away."""
    known = {"role": "plantedrole", "explained": "plantedwhy", "session": review.sessions.first()}
    notes = [made.note(review, f"plantedtext {number}", by=by, theme=made.theme(), **known) for number in range(3)]
    away = made.note(review, "plantedaway", by=by)
    noting.edit_note(notes[0], by=by, version=1, text="plantedtext again")
    noting.remove_note(away, by=by, version=1)
    return notes


def addresses(review):
    """Every address of ours: a review's own with the review, others with one id of each sort that stands."""
    tables = [model for model in apps.get_app_config("peerchallenge").get_models() if hasattr(model, "public_id")]
    first = [model._base_manager.values_list("public_id", flat=True).first() for model in tables]
    note = TeamNote.objects.standing().first()
    found = set()
    for route, pattern in patterns():
        takes = list(pattern.pattern.regex.groupindex)
        ids = [review.public_id] if "reviews/<uuid:public_id>/" in route else list(filter(None, first))
        values = {"public_id": ids, "note_id": [note.public_id if note else uuid4()], "pk": [1], "number": [1]} | KINDS
        if not set(takes) <= values.keys() or pattern.name in ("account_logout", "healthz", "readyz"):
            continue
        for row in product(*(values[name] for name in takes)):
            with suppress(NoReverseMatch):
                found.add(reverse(pattern.name, kwargs=dict(zip(takes, row, strict=True))))
    return sorted(found)


def said_to(person, paths):
    """{address: what it says} of those that answer `person`."""
    visitor = Visitor(person)
    with undone():  # that somebody looked is noted, too
        answers = {path: visitor.answer(path) for path in paths}
    return {path: CHANGES.sub("", text_of(answer)) for path, answer in answers.items() if answer is not None}


def test_a_headline_finding_made_of_notes_says_none_of_their_words(review, outside, moss, charlie):
    notes = plant(review, moss)
    clustering.move_notes(review, [note.public_id for note in notes], by=charlie, headline="Children are seen.")
    paths = addresses(review)
    pages = {name: said_to(outside[name], paths) for name in ("dana", "ivy")}
    assert any("Children are seen." in said for said in pages["dana"].values())
    assert {name: FOUND.findall(" ".join(said.values())) for name, said in pages.items()} == {"dana": [], "ivy": []}


def test_nobody_outside_learns_how_many_there_are(review, outside, moss):
    paths = [path for path in addresses(review) if f"/reviews/{review.public_id}" in path or path in ELSEWHERE]
    paths = [path for path in paths if not path.endswith((".docx", ".pdf"))]  # which have the time in them
    made.theme()
    before = {name: said_to(outside[name], paths) for name in ("alice", "dana", "ivy", "frank")}
    assert all(before.values())
    plant(review, moss)
    assert {name: said_to(outside[name], paths) for name in before} == before


def test_no_mail_no_audit_event_and_no_other_table_holds_a_word(review, moss, charlie):
    notes = plant(review, moss)
    clustering.move_notes(review, [note.public_id for note in notes], by=charlie, headline="Children are seen.")
    assert AuditEvent.objects.filter(subject_type=TeamNote._meta.label_lower).count() == 0
    assert OutgoingMail.objects.count() == 0
    found = {}
    for model in apps.get_models():
        names = [field.name for field in model._meta.fields if isinstance(field, FIELDS)]
        said = " ".join(str(row) for row in model._base_manager.values_list(*names)) if names else ""
        if words := set(FOUND.findall(said)):
            found[model._meta.label_lower] = words
    assert found == {"peerchallenge.teamnote": set(WORDS)}


def test_no_administration_page_shows_notes():
    assert not admin.site.is_registered(TeamNote)
