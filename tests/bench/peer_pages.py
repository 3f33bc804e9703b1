"""The pages and papers of peer challenge that are measured, who asks for each, and how many queries each takes."""

from collections import defaultdict


def _measured():
    """Return the first region's open cycle, and in it the self-assessment that is being signed."""
    from peerchallenge.models import Cycle

    cycle = Cycle.objects.open().select_related("region").order_by("pk").first()
    return cycle, cycle.assessments.get(status="signing")


def pages():
    """Return {page: (role of who asks, address)}, of the first region as it is."""
    from django.urls import reverse

    from peerchallenge.models import Signature

    cycle, mine = _measured()
    submission, section = mine.submissions.get(), mine.sections.order_by("area__position").first()
    sign = Signature.objects.get(assessment=mine, round=2, role="dcs")
    summit, region = [cycle.public_id], cycle.region.slug
    dcs, lead, manager = "dcs", "self-assessment-lead", "programme-manager"
    statement = section.statements.order_by("position").first()
    of_mine = {name: reverse(name, args=[mine.public_id]) for name in (
        "assessment", "assessment_signing", "assessment_submit", "assessment_counts",
    )}  # fmt: skip
    return {
        "control room": (manager, reverse("control_room", args=summit)),
        "summit, with names": (manager, reverse("summit", args=summit)),
        "summit, without names": (dcs, reverse("summit", args=summit)),
        "self-assessment, front page": (lead, of_mine["assessment"]),
        "self-assessment, a section": (lead, reverse("section", args=[section.public_id])),
        "self-assessment, a statement": (lead, reverse("statement", args=[statement.public_id])),
        "self-assessment, who signs": (lead, of_mine["assessment_signing"]),
        "self-assessment, signing": (dcs, reverse("sign", args=[sign.public_id])),
        "self-assessment, submitting": (lead, of_mine["assessment_submit"]),
        "submitted text, own reader": (dcs, reverse("submitted", args=[submission.public_id])),
        "submitted text, manager": (manager, reverse("submitted", args=[submission.public_id])),
        "moderation table": (manager, reverse("moderation", args=summit)),
        "year by year, region": (manager, reverse("peer_counts", args=[region])),
        "year by year, directors": (dcs, reverse("peer_counts", args=[region])),
        "year by year, one authority": (dcs, of_mine["assessment_counts"]),
        "your work, director": (dcs, reverse("your_work")),
        "your work, manager": (manager, reverse("your_work")),
        "chase board": (manager, f"{reverse('chase_board')}?region={region}"),
    }  # fmt: skip


def papers():
    """Return {paper: (role of who asks, address)}, of the same."""
    from django.urls import reverse

    cycle, mine = _measured()
    submission, summit = mine.submissions.get(), [cycle.public_id]
    dcs, manager = "dcs", "programme-manager"
    return {
        "summit pack with names, PDF": (manager, reverse("summit_pack", args=[*summit, "managers", "pdf"])),
        "summit pack with names, Word": (manager, reverse("summit_pack", args=[*summit, "managers", "docx"])),
        "submitted text, PDF": (dcs, reverse("submission_paper", args=[submission.public_id, "pdf"])),
        "submitted text, Word": (dcs, reverse("submission_paper", args=[submission.public_id, "docx"])),
    }  # fmt: skip


def signed_in(role):
    """Return a browser in which whoever holds `role` in the first region (at its first authority) is signed in."""
    from allauth.mfa.models import Authenticator
    from django.test import Client

    from portal.accounts.models import User

    place = 0 if role == "programme-manager" else "000"
    person = User.objects.get(email=f"{role}-{place}@example.org")
    Authenticator.objects.get_or_create(user=person, type=Authenticator.Type.TOTP, defaults={"data": {"secret": ""}})
    browser = Client(HTTP_HOST="127.0.0.1")
    browser.force_login(person)
    return browser


def queries(browser, address, times=2) -> int:
    """Return how many queries the page takes, session and person included: the fewest of so many times, as the first
    may note who reads it, and every so often one notes that somebody was there."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    asked = []
    for _ in range(times):
        with CaptureQueriesContext(connection) as captured:
            response = browser.get(address)
        if response.status_code != 200:
            raise RuntimeError(f"{address} answers {response.status_code}")
        asked.append(len(captured))
    return min(asked)


def found() -> dict:
    """Return what to print: {page: {address, cookie, queries}} as "pages", {verb: [seconds, queries]} as "verbs"."""
    from django.conf import settings

    from tests.bench import review_pages
    from tests.bench.peer_verbs import timed

    browsers = defaultdict(lambda: None)
    said = {}
    for page, (role, address) in (pages() | review_pages.pages() | papers()).items():
        browser = browsers[role] = browsers[role] or signed_in(role)
        asked = queries(browser, address, times=3)
        cookie = f"{settings.SESSION_COOKIE_NAME}={browser.cookies[settings.SESSION_COOKIE_NAME].value}"
        said[page] = {"address": address, "cookie": cookie, "queries": asked}
    return {"pages": said, "verbs": timed()}
