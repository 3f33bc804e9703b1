"""The pages on which something that could identify a child is reported and removed."""

import pytest

from peerchallenge.models import Removal, Report
from portal.home.tasks import tasks_for
from tests.peerchallenge import shapes

pytestmark = pytest.mark.django_db

QUERIES = 7
CLAIM = "Zebedee Quux, who is eleven, waited for nine weeks."


@pytest.fixture
def statement(assessment):
    return shapes.statement(shapes.first_section(assessment), claim=CLAIM)


@pytest.fixture
def released(assessment, statement, alice):
    shapes.submission(assessment, by=alice)
    shapes.release(assessment, "region", by=alice)
    return statement


def url(verb, statement):
    return f"/peer-challenge/{verb}/statement/{statement.public_id}/"


def test_a_reader_reports_and_it_waits_for_those_who_can_remove_it(client, released, bob, alice, dana, charlie):
    client.force_login(bob)
    assert "Remove it" not in client.get(url("report", released)).content.decode()
    client.post(url("report", released), {"parts": ["claim"], "why": "name"})
    made = Report.objects.get()
    assert (made.where, made.why, str(made.reported_by)) == ("Area A, statement: what we know", "name", "Bob")
    title = "Ardenvale: something may identify a child"
    waits = {str(one): [task.title for task in tasks_for(one)].count(title) for one in (alice, dana, charlie, bob)}
    assert waits == {"Alice": 1, "Dana": 1, "Charlie": 0, "Bob": 0}


def test_the_form_says_what_is_missing(client, statement, alice):
    client.force_login(alice)
    page = client.post(url("report", statement), {}).content.decode()
    assert page.count("Say what it is.") == 2 and Report.objects.count() == 0


def test_removing_leads_to_the_trace_which_holds_no_text(client, released, alice):
    client.force_login(alice)
    assert CLAIM not in client.get(url("remove", released), {"parts": ["claim"], "why": "name"}).content.decode()
    answer = client.post(url("remove", released), {"parts": ["claim"], "why": "name"}, follow=True)
    page = answer.content.decode()
    assert "Area A, statement: what we know" in page and "Zebedee" not in page
    assert Removal.objects.get().why == "name"


def test_looking_changes_nothing(client, released, alice):
    client.force_login(alice)
    client.get(url("remove", released), {"parts": ["claim"], "why": "name"})
    client.get(url("report", released))
    assert (Removal.objects.count(), Report.objects.count()) == (0, 0)


def test_a_report_can_be_looked_at_and_settled(client, released, bob, dana):
    client.force_login(bob)
    client.post(url("report", released), {"parts": ["claim"], "why": "name"})
    client.force_login(dana)
    one = Report.objects.get()
    client.post(f"/peer-challenge/reports/{one.public_id}/stays/")
    one.refresh_from_db()
    assert (one.settled_as, str(one.settled_by)) == ("stays", "Dana")


def test_the_trace_asks_as_many_queries_for_many_as_for_one(client, assessment, dana, alice, django_assert_num_queries):
    client.force_login(alice)
    counts = []
    for number in (1, 3):
        while Report.objects.count() < number:
            statement = shapes.statement(shapes.first_section(assessment), claim=CLAIM)
            for verb in ("report", "remove"):
                client.post(url(verb, statement), {"parts": ["claim"], "why": "name"})
        with django_assert_num_queries(QUERIES):
            client.get(f"/peer-challenge/assessments/{assessment.public_id}/removed/")
        counts.append(Removal.objects.count())
    assert counts == [1, 3]
