"""A copy of what is held about somebody: all that is about them, and no word of anybody else's."""

import json
import stat

import pytest
from django.core.management import call_command

from portal.accounts.models import OutgoingMail
from portal.audit.models import AuditEvent
from tests import make
from tests.following.make import follower
from tests.upkeep.conftest import CONFIDENTIAL

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgresql]
ADDRESS = "thora.blackwood@example.org"


@pytest.fixture
def copied(capsys):
    """Return a function that gives the copy for an address, as the command writes it."""

    def copy(address=ADDRESS):
        call_command("subject_access", address)
        return json.loads(capsys.readouterr().out)

    return copy


def held_as(copy):
    """Return {what it is: how many records}."""
    return {one["what"]: len(one["records"]) for one in copy["held"]}


def records(copy, words):
    """Return the records of what begins with `words`, without their keys and moments."""
    found = next(one["records"] for one in copy["held"] if one["what"].startswith(words))
    return [
        {name: value for name, value in one.items() if name != "record" and not name.endswith(("_at", "_on"))}
        for one in found
    ]


def test_it_holds_each_thing_that_is_about_them(held, copied):
    assert held_as(copied()) == {
        "A post, a name and a work e-mail address, where an update gives you as its contact": 1,
        "For whom a link to a draft was made": 1,
        "Name and work e-mail address": 2,
        "Password (never readable), passkeys, second-step keys": 1,
        "Posts, with their dates": 1,
        "That you are writing or looking over something now": 1,
        "To whom we sent an e-mail, and when. Its words are deleted as soon as it is sent": len(mail_to(held)),
        "What you did: writing, publishing, changing posts, downloads, signing in": len(mine(held)),
        "What you typed when it could not be saved": 1,
        "When you joined and last signed in, and how often signing in has failed since": 1,
        "Where you are signed in: address and browser": 2,
        "Whether you approved or returned a self-assessment, in which post, when, with which comments": 2,
        "Who submitted, opened again, extended or released a self-assessment, and took a release back": 1,
        "Your address, if you follow a region by e-mail, the words you agreed to, and when you asked and confirmed": 1,
    }


def mail_to(person):
    return OutgoingMail.objects.filter(to=person.email)


def mine(person):
    """Her events, her self-assessment and its sections."""
    events = list(AuditEvent.objects.filter(by=person))
    return [*events, "assessment", "section", "section"]


def test_it_says_what_is_kept_why_and_how_long(held, copied):
    (post,) = [one for one in copied()["held"] if one["what"] == "Posts, with their dates"]
    assert (post["why"], post["how_long"]) == (
        "To decide what you can see and do",
        "Access ends with the post. The post stays on record, so that past decisions can be understood",
    )
    assert [one["role"] for one in post["records"]] == ["Director of Children's Services"]


def test_no_word_of_others_is_in_it(held, copied):
    copy = copied()
    assert [one for one in (CONFIDENTIAL, "Una", "Lena", "Dana", "A code") if one in json.dumps(copy)] == []
    assert records(copy, "A post, a name") == [
        {"contacts": [{"post": "Director", "name": "Thora Blackwood", "email": ADDRESS}]}
    ]
    assert records(copy, "What you typed") == [
        {"person": "you", "path": "/somewhere/", "fields": "(held, and not readable here)"}
    ]


def test_no_secret_is_in_it(held, copied):
    copy = copied()
    assert records(copy, "Password") == [{"password": "(held, and not readable here)"}]
    assert held.password not in json.dumps(copy)


def test_it_names_the_texts_in_which_they_stand_and_not_what_these_say(held, copied):
    places = copied()["named_elsewhere"]
    assert {one["record"].rstrip("0123456789 ") + ": " + one["part"] for one in places} == {
        "section: body",
        "version: words",
    }
    assert "thank" not in json.dumps(places)


def test_it_goes_on_record(held, copied):
    copied()
    event = AuditEvent.objects.first()
    assert (event.verb, event.subject_type, event.subject_id) == (
        "copied what is held about", "accounts.user", str(held.pk),
    )  # fmt: skip


def test_another_address_of_theirs_leads_to_the_same(held, copied):
    held.emailaddress_set.create(email="thora@old.example.org", verified=True)
    held.emailaddress_set.create(email="dana@example.org", verified=False)
    assert copied("Thora@old.example.org")["about"] == [ADDRESS, "thora@old.example.org"]


def test_somebody_without_an_account_is_told_what_is_held_under_their_address(mercia, copied):
    follower(mercia, "reader@example.org")
    copy = copied("Reader@example.org")
    assert (copy["has_an_account"], list(held_as(copy).values()), copy["named_elsewhere"]) == (False, [1], [])


def test_of_somebody_unknown_nothing_is_held(held, copied):
    copy = copied("nobody@example.org")
    assert (copy["held"], copy["named_elsewhere"]) == ([], [])


def test_only_a_whole_name_names_them(mercia, copied):
    make.person("Ann Lee")
    make.region("Region of Joann Leeson")
    assert copied("ann.lee@example.org")["named_elsewhere"] == []


def test_in_words_it_can_be_read_by_the_person(held, capsys):
    call_command("subject_access", ADDRESS, text=True)
    words = capsys.readouterr().out
    assert words.startswith(f"What is held about {ADDRESS}\n")
    assert "\nPosts, with their dates\n  Why: To decide what you can see and do.\n" in words
    assert CONFIDENTIAL not in words


def test_into_files_that_nobody_else_can_read(held, tmp_path, capsys):
    call_command("subject_access", ADDRESS, to=tmp_path / "thora")
    files = sorted(tmp_path.iterdir())
    assert [(one.name, stat.S_IMODE(one.stat().st_mode)) for one in files] == [
        ("thora.json", 0o600), ("thora.txt", 0o600),
    ]  # fmt: skip
    assert json.loads(files[0].read_text())["about"] == [ADDRESS]
