"""The page cache with two workers' memories: what is kept, for whom, until when, and how it goes."""

import threading
from datetime import timedelta

import pytest
from django.contrib.auth.decorators import login_not_required
from django.db import connection, transaction
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory
from django.urls import path
from django.utils import timezone

from portal.ui import pagecache
from portal.ui.models import PublicContent
from portal.ui.pagecache import Kept, Pages, cached_page, expires_at_latest, page_cache, public_content_changed
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgresql]


@pytest.fixture(autouse=True)
def _cache_is_on(settings):
    settings.PAGE_CACHE = True
    pagecache.pages.clear()
    yield
    pagecache.pages.clear()


class Worker:
    """One gunicorn worker: its own memory, one page, and how often it drew it."""

    def __init__(self, change=None, **how):
        self.drawn, self.change, self.how = 0, change, how
        self.pages = how.pop("pages", Pages())
        self.answer = page_cache(cached_page("page", "q")(self.view), self.pages)

    def view(self, request):
        self.drawn += 1
        if self.change:
            self.change(request)
        response = HttpResponse(f"drawn {self.drawn}", status=self.how.get("status", 200))
        for name, value in self.how.get("headers", {}).items():
            response[name] = value
        if "cookie" in self.how:
            response.set_cookie(self.how["cookie"], "1")
        return response

    def get(self, path="/page/", cookies=None, method="get", **headers):
        sent = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())} if cookies else {}
        return self.answer(getattr(RequestFactory(), method)(path, headers=headers | sent))


def twice(worker, *arguments, **keywords):
    """True when the second of two equal requests is answered from memory."""
    worker.get(*arguments, **keywords)
    before = worker.drawn
    worker.get(*arguments, **keywords)
    return worker.drawn == before


def test_a_page_is_drawn_once():
    worker = Worker()
    assert [worker.get().content, worker.get().content] == [b"drawn 1", b"drawn 1"]


def test_a_view_that_did_not_ask_for_it_is_drawn_each_time():
    pages, drawn = Pages(), []

    def view(request):
        drawn.append(1)
        return HttpResponse("private")

    answer = page_cache(view, pages)
    for _ in range(2):
        answer(RequestFactory().get("/page/"))
    assert (len(drawn), len(pages)) == (2, 0)


def test_a_change_drops_the_page_on_every_worker_at_once():
    workers = [Worker(), Worker()]
    for worker in workers:
        worker.get()
    public_content_changed()
    assert [worker.get().content for worker in workers] == [b"drawn 2", b"drawn 2"]


def test_a_change_that_is_rolled_back_drops_nothing():
    worker = Worker()
    worker.get()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        public_content_changed()
        raise ZeroDivisionError
    assert worker.get().content == b"drawn 1"


def test_a_page_drawn_while_the_content_changes_is_never_given_again():
    worker = Worker(change=lambda request: worker.drawn == 1 and public_content_changed())
    worker.get()
    assert [worker.get().content, worker.get().content] == [b"drawn 2", b"drawn 2"]


def test_a_slow_page_of_an_old_version_does_not_displace_a_new_one():
    pages = Pages()
    pages.get("page", 1)
    pages.get("page", 2)
    pages.put("page", 1, Kept(b"old", (), "", timezone.now().timestamp() + 60, 3))
    assert pages.get("page", 2) is None


@pytest.mark.parametrize(
    ("cookies", "kept"),
    [
        ({}, True),
        ({"session": "x"}, False),
        ({"messages": "x"}, False),
        ({"anything": "x"}, False),
        ({"csrf": "x"}, False),
    ],
)
def test_only_what_was_drawn_without_cookies_is_kept(cookies, kept):
    assert twice(Worker(), cookies=cookies) is kept


def test_a_reader_with_a_session_is_never_given_a_kept_page_nor_leaves_one():
    worker = Worker()
    worker.get()
    assert worker.get(cookies={"session": "x"}).content == b"drawn 2"
    assert worker.get(cookies={"messages": "x"}).content == b"drawn 3"
    assert worker.get().content == b"drawn 1"


def test_a_reader_with_only_a_token_for_forms_is_given_a_kept_page():
    worker = Worker()
    worker.get()
    assert worker.get(cookies={"csrf": "x"}).content == b"drawn 1"


@pytest.mark.parametrize(
    "how",
    [
        {"status": 404},
        {"status": 302},
        {"cookie": "csrf"},
        {"headers": {"Cache-Control": "no-store"}},
        {"headers": {"Cache-Control": "private, max-age=60"}},
        {"headers": {"Vary": "Accept-Language"}},
        {"headers": {"Vary": "*"}},
        {"headers": {"Content-Security-Policy": "script-src 'nonce-abc'"}},
    ],
)
def test_what_might_be_one_readers_own_is_not_kept(how):
    assert twice(Worker(**how)) is False


def test_a_page_that_varies_by_what_the_key_has_is_kept():
    assert twice(Worker(headers={"Vary": "Cookie, Accept-Encoding"})) is True


@pytest.mark.parametrize("headers", [{"hx-request": "true"}, {"authorization": "Basic x"}])
def test_requests_for_fragments_or_with_credentials_are_left_alone(headers):
    worker = Worker()
    worker.get()
    assert worker.get(**headers).content == b"drawn 2"
    assert worker.get().content == b"drawn 1"


def test_post_is_left_alone():
    worker = Worker()
    worker.get()
    assert worker.get(method="post").content == b"drawn 2"


def test_head_is_answered_from_memory_but_leaves_nothing():
    worker = Worker()
    assert twice(worker, method="head") is False
    worker.get()
    drawn = worker.drawn
    worker.get(method="head")
    assert worker.drawn == drawn


def test_a_stream_is_not_kept():
    pages = Pages()
    answer = page_cache(cached_page()(lambda request: StreamingHttpResponse(["a"])), pages)
    assert b"".join(answer(RequestFactory().get("/"))) == b"a"
    assert len(pages) == 0


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/page/?page=2", True),
        ("/page/?q=a&page=2", True),
        ("/page/?unknown=1", False),
        ("/page/?page=2&unknown=", False),
        ("/page/?q=" + "x" * 300, False),
        ("/page/?" + "&".join(["page=1"] * 7), False),
    ],
)
def test_only_queries_with_few_and_known_names_are_kept(path, kept):
    assert twice(Worker(), path) is kept


def test_the_order_of_a_query_is_nothing_but_its_values_and_repetitions_are():
    worker = Worker()
    worker.get("/page/?q=a&page=2")
    assert worker.get("/page/?page=2&q=a").content == b"drawn 1"
    assert worker.get("/page/?page=3&q=a").content == b"drawn 2"
    assert worker.get("/page/?page=2&page=3&q=a").content == b"drawn 3"
    assert worker.get("/page/").content == b"drawn 4"


def test_another_host_or_scheme_has_its_own_pages():
    worker = Worker()
    worker.get()
    assert worker.get(host="elsewhere.example.org").content == b"drawn 2"
    request = RequestFactory().get("/page/", secure=True)
    assert worker.answer(request).content == b"drawn 3"


def test_headers_are_kept_and_what_is_added_outside_is_not():
    worker = Worker(headers={"Content-Security-Policy": "default-src 'none'"})
    worker.get()["X-Request-ID"] = "first"
    again = worker.get()
    assert again["Content-Security-Policy"] == "default-src 'none'"
    again["X-Request-ID"] = "second"
    assert "X-Request-ID" not in worker.get()


def test_a_browser_that_has_the_page_is_told_so():
    worker = Worker()
    tag = worker.get()["ETag"]
    response = worker.get(if_none_match=tag)
    assert (response.status_code, response.content, response["ETag"]) == (304, b"", tag)
    assert response["Cache-Control"] == "no-cache"
    public_content_changed()
    assert worker.get(if_none_match=tag).status_code == 200


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("W/{}", 304),  # what a browser holds after nginx compressed the page
        ('"other", W/{}', 304),
        ('W/"other",{} , "more"', 304),
        ("*", 304),
        ('"other"', 200),
        ("nonsense", 200),
        ('W/"', 200),
        ("", 200),
    ],
)
def test_a_browsers_copies_are_compared_weakly(asked, status):
    worker = Worker()
    tag = worker.get()["ETag"]
    assert worker.get(if_none_match=asked.format(tag)).status_code == status


def test_a_page_is_kept_for_ten_minutes(time_machine):
    time_machine.move_to("2026-03-03 12:00:00+00:00", tick=False)
    worker = Worker()
    worker.get()
    time_machine.shift(599)
    assert worker.get().content == b"drawn 1"
    time_machine.shift(1)
    assert worker.get().content == b"drawn 2"


def test_a_page_goes_at_the_earliest_moment_that_its_view_said(time_machine):
    time_machine.move_to("2026-03-03 12:00:00+00:00", tick=False)
    now = timezone.now()

    def say(request):
        expires_at_latest(request, now + timedelta(minutes=5))
        expires_at_latest(request, now + timedelta(minutes=2))
        expires_at_latest(request, None)
        expires_at_latest(request, now + timedelta(minutes=4))

    worker = Worker(change=say)
    worker.get()
    time_machine.shift(119)
    assert worker.get().content == b"drawn 1"
    time_machine.shift(1)
    assert worker.get().content == b"drawn 2"


@pytest.mark.parametrize("before", ["2026-01-14 23:58:00+00:00", "2026-07-14 22:58:00+00:00"])
def test_a_page_goes_at_midnight_in_the_uk(time_machine, before):
    time_machine.move_to(before, tick=False)
    worker = Worker()
    worker.get()
    time_machine.shift(119)
    assert worker.get().content == b"drawn 1"
    time_machine.shift(1)
    assert worker.get().content == b"drawn 2"


def test_memory_is_bounded_and_the_least_used_page_goes_first():
    worker = Worker(pages=Pages(most_bytes=2500))
    worker.get("/page/?page=1")
    worker.get("/page/?page=2")
    worker.get("/page/?page=1")
    worker.get("/page/?page=3")
    worker.get("/page/?page=4")
    assert worker.pages.size <= 2500
    assert worker.get("/page/?page=4").content == b"drawn 4"
    assert worker.get("/page/?page=2").content == b"drawn 5"


def test_a_huge_page_is_not_kept():
    pages = Pages()
    answer = page_cache(cached_page()(lambda request: HttpResponse("x" * 2_000_000)), pages)
    answer(RequestFactory().get("/"))
    assert (len(pages), pages.size) == (0, 0)


def test_size_is_that_of_what_is_kept():
    worker = Worker()
    worker.get()
    size = worker.pages.size
    public_content_changed()
    worker.get()
    assert (len(worker.pages), worker.pages.size) == (1, size)


def test_the_setting_turns_it_off(settings):
    worker = Worker()
    worker.get()
    settings.PAGE_CACHE = False
    assert worker.get().content == b"drawn 2"


def test_a_kept_page_asks_the_database_nothing_but_the_version(django_assert_num_queries):
    worker = Worker()
    worker.get()
    with django_assert_num_queries(0):
        worker.get()


def test_static_files_are_none_of_its_business():
    worker = Worker()
    assert twice(worker, "/static/css/site.css") is False
    assert worker.pages.version is None


def test_without_a_row_the_first_change_makes_it_and_the_second_changes_it():
    assert PublicContent.objects.count() == 0
    public_content_changed()
    first = PublicContent.objects.get().version
    public_content_changed()
    assert PublicContent.objects.get().version != first


@login_not_required
@cached_page()
def named_page(request):
    return HttpResponse(f"for {request.user}")


@login_not_required
@cached_page()
def page_with_form(request):
    from django.middleware.csrf import get_token

    return HttpResponse(get_token(request))


urlpatterns = [path("named/", named_page), path("form/", page_with_form)]


@pytest.mark.urls(__name__)
def test_through_all_middleware_a_signed_in_readers_page_reaches_nobody_else(dana):
    signed_in = Client()
    signed_in.force_login(dana)
    assert signed_in.get("/named/").text == f"for {dana}"
    kept = Client().get("/named/")
    assert kept.text == "for AnonymousUser"
    assert len(pagecache.pages) == 1
    assert signed_in.get("/named/").text == f"for {dana}"
    again = Client().get("/named/")
    assert again.text == "for AnonymousUser"
    assert {**again.headers, "X-Request-ID": ""} == {**kept.headers, "X-Request-ID": ""}


@pytest.mark.urls(__name__)
def test_through_all_middleware_a_token_for_a_form_is_nobodys_but_its_readers():
    client = Client()
    assert len({client.get("/form/").text, client.get("/form/").text, Client().get("/form/").text}) == 3
    assert len(pagecache.pages) == 0


def test_publishing_drops_the_regions_page(client, mercia):
    assert "Workforce" not in client.get("/mercia/updates/2015-11/", follow=True).text
    make.update(mercia, "2015-10")
    first = client.get("/mercia/updates/2015-10/")
    assert first.text == client.get("/mercia/updates/2015-10/").text
    make.update(mercia, "2015-11")
    assert "2015-11" in client.get("/mercia/updates/2015-10/").text


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("at_the_start", ["no row", "a row"])
def test_two_who_publish_at_once_both_change_the_version(at_the_start):
    if at_the_start == "a row":
        public_content_changed()
    seen, barrier = [], threading.Barrier(4)

    def publish():
        try:
            barrier.wait()
            with transaction.atomic():
                public_content_changed()
                seen.append(PublicContent.objects.get().version)
        finally:
            connection.close()

    threads = [threading.Thread(target=publish) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(seen)) == 4
    assert PublicContent.objects.get().version == seen[-1]


@pytest.mark.django_db(transaction=True)
def test_a_lost_connection_is_made_again():
    worker = Worker()
    worker.get()
    if connection.vendor != "postgresql":
        pytest.skip("only on PostgreSQL")
    connection.connection.close()
    assert worker.get().content == b"drawn 1"
