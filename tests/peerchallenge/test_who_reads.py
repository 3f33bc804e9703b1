"""Who reads a self-assessment: before it is submitted its authority alone, afterwards whom the rules let in."""

from datetime import date, timedelta

import pytest

from peerchallenge.models import SectionHelper, SelfAssessment, Statement, Submission
from portal.accounts.roles import Role
from portal.regions.models import TrustDelivery
from tests import make
from tests.looking import fresh
from tests.peerchallenge import shapes

pytestmark = pytest.mark.django_db


@pytest.fixture
def everybody(alice, bob, charlie, dana, erin, frank, greta, wren, moss, ivy, lead):
    return [alice, bob, charlie, dana, erin, frank, greta, wren, moss, ivy, lead]


def readers(records, people):
    return {str(person) for person in people if records.visible_to(fresh(person)).exists()}


def test_before_it_is_submitted_only_the_authoritys_own_readers_read_it(assessment, everybody):
    shapes.statement(shapes.first_section(assessment))
    assert readers(SelfAssessment.objects, everybody) == {"Alice", "Lena"}
    assert readers(Statement.objects, everybody) == {"Alice", "Lena"}


def test_a_helper_reads_their_section_and_no_other(assessment, bob, alice):
    first, second = assessment.sections.order_by("area__position")
    shapes.statement(first, claim="First")
    shapes.statement(second, claim="Second")
    SectionHelper.objects.create(section=second, person=bob, asked_by=alice)
    assert [str(one) for one in Statement.objects.visible_to(fresh(bob))] == ["Second"]
    assert not SelfAssessment.objects.visible_to(fresh(bob)).exists()
    assert SelfAssessment.objects.opened_by(fresh(bob)).exists()
    make_ended(bob.posts.get())
    assert not Statement.objects.visible_to(fresh(bob)).exists()


def make_ended(post):
    post.to_on = date.today() - timedelta(days=1)
    post.save(update_fields=["to_on"])


def test_a_submitted_version_is_read_by_those_who_run_the_region(assessment, everybody, alice):
    shapes.submission(assessment, by=alice)
    assert readers(Submission.objects, everybody) == {"Alice", "Lena", "Dana", "Ivy"}


@pytest.mark.parametrize(
    ("shared_with", "more"),
    [("triad", {"Charlie"}), ("directors", {"Charlie", "Wren", "Greta"}),
     ("region", {"Charlie", "Wren", "Greta", "Bob", "Moss"})],
)  # fmt: skip
def test_a_release_lets_in_whom_it_names_until_it_is_taken_back(assessment, everybody, alice, shared_with, more):
    shapes.submission(assessment, by=alice)
    release = shapes.release(assessment, shared_with, by=alice)
    own = {"Alice", "Lena", "Dana", "Ivy"}
    assert readers(Submission.objects, everybody) == own | more
    release.withdrawn_at, release.withdrawn_by = release.released_at, alice
    release.save()
    assert readers(Submission.objects, everybody) == own


def test_a_moderator_reads_it_while_they_are_asked_and_hold_a_post_in_the_region(
    assessment, everybody, alice, moss, dana
):
    submission = shapes.submission(assessment, by=alice)
    shapes.moderator(submission, moss, by=dana)
    assert "Moss" in readers(Submission.objects, everybody)
    make_ended(moss.posts.get())
    assert "Moss" not in readers(Submission.objects, everybody)


def test_who_leads_a_trust_reads_what_it_delivers_for_while_it_does(assessment, ardenvale, severnford):
    tara = make.person("Tara")
    make.post(tara, Role.TRUST_CHIEF_EXECUTIVE, make.trust("Mercia Trust", ardenvale, severnford))
    assert SelfAssessment.objects.visible_to(fresh(tara)).get() == assessment
    TrustDelivery.objects.filter(authority=ardenvale).update(to_on=date.today() - timedelta(days=1))
    assert not SelfAssessment.objects.visible_to(fresh(tara)).exists()


def test_last_years_promises_list_themselves_in_the_same_area(mercia, ardenvale, alice, dana):
    before = shapes.cycle(mercia, "2025-26", ardenvale, by=dana)
    last = shapes.assessment(before, ardenvale, by=alice)
    shapes.statement(last.sections.last(), next_step="Train every manager.", next_owner="Head of service")
    shapes.statement(last.sections.last(), claim="No step follows.")
    shapes.submission(last, by=alice)
    now = shapes.assessment(shapes.cycle(mercia, "2026-27", ardenvale, by=dana), ardenvale, by=alice)
    promised = [(one.promised, one.promised_by, str(one.section)) for section in now.sections.all()
                for one in section.promises.all()]  # fmt: skip
    assert promised == [("Train every manager.", "Head of service", str(last.sections.last()))]
