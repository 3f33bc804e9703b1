"""Bringing a plan in: from the document to the check screen, from there to a draft."""

import io
import json
from datetime import timedelta
from uuid import uuid4

import lxml.html
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.utils import timezone

from portal.audit.models import AuditEvent, KeyAlreadyUsed
from portal.ui import richtext
from priorities.chores import delete_left_documents
from priorities.importing import read_text
from priorities.models import BroughtPlan, Plan, Priority
from tests import make
from tests.updates.importing.test_word import bomb

from . import plans

CODED = plans.CODED
ADDRESS = "/priorities/bring/"


@pytest.fixture
def manager(signed_in, dana):
    return signed_in(dana)


def check_page(client, text=CODED):
    """Bring `text` in and return (address of the check screen, the fields of its form)."""
    address = client.post(ADDRESS, {"text": text}).url
    page = lxml.html.fromstring(client.get(address).content.decode())
    values = page.xpath("//form[contains(@class, 'check-screen')]")[0].form_values()
    # A browser leaves out the line end right after a box's tag.
    return address, {name: value.removeprefix("\n") for name, value in values if name != "csrfmiddlewaretoken"}


def test_what_was_found_stands_in_fields_beside_the_document(manager):
    _, fields = check_page(manager)
    names = ("period", "title", "areas-0-title", "priorities-1-code", "priorities-1-title", "enablers-1-title")
    assert [fields[name] for name in names] == [
        "2025-26", "Our priorities in detail 2025-2026", "Asking hard questions", "P2", "A good start at school",
        "Numbers & words",
    ]  # fmt: skip
    assert fields["priorities-0-focus"].splitlines() == [
        "Visits in the first ten days", "One way to record what a child says",
    ]  # fmt: skip


def test_each_doubt_is_said_and_leads_to_its_place(manager):
    text = "Mercia plan 2026-27\n\nP1. Early help\n\nSooner.\n\nP1. Homes\n\nHere."
    address = manager.post(ADDRESS, {"text": text}).url
    page = lxml.html.fromstring(manager.get(address).content.decode())
    items = [" ".join(item.text_content().split()) for item in page.xpath("//section[@class='doubts']//li")]
    assert items == ["The code P1 is there twice. Change one of them. In Homes."]
    assert page.xpath("//section[@class='doubts']//a/@href") == ["#priorities-1"]


def test_the_draft_holds_all_that_was_checked(manager, mercia):
    address, fields = check_page(manager)
    answer = manager.post(address, fields | {"priorities-0-title": "Safe at home"})
    plan = Plan.objects.get()
    assert (answer.status_code, answer.url) == (302, f"/priorities/desk/{plan.pk}/")
    assert (plan.region, plan.period, plan.status) == (mercia, "2025-26", "draft")
    assert [area.title for area in plan.areas.all()] == ["Asking hard questions", "Learning from each other’s work"]
    assert [(one.code, one.title, one.focus_areas.count()) for one in plan.priorities.all()] == [
        ("P1", "Safe at home", 2), ("P2", "A good start at school", 2),
    ]  # fmt: skip
    assert [(one.code, one.title, richtext.to_plain(one.narrative)) for one in plan.enablers.all()] == [
        (
            "E1",
            "Leaders who ask",
            "Leaders from every council ask each other. They meet in the spring.\nThey write down what they heard.",
        ),
        ("E2", "Numbers & words", "One book of figures for all."),
    ]


def test_priorities_keep_their_areas(manager):
    address, fields = check_page(manager, plans.GROUPED)
    manager.post(address, fields | {"areas-1-title": "Caring"})
    assert [(one.title, one.area.title) for one in Priority.objects.select_related("area")] == [
        ("Early help", "Prevention"), ("Family hubs", "Prevention"), ("Stable homes", "Caring"),
    ]  # fmt: skip


def test_what_is_left_out_is_not_saved(manager):
    address, fields = check_page(manager)
    left_out = {"priorities-1-is_left_out": "on", "priorities-1-title": ""}
    manager.post(address, fields | left_out | {"enablers-0-code": "P2"})
    plan = Plan.objects.get()
    assert [one.code for one in plan.priorities.all()] == ["P1"]
    assert [one.code for one in plan.enablers.all()] == ["P2", "E2"]


def test_pressing_twice_makes_one_plan(manager):
    address, fields = check_page(manager)
    first, second = manager.post(address, fields), manager.post(address, fields)
    assert (first.url, Plan.objects.count()) == (second.url, 1)


MISTAKES = {
    "two parts with a code": ({"priorities-1-code": "p1"}, "#id_priorities-1-code"),
    "an enabler with a priority's code": ({"enablers-0-code": "P1"}, "#id_enablers-0-code"),
    "no period": ({"period": ""}, "#id_period"),
    "a period that is none": ({"period": "2015-99"}, "#id_period"),
    "no title": ({"priorities-0-title": ""}, "#id_priorities-0-title"),
    "a point too long": ({"priorities-0-focus": "x" * 501}, "#id_priorities-0-focus"),
    "a code too long": ({"enablers-1-code": "ENABLER-10"}, "#id_enablers-1-code"),
}


@pytest.mark.parametrize(("wrong", "place"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_said_at_its_field_and_nothing_typed_is_lost(manager, wrong, place):
    address, fields = check_page(manager)
    answer = manager.post(address, fields | wrong | {"enablers-1-narrative": "Typed by hand."})
    page = lxml.html.fromstring(answer.content.decode())
    assert (answer.status_code, page.xpath("//div[@class='error-summary']//a/@href")) == (200, [place])
    assert page.xpath("//textarea[@name='enablers-1-narrative']")[0].text.strip() == "Typed by hand."
    assert (Plan.objects.count(), BroughtPlan.objects.get().plan) == (0, None)


def test_a_period_that_has_a_plan_is_said_at_the_period_with_a_way_to_it(manager, mercia, dana):
    there = make.plan(mercia, "2025-26", by=dana)
    address, fields = check_page(manager)
    answer = manager.post(address, fields)
    assert answer.context["errors"] == [
        {
            "message": "Mercia already has a plan for 2025-26. Open it, or write another period.",
            "url": "#id_period",
        }
    ]
    assert f'href="/priorities/desk/{there.pk}/"' in answer.content.decode()


def test_a_document_about_another_region_is_a_doubt(manager, wessex):
    text = f"{wessex} priorities 2026-27\n\nP1. Early help\n\nSooner."
    said = [doubt["text"] for doubt in manager.get(manager.post(ADDRESS, {"text": text}).url).context["doubts"]]
    assert said == [f"The document is about {wessex}, which you do not manage."]


def test_pressing_twice_keeps_one_document_and_another_text_makes_another(manager):
    key = lxml.html.fromstring(manager.get(ADDRESS).content.decode()).xpath("//input[@name='form_key']/@value")[0]
    given = {"text": CODED, "form_key": key}
    first, second = manager.post(ADDRESS, given).url, manager.post(ADDRESS, given).url
    assert (first, BroughtPlan.objects.count()) == (second, 1)
    other = manager.post(ADDRESS, given | {"text": plans.NAMED}).url
    assert (other != first, BroughtPlan.objects.count()) == (True, 2)


def test_the_same_file_given_twice_is_kept_once(manager):
    def given():
        return {"file": SimpleUploadedFile("plan.txt", CODED.encode()), "form_key": "0" * 32}

    first, second = manager.post(ADDRESS, given()).url, manager.post(ADDRESS, given()).url
    assert (first, BroughtPlan.objects.get().found["period"]) == (second, "2025-26")


def test_two_who_press_at_once_keep_one_document(dana):
    found, key = read_text(CODED, plans.MERCIA), uuid4()
    kept = BroughtPlan.keep("", found, by=dana, form_key=key)
    with pytest.raises(KeyAlreadyUsed) as used:
        BroughtPlan.keep("", found, by=dana, form_key=key)
    assert (used.value.record_id, BroughtPlan.objects.get()) == (str(kept.pk), kept)


def test_bringing_in_is_recorded_without_a_word_of_the_document_or_its_name(manager, dana):
    manager.post(ADDRESS, {"file": SimpleUploadedFile("secret name.txt", CODED.encode())})
    event = AuditEvent.objects.about(BroughtPlan.objects.get()).get()
    assert (event.verb, event.by, event.region, event.details) == ("brought in", dana, "mercia", {})
    assert event.subject_label == f"document {BroughtPlan.objects.get().pk}"


def test_a_document_of_which_no_plan_was_made_goes_after_thirty_days(manager):
    address, fields = check_page(manager)
    manager.post(address, fields)
    made, left, younger = BroughtPlan.objects.get(), *[_brought(manager, text) for text in (plans.NAMED, plans.LISTED)]
    days = {made: 400, left: 30, younger: 29}
    for one, age in days.items():
        BroughtPlan.objects.filter(pk=one.pk).update(made_at=timezone.now() - timedelta(days=age))
    assert delete_left_documents() == "Deleted 1."
    assert set(BroughtPlan.objects.all()) == {made, younger}


def _brought(manager, text):
    return BroughtPlan.objects.get(public_id=manager.post(ADDRESS, {"text": text}).url.split("/")[-2])


REFUSED = {
    "empty": ("plan.docx", b"", "The submitted file is empty."),
    "not Word": ("plan.docx", b"no", "This is not a Word document, although its name says so, or it is damaged."),
    "bomb": ("plan.docx", bomb(), "This file unpacks to far more than a document holds, so it was not opened."),
    "an empty page": ("plan.html", b"<html><body> </body></html>", "There is no text in this document."),
}


@pytest.mark.parametrize(("name", "data", "said"), REFUSED.values(), ids=REFUSED)
def test_a_file_that_cannot_be_read_is_refused_at_its_field(manager, name, data, said):
    errors = manager.post(ADDRESS, {"file": SimpleUploadedFile(name, data)}).context["form"].errors
    assert [(field, text[: len(said)]) for field, (text,) in errors.items()] == [("file", said)]


def test_nothing_to_read_is_said_at_the_box(manager):
    assert manager.post(ADDRESS, {"text": " "}).context["form"].errors == {
        "text": ["Paste the text of the plan, or choose a file."]
    }


def test_a_file_and_text_together_are_refused_and_the_text_is_kept(manager):
    answer = manager.post(ADDRESS, {"text": CODED, "file": SimpleUploadedFile("plan.txt", b"P1. Early help")})
    assert (list(answer.context["form"].errors), answer.context["form"]["text"].value()) == (["text"], CODED)


def test_nobody_else_reads_what_waits_on_the_check_screen(manager, signed_in, carol):
    address, _ = check_page(manager)
    assert signed_in(carol).get(address).status_code == 404


# --- the command ------------------------------------------------------------------------------------------------


def run(*files, **options):
    out, errors = io.StringIO(), io.StringIO()
    try:
        call_command("import_plan", *map(str, files), stdout=out, stderr=errors, **options)
    except CommandError as error:
        return out.getvalue(), errors.getvalue(), str(error)
    return out.getvalue(), errors.getvalue(), ""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "plan.txt"
    path.write_text(CODED.replace("Mercia", "London"))
    return path


def test_json_prints_exactly_what_was_found_and_needs_no_database(file):
    found = json.loads(run(file, json=True)[0])
    assert list(found) == ["region", "period", "areas", "priorities", "enablers", "doubts"]
    assert (found["region"], found["period"]) == ("greater-london", "2025-26")
    assert found["areas"] == ["asking hard questions", "learning from each other’s work"]
    assert found["priorities"][1] == {
        "code": "P2",
        "title": "A good start at school",
        "narrative": "",
        "focus": [
            "Places for every two-year-old (including those with a nurse, or a key worker)", "Lunch together.",
        ],
    }  # fmt: skip
    assert found["enablers"][1] == {
        "code": "E2", "title": "Numbers & words", "narrative": "<p>One book of figures for all.</p>",
    }  # fmt: skip


def test_json_loses_no_word_but_the_title(file):
    said = " ".join(_strings(json.loads(run(file, json=True)[0])))
    words = set(file.read_text().partition("\n")[2].replace("•", "").split())
    assert sorted(word for word in words if word.rstrip(".:") not in said) == []


def _strings(value):
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [text for part in parts for text in _strings(part)]


@pytest.mark.django_db
def test_without_json_it_makes_a_draft_and_says_so(file):
    from portal.regions.models import Region

    make_london = Region.objects.filter(slug="greater-london").first()
    london = make_london or Region.objects.create(slug="greater-london", name="Greater London")
    out, errors, failed = run(file)
    plan = Plan.objects.get()
    assert (plan.region, plan.period, plan.status, plan.priorities.count(), plan.enablers.count()) == (
        london, "2025-26", "draft", 2, 2,
    )  # fmt: skip
    assert out.splitlines()[0] == f"{file}: draft of {plan}, priorities: 2, enablers: 2; to check: 3."
    assert run(file)[1:] == (
        f"{file}: Greater London already has a plan for 2025-26.\n", "1 of 1 files could not be brought in.",
    )  # fmt: skip
    assert (errors, failed) == ("", "")
