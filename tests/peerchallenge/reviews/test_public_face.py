"""What everybody reads of a region's peer challenge: what its region and its authorities let out, and nothing else."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from peerchallenge.models import Step
from peerchallenge.offers import addresses, every_region
from peerchallenge.reviews.actions import summarising
from peerchallenge.reviews.actions.releasing import release
from peerchallenge.reviews.actions.showing import show_publicly
from peerchallenge.reviews.models import (
    Finding,
    NextStep,
    PublicSummary,
    RegionalStep,
    RegionalTheme,
    Reply,
    Review,
    Stage,
)
from peerchallenge.reviews.public_face import face_of, has_face, public_changed
from peerchallenge.reviews.releasing import change_of
from portal.audit.models import Overtaken
from portal.search.models import Entry
from portal.ui.models import PublicContent
from tests import make
from tests.looking import fresh, queries_of
from tests.peerchallenge import shapes as cycles
from tests.peerchallenge.reviews import shapes
from tests.peerchallenge.reviews.shapes_releasing import AREA, STRENGTH, final, keys, summary

pytestmark = pytest.mark.django_db
PAGE = "/mercia/peer-challenge/"


@pytest.fixture
def review(ardenvale, dana, alice):
    shapes.kind()
    return final(ardenvale, by=dana)


def theme(region, by, *, title="Plans are uneven in many places", released=True, **fields):
    cycle = region.cycles.first() or cycles.cycle(region, "2026-27", by=by)
    out = {"released_at": timezone.now(), "released_by": by} if released else {}
    made = RegionalTheme.objects.create(cycle=cycle, title=title, summary="Six authorities say so.", **out | fields)
    RegionalStep.objects.create(theme=made, text="Audit plans together.")
    RegionalStep.objects.create(theme=made, text="Taken out.", is_removed=True)
    return made


def page(status=200):
    response = Client().get(PAGE)
    assert response.status_code == status
    return response.content.decode()


def version():
    return PublicContent.objects.values_list("version", flat=True).first()


def test_a_region_that_shows_nothing_has_no_page(review, mercia, alice, dana):
    summary(review, by=alice)
    theme(mercia, dana, released=False)
    assert not has_face(mercia) and not face_of(mercia)
    page(404)
    assert list(addresses()) == []
    assert PAGE not in Client().get("/mercia/").content.decode()


def test_themes_that_were_released_are_read_by_everybody(mercia, dana):
    theme(mercia, dana)
    theme(mercia, dana, title="Kept back", released=False)
    theme(mercia, dana, title="Dropped", status="dropped")
    said = page()
    assert "Plans are uneven in many places" in said and "Audit plans together." in said
    assert [words for words in ("Kept back", "Dropped", "Taken out.") if words in said] == []
    assert PAGE in Client().get("/mercia/").content.decode()


def test_public_findings_stand_with_the_reply_that_was_sent(review, alice, mercia):
    area = review.findings.get(kind="area")
    Reply.objects.create(finding=area, says="disagree", words="We audited them.", made_by=alice, edited_by=alice)
    Finding.objects.filter(pk=area.pk).update(shown_to="public", headline="Working words.")
    NextStep.objects.update(shown_to="directors")
    said = page()
    assert (AREA in said, STRENGTH in said, "Working words." in said) == (True, False, False)
    assert ("We audited them." in said, "Read plans together." in said) == (False, False)
    Review.objects.update(status=Stage.REPLY, replied_at=timezone.now(), replied_by=alice)
    NextStep.objects.update(shown_to="public")
    said = page()
    assert "Ardenvale replied: disagree." in said and "We audited them." in said and "Read plans together." in said


def test_a_summary_is_public_by_the_hosts_own_act_alone(review, alice, ardenvale):
    made = summarising.write(review, "Peers saw good plans.", by=alice, version=0)
    page(404)
    summarising.publish(review, by=alice, version=made.version)
    assert "Peers saw good plans." in page()
    assert "Peers saw good plans." in Client().get(ardenvale.get_absolute_url()).content.decode()
    with pytest.raises(summarising.IsPublished):
        summarising.write(review, "Otherwise.", by=alice, version=fresh(made).version)
    summarising.take_off(review, by=alice)
    page(404)
    assert "Peers saw good plans." not in Client().get(ardenvale.get_absolute_url()).content.decode()


def test_what_is_published_is_what_was_looked_at(review, alice, lead):
    made = summarising.write(review, "First.", by=alice, version=0)
    summarising.write(review, "Second.", by=lead, version=made.version)
    with pytest.raises(Overtaken):
        summarising.publish(review, by=alice, version=made.version)
    with pytest.raises(Overtaken):
        summarising.write(review, "Third.", by=alice, version=made.version)
    assert not PublicSummary.objects.public().exists()


def test_publishing_twice_is_publishing_once(review, alice):
    made = summarising.write(review, "Once.", by=alice, version=0)
    for _ in range(2):
        summarising.publish(review, by=alice, version=made.version)
    assert PublicSummary.objects.get().version == made.version + 1


def test_the_page_of_the_summary_saves_shows_and_publishes(review, signed_in, alice, lead):
    url = reverse("public_summary", args=[review.public_id])
    assert signed_in(lead).post(url, {"text": "Peers came.", "version": 0})["Location"] == url
    assert signed_in(lead).get(reverse("public_summary_publish", args=[review.public_id])).status_code == 403
    browser = signed_in(alice)
    looked = browser.post(url, {"text": "Peers came.", "version": 1, "do": "look"}, follow=True)
    assert "As the public will read it" in looked.content.decode()
    browser.post(reverse("public_summary_publish", args=[review.public_id]), dict(looked.context["hidden"]))
    assert PublicSummary.objects.public().get().published_by == alice
    assert browser.get(url).context["summary"].text == "Peers came."


def test_a_summary_that_two_write_shows_both(review, signed_in, alice, lead):
    url = reverse("public_summary", args=[review.public_id])
    signed_in(lead).post(url, {"text": "Hers.", "version": 0})
    both = signed_in(alice).post(url, {"text": "Mine.", "version": 0})
    assert both.status_code == 409
    assert "Hers." in both.content.decode() and "Mine." in both.content.decode()


def test_no_child_may_be_identifiable_in_a_summary(review, signed_in, alice):
    url = reverse("public_summary", args=[review.public_id])
    refused = signed_in(alice).post(url, {"text": "NHS number 943 476 5919 was seen.", "version": 0})
    assert refused.context["form"].errors.keys() == {"text"}
    assert not PublicSummary.objects.exists()


def test_releasing_to_the_public_shows_it_at_once_and_closing_takes_it_off(review, alice):
    before = version()
    for level in ("public", "authority"):
        chosen = keys(review)
        release(review, chosen, level, by=alice, seal=change_of(review, set(chosen), level).seal)
        assert version() != before
        before = version()
        assert Entry.objects.filter(kind="peer-challenge").exists() == (level == "public")
    page(404)


def test_a_release_to_directors_changes_no_public_page(review, alice):
    before = version()
    release(review, keys(review), "directors", by=alice, seal=change_of(review, set(keys(review)), "directors").seal)
    assert version() == before
    page(404)


def test_the_steps_of_a_year_are_public_by_the_managers_act(mercia, dana, ardenvale):
    cycle = cycles.cycle(mercia, "2026-27", ardenvale, by=dana)
    step = cycle.steps.get(kind=Step.Kind.SELF_ASSESSMENT)
    today = timezone.localdate()
    Step.objects.filter(pk=step.pk).update(
        name="Say how we are", seen_by="region", opens_on=today, due_on=today + timedelta(days=3)
    )
    cycle.steps.filter(kind=Step.Kind.CHALLENGE).update(name="Closed evening", seen_by="directors")
    page(404)
    show_publicly(cycle, True, by=dana, version=cycle.version)
    said = page()
    assert ("Say how we are" in said, "Closed evening" in said, "Ardenvale" in said) == (True, False, False)
    with pytest.raises(Overtaken):
        show_publicly(cycle, False, by=dana, version=cycle.version)
    show_publicly(cycle, False, by=dana, version=fresh(cycle).version)
    page(404)


def test_changed_dates_of_a_public_year_reach_the_page(mercia, dana, ardenvale, signed_in):
    from peerchallenge.actions.running import edit_steps

    cycle = cycles.cycle(mercia, "2026-27", ardenvale, by=dana)
    show_publicly(cycle, True, by=dana, version=cycle.version)
    before, step = version(), cycle.steps.first()
    edit_steps(fresh(cycle), [(step.pk, {"due_on": date(2027, 3, 3)})], by=dana, version=fresh(cycle).version)
    assert version() != before


def test_search_and_the_sitemap_know_what_is_public(review, mercia, dana, alice):
    theme(mercia, dana)
    summary(review, by=alice, published=True)
    public_changed(mercia)
    headings = list(Entry.objects.filter(kind="peer-challenge").order_by("pk").values_list("heading", flat=True))
    assert sorted(headings) == ["", "Ardenvale: Team review", "Plans are uneven in many places"]
    assert [path for path, _ in addresses()] == [PAGE]
    assert {key: len(records) for key, records in every_region()} == {mercia.pk: 3}


def test_the_page_leads_to_priorities_and_updates(mercia, dana):
    theme(mercia, dana)
    make.plan(mercia, "2026-27", by=dana, status="published")
    make.update(mercia, by=dana)
    said = page()
    assert "/mercia/priorities/2026-27/" in said and "/mercia/updates/2015-11/" in said


def test_the_page_asks_as_much_of_one_review_as_of_four(review, mercia, dana, alice, severnford):
    Finding.objects.update(shown_to="public")
    few = queries_of(Client(), PAGE)
    for place in (severnford, *(make.authority(name, mercia, f"M1{at}") for at, name in enumerate(("Byford", "Coal")))):
        made = final(place, by=dana)
        summary(made, by=alice, published=True)
    Finding.objects.update(shown_to="public")
    NextStep.objects.update(shown_to="public")
    assert queries_of(Client(), PAGE) == few
