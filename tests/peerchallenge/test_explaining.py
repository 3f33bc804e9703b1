"""Why a doubt is none is kept with what it is about, or neither is; every page on which one writes says the rule."""

from uuid import uuid4

import pytest
from django.db.models.signals import pre_save
from django.urls import reverse
from lxml import html

from peerchallenge.models import EarlierCount, Explanation, Extension, Moderator, Remark
from peerchallenge.no_child import SENTENCE
from portal.accounts.models import OutgoingMail
from portal.audit.models import AuditEvent
from tests.peerchallenge import moderation as made
from tests.peerchallenge import shapes
from tests.peerchallenge.test_removing import fresh
from tests.peerchallenge.writing import section_form, url

pytestmark = pytest.mark.django_db

BIRTH, WHY = "DOB 12/03/2011 is the example in our guidance.", "It is the example of our guidance."


@pytest.fixture
def moderator(assessment, moss, alice, dana):
    return made.at_work(made.submission(assessment, by=alice), moss, by=dana)


def comments(moderator, **fields):
    remark = made.area_remark(moderator)
    form = {"version": remark.version, "supports": "", "on_area": BIRTH, "not_an_identifier": WHY}
    return reverse("area_moderate", args=[remark.public_id]), form | fields


@pytest.mark.parametrize("verb", ["", "save/"])
def test_a_moderators_explanation_is_kept_and_held_until_it_is_sent(verb, moderator, moss, alice, signed_in):
    address, form = comments(moderator)
    assert signed_in(moss).post(address + verb, form).status_code in (200, 302)
    one = Explanation.objects.get()
    assert (one.where, one.reason, one.moderator, one.assessment) == (
        "Remark on area A: On the area as a whole: birth", WHY, moderator, moderator.submission.assessment,
    )  # fmt: skip
    assert Explanation.objects.visible_to(fresh(alice)).count() == 0
    signed_in(moss).post(reverse("remarks_send", args=[moderator.public_id]))
    assert list(Explanation.objects.visible_to(fresh(alice))) == [one]


def test_declining_can_be_explained_and_the_invitation_says_the_rule(assessment, moss, alice, dana, signed_in):
    submission = made.submission(assessment, by=alice)
    moderator = shapes.moderator(submission, moss, by=dana, status="asked")
    browser, address = signed_in(moss), reverse("moderate", args=[moderator.public_id])
    assert SENTENCE in browser.get(address).content.decode()
    refused = browser.post(address, {"do": "decline", "because": BIRTH}).content.decode()
    assert 'name="not_an_identifier"' in refused
    browser.post(address, {"do": "decline", "because": BIRTH, "not_an_identifier": WHY})
    moderator.refresh_from_db()
    assert (moderator.status, Explanation.objects.get().moderator) == (Moderator.Status.DECLINED, moderator)


@pytest.fixture
def full_disk():
    def fail(**_):
        raise OSError("The disk is full.")

    pre_save.connect(fail, sender=Explanation)
    yield
    pre_save.disconnect(fail, sender=Explanation)


def test_a_judgement_is_not_saved_without_its_explanation(assessment, alice, full_disk, signed_in):
    section = shapes.first_section(assessment)
    with pytest.raises(OSError, match="full"):
        signed_in(alice).post(url(section), section_form(section, rationale=BIRTH, not_an_identifier=WHY))
    section.refresh_from_db()
    assert (section.rationale, section.version) == ("", 1)


def test_a_comment_is_not_saved_without_its_explanation(moderator, moss, full_disk, signed_in):
    with pytest.raises(OSError, match="full"):
        signed_in(moss).post(*comments(moderator))
    assert [row.text for row in Remark.objects.all()] == ["", ""]


def test_counts_of_earlier_years_are_looked_through(mercia, cycle, dana, signed_in):
    browser, address = signed_in(dana), reverse("peer_count_new", args=["mercia"])
    form = {"year": "2015", "statements": "300", "source": BIRTH}
    page = browser.post(address, form).content.decode()
    assert (SENTENCE in page, EarlierCount.objects.count()) == (True, 0)
    browser.post(address, form | {"not_an_identifier": WHY})
    [event] = AuditEvent.objects.about(EarlierCount.objects.get()).filter(verb="explained a doubt in")
    assert event.details == {"where": "Source: birth", "reason": WHY}


def test_the_reason_for_more_time_is_explained_once_for_both_its_pages(cycle, assessment, alice, dana, signed_in):
    browser, address = signed_in(dana), f"{cycle.get_absolute_url()}extend/M01/"
    step = cycle.steps.get(kind="self-assessment")
    form = {"form_key": uuid4(), "step": step.pk, "due_on": "2099-12-18", "reason": BIRTH}
    assert browser.post(address, form).context["form"].errors.keys() == {"reason"}
    shown = html.fromstring(browser.post(address, form | {"not_an_identifier": WHY}).content)
    given = dict(shown.forms[-1].form_values())
    assert (given["not_an_identifier"], Explanation.objects.count()) == (WHY, 0)
    for _ in range(2):
        assert browser.post(address, given).status_code == 302
    one = Explanation.objects.get()
    assert (one.where, one.reason, one.said_by, one.assessment) == (
        "Ardenvale, self-assessment 2026-27: Reason: birth", WHY, dana, assessment,
    )  # fmt: skip
    assert [one.reason for one in Extension.objects.all()] == [BIRTH]


def test_more_time_is_not_given_without_its_explanation(cycle, assessment, dana, full_disk, signed_in):
    step = cycle.steps.get(kind="self-assessment")
    form = {"step": step.pk, "due_on": "2099-12-18", "reason": BIRTH, "not_an_identifier": WHY, "confirmed": "on"}
    with pytest.raises(OSError, match="full"):
        signed_in(dana).post(f"{cycle.get_absolute_url()}extend/M01/", form | {"form_key": uuid4()})
    assert (Extension.objects.count(), OutgoingMail.objects.count()) == (0, 0)


def test_pages_of_frameworks_and_cycles_say_the_rule(mercia, cycle, dana, signed_in):
    version = shapes.framework(mercia, label="2028", status="draft", name="Ours")
    published = shapes.framework(mercia, label="2027", name="Theirs")
    area = version.areas.first()
    addresses = [
        reverse("framework_new"), reverse("framework_edit", args=[version.pk]),
        reverse("framework_area_new", args=[version.pk]), reverse("framework_area", args=[version.pk, area.pk]),
        reverse("framework_next", args=[published.pk]), reverse("framework_bring_in", args=[version.pk]),
        reverse("cycle_new"), reverse("cycle_edit", args=[cycle.public_id]),
        reverse("cycle_steps", args=[cycle.public_id]), reverse("peer_count_new", args=["mercia"]),
    ]  # fmt: skip
    browser = signed_in(dana)
    assert [SENTENCE in browser.get(one).content.decode() for one in addresses] == [True] * len(addresses)
