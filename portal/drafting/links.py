"""Checking links beside the requests: on request or at night, by the background worker.

offers_links("updates", addresses)                     # in an app's offers.py; `addresses()` yields web addresses
queue_link_checks(addresses_in(section.body, …))       # the button "Check the links"
LinkCheck.objects.about(addresses_in(…))               # what they said, for `Draft.link_checks`
"""

import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import groupby
from urllib.parse import urlsplit

from django.utils import timezone
from django_tasks import task

from portal.drafting.addresses import in_one_form
from portal.drafting.asking import Answer, ask, public_address
from portal.drafting.models import LinkCheck

# One task asks this many and then lets others go first: mail must not wait for slow sites.
AT_ONCE = 20
SIDE_BY_SIDE = 5
# Between two questions to one site.
PAUSE = 1.0
# A site that answered this many times with nothing is asked no more.
GIVE_UP_AFTER = 2
RECENT = timedelta(minutes=10)

_offered: dict[str, Callable[[], Iterable[str]]] = {}


def offers_links(name: str, addresses: Callable[[], Iterable[str]]) -> None:
    """Declare the web addresses that what an app shows links to; they are asked every night."""
    _offered[name] = addresses


def links_offered() -> Iterator[str]:
    """Yield every address that an app offers, each once, in one form."""
    seen = set()
    for addresses in _offered.values():
        for address in map(in_one_form, addresses()):
            if address and address not in seen:
                seen.add(address)
                yield address


def queue_link_checks(addresses: Iterable[str], *, older_than: timedelta = RECENT) -> int:
    """Queue the question for those `addresses` that weren't asked for `older_than`; return how many.

    Addresses of one site stay together, so that it is asked one after the other.
    """
    wanted = {address for address in map(in_one_form, addresses) if address}
    since = timezone.now() - older_than
    fresh = {address for address, check in LinkCheck.objects.about(wanted).items() if check.checked_at > since}
    to_ask = sorted(wanted - fresh, key=_in_order)
    for start in range(0, len(to_ask), AT_ONCE):
        check_links.enqueue(to_ask[start : start + AT_ONCE])
    return len(to_ask)


@task(priority=-50)
def check_links(addresses: list[str]) -> int:
    """Ask each address and keep what it said; return how many. Safe to run twice."""
    return keep_answers(ask_all(addresses))


def ask_all(addresses: Iterable[str], where=public_address, pause: float = PAUSE) -> dict[str, Answer]:
    """Return what each address answers: several sites at a time, each asked one question after the other.

    `where` as for `asking.ask`; `pause` in seconds.
    """
    sites = [list(some) for _, some in groupby(sorted(filter(None, map(in_one_form, addresses)), key=_in_order), _site)]
    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        found = pool.map(lambda site: _ask_site(site, where, pause), sites)
    return {address: answer for answers in found for address, answer in answers.items()}


def _ask_site(addresses, where, pause):
    answers, silent = {}, 0
    for number, address in enumerate(dict.fromkeys(addresses)):
        if silent >= GIVE_UP_AFTER:
            answers[address] = Answer(LinkCheck.Status.UNREACHABLE, "its site did not answer")
            continue
        if number:
            time.sleep(pause)
        answers[address] = ask(address, where)
        silent = silent + 1 if answers[address].is_silence else 0
    return answers


def keep_answers(answers: dict[str, Answer]) -> int:
    """Keep what addresses said just now, in place of what they said before; return how many."""
    now = timezone.now()
    LinkCheck.objects.bulk_create(
        [
            LinkCheck(address=address, status=answer.status, said=answer.said, checked_at=now)
            for address, answer in sorted(answers.items())
        ],
        update_conflicts=True,
        unique_fields=["address"],
        update_fields=["status", "said", "checked_at"],
    )
    return len(answers)


def _site(address):
    return urlsplit(address).netloc


def _in_order(address):
    return _site(address), address
