"""A theme that directors chose becomes a priority of a draft plan; one page shows the chain from word to deed."""

from uuid import uuid4

import pytest

from peerchallenge.reviews.actions import theming as acts
from portal.audit.models import Overtaken
from priorities.actions.originating import AlreadyThere, add_out_of
from priorities.models import Priority, PriorityOrigin
from priorities.origins import origins_of
from tests import make
from tests.looking import fresh, queries_of
from tests.peerchallenge.reviews import shapes_themes as made

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgresql]


@pytest.fixture
def shared(mercia, dana):
    return made.shared(mercia, by=dana)


@pytest.fixture
def theme(shared, dana):
    return made.theme(*shared, by=dana, status="chosen")


@pytest.fixture
def plan(mercia, dana):
    return make.plan(mercia, by=dana, priorities=("Workforce",))


def test_a_chosen_theme_becomes_a_priority_with_its_steps(client, theme, plan, dana):
    client.force_login(dana)
    address = f"/priorities/desk/from-theme/{theme.public_id}/"
    assert "Audit plans together." in client.get(address).content.decode()
    form = {"form_key": uuid4(), "plan": plan.pk, "title": "Better plans", "focus": "Audit plans together.\nTrain."}
    for _ in range(2):
        assert client.post(address, form).status_code == 302
    priority = Priority.objects.get(title="Better plans")
    assert [one.text for one in priority.focus_areas.all()] == ["Audit plans together.", "Train."]
    origin = PriorityOrigin.objects.get()
    assert (origin.theme, origin.priority, origin.region_id) == (theme, priority, plan.region_id)


def test_a_theme_is_once_in_a_plan(theme, plan, dana):
    first = add_out_of(theme, plan, by=dana, title="Better plans")
    with pytest.raises(AlreadyThere):
        add_out_of(theme, plan, by=dana, title="Again")
    Priority.objects.filter(pk=first.pk).update(is_removed=True)
    add_out_of(theme, plan, by=dana, title="Again")
    assert PriorityOrigin.objects.get().priority.title == "Again"


def test_a_theme_that_was_not_chosen_becomes_nothing(shared, plan, dana):
    theme = made.theme(*shared, by=dana, put=True)
    with pytest.raises(Overtaken):
        add_out_of(theme, plan, by=dana, title="Better plans")


def test_a_published_plan_takes_no_theme(theme, mercia, dana):
    plan = make.plan(mercia, by=dana, status="published")
    with pytest.raises(Overtaken):
        add_out_of(theme, plan, by=dana, title="Better plans")


def test_the_manager_reads_the_chain_with_names(client, theme, shared, plan, dana):
    add_out_of(theme, plan, by=dana, title="Better plans")
    client.force_login(dana)
    page = client.get(f"/peer-challenge/themes/{theme.public_id}/chain/").content.decode()
    assert "Better plans" in page
    assert all(one.headline in page for one in shared[1])


def test_a_director_reads_the_chain_without_names_or_drafts(client, theme, shared, plan, dana, charlie, severnford):
    add_out_of(theme, plan, by=dana, title="Better plans")
    client.force_login(charlie)
    page = client.get(f"/peer-challenge/themes/{theme.public_id}/chain/").content.decode()
    assert "Plans drift" in page and "Better plans" not in page
    for one in shared[1]:
        assert one.headline not in page and one.authority.name not in page


def test_a_page_with_names_never_bears_the_word_public(client, theme, dana, charlie):
    acts.release(theme, by=dana, version=1)
    for address in (theme.get_absolute_url(), f"{theme.get_absolute_url()}chain/"):
        client.force_login(dana)
        assert client.get(address).context["who"].level == "Review team"
        client.force_login(charlie)
        assert client.get(address).context["who"].level == "Public"


def test_the_chain_leads_to_actions_of_a_public_plan(client, theme, plan, dana, charlie, severnford):
    priority = add_out_of(theme, plan, by=dana, title="Better plans")
    make.action(priority, "Audit each quarter")
    plan = fresh(plan)
    plan.publish(by=dana, version=plan.version)
    client.force_login(charlie)
    page = client.get(f"/peer-challenge/themes/{theme.public_id}/chain/").content.decode()
    assert "Better plans" in page and "Audit each quarter" in page


def test_a_public_priority_names_the_released_theme_and_that_leads_back(client, theme, mercia, plan, dana):
    priority = add_out_of(theme, plan, by=dana, title="Better plans")
    plan = fresh(plan)
    plan.publish(by=dana, version=plan.version)
    there, back = f"/mercia/peer-challenge/#theme-{theme.public_id}", priority.get_absolute_url()
    assert origins_of([priority]) == {}
    acts.release(theme, by=dana, version=1)
    assert f'<a href="{there}">Plans drift</a>' in client.get(back).content.decode()
    assert f'<a href="{back}">' in client.get("/mercia/peer-challenge/").content.decode()


def test_who_writes_a_plan_reads_there_which_theme_a_priority_came_from(client, theme, plan, dana):
    add_out_of(theme, plan, by=dana, title="Better plans")
    client.force_login(dana)
    page = client.get(f"/priorities/desk/{plan.pk}/").content.decode()
    assert page.count(f'href="/peer-challenge/themes/{theme.public_id}/chain/"') == 1


def test_the_chain_asks_as_much_for_many_as_for_few(client, mercia, dana):
    cycle, findings = made.shared(mercia, by=dana, count=6)
    few, many = (made.theme(cycle, some, by=dana, status="chosen") for some in (findings[:3], findings))
    client.force_login(dana)
    asked = [queries_of(client, f"/peer-challenge/themes/{one.public_id}/chain/") for one in (few, many)]
    assert asked[0] == asked[1]
