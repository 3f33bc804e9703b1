"""The next period's plan is made from this one: carry, merge, split or close, with the map kept."""

from datetime import date
from uuid import uuid4

import pytest

from portal.audit.models import AuditEvent
from priorities.actions.doing import report_on_action
from priorities.actions.rolling import SupportsNothing, make_next
from priorities.desk_reading import went_on
from priorities.lineage import became
from priorities.models import Action, Area, FocusArea, Lead, Measure, Plan, Priority
from priorities.supports import supported
from tests import make

pytestmark = pytest.mark.on_postgresql

SIX = (
    "Effective safeguarding", "Child sexual exploitation", "Looked after children", "Early help",
    "Educational achievement", "Embedding the SEND reforms",
)  # fmt: skip


@pytest.fixture
def plan(mercia, dana):
    """Six coded priorities in two areas, with two enablers, published."""
    plan = make.plan(mercia, "2015-16", by=dana, status="published", priorities=(), title="Our priorities 2015-16")
    for place, title in enumerate(SIX, 1):
        make.priority(plan, title, f"P{place}", position=place, narrative=f"<p>Text of {place}.</p>")
    make.enabler(plan, "Workforce", "E1", position=1)
    make.enabler(plan, "Sharing data", "E2", position=2).narrowed_to.set([plan.priorities.get(code="P2")])
    return plan


def sent(plan, *fates, **fields):
    """What the form sends; `fates` are, in the plan's order, dicts of the fields of each priority."""
    body = {"period": "2016-17", "title": "Our priorities 2016-17", "form_key": str(uuid4())}
    for priority, fate in zip(plan.priorities.standing(), fates, strict=True):
        body |= {f"p{priority.pk}-{name}": value for name, value in fate.items()}
    going = [fate["do"] != "close" for fate in fates]
    kept = [priority for priority, goes in zip(plan.priorities.standing(), going, strict=True) if goes]
    body["enablers"] = [one.pk for one in plan.enablers.standing() if supported(one, kept)]
    return body | fields


def carry(code, title, **fields):
    return {"do": "carry", "code": code, "title": title, **fields}


def into(plan, code):
    return {"do": "merge", "into": f"p{plan.priorities.get(code=code).pk}"}


def new(words):
    return {"do": "merge", "into": "new", "new": words}


def split(*lines):
    return {"do": "split", "parts": "\n".join(lines)}


def close(why="Its work is done."):
    return {"do": "close", "why": why}


@pytest.fixture
def six_to_three(plan):
    """What the West Midlands did within a year."""
    return sent(
        plan, carry("P1", "Quality of practice"), into(plan, "P1"), new("P2. Stronger families"),
        new("P2. Stronger families"), carry("P3", "Educational achievement"), close("The reforms are in place"),
    )  # fmt: skip


@pytest.fixture
def browser(signed_in, dana):
    return signed_in(dana)


def path(plan):
    return f"/priorities/desk/{plan.pk}/next/"


def made():
    return Plan.objects.get(period="2016-17")


def errors(response):
    form = response.context["form"]
    found = {name: list(said) for name, said in form.errors.items()}
    for fate in form.fates:
        found |= {f"{fate.priority.code} {name}": list(said) for name, said in fate.errors.items()}
    return found


def test_the_form_suggests_the_next_period_and_carries_everything(plan, browser):
    form = browser.get(path(plan)).context["form"]
    assert (form["period"].value(), form["title"].value()) == ("2016-17", "Our priorities 2016-17")
    assert [(fate["code"].value(), fate["title"].value()) for fate in form.fates] == [
        (f"P{place}", title) for place, title in enumerate(SIX, 1)
    ]


def test_the_second_look_says_the_map_in_words_and_makes_nothing(plan, browser, six_to_three):
    response = browser.post(path(plan), six_to_three)
    assert response.context["sentences"] == [
        "P1. Effective safeguarding becomes part of P1. Quality of practice.",
        "P2. Child sexual exploitation becomes part of P1. Quality of practice.",
        "P3. Looked after children becomes part of P2. Stronger families.",
        "P4. Early help becomes part of P2. Stronger families.",
        "P5. Educational achievement is carried on as P3. Educational achievement.",
        "P6. Embedding the SEND reforms is closed: The reforms are in place.",
    ]
    assert Plan.objects.count() == 1


def test_what_the_second_look_sends_again_is_what_was_typed(plan, browser, six_to_three):
    look = browser.post(path(plan), six_to_three)
    again = {}
    for name, value in look.context["sent"]:
        again.setdefault(name, []).append(value)
    form = browser.post(path(plan), again | {"step": "change"}).context["form"]
    assert [fate["do"].value() for fate in form.fates] == ["carry", "merge", "merge", "merge", "carry", "close"]
    browser.post(path(plan), again | {"step": "make"})
    assert [str(priority) for priority in made().priorities.all()] == [
        "P1. Quality of practice", "P2. Stronger families", "P3. Educational achievement",
    ]  # fmt: skip


def test_six_priorities_become_three_and_the_old_pages_say_so(plan, browser, six_to_three, dana):
    assert browser.post(path(plan), six_to_three | {"step": "make"}).status_code == 302
    said = became(plan.priorities.all(), dana)
    assert [[str(kin) for kin in said[priority.pk]] for priority in plan.priorities.all()] == [
        ["became part of P1. Quality of practice (2016-17)"],
        ["became part of P1. Quality of practice (2016-17)"],
        ["became part of P2. Stronger families (2016-17)"],
        ["became part of P2. Stronger families (2016-17)"],
        ["carried on as P3. Educational achievement (2016-17)"],
        ["closed: The reforms are in place"],
    ]
    assert became(plan.priorities.all()) == {}
    assert made().is_draft
    event = AuditEvent.objects.get(verb="made from the plan before")
    assert (event.by, len(event.details["map"])) == (dana, 6)


def test_pressing_twice_makes_one_plan(plan, browser, six_to_three):
    first = browser.post(path(plan), six_to_three | {"step": "make"})
    second = browser.post(path(plan), six_to_three | {"step": "make"})
    assert first["Location"] == second["Location"] == f"/priorities/desk/{made().pk}/"
    assert (Plan.objects.count(), made().priorities.count(), made().map.count()) == (2, 3, 6)


def test_a_split_gives_its_text_to_the_first_part(plan, browser):
    fates = [split("P1. Front door", "P7. Morale"), *(close() for _ in SIX[1:])]
    browser.post(path(plan), sent(plan, *fates, step="make"))
    assert [(one.name, one.narrative) for one in made().priorities.all()] == [
        ("P1. Front door", "<p>Text of 1.</p>"), ("P7. Morale", ""),
    ]  # fmt: skip


def test_areas_and_enablers_go_along_when_ticked(plan, browser):
    area = Area.objects.create(plan=plan, title="Knowing ourselves", narrative="<p>How.</p>")
    plan.priorities.filter(code="P1").update(area=area)
    fates = [carry(one.code, one.title) for one in plan.priorities.all()]
    browser.post(path(plan), sent(plan, *fates, step="make", areas=[area.pk]))
    assert [(one.title, one.narrative) for one in made().areas.all()] == [("Knowing ourselves", "<p>How.</p>")]
    assert made().priorities.get(code="P1").area == made().areas.get()
    narrowed = {one.code: [it.code for it in one.narrowed_to.all()] for one in made().enablers.all()}
    assert narrowed == {"E1": [], "E2": ["P2"]}


ONLY_CLOSED = "E2. Sharing data supports only P2. Child sexual exploitation, which is closed."


def test_an_enabler_never_widens_because_all_that_it_supports_is_closed(plan, browser):
    fates = [carry("P1", "Quality"), *(close() for _ in SIX[1:])]
    both = [enabler.pk for enabler in plan.enablers.all()]
    response = browser.post(path(plan), sent(plan, *fates, enablers=both, step="make"))
    assert errors(response) == {"enablers": [f"{ONLY_CLOSED} Take its tick away, or carry it on."]}
    assert (response.context["form"]["enablers"].value(), Plan.objects.count()) == ([str(pk) for pk in both], 1)


def test_of_several_that_are_closed_one_carried_on_will_do_and_one_taken_out_is_not_named(plan, browser):
    narrowed = plan.enablers.get(code="E2").narrowed_to
    narrowed.add(plan.priorities.get(code="P3"), plan.priorities.get(code="P4"))
    Priority.objects.filter(code="P4").update(is_removed=True)
    fates = [carry("P1", "Quality"), *(close() for _ in range(4))]
    response = browser.post(path(plan), sent(plan, *fates, enablers=[plan.enablers.get(code="E2").pk]))
    assert errors(response)["enablers"] == [
        "E2. Sharing data supports only P2. Child sexual exploitation and P3. Looked after children, which are"
        " closed. Take its tick away, or carry one of them on."
    ]
    narrowed.set(Priority.objects.filter(code="P4"))
    response = browser.post(path(plan), sent(plan, *fates, enablers=[plan.enablers.get(code="E2").pk]))
    assert errors(response)["enablers"] == ["E2. Sharing data supports no priority. Take its tick away."]


def test_the_verb_refuses_an_enabler_that_was_narrowed_in_this_very_moment(plan, browser, dana):
    fates = [carry("P1", "Quality"), *(close() for _ in SIX[1:])]
    form = browser.post(path(plan), sent(plan, *fates)).context["form"]
    following, first = form.following(), plan.enablers.get(code="E1")
    first.narrowed_to.set([plan.priorities.get(code="P6")])
    with pytest.raises(SupportsNothing) as idle:
        make_next(plan, following, by=dana)
    assert (idle.value.enabler, [one.code for one in idle.value.priorities]) == (first, ["P6"])
    assert Plan.objects.count() == 1


def test_people_measures_and_focus_areas_go_where_their_priority_goes(plan, browser, alice, charlie):
    first, second = plan.priorities.filter(code__in=["P1", "P2"])
    for priority, held in ((first, alice), (second, charlie)):
        office = make.office(held.posts.get())
        Lead.objects.create(priority=priority, part="link-dcs", office=office, from_on=date(2015, 4, 1))
        FocusArea.objects.create(priority=priority, text=f"Point of {priority.code}")
        FocusArea.objects.create(priority=priority, text="The same")
        Measure.objects.create(priority=priority, outcome=f"Outcome of {priority.code}", target=80)
    fates = [carry("P1", "Quality"), into(plan, "P1"), *(close() for _ in SIX[2:])]
    browser.post(path(plan), sent(plan, *fates, step="make"))
    heir = made().priorities.get()
    assert [point.text for point in heir.focus_areas.all()] == ["Point of P1", "The same", "Point of P2"]
    assert [lead.office for lead in heir.leads.all()] == [make.office(alice.posts.get())]
    assert [(one.outcome, one.target) for one in heir.measures.all()] == [("Outcome of P1", 80), ("Outcome of P2", 80)]


def test_ticked_actions_keep_their_owner_and_say_where_they_came_from(plan, browser, alice):
    office = make.office(alice.posts.get())
    first = plan.priorities.get(code="P1")
    point = FocusArea.objects.create(priority=first, text="Front door")
    fields = {"owner": office, "due_on": date(2016, 9, 1), "forecast": "late", "forecast_reason": "No venue"}
    taken = make.action(point, "Goes along", status="under-way", **fields)
    taken.notes.create(text="An old note")
    taken.moves.create(was_on=date(2016, 3, 1), now_on=date(2016, 9, 1), reason="No venue", moved_by=alice)
    left = make.action(first, "Stays")
    make.action(first, "Is done", status="done")
    form = browser.get(path(plan)).context["form"]
    assert {label for _, label in form.fates[0].fields["actions"].choices} == {"Stays", "Goes along"}
    fates = [carry("P1", "Quality", actions=[taken.pk]), *(close() for _ in SIX[1:])]
    look = browser.post(path(plan), sent(plan, *fates))
    assert look.context["stay"] == 1
    browser.post(path(plan), sent(plan, *fates, step="make"))
    action = made().actions.get()
    assert (action.title, action.owner, action.due_on, action.status) == (
        "Goes along", office, date(2016, 9, 1), "under-way",
    )  # fmt: skip
    assert (action.forecast, action.forecast_reason, action.focus_area.text) == ("late", "No venue", "Front door")
    assert [note.text for note in action.notes.all()] == [
        "Carried on from the plan for 2015-16 (P1. Effective safeguarding)."
    ]
    moves = [(move.was_on, move.now_on, move.reason, move.moved_by) for move in action.moves.all()]
    assert moves == [(date(2016, 3, 1), date(2016, 9, 1), "No venue", alice)]
    assert taken.moves.count() == 1
    assert Action.objects.filter(plan=plan, is_removed=False).count() == 3
    left.refresh_from_db()
    assert left.status == "not-started"


def test_the_draft_says_which_actions_went_on_in_the_plan_before(plan, browser, dana):
    first = plan.priorities.get(code="P1")
    on, still = make.action(first, "Goes on"), make.action(first, "Stands still")
    fates = [carry("P1", "Quality", actions=[on.pk, still.pk]), *(close() for _ in SIX[1:])]
    browser.post(path(plan), sent(plan, *fates, step="make"))
    draft = made()
    assert list(went_on(draft)) == []
    report_on_action(on, by=dana, version=on.version, status="done")
    action = draft.actions.get(title="Goes on")
    page = browser.get(f"/priorities/desk/{draft.pk}/publish/")
    assert [(one.text, one.url, one.must) for one in page.context["whole"].missing][-1:] == [
        (
            "“Goes on” went on in the plan for 2015-16 after it was carried on: it is done there, not started here.",
            f"/priorities/actions/{action.public_id}/report/", False,
        )
    ]  # fmt: skip
    report_on_action(action, by=dana, version=action.version, status="done")
    assert list(went_on(draft)) == []


def test_everything_wrong_is_said_at_its_field_and_stays_typed(plan, browser, mercia):
    make.plan(mercia, "2016-17")
    fates = [
        carry("E1", "Quality"), close(" "), split("One only"), into(plan, "P3"), new(""), {"do": ""},
    ]  # fmt: skip
    response = browser.post(path(plan), sent(plan, *fates, title=""))
    assert errors(response) == {
        "period": ["Mercia has a plan for 2016-17 already. Enter another period."],
        "title": ["Enter a title for the plan."],
        "P1 code": ["E1. Workforce will have the code E1. Choose another."],
        "P2 why": ["Say in a few words why it is closed."],
        "P3 parts": ["Write two parts or more, at most 10, one a line."],
        "P5 new": ["Enter the title of the new priority."],
        "P6 do": ["Say what becomes of this priority."],
    }
    assert response.context["form"].fates[2]["parts"].value() == "One only"
    assert Plan.objects.count() == 2


@pytest.mark.parametrize(
    ("fate", "where", "said"),
    [
        (carry("P1", "Other"), "P2 code", "P1. Quality will have the code P1. Choose another."),
        (carry("p1", "Other"), "P2 code", "P1. Quality will have the code p1. Choose another."),
        (carry("<P2>", "Other"), "P2 code", "Write the code with letters and figures, such as P1."),
        (carry("P2", "quality"), "P2 title", "Another one will be called “quality”. Choose another title."),
        (new("Quality"), "P2 new", "Another one will be called “Quality”. Choose another title."),
        (split("A", "a"), "P2 parts", "Another one will be called “a”. Choose another title."),
        ({"do": "merge", "into": "p999999"}, "P2 into", None),
    ],
)
def test_a_code_is_one_and_two_of_the_next_plan_never_share_it_or_a_title(plan, browser, fate, where, said):
    fates = [carry("P1", "Quality"), fate, *(close() for _ in SIX[2:])]
    found = errors(browser.post(path(plan), sent(plan, *fates, step="make")))
    assert list(found) == [where]
    assert said is None or found[where] == [said]


def test_one_that_is_not_carried_on_takes_no_other_in(plan, browser):
    fates = [close(), into(plan, "P1"), *(close() for _ in SIX[2:])]
    assert errors(browser.post(path(plan), sent(plan, *fates))) == {
        "P2 into": ["P1. Effective safeguarding is not carried on. Choose one that is, or a new one."]
    }


@pytest.mark.parametrize(
    ("period", "said"),
    [
        ("2015-16", "The next plan begins after this one, 2015-16."),
        ("soon", "Write the period like this: 2015-16."),
    ],
)
def test_the_next_period_is_one_that_follows(plan, browser, six_to_three, period, said):
    assert errors(browser.post(path(plan), six_to_three | {"period": period})) == {"period": [said]}


def test_a_discarded_draft_leaves_the_way_free(plan, browser, dana, six_to_three):
    browser.post(path(plan), six_to_three | {"step": "make"})
    made().discard(by=dana, version=made().version)
    again = six_to_three | {"step": "make", "form_key": str(uuid4())}
    assert browser.post(path(plan), again).status_code == 302
    assert [len(kins) for kins in became(plan.priorities.all(), dana).values()] == [1] * 6


@pytest.mark.parametrize("actions", [1, 10, 200])
def test_the_form_takes_as_many_queries_however_many_actions(plan, browser, actions, django_assert_num_queries):
    priority = plan.priorities.first()
    for number in range(actions):
        make.action(priority, f"Action {number}")
    browser.get(path(plan))
    with django_assert_num_queries(9):
        browser.get(path(plan))
