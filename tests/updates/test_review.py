"""A second pair of eyes: who may look a draft over, what they can do, and what everybody is told."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.accounts.models import OutgoingMail
from portal.audit.models import NotAMove, Overtaken
from portal.drafting.models.version import versions_of
from portal.ui.permissions import may
from tests import make
from updates.actions import approve, discard, publish, save_draft, send_back, start_draft, submit, take_back, unschedule
from updates.models import Edition
from updates.tasks import NO_WRITER, drafts_returned
from updates.words import edition_text


@pytest.fixture
def draft(mercia, dana):
    return make.draft(mercia, by=dana, tags=["Adoption"])


@pytest.fixture
def in_review(draft, dana):
    submit(draft, by=dana, version=draft.version, note="Please look at the figures.")
    return draft


def acts(draft):
    return [(version.act, version.note) for version in versions_of(draft.update)][::-1]


def test_submitting_asks_those_who_did_not_write_it(draft, dana, carol, greta):
    submit(draft, by=dana, version=draft.version, due_on=timezone.localdate(), note="Please look at the figures.")
    assert sorted(OutgoingMail.objects.values_list("to", flat=True)) == [carol.email, greta.email]
    assert "Please look at the figures." in OutgoingMail.objects.first().body
    assert acts(draft) == [("submitted", "Please look at the figures.")]


def test_a_draft_in_review_cannot_be_written_in(in_review, dana):
    with pytest.raises(Overtaken):
        save_draft(in_review, edition_text(in_review), version=in_review.version, by=dana)


def test_returning_carries_the_comment_to_the_writers_and_the_history(in_review, dana, greta):
    OutgoingMail.objects.all().delete()
    send_back(in_review, by=greta, version=in_review.version, comment="The second figure is last year’s.")
    assert (in_review.status, in_review.is_returned, in_review.comment) == (
        "draft", True, "The second figure is last year’s.",
    )  # fmt: skip
    mail = OutgoingMail.objects.get()
    assert mail.to == dana.email
    assert "The second figure is last year’s." in mail.body
    assert acts(in_review)[-1] == ("returned", "The second figure is last year’s.")


def test_who_wrote_some_of_it_and_works_there_no_more_is_not_told_and_owes_nothing(draft, dana, carol, greta):
    save_draft(draft, edition_text(draft), version=draft.version, by=carol)
    submit(draft, by=dana, version=draft.version)
    carol.posts.update(to_on=timezone.localdate() - timedelta(days=1))
    OutgoingMail.objects.all().delete()
    send_back(draft, by=greta, version=draft.version, comment="Shorter.")
    assert list(OutgoingMail.objects.values_list("to", flat=True)) == [dana.email]
    assert [row.person for row in drafts_returned(draft.region)] == [dana]
    dana.posts.update(to_on=timezone.localdate() - timedelta(days=1))
    assert [(row.person, row.office) for row in drafts_returned(draft.region)] == [(None, NO_WRITER)]


def test_sending_it_again_clears_the_comment(in_review, dana, greta):
    send_back(in_review, by=greta, version=in_review.version, comment="Change it.")
    submit(in_review, by=dana, version=in_review.version)
    in_review.refresh_from_db()
    assert (in_review.comment, in_review.returned_at, in_review.returned_by) == ("", None, None)


def test_approving_lets_it_be_published_where_a_second_person_is_needed(in_review, mercia, dana, greta):
    mercia.ask_for_second_person(True, by=dana)
    in_review.refresh_from_db()
    assert not may(dana, "updates.publish", in_review)
    approve(in_review, by=greta, version=in_review.version)
    assert may(dana, "updates.publish", in_review)
    publish(in_review, by=dana, version=in_review.version)
    assert (in_review.approved_by, in_review.is_live) == (greta, True)


def test_nobody_reviews_what_they_wrote_and_it_is_not_in_their_queue(in_review, dana, greta):
    assert not may(dana, "updates.review", in_review)
    assert may(greta, "updates.review", in_review)
    assert list(Edition.objects.to_review(dana)) == []
    assert list(Edition.objects.to_review(greta)) == [in_review]


def test_who_wrote_a_sentence_of_it_has_written_it(draft, dana, carol, erin):
    save_draft(draft, edition_text(draft), version=draft.version, by=carol)
    submit(draft, by=dana, version=draft.version)
    assert not may(carol, "updates.review", draft)
    assert not may(erin, "updates.review", draft)


def test_a_team_of_one_publishes_with_a_reason_that_is_kept(draft, mercia, dana):
    mercia.ask_for_second_person(True, by=dana)
    draft.refresh_from_db()
    assert not may(dana, "updates.publish", draft)
    assert may(dana, "updates.publish_alone", draft)
    publish(draft, by=dana, version=draft.version, alone_because="Everybody else is ill.")
    draft.refresh_from_db()
    assert draft.published_alone_because == "Everybody else is ill."


def test_it_can_be_taken_back_but_not_twice(in_review, dana):
    take_back(in_review, by=dana, version=in_review.version)
    assert in_review.is_draft
    with pytest.raises(NotAMove):
        take_back(in_review, by=dana, version=in_review.version)


def test_of_two_reviewers_the_second_hears_that_it_was_decided(in_review, greta):
    version = in_review.version
    approve(Edition.objects.get(), by=greta, version=version)
    with pytest.raises(Overtaken):
        send_back(in_review, by=greta, version=version, comment="No.")


# ------------------------------------------------------------------------------------------------- in a browser


def test_the_page_asks_for_a_comment_before_it_returns(in_review, greta, signed_in):
    browser = signed_in(greta)
    path = f"/updates/{in_review.update_id}/review/"
    page = browser.post(path, {"do": "return", "version": in_review.version, "comment": " "})
    assert page.status_code == 200
    assert page.context["form"].errors == {"comment": ["Say what should change before you return it."]}
    assert browser.post(path, {"do": "return", "version": in_review.version, "comment": "Shorter."}).status_code == 302
    in_review.refresh_from_db()
    assert in_review.comment == "Shorter."


def test_others_see_who_is_looking(in_review, carol, greta, signed_in):
    path = f"/updates/{in_review.update_id}/review/"
    signed_in(greta).post(path, {"do": "looking"})
    assert "Greta is looking at this (since" in signed_in(carol).get(path).content.decode()
    assert "Greta is looking at this (since" not in signed_in(greta).get(path).content.decode()


def test_looking_changes_nothing_by_get(in_review, greta, signed_in):
    signed_in(greta).get(f"/updates/{in_review.update_id}/review/")
    assert "is looking" not in signed_in(greta).get(f"/updates/{in_review.update_id}/").content.decode()


def test_a_stale_button_decides_nothing(in_review, greta, signed_in):
    signed_in(greta).post(f"/updates/{in_review.update_id}/review/", {"do": "approve", "version": 1})
    in_review.refresh_from_db()
    assert in_review.status == "in_review"


def test_the_desk_lists_what_waits_and_says_when_it_is_overdue(draft, dana, greta, signed_in):
    submit(draft, by=dana, version=draft.version, due_on=timezone.localdate() - timedelta(days=1))
    page = signed_in(greta).get("/updates/desk/").content.decode()
    assert "Waiting for you to look over" in page
    assert "Overdue" in page
    assert "Waiting for you" not in signed_in(dana).get("/updates/desk/").content.decode()


def test_the_chair_reads_nothing_of_a_draft_that_was_not_handed_in(mercia, dana, greta, signed_in):
    update = make.update(mercia, by=dana).update
    draft = start_draft(update, by=dana)
    save_draft(draft, make.text("The secret plan"), version=draft.version, by=dana)
    for _ in ("a draft", "discarded"):
        assert "The secret plan" not in signed_in(greta).get(f"/updates/{update.pk}/").content.decode()
        assert "The secret plan" in signed_in(dana).get(f"/updates/{update.pk}/").content.decode()
        if draft.is_draft:
            discard(draft, by=dana, version=draft.version)


def test_publishing_alone_needs_the_reason_on_the_form(draft, mercia, dana, signed_in):
    mercia.ask_for_second_person(True, by=dana)
    browser, path = signed_in(dana), f"/updates/{draft.update_id}/publish/"
    page = browser.post(path, {"version": draft.version})
    assert list(page.context["form"].errors) == ["alone_because"]
    browser.post(path, {"version": draft.version, "alone_because": "Nobody is there."})
    draft.refresh_from_db()
    assert (draft.is_live, draft.published_alone_because) == (True, "Nobody is there.")


def test_what_was_stopped_from_going_live_is_to_be_approved_anew(in_review, mercia, dana, greta):
    mercia.ask_for_second_person(True, by=dana)
    approve(in_review, by=greta, version=in_review.version)
    publish(in_review, by=dana, version=in_review.version, at=timezone.now() + timedelta(days=1))
    unschedule(in_review, by=dana, version=in_review.version)
    in_review.refresh_from_db()
    assert (in_review.status, in_review.approved_at) == ("draft", None)
    assert not may(dana, "updates.publish", in_review)
