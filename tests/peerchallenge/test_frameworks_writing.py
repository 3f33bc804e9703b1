"""A framework on the desk: started, its settings and areas written, published; and never changed after that."""

import pytest

from peerchallenge.actions import framing
from peerchallenge.models import Framework, FrameworkArea, FrameworkVersion, Prompt
from portal.audit.models import AuditEvent
from portal.drafting.models import Version
from tests.peerchallenge import shapes
from tests.peerchallenge.frameworks import area_form, settings_form, start_form, table

pytestmark = pytest.mark.django_db
DESK = "/peer-challenge/frameworks/"


@pytest.fixture
def draft(mercia):
    return shapes.framework(of=mercia, status="draft", name="Mercia’s own")


@pytest.fixture
def published(mercia):
    return shapes.framework(of=mercia, name="Mercia’s own")


def words(version):
    version = FrameworkVersion.objects.get(pk=version.pk)
    return [(area.code, area.title, [prompt.code for prompt in area.prompts.all()]) for area in version.areas.all()]


def errors(response):
    return {name: list(said) for name, said in response.context["form"].errors.items()}


def test_an_empty_framework_begins_with_the_usual_scale_and_no_area(signed_in, dana, mercia):
    response = signed_in(dana).post(f"{DESK}new/", start_form())
    version = FrameworkVersion.objects.get()
    assert response["Location"] == version.get_absolute_url()
    assert (version.framework.region, version.status, version.areas.count()) == (mercia, "draft", 0)
    assert [point.label for point in version.scale.all()] == list(shapes.SCALE)
    assert [event.verb for event in AuditEvent.objects.about(version)] == ["started"]


def test_the_form_sent_twice_starts_one_framework(signed_in, dana):
    form = start_form()
    first, second = (signed_in(dana).post(f"{DESK}new/", form) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Framework.objects.count() == 1


def test_a_name_that_the_region_has_is_refused_and_all_that_was_typed_stays(signed_in, dana):
    signed_in(dana).post(f"{DESK}new/", start_form())
    response = signed_in(dana).post(f"{DESK}new/", start_form(name="Mercia’s Own"))
    assert errors(response) == {
        "name": ["Mercia has a framework called that. Enter another name, or start its next version there."]
    }
    assert response.context["form"]["label"].value() == "2026-27"


def test_a_copy_remembers_where_each_area_and_question_came_from(signed_in, dana):
    core = shapes.framework()
    signed_in(dana).post(f"{DESK}new/", start_form(begin=f"v{core.pk}"))
    copy = FrameworkVersion.objects.get(status="draft")
    assert copy.based_on == core
    assert [area.came_from for area in copy.areas.all()] == list(core.areas.all())
    assert [one.came_from for one in Prompt.objects.filter(framework_version=copy).order_by("code")] == list(
        Prompt.objects.filter(framework_version=core).order_by("code")
    )


def test_a_page_of_a_framework_leads_to_its_copy(signed_in, dana):
    core = shapes.framework()
    address = f"{DESK}new/?begin=v{core.pk}"
    assert address in signed_in(dana).get(core.get_absolute_url()).content.decode()
    assert signed_in(dana).get(address).context["form"]["begin"].value() == f"v{core.pk}"


def test_only_published_frameworks_of_the_region_or_the_portal_can_be_copied(signed_in, dana, wessex, draft):
    theirs = shapes.framework(of=wessex, name="Theirs")
    for version in (draft, theirs):
        response = signed_in(dana).post(f"{DESK}new/", start_form(name="Other", begin=f"v{version.pk}"))
        assert list(errors(response)) == ["begin"]


def test_a_framework_begins_with_a_spreadsheet(signed_in, dana):
    signed_in(dana).post(f"{DESK}new/", start_form(begin="spreadsheet", file=table()))
    version = FrameworkVersion.objects.get()
    assert words(version) == [("A", "Leadership", ["A1", "A2"])]
    assert [(point.label, point.descriptor) for point in version.scale.all()] == [("Good", "It holds"), ("Poor", "")]


def test_the_next_version_is_a_copy_and_the_one_before_stays(signed_in, dana, published):
    before = words(published)
    signed_in(dana).post(f"{DESK}{published.pk}/next/", {"label": "2027", "begin": "copy"})
    after = FrameworkVersion.objects.get(label="2027")
    assert (after.status, after.based_on, words(after)) == ("draft", published, before)
    signed_in(dana).post(f"{DESK}{after.pk}/areas/{after.areas.first().pk}/", area_form(after.areas.first(), title="X"))
    assert [title for _, title, _ in words(after)] == ["X", "Area B"]
    assert words(published) == before


def test_a_label_that_the_framework_has_is_refused(signed_in, dana, published):
    response = signed_in(dana).post(f"{DESK}{published.pk}/next/", {"label": "2026", "begin": "copy"})
    assert errors(response) == {"label": ["This framework has a version called that. Enter another."]}


def test_settings_are_saved_on_top_of_what_was_seen(signed_in, dana, draft):
    url = f"{DESK}{draft.pk}/edit/"
    first = signed_in(dana).post(url, settings_form(draft, label="2027", introduction="For Mercia."))
    assert first["Location"] == draft.get_absolute_url()
    second = signed_in(dana).post(url, settings_form(draft, label="2028"))
    assert second.status_code == 409
    assert ("Version", "2027") in second.context["theirs"] and ("Version", "2028") in second.context["mine"]
    again = dict(second.context["hidden"])
    assert signed_in(dana).post(url, again).status_code == 302
    assert FrameworkVersion.objects.get().label == "2028"


def test_buttons_of_the_scale_add_move_and_take_out_without_saving(signed_in, dana, draft):
    url = f"{DESK}{draft.pk}/edit/"
    for do, labels in (
        ("points-add", ["Good", "Poor", None]), ("points-up-1", ["Poor", "Good"]), ("points-out-0", ["Poor"]),
    ):  # fmt: skip
        response = signed_in(dana).post(url, settings_form(draft, do=do, label=""))
        assert [row["label"].value() for row in response.context["rows"]] == labels
        assert response.context["form"].errors == {}
    assert draft.scale.count() == 4


def test_two_judgements_of_one_name_are_refused_at_the_second(signed_in, dana, draft):
    form = settings_form(draft, points=(("Good", ""), ("good", "")))
    rows = signed_in(dana).post(f"{DESK}{draft.pk}/edit/", form).context["rows"]
    assert [row.errors for row in rows] == [
        {}, {"label": ["Judgement 1 is called that. Give this one another name."]}
    ]  # fmt: skip


def test_an_area_is_added_once_after_the_others(signed_in, dana, draft):
    form = area_form(prompts=[("", "Z1", "What now?")])
    for _ in range(2):
        assert signed_in(dana).post(f"{DESK}{draft.pk}/areas/new/", form)["Location"] == draft.get_absolute_url()
    assert words(draft) == [
        ("A", "Area A", ["A1", "A2"]), ("B", "Area B", ["B1", "B2"]), ("Z", "New area", ["Z1"]),
    ]  # fmt: skip


def test_questions_change_places_and_codes_and_keep_what_they_came_from(signed_in, dana):
    core = shapes.framework()
    signed_in(dana).post(f"{DESK}new/", start_form(begin=f"v{core.pk}"))
    draft = FrameworkVersion.objects.get(status="draft")
    area = draft.areas.first()
    one, two = area.prompts.all()
    form = area_form(area, prompts=[(two.pk, "A1", "Second first"), (one.pk, "A2", one.text), ("", "A3", "New")])
    assert signed_in(dana).post(f"{DESK}{draft.pk}/areas/{area.pk}/", form).status_code == 302
    assert [(prompt.pk, prompt.code, prompt.came_from_id) for prompt in area.prompts.all()][:2] == [
        (two.pk, "A1", two.came_from_id), (one.pk, "A2", one.came_from_id),
    ]  # fmt: skip
    assert area.prompts.last().came_from is None


def test_a_code_stands_once_in_a_version(signed_in, dana, draft):
    area = draft.areas.first()
    url = f"{DESK}{draft.pk}/areas/{area.pk}/"
    taken = "Another area, or a question of another area, has one of these codes. Enter others."
    assert errors(signed_in(dana).post(url, area_form(area, code="B"))) == {"code": [taken]}
    assert errors(signed_in(dana).post(url, area_form(area, prompts=[("", "B2", "Mine")]))) == {"code": [taken]}
    twice = signed_in(dana).post(url, area_form(area, prompts=[("", "A1", "One"), ("", "a1", "Other")]))
    assert [row.errors for row in twice.context["rows"]] == [
        {}, {"code": ["Question 1 of this page has this code. Enter another."]}
    ]  # fmt: skip
    assert words(draft)[0] == ("A", "Area A", ["A1", "A2"])


def test_two_write_in_two_areas_at_once(signed_in, dana, draft):
    forms = [(area, area_form(area, title=f"Better {area.code}")) for area in draft.areas.all()]
    for area, form in forms:
        assert signed_in(dana).post(f"{DESK}{draft.pk}/areas/{area.pk}/", form).status_code == 302
    assert [title for _, title, _ in words(draft)] == ["Better A", "Better B"]


def test_two_write_in_one_area_and_both_texts_are_shown(signed_in, dana, draft):
    area = draft.areas.first()
    url = f"{DESK}{draft.pk}/areas/{area.pk}/"
    mine = area_form(area, title="Mine")
    signed_in(dana).post(url, area_form(area, title="Theirs", prompts=[("", "A9", "Theirs alone")]))
    response = signed_in(dana).post(url, mine)
    assert response.status_code == 409
    assert [text for label, text in response.context["theirs"] if label == "Title"] == ["Theirs"]
    assert ("Question 1", "A9. Theirs alone\nEvery authority") in response.context["theirs"]
    assert signed_in(dana).post(url, dict(response.context["hidden"])).status_code == 302
    assert words(draft)[0] == ("A", "Mine", ["A1", "A2"])


def test_what_is_typed_into_an_area_that_was_taken_out_can_be_added_again(signed_in, dana, draft):
    area = draft.areas.first()
    form = area_form(area, title="Still wanted")
    out = {"version": area.version}
    assert signed_in(dana).post(f"{DESK}{draft.pk}/areas/{area.pk}/take-out/", out).status_code == 302
    response = signed_in(dana).post(f"{DESK}{draft.pk}/areas/{area.pk}/", form)
    assert response.status_code == 409
    assert response.context["form"]["title"].value() == "Still wanted"
    signed_in(dana).post(response.context["action"], form)
    assert words(draft) == [("B", "Area B", ["B1", "B2"]), ("A", "Still wanted", ["A1", "A2"])]


def test_an_area_that_somebody_saved_meanwhile_is_not_taken_out(signed_in, dana, draft):
    area = draft.areas.first()
    signed_in(dana).post(f"{DESK}{draft.pk}/areas/{area.pk}/", area_form(area, title="New"))
    signed_in(dana).post(f"{DESK}{draft.pk}/areas/{area.pk}/take-out/", {"version": area.version})
    assert [title for _, title, _ in words(draft)] == ["New", "Area B"]


def test_areas_move_once_a_press(signed_in, dana, draft):
    url = f"{DESK}{draft.pk}/areas/{draft.areas.last().pk}/move/"
    for _ in range(2):
        signed_in(dana).post(url, {"do": "up", "changes": draft.changes})
    assert [code for code, _, _ in words(draft)] == ["B", "A"]


def test_what_an_area_said_stays_in_the_history(dana, draft):
    framing.take_out_area(draft, draft.areas.first().pk, by=dana, seen=1)
    shapes_before = framing.words_of_version(draft)
    assert [area["code"] for area in shapes_before["areas"]] == ["B"]
    assert [[area["code"] for area in one.words["areas"]] for one in Version.objects.about(draft)] == [["B"]]


def test_publishing_says_who_reads_it_and_records_who(signed_in, dana, draft):
    page = signed_in(dana).get(f"{DESK}{draft.pk}/publish/").content.decode()
    assert "everybody who holds a post in Mercia." in page
    signed_in(dana).post(f"{DESK}{draft.pk}/publish/", {"changes": draft.changes})
    draft.refresh_from_db()
    assert (draft.status, draft.published_by) == ("published", dana)
    assert [event.verb for event in AuditEvent.objects.about(draft)] == ["published"]


def test_what_changed_meanwhile_is_not_published_unseen(signed_in, dana, draft):
    area = draft.areas.first()
    signed_in(dana).post(f"{DESK}{draft.pk}/areas/{area.pk}/", area_form(area, title="Unseen"))
    signed_in(dana).post(f"{DESK}{draft.pk}/publish/", {"changes": draft.changes})
    assert FrameworkVersion.objects.get().status == "draft"


def test_a_draft_with_gaps_is_told_them_and_stays_a_draft(signed_in, dana, mercia):
    draft = shapes.framework(of=mercia, status="draft", areas=1, prompts=0)
    draft.scale.all().delete()
    page = signed_in(dana).get(f"{DESK}{draft.pk}/publish/")
    assert page.context["missing"] == [
        "Its scale needs at least two judgements. Add them with the settings.",
        "Area A asks nothing. Add a question, or let it be answered as a whole.",
    ]
    signed_in(dana).post(f"{DESK}{draft.pk}/publish/", {"changes": draft.changes})
    assert FrameworkVersion.objects.get().status == "draft"


def test_a_discarded_draft_is_gone_and_its_label_free(signed_in, dana, published):
    client = signed_in(dana)
    client.post(f"{DESK}{published.pk}/next/", {"label": "2027", "begin": "copy"})
    draft = FrameworkVersion.objects.get(label="2027")
    client.post(f"{DESK}{draft.pk}/discard/", {"changes": draft.changes})
    assert client.get(draft.get_absolute_url()).status_code == 404
    client.post(f"{DESK}{published.pk}/next/", {"label": "2027", "begin": "copy"})
    assert FrameworkVersion.objects.filter(label="2027", status="draft").count() == 1


def test_a_name_stays_once_a_version_is_published(dana, published):
    draft = framing.start_version(published.framework, "2027", framing.text_of(published), by=dana)
    framing.edit_version(draft, by=dana, seen=1, scale=(), name="Renamed", label="2027", introduction="")
    assert Framework.objects.get().name == "Mercia’s own"


@pytest.fixture
def routes(published):
    """Every address that writes into a version, with what it is sent."""
    area = published.areas.first()
    inside = f"areas/{area.pk}/"
    return {
        "edit/": settings_form(published, label="Changed"),
        "areas/new/": area_form(prompts=[("", "Z1", "New")]),
        inside: area_form(area, title="Changed"),
        f"{inside}move/": {"do": "down", "changes": published.changes},
        f"{inside}take-out/": {"version": area.version},
        "bring-in/": {"file": table()},
        "publish/": {"changes": published.changes},
        "discard/": {"changes": published.changes},
    }


def test_a_published_version_is_changed_by_no_route(signed_in, dana, published, routes):
    before = framing.words_of_version(published)
    for route, form in routes.items():
        assert signed_in(dana).post(f"{DESK}{published.pk}/{route}", form).status_code == 403, route
    published.refresh_from_db()
    assert (framing.words_of_version(published), published.status) == (before, "published")


def test_a_published_version_is_changed_by_no_verb(dana, published):
    area, text = published.areas.first(), framing.text_of(published)
    for verb in (
        lambda: framing.edit_version(published, by=dana, seen=1, scale=(), label="x", introduction=""),
        lambda: framing.add_area(published, text.areas[0], by=dana),
        lambda: framing.edit_area(published, area.pk, text.areas[0], by=dana, seen=1),
        lambda: framing.move_area(published, area.pk, 1, by=dana, seen=published.changes),
        lambda: framing.take_out_area(published, area.pk, by=dana, seen=1),
        lambda: framing.replace_text(published, text, by=dana, seen=published.changes),
        lambda: framing.publish_version(published, by=dana, seen=published.changes),
        lambda: framing.discard_version(published, by=dana, seen=published.changes),
    ):
        with pytest.raises(framing.NotADraft):
            verb()
    assert FrameworkArea.objects.filter(framework_version=published).count() == 2


def test_what_came_with_the_portal_is_changed_by_nobody(signed_in, dana, frank):
    core = shapes.framework()
    for person in (dana, frank):
        assert signed_in(person).post(f"{DESK}{core.pk}/edit/", settings_form(core)).status_code == 403
        assert signed_in(person).get(f"{DESK}{core.pk}/next/").status_code == 403
