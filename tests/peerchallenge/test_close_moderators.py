"""Who comes close to an authority, or took part in its self-assessment, neither reads nor judges it as a moderator."""

import pytest
from django.urls import reverse

from peerchallenge.actions.moderating import CannotModerate, accept, ask, withdraw, write_remarks
from peerchallenge.actions.writing import NotOpen
from peerchallenge.audiences import who_sees
from peerchallenge.models import Extension, Moderator, Submission
from peerchallenge.moderators import candidates_for
from peerchallenge.remarks import RemarksText
from portal.accounts.models import User
from portal.accounts.roles import Role
from tests import make
from tests.peerchallenge import moderation as made
from tests.peerchallenge import shapes

pytestmark = pytest.mark.django_db


@pytest.fixture
def submission(assessment, alice):
    return made.submission(assessment, by=alice)


@pytest.fixture
def moderator(submission, moss, dana):
    return made.at_work(submission, moss, by=dana)


def reads(person):
    return Submission.objects.visible_to(User.objects.get(pk=person.pk)).exists()


def of_the_authority(ardenvale, lenchester, trust):
    return Role.CONTRIBUTOR, ardenvale


def of_its_trust(ardenvale, lenchester, trust):
    return Role.TRUST_CHIEF_EXECUTIVE, trust


def of_its_kin(ardenvale, lenchester, trust):
    return Role.CONTRIBUTOR, lenchester


@pytest.mark.parametrize("came", [of_the_authority, of_its_trust, of_its_kin])
def test_who_comes_close_after_accepting_neither_writes_nor_reads_as_a_moderator(
    submission, moderator, moss, ardenvale, lenchester, signed_in, came
):
    trust = make.trust("Mercia Trust", ardenvale, lenchester)
    area = made.area_remark(moderator)
    urls = [reverse("area_moderate", args=[area.public_id]), reverse("moderate", args=[moderator.public_id])]
    assert [signed_in(moss).get(url).status_code for url in urls] == [200, 200]
    make.post(moss, *came(ardenvale, lenchester, trust))
    with pytest.raises(NotOpen):
        write_remarks(area, RemarksText(text="Late."), by=User.objects.get(pk=moss.pk), version=1)
    assert [signed_in(moss).get(url).status_code for url in urls] == [404, 200]
    page = signed_in(moss).get(urls[1]).text
    assert ("You can’t moderate it any more" in page, "statements commented" in page) == (True, False)
    # Leading its trust they read it for that; no longer as a moderator.
    assert reads(moss) == (came is of_its_trust)
    fresh = type(submission.assessment).objects.get()
    assert "Moss" not in [str(reader.person) for reader in who_sees(fresh, names=True).groups[2].readers]


def test_who_stays_elsewhere_goes_on_reading(moderator, moss, lenchester):
    make.post(moss, Role.CONTRIBUTOR, lenchester)
    assert reads(moss)


def test_nobody_moderates_what_they_submitted_signed_helped_with_or_wrote(
    submission, assessment, alice, dana, severnford
):
    section = shapes.first_section(assessment)
    people = {name: make.person(name) for name in ("Submitter", "Signer", "Helper", "Writer", "Stranger")}
    for person in people.values():
        make.post(person, Role.MODERATOR, severnford)
    Submission.objects.update(submitted_by=people["Submitter"])
    assessment.signatures.create(
        position=0, role="dcs", decision="approved", sha256="x", decided_by=people["Signer"],
        decided_at=submission.submitted_at,
    )  # fmt: skip
    shapes.helper(section, people["Helper"], by=alice)
    type(section).objects.filter(pk=section.pk).update(edited_by=people["Writer"])
    fresh = Submission.objects.get()
    barred = {str(one.person): bool(one.barred) for one in candidates_for(fresh)}
    assert barred == {"Submitter": True, "Signer": True, "Helper": True, "Writer": True, "Stranger": False}
    with pytest.raises(CannotModerate, match="wrote, signed or submitted it"):
        ask(fresh, [people["Signer"]], by=dana)
    one = shapes.moderator(fresh, people["Helper"], by=dana, status="asked")
    with pytest.raises(CannotModerate):
        accept(one, by=people["Helper"])


@pytest.mark.parametrize("became", ["open again", "superseded", "closed"])
def test_a_moderator_is_withdrawn_whatever_became_of_the_version(
    submission, moderator, assessment, cycle, moss, dana, alice, signed_in, became
):
    if became == "closed":
        type(cycle).objects.update(status="closed", closed_at=submission.submitted_at)
    else:
        assessment.reopen(by=dana, reference=submission.reference)
    if became == "superseded":
        shapes.submission(assessment, by=alice, number=2)
    page = signed_in(dana).get(reverse("moderators", args=[submission.public_id])).content.decode()
    url = reverse("moderator_withdraw", args=[moderator.public_id])
    assert url in page and reads(moss)
    signed_in(dana).post(url)
    assert (Moderator.objects.get().status, reads(moss)) == ("withdrawn", False)


def test_withdrawing_twice_is_told(moderator, dana):
    withdraw(moderator, by=dana)
    from portal.audit.models import NotAMove

    with pytest.raises(NotAMove):
        withdraw(Moderator.objects.get(), by=dana)


@pytest.mark.parametrize("status", ["asked", "accepted"])
def test_a_moderator_learns_until_when_and_not_why_the_authority_has_longer(
    submission, cycle, ardenvale, moss, dana, signed_in, status
):
    one = made.at_work(submission, moss, by=dana, status=status)
    step = cycle.steps.get(kind="moderation")
    Extension.objects.create(
        step=step, participation=cycle.participations.get(authority=ardenvale), due_on="2099-03-04",
        reason="Their head of service is ill.", given_by=dana,
    )  # fmt: skip
    page = signed_in(moss).get(reverse("moderate", args=[one.public_id])).content.decode()
    assert ("4 March 2099" in page, "is ill" in page, "extended" in page) == (True, False, False)
