"""The deployment checks: what keeps the portal from starting, and what doctor says."""

import json
from io import StringIO

import pytest
from django.core import checks as django_checks
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from portal.upkeep.checks import CHECKS, Check, Finding, findings, refusals, refuse_to_start

pytestmark = pytest.mark.on_postgresql

STRONG_KEY = "Kd8#mQ2!vXz7$Lp9@wRt4%Yb6^Nc1&Hf3*Jg5(Ks0)Ue-Ti_Oa+Zx=We"


@pytest.fixture
def production(settings, db):
    """Settings that a production has when nothing is wrong with it."""
    settings.IS_LOCAL = False
    settings.PORTAL_ORIGIN = "https://portal.example.org"
    settings.SECRET_KEY = STRONG_KEY
    settings.DEBUG = settings.DEMO = False
    if connection.vendor == "postgresql":  # the throwaway server of a test run may forget; that has its own test
        with connection.cursor() as cursor:
            cursor.execute("SET synchronous_commit = on")
    return settings


def refused() -> list[tuple[str, str]]:
    """Return name and reason of what keeps the portal from starting, but for what only the test's server lacks."""
    return [(one.check, one.says) for one in refusals() if one.check != "PostgreSQL keeps what it commits"]


def test_a_sound_production_starts(production):
    assert refused() == []


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("SECRET_KEY", "", ("Secret key", "SECRET_KEY is empty")),
        ("SECRET_KEY", "short", ("Secret key", "SECRET_KEY has only 5 characters")),
        ("SECRET_KEY", "x" * 60, ("Secret key", "SECRET_KEY is easy to guess")),
        ("SECRET_KEY", "django-insecure-" + STRONG_KEY, ("Secret key", "SECRET_KEY is easy to guess")),
        ("DEBUG", True, ("Debug is off", "DEBUG is on: errors show settings and code to everybody")),
        ("DEMO", True, ("Demo is off", "DEMO is on: anybody can sign in as a sample person")),
        (
            "PORTAL_ORIGIN",
            "http://portal.example.org",
            ("Address is https", "PORTAL_ORIGIN is http://portal.example.org"),
        ),
    ],
)
def test_an_unsafe_production_does_not_start(production, name, value, expected):
    setattr(production, name, value)
    assert refused() == [expected]
    with pytest.raises(ImproperlyConfigured, match=expected[0]):
        refuse_to_start()


def test_the_same_settings_are_fine_on_a_desk(production):
    production.IS_LOCAL, production.DEBUG, production.DEMO, production.SECRET_KEY = True, True, True, "short"
    assert refused() == []


def test_a_production_with_a_migration_to_come_does_not_start(production):
    MigrationRecorder.Migration.objects.filter(app="regions", name="0001_initial").delete()
    assert refused() == [("Migrations are applied", "1 to come, first regions.0001_initial")]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only on SQLite: its pragmas")
@pytest.mark.parametrize(
    ("pragma", "says"),
    [("PRAGMA synchronous=NORMAL", "synchronous is 1"), ("PRAGMA foreign_keys=OFF", "foreign_keys is 0")],
)
def test_sqlite_that_may_lose_a_commit_does_not_start_even_on_a_desk(transactional_db, pragma, says):
    with connection.cursor() as cursor:
        cursor.execute(pragma)
    try:
        assert refused() == [("SQLite keeps what it commits", says)]
    finally:
        connection.close()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only on PostgreSQL: its settings")
def test_postgresql_that_may_lose_a_commit_is_found_out(db):
    with connection.cursor() as cursor:
        cursor.execute("SHOW fsync")
        fsync = cursor.fetchone()[0]
        cursor.execute("SET synchronous_commit = off")
    (found,) = [one for one in findings() if one.check == "PostgreSQL keeps what it commits"]
    assert found.state == "not met"
    assert ("fsync is off" in found.says) == (fsync == "off")
    assert found.says.endswith("synchronous_commit is off")


def test_a_check_that_breaks_is_an_answer_too():
    check = Check("Moon", lambda: 1 / 0, "Look up.", False, False, "")
    assert findings([check]) == [Finding("Moon", "can't tell", "ZeroDivisionError: division by zero", "Look up.")]


def test_check_deploy_says_the_same(production):
    production.DEMO = True
    errors = django_checks.run_checks(tags=["deployment"], include_deployment_checks=True)
    assert [one.msg for one in errors if one.level == django_checks.ERROR and "PostgreSQL" not in one.msg] == [
        "Demo is off: DEMO is on: anybody can sign in as a sample person"
    ]


SMTP = "django.core.mail.backends.smtp.EmailBackend"


@pytest.mark.parametrize(
    ("backend", "tls", "state", "says"),
    [
        ("portal.upkeep.mail.FolderBackend", False, "not met", "mail only goes to the folder "),
        (
            "django.core.mail.backends.dummy.EmailBackend",
            False,
            "not met",
            "django.core.mail.backends.dummy.EmailBackend",
        ),
        (SMTP, False, "not met", "mail goes to mail.example.org unencrypted"),
        (SMTP, True, "can't tell", "mail goes to mail.example.org: ask for a sign-in code"),
    ],
)
def test_mail_that_nobody_gets_is_found_out(settings, db, backend, tls, state, says):
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_USE_TLS = backend, "mail.example.org", tls
    (found,) = [one for one in findings() if one.check == "Mail is sent"]
    assert (found.state, found.says[: len(says)]) == (state, says)


def doctor(*options) -> tuple[str, int]:
    out = StringIO()
    try:
        call_command("doctor", *options, stdout=out)
    except SystemExit as end:
        return out.getvalue(), end.code
    return out.getvalue(), 0


def test_doctor_prints_a_line_for_each_check(production):
    production.DEMO = True
    text, code = doctor()
    assert code == 1
    assert len(text.splitlines()) == len([check for check in CHECKS if check.applies()])
    assert (
        "✗ Demo is off - not met: DEMO is on: anybody can sign in as a sample person. Unset DEMO (or set DEMO=0)."
        in text
    )
    assert "✓ Debug is off - met\n" in text
    assert "? Backups are recent - can't tell: there is none in" in text


def test_doctor_speaks_json(production):
    text, _ = doctor("--json")
    assert json.loads(text)[0] == {"check": "Secret key", "state": "met", "says": "", "fix": ""}


def test_doctor_on_a_desk_is_only_for_information(db):
    text, code = doctor()
    assert code == 0
    assert text.splitlines()[-1].endswith("is this machine itself: what isn't met is only for information.")
