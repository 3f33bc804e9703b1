"""What is typed when a session has ended is kept for its writer alone, offered back, and gone after a week."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from portal.drafting.chores import delete_old
from portal.drafting.models import KeptText
from portal.drafting.models.kept import MOST_KEPT
from tests import make
from tests.updates.pages import Page
from tests.updates.writing import form_of
from updates.actions import publish, save_draft

pytestmark = pytest.mark.on_postgresql


@pytest.fixture
def draft(mercia, dana):
    return make.draft(mercia, by=dana, title="As it was")


@pytest.fixture
def path(draft):
    return f"/updates/{draft.update_id}/edit/"


@pytest.fixture
def form(signed_in, dana, draft, path):
    """The edit form as Dana's browser has it, with what she typed since."""
    writer = signed_in(dana).get(path).context["kept_writer"]
    return form_of(draft, ("New", "More words"), title="Typed", kept_writer=writer)


def test_it_is_kept_when_the_session_has_ended_and_the_pages_say_so(form, path, dana):
    browser = Client()
    page = browser.post(path, form)
    text = KeptText.objects.get()
    assert (page.status_code, text.person, text.path) == (403, dana, path)
    # A choice of which none is ticked is not sent.
    sent = {name: str(value) for name, value in form.items() if name != "kept_writer" and value != []}
    assert dict(text.fields) == sent
    assert "What you typed is kept." in page.content.decode()
    assert "What you typed is kept" in browser.get("/accounts/login/").content.decode()


def test_it_survives_signing_in_again(form, path, dana):
    browser = Client()
    browser.post(path, form)
    browser.force_login(dana)
    page = browser.get(path)
    assert page.context["kept"] == KeptText.objects.get()
    assert page.context["words"].edition["title"].value() == "As it was"
    restored = browser.get(f"{path}?restore={page.context['kept'].pk}")
    assert (restored.context["words"].edition["title"].value(), restored.context["state"]) == ("Typed", "unsaved")
    assert restored.context["kept"] is None


def test_restoring_saves_nothing_and_saving_forgets_it(form, path, dana, draft):
    browser = Client()
    browser.post(path, form)
    browser.force_login(dana)
    text = KeptText.objects.get()
    browser.get(f"{path}?restore={text.pk}")
    draft.refresh_from_db()
    assert (draft.title, KeptText.objects.count()) == ("As it was", 1)
    browser.post(path, dict(text.fields) | {"do": "save", "kept_id": text.pk})
    draft.refresh_from_db()
    assert (draft.title, draft.sections.count(), KeptText.objects.count()) == ("Typed", 2, 0)


def test_it_is_saved_only_on_top_of_the_version_that_it_was_typed_on(form, path, dana, draft):
    browser = Client()
    browser.post(path, form)
    save_draft(draft, make.text("Hers"), version=draft.version, by=make.person("Carol"))
    browser.force_login(dana)
    answer = browser.post(path, dict(KeptText.objects.get().fields) | {"do": "save"})
    draft.refresh_from_db()
    assert (answer.status_code, draft.title) == (409, "Hers")


def test_nobody_else_is_offered_it(form, path, mercia, erin, frank):
    colleague = make.person("Carol")
    make.post(colleague, "programme-manager", mercia)
    browser = Client()
    browser.post(path, form)
    text = KeptText.objects.get()
    for person in (colleague, erin, frank):
        browser.force_login(person)
        shown = browser.get(path).context
        assert not shown or not shown.get("kept")
        assert browser.post(f"/kept/{text.pk}/discard/").status_code == 404
    browser.force_login(colleague)
    page = browser.get(f"{path}?restore={text.pk}")
    assert page.context["words"].edition["title"].value() == "As it was"


def test_discarding_takes_a_button(form, path, dana):
    browser = Client()
    browser.post(path, form)
    browser.force_login(dana)
    text = KeptText.objects.get()
    assert browser.get(f"/kept/{text.pk}/discard/").status_code == 405
    assert browser.post(f"/kept/{text.pk}/discard/")["Location"] == path
    assert KeptText.objects.count() == 0


def test_a_token_from_before_signing_in_again_leads_to_what_was_kept(form, path, dana):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(dana)
    page = browser.post(path, form | {"csrfmiddlewaretoken": "x" * 64})
    text = KeptText.objects.get()
    assert page.status_code == 403
    assert ("Go on with what you typed", f"{path}?restore={text.pk}") in Page(page).links("//main")


@pytest.mark.parametrize("writer", ["", "1", "1:tampered", None])
def test_without_its_writer_s_signature_nothing_is_kept(form, path, writer):
    changed = {name: value for name, value in form.items() if name != "kept_writer"}
    Client().post(path, changed | ({} if writer is None else {"kept_writer": writer}))
    assert KeptText.objects.count() == 0


def test_a_signature_lasts_a_week_and_names_only_who_may_sign_in(form, path, dana):
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        Client().post(path, form)
    dana.is_active = False
    dana.save()
    Client().post(path, form)
    assert KeptText.objects.count() == 0


def test_a_form_sent_twice_is_kept_once_and_no_person_fills_the_database(form, path):
    for number in range(MOST_KEPT + 5):
        for _ in range(2):
            Client().post(path, form | {"title": f"Typed {number}"})
    kept = [dict(text.fields)["title"] for text in KeptText.objects.all()]
    assert kept == [f"Typed {number}" for number in range(MOST_KEPT + 4, 4, -1)]


def test_what_was_published_meanwhile_still_gives_it_back(form, path, dana, draft):
    Client().post(path, form)
    publish(draft, by=dana, version=draft.version)
    browser = Client()
    browser.force_login(dana)
    page = browser.get(path, follow=True)
    assert page.status_code == 200
    assert page.context["conflict"].mine[0].html == "<p>Typed</p>"
    assert [choice.do for choice in page.context["conflict"].choices] == ["start", "discard-mine", "compare"]
    browser.post(path, dict(page.context["conflict"].fields) | {"do": "start", "kept_id": page.context["kept_id"]})
    assert (draft.update.draft.title, KeptText.objects.count()) == ("Typed", 0)


def test_after_a_week_it_is_gone(form, path, dana):
    Client().post(path, form)
    text = KeptText.objects.get()
    KeptText.objects.update(kept_at=timezone.now() - timedelta(days=7, seconds=1))
    assert list(KeptText.objects.visible_to(dana)) == []
    assert (delete_old(), delete_old()) == ("Deleted 1.", "Deleted 0.")
    assert not KeptText.objects.filter(pk=text.pk).exists()
