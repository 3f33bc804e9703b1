"""Packs: the Leadership Summit's names nobody; a director's folder holds what it may read, dated, indexed, hashed."""

import csv
import hashlib
import io
import time
import zipfile
from datetime import timedelta

import pytest
from django.utils import timezone
from docx import Document

from peerchallenge.reviews.actions import packing as acts
from peerchallenge.reviews.models import Pack
from peerchallenge.reviews.packing import leadership_summit
from portal.accounts.roles import Role
from portal.regions.models import LocalAuthority
from priorities.actions.originating import add_out_of
from tests import make
from tests.looking import fresh
from tests.peerchallenge.reviews import shapes
from tests.peerchallenge.reviews import shapes_findings as found
from tests.peerchallenge.reviews import shapes_themes as made
from tests.peerchallenge.summit import said

pytestmark = pytest.mark.django_db
KIND = Pack.Kind


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.UPLOADS_DIR = tmp_path / "uploads"


@pytest.fixture
def cycle(mercia, dana):
    return made.shared(mercia, by=dana)[0]


def words_of(data):
    return "\n".join(one.text for one in Document(io.BytesIO(data)).paragraphs)


def folder_of(authority, by):
    pack = acts.ask(KIND.FOLDER, authority.region, by=by, authority=authority)
    assert acts.make_pack.func(pack.pk)
    pack = fresh(pack)
    return pack, zipfile.ZipFile(io.BytesIO(pack.blob.place.read_bytes()))


def test_the_leaders_pack_has_themes_steps_and_priorities_and_no_name(cycle, mercia, dana):
    findings = [one for review in cycle.reviews.all() for one in review.findings.all()]
    theme = made.theme(cycle, findings, by=dana, status="chosen")
    made.theme(cycle, findings, by=dana, title="Not yet put")
    made.theme(cycle, findings[:2], by=dana, title="Of two", put=True)
    add_out_of(theme, make.plan(mercia, by=dana), by=dana, title="Better plans", focus=["Audit."])
    pack = acts.ask(KIND.LEADERSHIP_SUMMIT, mercia, by=dana, cycle=cycle)
    words = words_of(leadership_summit(pack))
    assert all(one in words for one in ("Plans drift", "Audit plans together.", "Better plans", "Audit."))
    assert "Not yet put" not in words and "Of two" not in words
    for one in findings:
        assert one.authority.name not in words and one.headline not in words


def test_a_folder_holds_what_was_submitted_found_and_replied(ardenvale, alice, dana):
    found.submission(ardenvale, by=alice, manager=dana)
    review = found.issued(ardenvale, by=dana)
    found.reply(review.findings.first(), "disagree", "The figures are old.", by=alice)
    pack, folder = folder_of(ardenvale, alice)
    assert folder.namelist() == [
        "read-me.txt", "index.csv", "1-as-signed/self-assessment-2026-27.docx", "2-evidence/list.csv",
        "3-reviews/01-team-review/findings-and-replies.csv", "3-reviews/01-team-review/actions.docx",
    ]  # fmt: skip
    assert "The figures are old." in folder.read("3-reviews/01-team-review/findings-and-replies.csv").decode()
    assert (pack.done, pack.parts, pack.status) == (4, 4, "ready")


def test_the_index_has_the_hash_of_each_file(ardenvale, alice, dana):
    found.submission(ardenvale, by=alice, manager=dana)
    _, folder = folder_of(ardenvale, alice)
    rows = list(csv.DictReader(io.StringIO(folder.read("index.csv").decode("utf-8-sig"))))
    assert {row["File"]: row["SHA-256"] for row in rows} == {
        name: hashlib.sha256(folder.read(name)).hexdigest() for name in folder.namelist()[2:]
    }


def test_a_folder_holds_no_finding_that_the_host_was_not_sent(ardenvale, alice, dana):
    review = shapes.review(ardenvale, by=dana, at="draft", kind_of=shapes.kind())
    shapes.finding(review, "Secret draft.", by=dana)
    _, folder = folder_of(ardenvale, alice)
    assert folder.namelist() == ["read-me.txt", "index.csv"]


def test_a_pack_is_made_once(ardenvale, alice):
    pack = acts.ask(KIND.FOLDER, ardenvale.region, by=alice, authority=ardenvale)
    assert [acts.make_pack.func(pack.pk) for _ in range(2)] == [True, False]


def test_whoever_left_the_authority_reads_its_folder_no_longer(ardenvale, alice, lead):
    folder_of(ardenvale, alice)
    assert [Pack.objects.visible_to(person).count() for person in (alice, lead)] == [1, 0]
    alice.posts.update(to_on=timezone.localdate() - timedelta(days=1))
    assert not Pack.objects.visible_to(type(alice).objects.get(pk=alice.pk)).exists()


def test_leaders_read_their_pack_by_post_once_it_is_there(cycle, mercia, ardenvale, wessex, dana):
    scrutiny, elsewhere = make.person("Scrutiny"), make.person("Elsewhere")
    make.post(scrutiny, Role.SCRUTINY_CHAIR, ardenvale)
    make.post(elsewhere, Role.SCRUTINY_CHAIR, make.authority("Wexcombe", wessex, "W01"))
    pack = acts.ask(KIND.LEADERSHIP_SUMMIT, mercia, by=dana, cycle=cycle)
    assert not Pack.objects.visible_to(scrutiny).exists()
    acts.make_pack.func(pack.pk)
    assert [Pack.objects.visible_to(one).count() for one in (scrutiny, elsewhere, dana)] == [1, 0, 1]


def test_packs_go_when_their_time_is_over(cycle, mercia, ardenvale, dana, alice):
    for kind, facts in ((KIND.FOLDER, {"authority": ardenvale}), (KIND.LEADERSHIP_SUMMIT, {"cycle": cycle})):
        acts.ask(kind, mercia, by=alice, **facts)
    Pack.objects.update(asked_at=timezone.now() - timedelta(days=2))
    assert (acts.forget(), Pack.objects.get().kind) == ("Deleted 1.", KIND.LEADERSHIP_SUMMIT)


def test_one_that_a_dead_worker_left_has_failed(ardenvale, alice):
    pack = acts.ask(KIND.FOLDER, ardenvale.region, by=alice, authority=ardenvale)
    Pack.objects.update(status="at-work", asked_at=timezone.now() - timedelta(hours=2))
    acts.forget()
    assert fresh(pack).status == "failed"


def test_a_director_asks_follows_and_downloads(client, ardenvale, alice):
    client.force_login(alice)
    assert "Ardenvale" in client.get("/peer-challenge/packs/").content.decode()
    page = client.post("/peer-challenge/packs/", {"pack": "folder-M01"})
    pack = Pack.objects.get()
    assert page.url == pack.get_absolute_url()
    assert "data-goes-on" in client.get(page.url).content.decode()
    assert client.get(f"{page.url}file/").status_code == 404
    acts.make_pack.func(pack.pk)
    assert "Download" in client.get(f"{page.url}progress/").content.decode()
    assert b"".join(client.get(f"{page.url}file/").streaming_content)[:2] == b"PK"


def test_nobody_asks_for_another_authoritys_folder(client, severnford, alice):
    client.force_login(alice)
    client.post("/peer-challenge/packs/", {"pack": "folder-M02"})
    assert not Pack.objects.exists()


@pytest.mark.slow
def test_the_leaders_pack_of_14_authorities_takes_less_than_5_seconds(mercia, dana):
    cycle, findings = made.shared(mercia, by=dana, count=3)
    more = [make.authority(f"Place {number}", mercia, f"P{number:02}") for number in range(11)]
    for place in more:
        cycle.participations.create(authority=place)
        findings.append(made.found(cycle, place, "Plans drift.", by=dana))
    for place in LocalAuthority.objects.filter(region=mercia):
        said(cycle, place, by=dana, grade=2, steps=[1, 2, 3], kinds=["area", "strength", "area"])
    for number in range(10):
        made.theme(cycle, findings, by=dana, title=f"Theme {number}", status="chosen", position=number)
    pack = acts.ask(KIND.LEADERSHIP_SUMMIT, mercia, by=dana, cycle=cycle)
    began = time.monotonic()
    assert acts.make_pack.func(pack.pk)
    assert time.monotonic() - began < 5
