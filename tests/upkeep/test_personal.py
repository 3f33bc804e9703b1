"""What is held about people is declared field by field, with what becomes of it, and told on the privacy page."""

import re
from datetime import timedelta
from html import unescape
from pathlib import Path

from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.db import models
from django.test import Client
from django.utils import timezone

from portal.audit.chores import CHORES
from portal.audit.personal import TRACED, AtErasure, personal_fields
from portal.upkeep.chores import forget_sessions
from portal.upkeep.personal import declared, everything_declared
from priorities.models import Plan

ROOT = Path(__file__).resolve().parent.parent.parent
DECLARED = [(model, name, one) for model, fields in everything_declared() for name, one in fields.items()]
# What a text is called in which somebody may be named.
NAMES_SOMEBODY = re.compile(
    r"(^|_)(name|by|to|from|email|mail|address|telephone|phone|mobile|contacts?|owner|whom|person|home|ip|agent)(_|$)"
)
# Those that are called so and name nobody, each with what they name.
NAMES_NOBODY = {
    "audit.Worker.name": "a process",
    "auth.Group.name": "a group of rights; there is none",
    "auth.Permission.name": "a right",
    "django_tasks_database.DBTaskResult.backend_name": "a database",
    "django_tasks_database.DBTaskResult.queue_name": "a queue",
    "drafting.LinkCheck.address": "a page that a text links to",
    "following.Recipient.claimed_by": "a process",
    "peerchallenge.BroughtLetter.file_name": "a file; it is read by who brought it in alone",
    "peerchallenge.BroughtLetter.name": "a file; its pages are read by who brought it in alone",
    "peerchallenge.Evidence.file_name": "a file of an authority",
    "peerchallenge.Finding.heard_from": "numbers, and general words for roles out of a list",
    "peerchallenge.Finding.shown_to": "a kind of reader, from a list",
    "peerchallenge.Framework.name": "a framework",
    "peerchallenge.FrameworkArea.applies_to": "a kind of authority",
    "peerchallenge.ItemRelease.shown_to": "a kind of reader, from a list",
    "peerchallenge.Letter.shown_to": "a kind of reader, from a list",
    "peerchallenge.NextStep.shown_to": "a kind of reader, from a list",
    "peerchallenge.Pack.file_name": "a file that the portal made",
    "peerchallenge.Prompt.applies_to": "a kind of authority",
    "peerchallenge.ReviewDocument.file_name": "a file of an authority or a team",
    "peerchallenge.ReviewDocument.shown_to": "a kind of reader, from a list",
    "peerchallenge.ReviewKind.led_by": "a post",
    "peerchallenge.ReviewKind.name": "a kind of review",
    "peerchallenge.ReviewKind.shown_to": "a kind of reader, from a list",
    "peerchallenge.Step.edited_by": "a kind of reader, from a list",
    "peerchallenge.Step.name": "a step of the year",
    "peerchallenge.Step.seen_by": "a kind of reader, from a list",
    "peerchallenge.Theme.name": "a subject",
    "priorities.BroughtPlan.name": "a file; its pages are read by who brought it in alone",
    "priorities.Measure.name": "what is measured",
    "regions.LocalAuthority.name": "a council",
    "regions.Region.name": "a region",
    "regions.Trust.name": "a trust",
    "updates.Attached.name": "a file that everybody may read",
    "updates.ImportedDocument.name": "a file; its pages are read by who brought it in alone",
    "updates.Tag.name": "a subject",
}
TEXT = models.CharField | models.TextField | models.JSONField | models.GenericIPAddressField
# What is told in sentences, as it concerns people without an account.
TOLD_IN_SENTENCES = {
    "Your address, if you follow a region by e-mail, the words you agreed to, and when you asked and confirmed",
    "A post, a name and a work e-mail address, where an update gives you as its contact",
    "For whom a link to a draft was made",
}
# Of the moment of signing in, once more, who else reads it.
TOLD_ONCE_MORE = ("When you last signed in, if you were the last at your authority or its trust",)


def names_somebody(field):
    if field.is_relation:
        return field.related_model is get_user_model()
    is_address = isinstance(field, models.EmailField | models.GenericIPAddressField)
    return is_address or (isinstance(field, TEXT) and bool(NAMES_SOMEBODY.search(field.name)))


def naming_somebody():
    for model in apps.get_models():
        for field in (*model._meta.concrete_fields, *model._meta.many_to_many):
            if names_somebody(field):
                yield model, field


def test_every_field_that_names_somebody_is_declared_or_names_nobody_for_a_reason():
    fields = [(model, one.name) for model, one in naming_somebody()]
    assert {f"{model._meta.label}.{name}" for model, name in fields if name not in declared(model)} == set(NAMES_NOBODY)


def test_a_mixin_declares_its_fields_for_every_model_that_it_is_part_of():
    assert personal_fields(Plan) == dict.fromkeys(("made_by", "edited_by", "published_by", "closed_by"), TRACED)


def faults(model, name, personal):
    """Yield what is wrong with a declaration, in a word each."""
    names = {one.name: one for one in (*model._meta.concrete_fields, *model._meta.many_to_many)}
    if name not in names:
        yield "no such field"
        return
    if personal.of and (personal.of not in declared(model) or declared(model)[personal.of].of):
        yield "of nobody"
    if not all((personal.what, personal.why, personal.kept)):
        yield "unsaid"
    if (personal.at_erasure == AtErasure.KEPT) != bool(personal.because):
        yield "reason"
    may_be_empty = names[name].null or names[name].has_default() or names[name].empty_strings_allowed
    if personal.at_erasure == AtErasure.EMPTIED and not may_be_empty:
        yield "never empty"


def test_a_declaration_is_of_a_field_that_there_is_and_says_all_that_is_to_be_said():
    found = [(model._meta.label, name, [*faults(model, name, one)]) for model, name, one in DECLARED]
    assert [one for one in found if one[-1]] == []


def test_only_a_name_or_an_address_is_written_over():
    over = {
        f"{model._meta.label}.{name}"
        for model, name, one in DECLARED
        if one.at_erasure == AtErasure.REPLACED and not model._meta.get_field(name).is_relation
    }
    assert over == {
        "accounts.User.email", "accounts.User.name", "admin.LogEntry.object_repr", "updates.PreviewLink.for_whom",
    }  # fmt: skip


def test_rows_that_are_deleted_are_deleted_by_all_that_they_say():
    for model, fields in everything_declared():
        kinds = {one.at_erasure for one in fields.values()}
        assert kinds == {AtErasure.DELETED} or AtErasure.DELETED not in kinds, model._meta.label


def test_a_term_is_carried_out_by_a_chore():
    """What is kept for so many days is deleted by the worker, which knows the chore by this name."""
    term = re.compile(r"\b[dD]ays?\b|session ends")
    terms = {one.kept: one.ended_by for *_, one in DECLARED if term.search(one.kept)}
    assert terms == {
        "90 days": "Delete mail sent 90 days ago",
        "Until you take it back, 7 days at most": "Delete texts that were kept for a week, and who was at work",
        "A day at most": "Delete texts that were kept for a week, and who was at work",
        "While you follow it, and 30 days after you stop; 14 days if you never confirm": (
            "Delete followers who ended 30 days ago"
        ),
        "30 days; once a draft was made, as long as the update or plan": "Delete documents that no update was made of",
        "Until the session ends": "Forget sessions that have ended",
        "28 days after the final letter at most": "Destroy the notes of review teams",
        "30 days; once a review was made, as long as the review": "Delete letters that no review was made of",
        "A folder a day, a pack 30 days": "Delete packs whose time is over",
    }
    assert {one.ended_by for *_, one in DECLARED if one.ended_by} - set(CHORES) == set()
    assert {one.ended_by for model, _, one in DECLARED if model._meta.label == "priorities.BroughtPlan"} == {
        "Delete documents that no plan was made of"
    }


def rows_told(name):
    """Return what the table says: its rows, each a tuple of the words in its cells."""
    html = (ROOT / "templates/ui" / name).read_text()
    rows = re.findall(r"<tr>(.*?)</tr>", html.split("<tbody>")[1], re.DOTALL)
    cells = (re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in rows)
    return [tuple(unescape(" ".join(cell.split())) for cell in row) for row in cells]


def test_the_privacy_page_says_what_is_declared_in_the_same_words():
    about = {(one.what, one.why, one.kept): model._meta.app_label for model, _, one in DECLARED}
    about = {said: app for said, app in about.items() if said[0] not in TOLD_IN_SENTENCES}
    accounts = {said for said in about if about[said] != "peerchallenge"}
    accounts.add((TRACED.what, TRACED.why, TRACED.kept))
    assert set(rows_told("privacy_table.html")) == accounts
    tables = ("privacy_peer_challenge.html", "privacy_reviews.html")
    told = {row[:2] for name in tables for row in rows_told(name) if row[0] not in TOLD_ONCE_MORE}
    assert told == {said[:2] for said in set(about) - accounts}


def test_where_somebody_was_signed_in_is_forgotten_when_the_session_is_over(alice):
    ended, going_on = Client(), Client()
    for client in (ended, going_on):
        client.force_login(alice)
        UserSession.objects.get_or_create(user=alice, session_key=client.session.session_key, defaults={"ip": "::1"})
    UserSession.objects.update(created_at=timezone.now() - timedelta(hours=2))
    Session.objects.filter(pk=ended.session.session_key).update(expire_date=timezone.now() - timedelta(seconds=1))
    assert forget_sessions() == "Forgot where 1 were."
    assert [one.session_key for one in UserSession.objects.all()] == [going_on.session.session_key]
