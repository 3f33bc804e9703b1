"""A real Chromium on a real server: every page that a journey opens is checked by axe, and may not break the policy."""

import os
import re
import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from tests import make

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
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
        self.server = server
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

    def open(self, path):
        self.page.goto(path)
        return self.check()

    def check(self):
        """Check the page that is shown: no sideways scrolling, nothing that axe finds, nothing in the console."""
        self.page.wait_for_selector("form[aria-busy=true]", state="detached")  # it is sent once what it does is saved
        self.page.wait_for_load_state("networkidle")
        assert self.trouble == [], self.page.url
        if self.javascript:
            assert self.page.evaluate("window.policyViolations") == [], self.page.url
            self.page.evaluate("window.axeRuns = true")
            # Without `preload`: it asks for style sheets where there are none, which costs time and old sessions.
            found = Axe().run(self.page, options={"preload": False})
            problems = [(v["id"], [n["html"][:160] for n in v["nodes"]][:3]) for v in found.response["violations"]]
            assert problems == [], self.page.url
            width, window = self.page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
            assert width <= window, f"{self.page.url} scrolls sideways: {width} in {window}"
        return self.page

    def _hear(self, message):
        """Keep what the console complains of, but for what the policy refuses (counted on the page) and our 4xx."""
        if message.type == "error" and not re.search("Content Security Policy|status of 4", message.text):
            self.trouble.append(message.text)

    def sign_in(self, person):
        person.emailaddress_set.update_or_create(email=person.email, defaults={"verified": True, "primary": True})
        self.page.goto("/accounts/login/")
        self.page.get_by_label("E-mail address").fill(person.email)
        self.page.get_by_label("Password").fill(make.PASSWORD)
        self.page.get_by_role("button", name="Sign in", exact=True).click()
        self.page.wait_for_load_state()


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


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)
