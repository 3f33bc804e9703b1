import pytest
from django.core.management import call_command

from portal.search.registry import rebuild
from tests import make
from tests.search.records import index, record

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mercia"), pytest.mark.on_postgresql]


def headings(response):
    return [str(result.heading) for result in response.context["results"]]


def test_a_result_leads_to_its_section_with_the_words_marked(client, mercia):
    make.update(
        mercia, sections=[("Adoption", "<p>Three panels &amp; one board met.</p>"), ("Schools", "<p>None.</p>")]
    )
    response = client.get("/search/?q=panel")
    assert response.status_code == 200
    (result,) = response.context["results"]
    assert (result.url, result.heading) == ("/mercia/updates/2015-11/#adoption", "Adoption")
    assert result.snippet == "Three <mark>panels</mark> &amp; one board met."
    assert '<a href="/mercia/updates/2015-11/#adoption">Adoption</a>' in response.text


def test_a_script_in_a_title_is_text(client):
    index(record("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", title="<b>neglect</b>"))
    response = client.get("/search/", {"q": "neglect <script>alert"})
    assert "<script>alert" not in response.text and "<img src=x" not in response.text
    assert "&lt;b&gt;<mark>neglect</mark>&lt;/b&gt;" in response.text


def test_the_page_says_what_was_asked_and_is_not_indexed(client):
    response = client.get("/search/?q=adoption+%3Cb%3E")
    assert "<title>adoption &lt;b&gt; - Search - " in response.text
    assert '<meta name="robots" content="noindex">' in response.text


def test_drafts_are_not_found(client, mercia, dana):
    make.draft(mercia, by=dana, sections=[("Adoption", "<p>Unpublished.</p>")])
    assert client.get("/search/?q=adoption").context["results"] == []
    client.force_login(dana)
    assert client.get("/search/?q=adoption").context["results"] == []


def test_filters_narrow_and_stay_chosen(client, mercia, wessex):
    make.update(mercia, "2015-11", sections=[("Here then", "<p>neglect</p>")])
    make.update(mercia, "2016-09", sections=[("Here later", "<p>neglect</p>")])
    make.update(wessex, "2015-11", sections=[("There", "<p>neglect</p>")])
    response = client.get("/search/?q=neglect&region=mercia&year=2015")
    assert headings(response) == ["Here then"]
    assert [select.value for select in response.context["selects"]] == ["mercia", "2015"]
    assert [choice[0] for choice in response.context["selects"][1].choices] == ["", "2016", "2015"]


@pytest.mark.parametrize("query", ["region=nowhere", "year=15", "year=0", "year=2015%00", "page=0", "page=2", "page=x"])
def test_a_filter_or_page_that_was_never_offered_is_not_found(client, mercia, query):
    index(record("Adoption"))
    assert client.get(f"/search/?q=adoption&{query}").status_code == (400 if "%00" in query else 404)


def test_results_come_in_pages(client):
    index(*(record(f"Section {number}", "neglect") for number in range(12)))
    assert headings(client.get("/search/?q=neglect"))[0] == "Section 0"
    assert headings(client.get("/search/?q=neglect&page=2")) == ["Section 10", "Section 11"]


def test_nothing_found_says_what_to_try(client):
    index(record("Adoption"))
    response = client.get('/search/?q="neglect+panel"&year=2015')
    assert response.status_code == 200
    assert "the words without quotes" in response.text
    assert "the same words in every region and year" in response.text


@pytest.mark.parametrize("typed", ["", "the", "...", "AND", '"', "*"])
def test_without_words_the_page_has_no_results_and_no_error(client, typed):
    index(record("Adoption"))
    response = client.get("/search/", {"q": typed})
    assert (response.status_code, response.context["results"]) == (200, [])


@pytest.mark.parametrize("typed", ["adoption\x00", "x" * 50_000, "%ED%A0%80"])
def test_what_no_browser_sends_is_refused(client, typed):
    assert client.get("/search/", {"q": typed}).status_code in {200, 400}
    assert client.get(f"/search/?q={typed[:3000]}").status_code in {200, 400}


def test_a_search_page_takes_three_queries(client, mercia, django_assert_num_queries):
    index(*(record(f"Section {number}", "neglect") for number in range(12)))
    with django_assert_num_queries(3):
        client.get("/search/?q=neglect")


def test_the_index_can_be_made_again(client, mercia, capsys):
    edition = make.update(mercia, sections=[("Adoption", "<p>Panels.</p>")])
    index(record("Left behind", "panels"), key=10**6)
    index(key=edition.update_id)
    assert headings(client.get("/search/?q=panels")) == ["Left behind"]
    call_command("rebuild_search")
    assert headings(client.get("/search/?q=panels")) == ["Adoption"]
    assert "update: 1 entries." in capsys.readouterr().out
    assert rebuild("update") == 1
