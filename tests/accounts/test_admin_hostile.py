"""Forged requests to the Django admin, by somebody who may be there: refused, never an error of ours."""

import pytest
from django.contrib import admin

HUGE = "9" * 30
FORGED = [
    f"{HUGE}/change/", "x/change/", f"{HUGE}/history/", "x/delete/", f"?p={HUGE}", "?all=&p=-1", f"?o={HUGE}.-x",
    "?o=1.1.1.1", "?q=" + "a+" * 1_000, "?nonsense=1", f"?region__id__exact={HUGE}", "?role__exact=x", "?_to_field=x",
]  # fmt: skip


@pytest.mark.parametrize("ticked", ["junk", "", "1e3", "-1", "²", "9" * 19, "9" * 400, "1,2"])
def test_a_forged_tick_is_refused(frank, bob, signed_in, ticked):
    action = {"action": "suspend", "_selected_action": [str(bob.pk), ticked], "index": "0"}
    assert signed_in(frank).post("/admin/accounts/user/", action).status_code == 400
    bob.refresh_from_db()
    assert bob.is_active


@pytest.mark.parametrize("path", ["accounts/user", "accounts/post", "regions/localauthority", "regions/trust"])
def test_a_search_is_at_most_200_characters(frank, signed_in, path):
    browser = signed_in(frank)
    answers = [browser.get(f"/admin/{path}/", {"q": ("a " * 101)[:length]}).status_code for length in (200, 201)]
    assert answers == [200, 400]


def test_no_forged_address_or_form_is_an_error_of_ours(frank, signed_in):
    browser = signed_in(frank)
    browser.raise_request_exception = False
    answers = {}
    for model in admin.site._registry:
        page = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        answers |= {page + forged: browser.get(page + forged).status_code for forged in FORGED}
        for action in ("delete_selected", "suspend", "nonsense"):
            form = {"action": action, "_selected_action": "x", "index": HUGE, "select_across": HUGE}
            answers[page, action] = browser.post(page, form).status_code
    assert {where: status for where, status in answers.items() if status >= 500} == {}
