"""The map may be put right after the next plan was made; nobody's correction is lost."""

import pytest

from portal.audit.models import AuditEvent
from priorities.lineage import became
from priorities.models import Became
from tests import make


@pytest.fixture
def plans(mercia, dana):
    old = make.plan(mercia, "2015-16", by=dana, status="closed", priorities=("One", "Two", "Three"))
    new = make.plan(mercia, "2016-17", by=dana, status="published", priorities=("Four", "Five"))
    Became.objects.create(plan=new, was=old.priorities.get(title="One"), now=new.priorities.get(title="Four"))
    return old, new


def path(new):
    return f"/priorities/desk/{new.pk}/map/"


def sent(old, new, **chosen):
    """`chosen` are, by the title of an old priority, titles of new ones (a list) or a word why (a string)."""
    body = {"version": new.version}
    for title, what in chosen.items():
        key = f"p{old.priorities.get(title=title).pk}"
        if isinstance(what, str):
            body[f"{key}-note"] = what
        else:
            body[f"{key}-now"] = [new.priorities.get(title=one).pk for one in what]
    return body


def words(old):
    return {priority.title: [str(kin) for kin in became([priority]).get(priority.pk, [])] for priority in
            old.priorities.all()}  # fmt: skip


def test_the_page_shows_what_is_known(plans, signed_in, dana):
    _, new = plans
    form = signed_in(dana).get(path(new)).context["form"]
    assert form.in_words() == [("One", "Became Four"), ("Two", "Not said"), ("Three", "Not said")]


def test_a_correction_is_public_at_once_and_recorded(plans, signed_in, dana):
    old, new = plans
    signed_in(dana).post(path(new), sent(old, new, One=["Five"], Two=["Four", "Five"], Three="Done."))
    assert words(old) == {
        "One": ["became part of Five (2016-17)"],
        "Two": ["split into Four and Five (2016-17)"],
        "Three": ["closed: Done."],
    }
    event = AuditEvent.objects.get(verb="corrected the map of")
    assert (event.by, event.details["was"]) == (dana, ["One became Four"])
    new.refresh_from_db()
    assert new.version == 2


def test_what_became_something_was_not_closed(plans, signed_in, dana):
    old, new = plans
    body = sent(old, new, One=["Five"]) | {f"p{old.priorities.get(title='One').pk}-note": "Done."}
    form = signed_in(dana).post(path(new), body).context["form"]
    said = "It became something, so it was not closed. Untick that, or take the words away."
    assert [dict(row.errors) for row in form.rows] == [{"note": [said]}, {}, {}]
    assert words(old)["One"] == ["carried on as Four (2016-17)"]


def test_who_was_overtaken_sees_both_and_may_save_theirs(plans, signed_in, dana, carol):
    old, new = plans
    mine = sent(old, new, One=["Five"])
    signed_in(carol).post(path(new), sent(old, new, Two="Carol’s word."))
    browser = signed_in(dana)
    response = browser.post(path(new), mine)
    assert response.status_code == 409
    assert response.context["theirs"] == [("One", "Not said"), ("Two", "Closed: Carol’s word."), ("Three", "Not said")]
    assert response.context["mine"] == [("One", "Became Five"), ("Two", "Not said"), ("Three", "Not said")]
    assert words(old)["Two"] == ["closed: Carol’s word."]
    assert browser.post(path(new), dict(response.context["hidden"])).status_code == 302
    assert words(old) == {"One": ["carried on as Five (2016-17)"], "Two": [], "Three": []}


def test_a_priority_of_another_plan_is_refused(plans, signed_in, dana, wessex):
    old, new = plans
    other = make.plan(wessex, "2016-17", priorities=("Elsewhere",)).priorities.get()
    body = {"version": new.version, f"p{old.priorities.first().pk}-now": other.pk}
    assert signed_in(dana).post(path(new), body).context["form"].rows[0].errors.keys() == {"now"}


def test_the_first_plan_of_a_region_has_nothing_before_it(mercia, signed_in, dana):
    plan = make.plan(mercia, "2016-17", by=dana)
    assert "There is no plan before this one" in signed_in(dana).get(path(plan)).text
