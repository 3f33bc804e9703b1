"""The access table is the specification of who reaches what; this holds the portal to it.

It is access.txt and, for each part of the plans, access/….txt, whose states access/….py makes (`ARGUMENTS`: what the
address takes, by its name, in a state; `BODIES`: what a POST sends; `QUERIES`, if any: what stands behind its "?").
"""

from contextlib import contextmanager
from copy import deepcopy
from datetime import timedelta
from functools import partial
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.db import transaction
from django.urls import get_resolver, reverse
from django.utils import timezone

from portal.accounts.roles import Role
from portal.drafting.models import KeptText
from portal.files.kinds import PICTURE
from portal.files.storing import keep
from portal.following.actions import start_mailing
from portal.following.keys import confirm_link, end_link
from portal.following.letters import Letter
from tests import make
from tests.following.make import follower
from updates.actions import approve, keep_document, publish, submit, withdraw
from updates.importing import read_text
from updates.models import PreviewLink

CAST = ("nobody", "alice", "charlie", "dana", "erin", "frank", "greta")


HERE = Path(__file__).parent
TABLES = [HERE / "access.txt", *sorted((HERE / "access").glob("*.txt"))]
PARTS = [import_module(f"tests.access.{path.stem}") for path in TABLES[1:]]


def rows(*tables):
    """Yield the rows of these tables, of all if none is named: address, state, method, {who: answer}."""
    for line in [line for path in tables or TABLES for line in path.read_text().splitlines()]:
        if line.strip() and not line.startswith("#"):
            name, state, method, *answers = line.split()
            if len(answers) == len(CAST) - 1:  # a chair gets what another director gets, unless a row says more
                answers.append(answers[CAST.index("alice")])
            assert len(answers) == len(CAST), line
            yield name, state, method, dict(zip(CAST, answers, strict=True))


@pytest.fixture
def cast(alice, bob, charlie, dana, erin, frank, greta):
    return {
        "nobody": None,
        "alice": alice,
        "bob": bob,
        "charlie": charlie,
        "dana": dana,
        "erin": erin,
        "frank": frank,
        "greta": greta,
    }


def _published(draft, cast):
    publish(draft, by=cast["dana"], version=draft.version)


def _withdrawn(at=None):
    return lambda draft, cast: withdraw(draft.update, by=cast["dana"], reason="In error.", at=at)


def _submitted(draft, cast):
    submit(draft, by=cast["dana"], version=draft.version)


# What happens to a draft, in order, until it is in a state.
STEPS = {
    "discarded": [lambda draft, cast: draft.discard(by=cast["dana"])],
    "in-review": [_submitted],
    "approved": [_submitted, lambda draft, cast: approve(draft, by=cast["greta"], version=draft.version)],
    "withdrawn": [_published, _withdrawn()],
    "to-be-withdrawn": [_published, _withdrawn(timezone.now() + timedelta(days=1))],
}


def a_world(mercia, ardenvale, cast):
    """What stands in each state, made when a row asks for it."""
    dana = cast["dana"]
    now = timezone.now()

    def an_update(state):
        if state == "live":
            return make.update(mercia, by=dana, tags=["Adoption"]).update
        if state == "scheduled":
            return make.update(mercia, by=dana, at=now + timedelta(days=1)).update
        if state == "unknown":
            return SimpleNamespace(pk=999_999)
        draft = make.draft(mercia, by=dana, tags=["Draft only"], **({"title": ""} if state == "incomplete" else {}))
        for step in STEPS.get(state, ()):
            step(draft, cast)
        return draft.update

    return SimpleNamespace(mercia=mercia, ardenvale=ardenvale, cast=cast, update=an_update, dana=dana)


def arguments(world, name, state):
    """The arguments of the address `name` in `state`, with that state made."""
    if name in ARGUMENTS:
        return ARGUMENTS[name](world, state=state)
    if name.startswith("event"):
        return event_arguments(world, state)
    return [world.update(state).pk] if name.startswith("update_") and state not in ("-", "in-mercia") else []


def region_arguments(world, state):
    return ["mercia" if state == "mercia" else "nowhere"]


def tag_arguments(world, state):
    world.update("live" if state == "live" else "draft")
    return ["adoption" if state == "live" else "draft-only"]


def authority_arguments(world, state):
    return {"ardenvale": ["M01", "ardenvale"], "wrong-slug": ["M01", "other"], "unknown": ["Z99", "x"]}[state]


def document_arguments(world, state):
    return [keep_document("", read_text("Mercia update\n\nWorkforce\n\nMore stayed."), by=world.dana).public_id]


def special_arguments(world, state):
    make.update(world.mercia, by=world.dana, special="Conference")
    return ["mercia", "2015-11", "conference" if state == "live" else "nothing"]


def public_arguments(world, state):
    if state != "unknown":
        world.update(state)
    return ["mercia", "2015-11"]


def event_arguments(world, state):
    if state == "-":
        return []
    if state == "unknown":
        return [999_999]
    event = make.event(of=world.mercia, by=world.dana, starts="2099-03-03 09:00")
    if state == "cancelled":
        event.cancel(by=world.dana, reason="Snow.", version=event.version)
    return [event.pk]


def kept_arguments(world, state):
    if state == "unknown":
        return [999_999]
    return [KeptText.objects.create(path="/updates/1/edit/", fields=[["title", "Typed"]], person=world.dana).pk]


def an_open_session(world):
    from allauth.usersessions.models import UserSession

    return UserSession.objects.create(
        user=world.cast["alice"], ip="127.0.0.1", user_agent="x", session_key=uuid4().hex, data={}
    ).pk


def version_arguments(world, state):
    """A version of the history: the first of an update that was sent for review, in the draft if it was taken back."""
    update = world.update("draft" if state == "unknown" else "in-review")
    if state == "taken-back":
        draft = update.draft
        draft.take_back(by=world.dana, version=draft.version)
    return [update.pk, 1]


def preview_arguments(world, name, state):
    link = PreviewLink.make(world.update("draft"), for_whom="The editor", days=7, by=world.dana)
    if state == "turned-off":
        link.turn_off(by=world.dana)
    return (
        [link.update_id, link.pk]
        if name == "update_preview_end"
        else [link.pk, "x" if state == "forged" else link.secret]
    )


NEEDS_VERSION = {"update_publish", "update_submit", "update_review", "update_take_back", "update_unschedule"}


def file_arguments(world, name, state):
    """A file of the update in this state."""
    update = world.update(state)
    slot = uuid4()
    if state != "unknown":
        kind, content_type = ("picture", PICTURE) if name == "update_picture" else ("document", "application/pdf")
        fields = {"slot": slot, "kind": kind, "name": "file", "title": "A file"}
        update.editions.last().attached.create(**fields, blob=keep(b"bytes", content_type))
    return {"update_picture": [slot], "update_file": [slot, "file"]}.get(name, [update.pk, slot])


def mailing_arguments(world, state):
    letter = Letter(subject="Mercia: update", title="Mercia update", path="/mercia/")
    return [start_mailing(about=world.mercia, region=world.mercia, letter=letter, by=world.dana).pk]


def query(world, name, state):
    """What stands behind the "?" of the address, such as the key of somebody who follows Mercia, or has asked to."""
    if name in QUERIES:
        return QUERIES[name](world, state)
    if name not in {"following", "follow_confirm", "follow_end"} or state != "key":
        return ""
    link = confirm_link if name == "follow_confirm" else end_link
    return f"?{link(follower(world.mercia, confirmed=name != 'follow_confirm')).partition('?')[2]}"


ARGUMENTS = {
    **{
        name: partial(file_arguments, name=name)
        for name in ("update_picture", "update_file", "file_edit", "file_remove")
    },
    "picture_new": lambda world, state: [world.update(state).pk],
    "file_new": lambda world, state: [world.update(state).pk],
    "region": region_arguments,
    "region_edit_about": region_arguments,
    "region_follow": region_arguments,
    "region_follow_asked": region_arguments,
    "region_followers": region_arguments,
    "follower_remove": lambda world, state: [follower(world.mercia).pk],
    "mailing": mailing_arguments,
    "mailing_progress": mailing_arguments,
    "mailing_stop": mailing_arguments,
    "region_update_list": region_arguments,
    "region_update_feed": region_arguments,
    "region_event_calendar": region_arguments,
    "authority": authority_arguments,
    "tag": tag_arguments,
    "tag_feed": tag_arguments,
    "update": public_arguments,
    "update_special": special_arguments,
    "document_check": document_arguments,
    "kept_discard": kept_arguments,
    "update_version": version_arguments,
    "update_restore": version_arguments,
    "update_preview_end": lambda world, state: preview_arguments(world, "update_preview_end", state),
    "preview_link": lambda world, state: preview_arguments(world, "preview_link", state),
    "session_end": lambda world, state: [an_open_session(world) if state == "alices" else 999_999],
    "post_end": lambda world, state: [world.cast[state[:-1]].posts.get().pk],
    "sitemap_part": lambda world, state: [99],
    "second_person": region_arguments,
    "desk_list": lambda world, state: ["drafts"],
    **{name: made for part in PARTS for name, made in part.ARGUMENTS.items()},
}
BODIES = {name: made for part in PARTS for name, made in part.BODIES.items()}
QUERIES = {name: made for part in PARTS for name, made in getattr(part, "QUERIES", {}).items()}


def body(world, name, state):
    """What a POST of the row sends."""
    if name in BODIES:
        return BODIES[name](world, state)
    if name == "update_new":
        return {"region": world.mercia.pk, "month": 11, "year": 2015}
    if name == "document_new":
        return {"text": "Mercia update, November 2015\n\nWorkforce\n\nMore social workers stayed this year."}
    if name in NEEDS_VERSION:
        update = world.mercia.updates.get()
        return {"version": (update.draft or update.scheduled).version, "do": "approve"}
    if name == "region_edit_about":
        return {"about": "New.", "version": world.mercia.version}
    if name == "region_follow":
        return {"email": "reader@example.org"}
    return {}


@pytest.mark.once
@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.stem)
def test_access(mercia, ardenvale, cast, signed_in, table):
    """The people are made and signed in once a table; each row begins and ends with nothing but them."""
    browsers = {who: signed_in(cast[who]) for who in CAST}
    seen, wrong = set(), {}
    for name, state, method, answers in rows(table):
        with undone():
            world = a_world(*deepcopy((mercia, ardenvale, cast)))  # a row may have changed these, or what they know
            path = reverse(name, args=arguments(world, name, state)) + query(world, name, state)
            sent = body(world, name, state) if method == "POST" else {}
            told = {who: answer(browsers[who], method, path, sent) for who in CAST}
        row = f"{name} {state} {method}"
        assert row not in seen, f"{row} stands twice in {table.name}"
        seen.add(row)
        if told != answers:
            wrong[row] = {"told": told, "table": answers}
    assert wrong == {}


@contextmanager
def undone():
    """Whatever the block does to the database is undone at its end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def answer(browser, method, path, sent):
    """The status of one request, whose changes are undone; "in" when it leads to the sign-in page."""
    cookies = deepcopy(browser.cookies)
    with undone():
        response = browser.post(path, sent) if method == "POST" else browser.get(path)
    browser.cookies = cookies
    if response.streaming:
        list(response)  # to its end, where its file is closed
    to_sign_in = response.status_code == 302 and response["Location"].startswith("/accounts/login/")
    return "in" if to_sign_in else str(response.status_code)


def own_addresses():
    """Every address of ours by name, with whether its view is public; allauth and the admin have their own tests."""

    def walk(patterns):
        for pattern in patterns:
            if hasattr(pattern, "url_patterns"):
                if pattern.namespace != "admin":
                    yield from walk(pattern.url_patterns)
            elif not pattern.callback.__module__.startswith("allauth"):
                yield pattern.name, not getattr(pattern.callback, "login_required", True)

    return dict(walk(get_resolver().url_patterns))


def test_every_address_has_a_row():
    assert set(own_addresses()) == {name for name, *_ in rows()}


def test_public_in_the_table_is_public_in_the_code():
    """A view that says `@login_not_required` answers nobody; every other sends nobody to sign in."""
    table = {}
    for name, _, _, answers in rows():
        table.setdefault(name, set()).add(answers["nobody"] != "in")
    assert {name: {is_public} for name, is_public in own_addresses().items()} == table


def test_the_404_of_a_draft_is_that_of_an_unknown_update(mercia, dana, client):
    make.draft(mercia, "2015-11", by=dana)
    hidden, unknown = client.get("/mercia/updates/2015-11/"), client.get("/mercia/updates/2015-12/")
    assert hidden.content.replace(b"2015-11", b"2015-12") == unknown.content


def test_a_post_that_has_ended_opens_nothing_at_the_next_request(mercia, dana, frank, signed_in):
    draft = make.draft(mercia, by=dana)
    browser = signed_in(dana)
    assert browser.get(f"/updates/{draft.update_id}/").status_code == 200
    dana.posts.get().end(by=frank)
    assert browser.get(f"/updates/{draft.update_id}/").status_code == 404


def test_the_admin_is_for_site_administrators(cast, signed_in):
    from django.contrib import admin

    paths = ["/admin/", *(f"/admin/{m._meta.app_label}/{m._meta.model_name}/" for m in admin.site._registry)]
    for who, person in cast.items():
        answers = {signed_in(person).get(path).status_code for path in paths}
        assert answers == ({200} if who == "frank" else {302}), who


def test_the_cast_holds_the_posts_that_the_table_means(cast):
    assert {who: [post.role for post in person.posts.all()] for who, person in cast.items() if person} == {
        "alice": [Role.DCS], "bob": [Role.CONTRIBUTOR], "charlie": [Role.DCS], "dana": [Role.PROGRAMME_MANAGER],
        "erin": [Role.PROGRAMME_MANAGER], "frank": [Role.SITE_ADMINISTRATOR], "greta": [Role.REGIONAL_CHAIR],
    }  # fmt: skip
