"""Papers are made once for the same words, so many at once, and so many a person."""

from contextlib import ExitStack

import pytest

from portal.files.turns import turn
from portal.paper import typesetting
from priorities.models import Plan
from priorities.paper import PlanPage, keeping, on_paper
from tests import make

PUBLIC = "/mercia/priorities/2026-27/plan"


@pytest.fixture(autouse=True)
def _nothing_is_kept(monkeypatch):
    monkeypatch.setattr(typesetting, "WAIT", 0)
    keeping.papers.clear()
    yield
    keeping.papers.clear()


@pytest.fixture
def plan(mercia, dana):
    plan = make.plan(mercia, "2026-27", by=dana, status="published")
    make.action(plan.priorities.get(), title="Ours alone")
    return plan


@pytest.fixture
def no_typst():
    """All turns of typesetting are taken: what isn't kept can't be had."""
    with ExitStack() as turns:
        for _ in range(typesetting.AT_ONCE):
            turns.enter_context(turn("typst", most=typesetting.AT_ONCE, wait=0))
        yield


@pytest.fixture
def without_typst(request):
    """Return a function: from then on all turns are taken."""
    return lambda: request.getfixturevalue("no_typst")


def test_no_more_are_typeset_at_once_than_may_be(plan, client, no_typst):
    response = client.get(f"{PUBLIC}.pdf")
    assert (response.status_code, response["Retry-After"]) == (503, "60")
    assert "try again" in response.content.decode()


def test_the_public_one_is_made_once_whatever_is_asked(plan, client, signed_in, dana, without_typst):
    first = client.get(f"{PUBLIC}.pdf")
    without_typst()
    client.cookies["sessionid"] = "unknown"
    asked = [client.get(f"{PUBLIC}.pdf{query}") for query in ("", "?x=1", f"?{'y' * 400}", "?a=1&b=2&c=3&d=4&e=5&f=6")]
    asked.append(signed_in(dana).get(f"{PUBLIC}.pdf?z"))
    assert [(response.status_code, response.content) for response in asked] == [(200, first.content)] * 5


def test_what_somebody_else_may_read_besides_is_another_paper(plan, client, signed_in, dana, without_typst):
    client.get(f"{PUBLIC}.pdf")
    without_typst()
    assert signed_in(dana).get(f"/priorities/desk/{plan.pk}/paper/pdf/").status_code == 503


def test_other_words_are_another_paper(plan, client, without_typst):
    client.get(f"{PUBLIC}.pdf")
    Plan.objects.filter(pk=plan.pk).update(title="Our new priorities")
    without_typst()
    assert client.get(f"{PUBLIC}.pdf").status_code == 503


def test_a_person_has_so_many_made_and_what_was_made_counts_no_more(plan, signed_in, settings, dana, greta):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"print": "2/10m/user"}
    browser, path = signed_in(dana), f"/priorities/desk/{plan.pk}/paper/docx/"
    statuses = []
    for title in ("One", "Two", "Two", "Three", "Two"):
        Plan.objects.filter(pk=plan.pk).update(title=title)
        response = browser.get(path)
        statuses.append((response.status_code, response.get("Retry-After")))
    assert statuses == [(200, None)] * 3 + [(429, "600"), (200, None)]
    Plan.objects.filter(pk=plan.pk).update(title="Three")
    assert signed_in(greta).get(path).status_code == 200


def test_the_longest_unasked_go_first():
    kept = keeping.Papers(most_bytes=10)
    for key in (b"a", b"b", b"c"):
        kept.put(key, b"1234")
        kept.get(b"a")
    assert [kept.get(key) for key in (b"a", b"b", b"c")] == [b"1234", None, b"1234"]
    kept.put(b"a", b"12")
    assert kept.size == 6
    kept.put(b"d", b"x" * 11)
    assert (kept.size, kept.get(b"d")) == (0, None)


def test_a_pdf_and_a_word_document_of_the_same_words_are_two(plan):
    page = PlanPage("Mercia", "2026-27", "Ours", "", "", [], [], [], [], [])
    assert [on_paper(page, kind)[:2] for kind in ("pdf", "docx", "pdf")] == [b"%P", b"PK", b"%P"]
