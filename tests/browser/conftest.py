"""A real Chromium on a real server: every page that a journey opens is checked by axe, and may not break the policy."""

import hashlib
import os
import re
import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect, sync_playwright

# The shell is the same browser without its windows: a third less work.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, BROWSERS)), None)
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
# axe measures with inline styles of its own, which the policy refuses: from then on this page's don't count.
COUNT_VIOLATIONS = """
window.policyViolations = [];
document.addEventListener("securitypolicyviolation", (event) => {
  const where = `${event.sourceFile}:${event.lineNumber}`;
  if (!window.axeRuns) window.policyViolations.push(`${event.violatedDirective} ${where}`);
});
"""
# How a page is built: what axe looks at, without the words. Pages alike in this, at the same size, are measured once.
STRUCTURE = """() => [...document.querySelectorAll("*")].map((element) => {
  const attributes = [...element.attributes].filter(({ name }) => !["href", "src", "value", "datetime"].includes(name));
  const said = attributes.map(({ name, value }) => `${name}=${value.replace(/\\d+/g, "#")}`);
  const words = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  return `${element.tagName} ${said.join(" ")} ${words} ${element.disabled ?? ""}`;
}).join("\\n")"""
MEASURED = set()
SIZES = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 360, "height": 740}}


@pytest.fixture(scope="session")
def chromium():
    # Playwright runs its own event loop in this thread, which Django takes for an asynchronous context.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


class Visitor:
    """Somebody at a browser: `open` a page, `check` what is shown, sign in as one of the cast."""

    def __init__(self, browser, server, size, javascript):
        self.server, self.size = server, size
        self.context = browser.new_context(
            viewport=SIZES[size], java_script_enabled=javascript, base_url=server.url, locale="en-GB"
        )
        self.context.set_default_timeout(10_000)
        self.context.add_init_script(COUNT_VIOLATIONS)
        self.page = self.context.new_page()
        self.javascript = javascript
        self.trouble = []
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.trouble.append(str(error)))

    def open(self, path, status=200):
        """Open a page that answers with `status`, and check it."""
        answer = self.page.goto(path)
        assert answer.status == status, f"{path} answers {answer.status}"
        return self.check()

    def check(self):
        """Check the page that is shown: no sideways scrolling, nothing that axe finds, nothing in the console."""
        self.page.wait_for_selector("form[aria-busy=true]", state="detached")  # it is sent once what it does is saved
        # Without scripts a page is whole once it has come; with them, once the modules that it starts have come too.
        self.page.wait_for_load_state("networkidle" if self.javascript else "load")
        assert self.trouble == [], self.page.url
        if self.javascript:
            assert self.page.evaluate("window.policyViolations") == [], self.page.url
            width, window = self.page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
            assert width <= window, f"{self.page.url} scrolls sideways: {width} in {window}"
            self._measure()
        return self.page

    def _measure(self):
        """Let axe look at the page, unless it found nothing on one of the same build at this size."""
        build = hashlib.sha256(self.page.evaluate(STRUCTURE).encode()).digest(), self.size
        if build in MEASURED:
            return
        self.page.evaluate("window.axeRuns = true")
        # Without `preload`: it asks for style sheets where there are none, which costs time and old sessions. What
        # passes isn't told: to list it takes as long as to look for what fails.
        found = Axe().run(self.page, options={"preload": False, "reporter": "no-passes"})
        problems = [(v["id"], [n["html"][:160] for n in v["nodes"]][:3]) for v in found.response["violations"]]
        assert problems == [], self.page.url
        MEASURED.add(build)

    def _hear(self, message):
        """Keep what the console complains of, but for what the policy refuses (counted on the page) and our 4xx."""
        if message.type == "error" and not re.search("Content Security Policy|status of 4", message.text):
            self.trouble.append(message.text)

    def sign_in(self, person):
        """Let `person` be signed in: how that is done has its own journeys (test_people_journeys.py)."""
        person.emailaddress_set.update_or_create(email=person.email, defaults={"verified": True, "primary": True})
        client, name = Client(), settings.SESSION_COOKIE_NAME
        client.force_login(person)
        self.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": self.server.url}])


@pytest.fixture
def visitor(chromium, live_server):
    """Return a function that sits somebody down: `visitor("phone", javascript=False)`."""
    seated = []

    def sit(size="desktop", javascript=True):
        seated.append(Visitor(chromium, live_server, size, javascript))
        return seated[-1]

    yield sit
    for one in seated:
        one.context.close()


@pytest.fixture
def both_save(visitor):
    """Return a function with which two browsers open one form, each types a title, and both save, hers first;
    it returns his, which shows both texts."""

    def save(person, path, javascript):
        hers, his = visitor("desktop", javascript), visitor("phone", javascript)
        for browser, title in ((hers, "Hers"), (his, "His")):
            browser.sign_in(person)
            browser.page.goto(path)
            browser.page.get_by_label("Title").fill(title)
        for browser in (hers, his):
            browser.page.get_by_role("button", name="Save changes").click()
            browser.check()
        expect(his.page.get_by_role("heading", level=1)).to_have_text("Somebody else saved first")
        return his

    return save


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)
