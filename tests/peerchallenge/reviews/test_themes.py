"""Themes of a region: made of what several authorities share, put to the directors, chosen, released."""

from datetime import date
from uuid import uuid4

import pytest

from peerchallenge.reviews.actions import theming as acts
from peerchallenge.reviews.models import RegionalTheme, Stage
from peerchallenge.reviews.theming import groups_of, rests_on
from portal.accounts.models import OutgoingMail
from portal.audit.models import Overtaken
from portal.home.tasks import tasks_for
from tests import make
from tests.looking import fresh, queries_of
from tests.peerchallenge.reviews import shapes_themes as made
from tests.peerchallenge.summit import places, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def shared(mercia, dana):
    return made.shared(mercia, by=dana)


@pytest.fixture
def cycle(shared):
    return shared[0]


@pytest.fixture
def findings(shared):
    return shared[1]


def typed(findings, **changes):
    return {
        "title": "Plans drift", "kind": "area", "about": "", "summary": "Plans drift.", "steps": "Audit.\nTrain.",
        "sources": [f"finding-{one.public_id}" for one in findings],
    } | changes  # fmt: skip


def test_findings_and_areas_are_grouped_with_how_many_authorities(cycle, findings, dana):
    for place in places(cycle, 2, first=3):
        said(cycle, place, by=dana, grade=3, steps=[1], kinds=["area"])
    groups = groups_of(cycle, dana)
    assert [(group.title, group.authorities) for group in groups] == [("Early help", 3), ("A. Area A", 2)]


def test_a_finding_counts_once_it_is_final(cycle, mercia, dana, ardenvale):
    made.found(cycle, ardenvale, "Not yet sent.", by=dana, at=Stage.DRAFT)
    assert all(one.said != "Not yet sent." for group in groups_of(cycle, dana) for one in group.sources)


def test_a_manager_makes_a_theme_of_a_group(client, cycle, findings, dana):
    client.force_login(dana)
    page = client.get(f"/peer-challenge/cycles/{cycle.public_id}/themes/new/", {"about": findings[0].theme_id})
    assert page.content.decode().count(" checked") == 4  # three findings, and what it is
    key = uuid4()
    for _ in range(2):
        client.post(f"/peer-challenge/cycles/{cycle.public_id}/themes/new/", typed(findings) | {"form_key": key})
    theme = RegionalTheme.objects.get()
    assert [step.text for step in theme.steps.all()] == ["Audit.", "Train."]
    assert rests_on(theme) == {one.authority_id for one in findings}


def test_directors_hear_of_a_theme_and_have_it_in_your_work_until_it_is_decided(cycle, findings, dana, charlie, bob):
    theme = made.theme(cycle, findings, by=dana)
    acts.put(theme, by=dana, version=1)
    assert list(OutgoingMail.objects.filter(to=charlie.email).values_list("subject", flat=True)) == [
        f"{cycle}: a theme for you to choose from"
    ]
    waiting = [(task.title, task.url) for task in tasks_for(charlie) if task.kind == "Themes"]
    assert waiting == [(f"{cycle}: 1 theme to choose from", f"/peer-challenge/cycles/{cycle.public_id}/themes/")]
    assert [task for person in (dana, bob) for task in tasks_for(person) if task.kind == "Themes"] == []
    acts.decide(theme, by=dana, version=2, chosen=False, decided_on=date(2026, 3, 10), decided_because="Too wide.")
    assert [task for task in tasks_for(charlie) if task.kind == "Themes"] == []


def test_a_theme_of_two_authorities_is_put_to_nobody(client, cycle, findings, dana):
    theme = made.theme(cycle, findings[:2], by=dana)
    client.force_login(dana)
    page = client.post(f"/peer-challenge/themes/{theme.public_id}/put/ask/", {"version": 1})
    assert page.status_code == 409
    assert fresh(theme).put_at is None


def test_directors_read_a_theme_without_its_authorities(client, cycle, findings, dana, charlie, severnford):
    theme = made.theme(cycle, findings, by=dana)
    address = f"/peer-challenge/themes/{theme.public_id}/"
    client.force_login(charlie)
    assert client.get(address).status_code == 404
    acts.put(theme, by=dana, version=1)
    page = client.get(address).content.decode()
    assert "Audit plans together." in page
    for one in findings:
        assert one.headline not in page and one.authority.name not in page


def test_what_directors_are_told_of_the_number_does_not_move(cycle, findings, dana, mercia):
    places(cycle, 3, first=3)
    theme = made.theme(cycle, findings, by=dana)
    acts.put(theme, by=dana, version=1)
    assert fresh(theme).rested_on == 3
    more = made.found(cycle, make.authority("Late", mercia, "M77"), "Late.", by=dana)
    source = next(one for group in groups_of(cycle, dana) for one in group.sources if one.record == more)
    rest = [one for group in groups_of(cycle, dana) for one in group.sources if one.record in findings]
    acts.edit(fresh(theme), by=dana, version=2, sources=[*rest, source], steps=[], title="Plans")
    assert (fresh(theme).rested_on, len(rests_on(theme))) == (3, 4)


def test_a_number_that_gives_the_rest_away_is_not_said(cycle, findings, dana):
    places(cycle, 1, first=3)  # three of four: the fourth would be told
    theme = made.theme(cycle, findings, by=dana)
    acts.put(theme, by=dana, version=1)
    assert fresh(theme).rested_on is None


def test_a_theme_that_others_read_keeps_three_authorities(client, cycle, findings, dana):
    theme = made.theme(cycle, findings, by=dana, put=True)
    client.force_login(dana)
    page = client.post(f"/peer-challenge/themes/{theme.public_id}/edit/", typed(findings[:2], version=1))
    assert "at least three authorities" in page.content.decode()
    assert len(rests_on(theme)) == 3


def test_the_directors_choice_is_recorded_with_its_reason(client, cycle, findings, dana):
    theme = made.theme(cycle, findings, by=dana, put=True)
    client.force_login(dana)
    words = {"chosen": "yes", "decided_on": "2026-01-20", "decided_because": "Suited to joint action.", "version": 1}
    address = f"/peer-challenge/themes/{theme.public_id}/choice/"
    assert client.post(address, words).status_code == 200  # without an outcome
    client.post(address, words | {"outcome": "Children are seen sooner."})
    theme = fresh(theme)
    assert (theme.status, theme.decided_on, theme.outcome) == (
        "chosen", date(2026, 1, 20), "Children are seen sooner.",
    )  # fmt: skip


def test_a_chosen_theme_is_released_and_taken_off(client, cycle, findings, dana):
    theme = made.theme(cycle, findings, by=dana, status="chosen")
    client.force_login(dana)
    client.post(f"/peer-challenge/themes/{theme.public_id}/release/ask/", {"version": 1})
    assert "Plans drift" in client.get("/mercia/peer-challenge/").content.decode()
    client.post(f"/peer-challenge/themes/{theme.public_id}/take-off/ask/", {"version": 2})
    assert client.get("/mercia/peer-challenge/").status_code == 404


def test_a_theme_that_is_taken_up_again_is_undecided_and_not_public(cycle, findings, dana):
    theme = made.theme(cycle, findings, by=dana, status="chosen", released_at=cycle.made_at, released_by=dana)
    acts.take_up_again(theme, by=dana, version=1)
    theme = fresh(theme)
    assert (theme.status, theme.decided_on, theme.released_at) == ("longlist", None, None)


def test_a_dropped_theme_is_read_by_no_director(cycle, findings, dana, charlie):
    theme = made.theme(cycle, findings, by=dana, put=True)
    acts.drop(theme, by=dana, version=1)
    assert list(RegionalTheme.objects.visible_to(charlie)) == []


def test_who_decides_on_what_was_changed_meanwhile_is_told(cycle, findings, dana):
    theme = made.theme(cycle, findings, by=dana)
    acts.put(theme, by=dana, version=1)
    with pytest.raises(Overtaken):
        acts.put(theme, by=dana, version=1)


def test_a_name_in_the_words_is_pointed_out(client, cycle, findings, dana):
    theme = made.theme(cycle, findings, by=dana, summary=f"Mostly at {findings[0].authority}.")
    client.force_login(dana)
    page = client.get(f"/peer-challenge/themes/{theme.public_id}/put/ask/").content.decode()
    assert f"name of {findings[0].authority}" in page


def test_moving_a_theme_twice_moves_it_once(cycle, findings, dana):
    first, second = (made.theme(cycle, findings, by=dana, title=title, position=place)
                     for place, title in enumerate(("One", "Two")))  # fmt: skip
    acts.move(second, by=dana, up=True, place=1)
    with pytest.raises(Overtaken):
        acts.move(second, by=dana, up=True, place=1)
    assert list(cycle.regional_themes.order_by("position")) == [second, first]


def test_pages_ask_as_much_for_many_as_for_few(client, mercia, dana):
    cycle, findings = made.shared(mercia, by=dana, count=3)
    said(cycle, findings[0].authority, by=dana, grade=3, steps=[1], kinds=["area"])
    theme = made.theme(cycle, findings, by=dana)
    client.force_login(dana)
    addresses = [f"/peer-challenge/cycles/{cycle.public_id}/themes/", f"/peer-challenge/themes/{theme.public_id}/"]
    few = [queries_of(client, address) for address in addresses]
    for place in places(cycle, 4, first=3):
        made.found(cycle, place, "More.", by=dana, theme=findings[0].theme)
        said(cycle, place, by=dana, grade=3, steps=[1], kinds=["area"])
    made.theme(cycle, findings, by=dana, title="Second", position=1)
    assert [queries_of(client, address) for address in addresses] == few
