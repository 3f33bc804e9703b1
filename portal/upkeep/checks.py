"""What a deployment must and should be: `doctor` reports all of it, the portal refuses to start without the must.

A check is a function that returns what is wrong in a few words, or "" when it is met, and raises `CannotTell`
when this process cannot know.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.core import checks as django_checks
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, connections

MET, NOT_MET, CANNOT_TELL = "met", "not met", "can't tell"


class CannotTell(Exception):
    """The answer isn't to be had from here; the text says why, and how to find out."""


@dataclass(frozen=True)
class Check:
    name: str
    find_fault: Callable[[], str]
    fix: str
    compulsory: bool  # the portal doesn't start in production without it
    locally_too: bool  # nor on a desk
    vendor: str  # only on this database

    def applies(self) -> bool:
        return self.vendor in {"", connection.vendor}


@dataclass(frozen=True)
class Finding:
    check: str
    state: str
    says: str
    fix: str


CHECKS: list[Check] = []


def deployment_check(name: str, *, fix: str, compulsory=False, locally_too=False, vendor=""):
    """Register a function as the check `name`; `fix` is a sentence that says how to meet it."""

    def register(function):
        CHECKS.append(Check(name, function, fix, compulsory, locally_too, vendor))
        return function

    return register


def findings(checks: list[Check] | None = None) -> list[Finding]:
    """Ask the given checks, or all that apply here, and return what each found."""
    return [_ask(check) for check in (CHECKS if checks is None else checks) if check.applies()]


def _ask(check: Check) -> Finding:
    try:
        fault = check.find_fault()
    except CannotTell as reason:
        return Finding(check.name, CANNOT_TELL, str(reason), check.fix)
    except Exception as error:  # a check that breaks is an answer too: doctor must get to its end
        return Finding(check.name, CANNOT_TELL, f"{type(error).__name__}: {error}".splitlines()[0], check.fix)
    return Finding(check.name, NOT_MET, fault, check.fix) if fault else Finding(check.name, MET, "", "")


def refusals() -> list[Finding]:
    """Return why the portal must not start here: compulsory checks that aren't met, or whose answer isn't to be had."""
    compulsory = [check for check in CHECKS if check.compulsory and (check.locally_too or not settings.IS_LOCAL)]
    return [found for found in findings(compulsory) if found.state != MET]


def refuse_to_start() -> None:
    """Raise ImproperlyConfigured, in words that say what to do, when the portal must not start as it is set up."""
    found = refusals()
    connections.close_all()
    if found:
        lines = "\n".join(f"- {one.check}: {one.says}. {one.fix}" for one in found)
        raise ImproperlyConfigured(f"The portal doesn't start as it is set up:\n{lines}")


@django_checks.register("deployment", deploy=True)
def as_django_checks(app_configs, **kwargs):
    """Hand the same findings to `manage.py check --deploy`."""
    fatal = {check.name for check in CHECKS if check.compulsory}
    return [
        (django_checks.Error if found.check in fatal else django_checks.Warning)(
            f"{found.check}: {found.says}", hint=found.fix, id=f"portal.D{number:03}"
        )
        for number, found in enumerate(findings(), 1)
        if found.state == NOT_MET
    ]
