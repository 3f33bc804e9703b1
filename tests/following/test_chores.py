"""Whose address is deleted, and when."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.accounts.models import OutgoingMail
from portal.following.actions import ask_to_follow, start_mailing
from portal.following.chores import LEFT_AFTER, delete_ended, delete_unconfirmed, take_up_mailings
from portal.following.models import Follower, Mailing
from tests.following.make import follower

pytestmark = pytest.mark.on_postgresql


def ago(**span):
    return timezone.now() - timedelta(**span)


def test_who_never_confirmed_is_deleted_after_14_days_with_the_mail_that_asked(mercia):
    ask_to_follow(mercia, "late@example.org")
    ask_to_follow(mercia, "soon@example.org")
    Follower.objects.filter(email="late@example.org").update(asked_at=ago(days=14, minutes=1))
    Follower.objects.filter(email="soon@example.org").update(asked_at=ago(days=13, hours=23))
    follower(mercia, "follows@example.org", asked_at=ago(days=400))
    assert delete_unconfirmed() == "Deleted 1."
    assert sorted(Follower.objects.values_list("email", flat=True)) == ["follows@example.org", "soon@example.org"]
    assert list(OutgoingMail.objects.values_list("to", flat=True)) == ["soon@example.org"]


def test_who_ended_is_deleted_after_30_days_and_what_was_sent_still_counts(mercia, dana, letter):
    gone, left = follower(mercia, "gone@example.org"), follower(mercia, "left@example.org")
    mailing = start_mailing(about=mercia, region=mercia, letter=letter, by=dana)
    for one, days in ((gone, 31), (left, 29)):
        one.end(Follower.How.PAGE)
        Follower.objects.filter(pk=one.pk).update(ended_at=ago(days=days))
    assert delete_ended() == "Deleted 1."
    assert list(Follower.objects.values_list("email", flat=True)) == ["left@example.org"]
    assert mailing.tally().total == 2


def test_a_mailing_that_stands_still_is_taken_up(mercia, dana, letter, due_tasks):
    follower(mercia)
    start_mailing(about=mercia, region=mercia, letter=letter, by=dana)
    assert (take_up_mailings(), len(due_tasks())) == ("Took up 0.", 1)
    Mailing.objects.update(due_at=timezone.now() - LEFT_AFTER - timedelta(seconds=1))
    assert (take_up_mailings(), len(due_tasks())) == ("Took up 1.", 2)
