"""Adding, editing, cancelling and featuring events."""

import uuid

import pytest
import time_machine

from portal.accounts.roles import Role
from portal.audit.models import AuditEvent
from portal.events.models import Event
from tests import make

pytestmark = pytest.mark.django_db

TYPED = {
    "title": "Learning day",
    "first_day": "2026-07-07",
    "last_day": "",
    "start_time": "09:00",
    "finish_time": "12:30",
    "place": "Town hall",
    "link": "",
    "summary": "For all who work with families.",
}


@pytest.fixture(autouse=True)
def _on_new_years_day():
    with time_machine.travel("2026-01-01 00:00 +0000", tick=False):
        yield


@pytest.fixture
def conference(mercia):
    return make.event("Conference", mercia)


def errors(response):
    return {name: list(said) for name, said in response.context["form"].errors.items()}


def post_new(browser, **typed):
    return browser.post("/events/new/", TYPED | {"form_key": uuid.uuid4()} | typed)


def test_new_event_is_public_at_once_in_the_managers_region(signed_in, dana, client):
    response = post_new(signed_in(dana))
    event = Event.objects.get()
    assert response.headers["Location"] == f"/events/{event.pk}/"
    assert (event.region.slug, event.when, event.summary, event.made_by) == (
        "mercia", "Tuesday 7 July 2026, 9:00 to 12:30, UK time", "<p>For all who work with families.</p>", dana,
    )  # fmt: skip
    assert [(e.verb, e.by_name) for e in AuditEvent.objects.about(event)] == [("added", "Dana")]
    assert client.get(f"/events/{event.pk}/").status_code == 200


def test_pressing_the_button_twice_makes_one_event(signed_in, dana):
    browser, key = signed_in(dana), uuid.uuid4()
    places = [post_new(browser, form_key=key).headers["Location"] for _ in range(2)]
    assert places == [f"/events/{Event.objects.get().pk}/"] * 2


def test_the_form_carries_a_key_of_its_own(signed_in, dana):
    browser = signed_in(dana)
    assert len({browser.get("/events/new/").context["key"] for _ in range(2)}) == 2


def test_a_manager_of_two_regions_chooses_one_of_them(signed_in, dana, wessex):
    make.post(dana, Role.PROGRAMME_MANAGER, wessex)
    browser = signed_in(dana)
    assert errors(post_new(browser)) == {"region": ["Choose the region that the event is for."]}
    assert errors(post_new(browser, region="elsewhere")) == {"region": ["Choose a region that you manage."]}
    post_new(browser, region="wessex")
    assert Event.objects.get().region == wessex


def test_a_form_cannot_name_a_region_that_one_does_not_manage(signed_in, dana, wessex):
    post_new(signed_in(dana), region="wessex")
    assert Event.objects.get().region.slug == "mercia"


def test_a_site_administrators_event_is_for_every_region(signed_in, frank):
    post_new(signed_in(frank))
    assert Event.objects.get().region is None


def test_whole_days_need_no_times(signed_in, dana):
    post_new(signed_in(dana), is_all_day="on", last_day="2026-07-08", start_time="", finish_time="")
    event = Event.objects.get()
    assert (event.when, event.starts_at, event.ends_at) == (
        "7 to 8 July 2026", make.moment("2026-07-07 00:00"), make.moment("2026-07-09 00:00"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"title": ""}, {"title": ["Enter a title."]}),
        ({"first_day": ""}, {"first_day": ["Enter the day of the event."]}),
        ({"first_day": "soon"}, {"first_day": ["Enter the first day like this: 3 March 2026."]}),
        ({"first_day": "9999-12-31"}, {"first_day": ["Enter a year from 2000 to 2099."]}),
        ({"last_day": "2026-07-06"}, {"last_day": ["The last day is before the first. Change one of them."]}),
        ({"start_time": ""}, {"start_time": ["Enter a start time, or say that it lasts all day."]}),
        ({"start_time": "noon"}, {"start_time": ["Enter the start time like this: 9:30 or 14:00."]}),
        ({"finish_time": ""}, {"finish_time": ["Enter a finish time. Your best guess will do."]}),
        ({"finish_time": "09:00"}, {"finish_time": ["The event finishes before it starts. Change one of the times."]}),
        ({"link": "javascript:alert(1)"}, {"link": ["Enter the whole address, such as https://www.example.org."]}),
        (
            {"first_day": "2026-03-29", "start_time": "01:30"},
            {
                "start_time": [
                    "There is no 1:30 on 29 March 2026: the clocks go forward from 1:00 to 2:00 that night. "
                    "Enter a time before 1:00, or from 2:00."
                ]
            },
        ),
        (
            {"first_day": "2026-10-25", "start_time": "00:30", "finish_time": "01:00"},
            {
                "finish_time": [
                    "1:00 happens twice on 25 October 2026: the clocks go back from 2:00 to 1:00 that night. "
                    "Enter a time before 1:00, or from 2:00."
                ]
            },
        ),
    ],
)
def test_a_mistake_is_explained_at_its_field_and_nothing_is_saved(signed_in, dana, typed, said):
    response = post_new(signed_in(dana), **typed)
    assert errors(response) == said
    assert response.context["form"]["place"].value() == "Town hall"
    assert Event.objects.count() == 0


@pytest.mark.parametrize(("typed", "hour"), [("9am", 9), ("9.30", 9), ("2 pm", 14), ("14:00", 14)])
def test_times_are_understood_as_people_write_them(signed_in, dana, typed, hour):
    post_new(signed_in(dana), start_time=typed, finish_time="18:00")
    assert Event.objects.get().starts_at.astimezone(make.moment("2026-07-07 00:00").tzinfo).hour == hour


def test_edit_shows_what_is_saved_in_uk_time(signed_in, dana, mercia):
    event = make.event("Conference", mercia, "2026-07-07 09:00", "2026-07-08 12:00")
    form = signed_in(dana).get(f"/events/{event.pk}/edit/").content.decode()
    assert [f'value="{value}"' in form for value in ("2026-07-07", "2026-07-08", "09:00", "12:00", "Conference")] == [
        True
    ] * 5


def test_edit_changes_the_event_and_says_so(signed_in, dana, conference):
    response = signed_in(dana).post(f"/events/{conference.pk}/edit/", TYPED | {"version": 1})
    event = Event.objects.get()
    assert (response.status_code, event.title, event.version, event.edited_by) == (302, "Learning day", 2, dana)
    assert AuditEvent.objects.about(event).first().verb == "changed"


def test_an_event_until_midnight_can_be_edited_as_it_is(signed_in, dana, mercia):
    event = make.event("Late", mercia, "2026-07-07 20:00", "2026-07-08 00:00")
    browser = signed_in(dana)
    form = browser.get(f"/events/{event.pk}/edit/").context["form"]
    typed = {name: form[name].value() for name in form.fields if form[name].value()}
    assert browser.post(f"/events/{event.pk}/edit/", typed | {"version": 1}).status_code == 302
    assert Event.objects.get().ends_at == make.moment("2026-07-08 00:00")


def test_who_saves_second_sees_both_texts_and_can_save_their_own(signed_in, dana, conference):
    browser = signed_in(dana)
    browser.post(f"/events/{conference.pk}/edit/", TYPED | {"version": 1, "title": "First to save"})
    response = browser.post(f"/events/{conference.pk}/edit/", TYPED | {"version": 1, "title": "Second to save"})
    assert (response.status_code, Event.objects.get().title) == (409, "First to save")
    context = response.context
    assert (dict(context["theirs"])["Title"], dict(context["mine"])["Title"]) == ("First to save", "Second to save")
    assert [label for label, _ in context["theirs"]] == [label for label, _ in context["mine"]]
    assert browser.post(f"/events/{conference.pk}/edit/", dict(context["hidden"])).status_code == 302
    assert (Event.objects.get().title, Event.objects.get().place) == ("Second to save", "Town hall")


@pytest.mark.parametrize("version", ["", "x", "-1", "2147483647", "99999999999999999999"])
def test_a_form_without_a_version_never_overwrites(signed_in, dana, conference, version):
    response = signed_in(dana).post(f"/events/{conference.pk}/edit/", TYPED | {"version": version})
    assert (response.status_code, Event.objects.get().title) == (409, "Conference")


def test_cancel_asks_first_and_changes_nothing_by_looking(signed_in, dana, conference):
    response = signed_in(dana).get(f"/events/{conference.pk}/cancel/")
    assert (response.status_code, Event.objects.get().status) == (200, "scheduled")


def test_cancel_needs_a_reason(signed_in, dana, conference):
    response = signed_in(dana).post(f"/events/{conference.pk}/cancel/", {"reason": " ", "version": 1})
    assert errors(response) == {"reason": ["Say why the event is cancelled, in a few words."]}
    assert Event.objects.get().status == "scheduled"


def test_cancel_pressed_twice_cancels_once(signed_in, dana, conference):
    browser, typed = signed_in(dana), {"reason": "The venue is flooded.", "version": 1}
    places = [browser.post(f"/events/{conference.pk}/cancel/", typed).headers["Location"] for _ in range(2)]
    assert places == [conference.get_absolute_url()] * 2
    assert [e.verb for e in AuditEvent.objects.about(conference)] == ["cancelled", "added"]


def test_cancel_of_what_was_changed_meanwhile_asks_again_and_keeps_the_reason(signed_in, dana, conference):
    conference.rewrite(by=dana, version=1, title="Summit")
    browser = signed_in(dana)
    response = browser.post(f"/events/{conference.pk}/cancel/", {"reason": "The venue is flooded.", "version": 1})
    assert (response.status_code, Event.objects.get().status) == (409, "scheduled")
    assert {name: response.context["form"][name].value() for name in ("reason", "version")} == {
        "reason": "The venue is flooded.",
        "version": 2,
    }


def test_a_site_administrator_features_an_event_on_the_home_page_and_takes_it_off(signed_in, frank, conference):
    browser, chosen = signed_in(frank), []
    for version in (1, 2, 2):
        browser.post(f"/events/{conference.pk}/feature/", {"version": version})
        chosen.append(Event.objects.get().featured_on_home)
    assert chosen == [True, False, False]


def test_a_region_that_has_the_home_page_features_there_what_it_features(signed_in, frank, conference, settings):
    settings.HOME_REGION = "mercia"
    assert signed_in(frank).post(f"/events/{conference.pk}/feature/", {"version": 1}).status_code == 403


WHO_MAY = {
    # verb: (nobody, Alice, Dana who manages the region, Erin who manages another, Frank who administers the site)
    "new": (302, 403, 200, 200, 200),
    "{pk}/edit": (302, 403, 200, 403, 403),
    "{pk}/cancel": (302, 403, 200, 403, 403),
}


@pytest.mark.parametrize(("path", "answers"), WHO_MAY.items())
def test_who_may_write_events(signed_in, alice, dana, erin, frank, conference, path, answers):
    address = f"/events/{path}/".format(pk=conference.pk)
    people = (None, alice, dana, erin, frank)
    assert tuple(signed_in(person).get(address).status_code for person in people) == answers


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("edit", TYPED | {"version": 1}),
        ("cancel", {"reason": "The venue is flooded.", "version": 1}),
        ("feature", {"version": 1}),
    ],
)
def test_nobody_else_can_post(signed_in, alice, erin, conference, path, typed):
    address = f"/events/{conference.pk}/{path}/"
    assert [signed_in(person).post(address, typed).status_code for person in (None, alice, erin)] == [302, 403, 403]
    conference.refresh_from_db()
    assert (conference.version, conference.title, conference.status) == (1, "Conference", "scheduled")


def test_a_cancelled_event_is_edited_no_more(signed_in, dana, conference):
    conference.cancel(by=dana, reason="The venue is flooded.", version=1)
    browser = signed_in(dana)
    assert [browser.get(f"/events/{conference.pk}/{verb}/").status_code for verb in ("edit", "cancel")] == [403, 403]


def test_an_event_that_is_over_is_cancelled_no_more(signed_in, dana, mercia):
    event = make.event("Over", mercia, "2025-03-03 09:00")
    assert signed_in(dana).get(f"/events/{event.pk}/cancel/").status_code == 403


def test_a_manager_whose_post_has_ended_writes_no_more(signed_in, dana, frank, conference):
    browser = signed_in(dana)
    dana.posts.get().end(by=frank)
    assert browser.get(f"/events/{conference.pk}/edit/").status_code == 403
