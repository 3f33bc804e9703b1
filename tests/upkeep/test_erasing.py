"""Erasing somebody: what is declared so goes, what must stay stays with its reason, all in one transaction."""

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.utils import timezone

from peerchallenge.models import Signature
from portal.accounts.models import OutgoingMail, Post, User
from portal.audit.models import AuditEvent
from portal.audit.personal import SOMEBODY
from portal.drafting.models import KeptText, Presence
from portal.following.models import Follower
from portal.upkeep.erasing import erase
from portal.upkeep.personal import everything_declared
from tests import make
from updates.models import PreviewLink

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgresql]
ADDRESS = "thora.blackwood@example.org"


@pytest.fixture
def told(capsys):
    """Return a function that erases an address by the command, and gives what it said."""

    def erased(address=ADDRESS, yes=True):
        call_command("erase_person", address, yes=yes)
        return capsys.readouterr().out

    return erased


def everything():
    """All that stands in rows that may be about somebody."""
    return {model: list(model._base_manager.order_by("pk").values()) for model, _ in everything_declared()}


def test_the_account_ends_and_says_somebody_who_left(held):
    erase(ADDRESS)
    held.refresh_from_db()
    assert (held.name, held.email, held.is_active, held.last_login, held.failed_sign_ins) == (
        SOMEBODY, f"left-{held.pk}@portal.invalid", False, None, 0,
    )  # fmt: skip
    assert not held.has_usable_password()


def test_their_posts_end_today(held):
    make.post(held, "contributor", Post.objects.get(person=held).authority, from_on=timezone.localdate())
    erase(ADDRESS)
    assert [(one.is_current, one.to_on) for one in held.posts.all()] == [(False, timezone.localdate())] * 2


def test_their_sessions_end_and_nobody_elses(held, dana, signed_in):
    hers, danas = signed_in(held), signed_in(dana)
    erase(ADDRESS)
    people = [one.get_decoded()["_auth_user_id"] for one in Session.objects.all()]
    assert people == [str(dana.pk)] * 2
    assert [client.get("/your-work/").status_code for client in (hers, danas)] == [302, 200]


@pytest.mark.parametrize(
    ("model", "name"),
    [(OutgoingMail, "to"), (KeptText, "person"), (Presence, "person"), (Follower, "email"), (UserSession, "user")],
)
def test_what_was_about_them_alone_is_deleted_and_nobody_elses(held, model, name):
    hers = {held.pk, ADDRESS}
    before = list(model.objects.order_by("pk").values_list(name, flat=True))
    erase(ADDRESS)
    left = list(model.objects.order_by("pk").values_list(name, flat=True))
    assert set(before) & hers
    assert left == [one for one in before if one not in hers]


def test_their_name_is_written_over_where_it_stood_alone(held):
    erase(ADDRESS)
    assert list(PreviewLink.objects.order_by("pk").values_list("for_whom", flat=True)) == [SOMEBODY, "Una Fairweather"]


def test_what_they_signed_and_did_stays_on_record(held, submission):
    events = AuditEvent.objects.filter(by=held).count()
    erase(ADDRESS)
    submission.refresh_from_db()
    assert [one["by"] for one in submission.signed] == ["Thora Blackwood"]
    assert str(Signature.objects.get().decided_by) == SOMEBODY
    assert AuditEvent.objects.filter(by_name="Thora Blackwood").count() == events


def test_it_goes_on_record_without_the_name(held):
    before = set(AuditEvent.objects.values_list("pk", flat=True))
    erase(ADDRESS)
    events = AuditEvent.objects.exclude(pk__in=before).order_by("pk").values_list("by_name", "verb", "subject_label")
    assert list(events) == [
        (SOMEBODY, "ended the post of", "Director of Children's Services, Ardenvale"),
        ("", "erased", SOMEBODY),
    ]


def test_it_says_what_was_kept_and_why(held, submission, told):
    said = told()
    assert f"- submission (signed): {submission.pk}. It says who answers for what was submitted.\n" in said
    assert "- edition (contacts, supported_by)" not in said
    assert "- edition (contacts): " in said
    assert "Nothing was changed" not in said


def test_without_yes_nothing_is_changed(held, told):
    before = everything()
    said = told(yes=False)
    assert said.endswith("Nothing was changed. Look at it, then say --yes.\n")
    assert everything() == before


def test_a_second_time_finds_nothing_more(held, told):
    first = told()
    after = everything()
    second = told()
    # A name that was published is found by the address again, for somebody to take out.
    assert [kind for kind in ("Deleted", "Emptied", "Reads", "Kept") if f"\n{kind}" in first] == [
        "Deleted", "Emptied", "Reads", "Kept",
    ]  # fmt: skip
    assert [kind for kind in ("Deleted", "Emptied", "Reads", "Kept") if f"\n{kind}" in second] == ["Kept"]
    assert everything() == after


def test_of_somebody_without_an_account_the_address_goes(held, told):
    follower = Follower.objects.get(email=ADDRESS)
    Follower.objects.filter(pk=follower.pk).update(email="reader@example.org")
    told("Reader@example.org")
    assert not Follower.objects.filter(email="reader@example.org").exists()
    assert AuditEvent.objects.first().verb == "erased what was held under an address"
    assert told("Reader@example.org") == "Nothing is held under Reader@example.org.\n"


def test_the_last_administrator_cannot_be_erased(frank, told):
    before = everything()
    with pytest.raises(CommandError, match="Appoint another one first"):
        told(frank.email)
    assert everything() == before


def test_more_rows_than_a_query_takes_go_as_well(held):
    rows = (OutgoingMail(key=f"many:{number}", to=ADDRESS, subject="One more") for number in range(1100))
    OutgoingMail.objects.bulk_create(rows, batch_size=500)
    erase(ADDRESS)
    assert OutgoingMail.objects.filter(to=ADDRESS).count() == 0


def test_the_address_may_be_given_an_account_again(held):
    erase(ADDRESS)
    assert User.objects.create_user(ADDRESS, "Thora Blackwood").pk != held.pk
    assert EmailAddress.objects.filter(email=ADDRESS).count() == 1
