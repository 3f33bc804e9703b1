"""The cast: everybody in it is invented, and so is Mercia.

Alice is DCS at Ardenvale; Bob is a contributor there; Charlie is DCS at Severnford and must see nothing unpublished
of Ardenvale's; Dana manages the region, and Carol does too where two are needed; Erin manages another; Frank
administers the site; Greta chairs the region.
And there is nobody at all.
"""

import gc

import pytest
from django.db import connection
from django.test import Client

from peerchallenge import asked
from portal.accounts.roles import Role
from tests import make, template
from tests.workers import Workers


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb):
    """A file that was copied is kept, until its folder goes with the process."""
    return django_db_keepdb or bool(template.NAME and connection.vendor == "sqlite")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    if template.NAME and connection.vendor == "sqlite":
        template.copy_to(connection.settings_dict["TEST"]["NAME"])


@pytest.fixture(autouse=True)
def _second_factor_is_not_asked(settings):
    """Signing in is tested in tests/accounts; elsewhere a password's worth is enough."""
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture(autouse=True)
def _frameworks_are_read_anew():
    """A worker remembers published ones, and each test has a database of its own."""
    asked.forget()


@pytest.fixture
def mercia(db):
    return make.region("Mercia", is_invented=True)


@pytest.fixture
def wessex(db):
    """Another region, which the cast's other programme manager runs."""
    return make.region("Wessex", is_invented=True)


@pytest.fixture
def ardenvale(mercia):
    return make.authority("Ardenvale", mercia, "M01")


@pytest.fixture
def severnford(mercia):
    return make.authority("Severnford", mercia, "M02")


@pytest.fixture
def alice(ardenvale):
    person = make.person("Alice")
    make.post(person, Role.DCS, ardenvale)
    return person


@pytest.fixture
def bob(ardenvale):
    person = make.person("Bob")
    make.post(person, Role.CONTRIBUTOR, ardenvale)
    return person


@pytest.fixture
def charlie(severnford):
    person = make.person("Charlie")
    make.post(person, Role.DCS, severnford)
    return person


@pytest.fixture
def moss(severnford):
    """A moderator from Severnford."""
    person = make.person("Moss")
    make.post(person, Role.MODERATOR, severnford)
    return person


@pytest.fixture
def lead(ardenvale):
    """Ardenvale's self-assessment lead."""
    person = make.person("Lena")
    make.post(person, Role.SELF_ASSESSMENT_LEAD, ardenvale)
    return person


@pytest.fixture
def dana(mercia):
    person = make.person("Dana")
    make.post(person, Role.PROGRAMME_MANAGER, mercia)
    return person


@pytest.fixture
def carol(mercia):
    """A second programme manager of Dana's region."""
    person = make.person("Carol")
    make.post(person, Role.PROGRAMME_MANAGER, mercia)
    return person


@pytest.fixture
def erin(wessex):
    person = make.person("Erin")
    make.post(person, Role.PROGRAMME_MANAGER, wessex)
    return person


@pytest.fixture
def frank(db):
    person = make.person("Frank")
    make.post(person, Role.SITE_ADMINISTRATOR)
    return person


@pytest.fixture
def greta(mercia):
    person = make.person("Greta")
    make.post(person, Role.REGIONAL_CHAIR, mercia)
    return person


@pytest.fixture
def plan(mercia, dana):
    """Mercia’s public plan, empty; who needs another makes it under this name."""
    return make.plan(mercia, "2026-27", by=dana, priorities=(), status="published")


@pytest.fixture
def safeguarding(plan):
    return make.priority(plan, "Effective safeguarding", "P1")


@pytest.fixture
def workforce(plan):
    return make.enabler(plan, "Workforce development", "E1")


@pytest.fixture
def signed_in(db):
    """Return a function: a browser in which `person` is signed in; nobody at all when None."""

    def sign_in(person=None):
        client = Client()
        if person is not None:
            client.force_login(person)
        return client

    return sign_in


@pytest.fixture
def workers(tmp_path, transactional_db):
    """Background workers to start and to kill, which write mail into `tmp_path`."""
    workers = Workers(tmp_path)
    yield workers
    workers.end()


def pytest_addoption(parser):
    parser.addoption(
        "--asking-the-database", action="store_true", help="leave out tests that have nothing to do with a database"
    )
    parser.addoption("--short", action="store_true", help="leave out what FULL=1 proves: see `_is_short`")


def pytest_collection_modifyitems(config, items):
    """What never asks a database comes out the same on each: it is proved on one, and left out on the other.

    The longest begin, so that two workers end together.
    """
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)
    if config.getoption("--asking-the-database"):
        _keep(_asks_a_database, config, items)
    if config.getoption("--short"):
        _keep(_is_short, config, items)


def pytest_collection_finish():
    """What was imported is not looked through for garbage again and again in thousands of requests."""
    gc.collect()
    gc.freeze()


def _keep(rule, config, items):
    config.hook.pytest_deselected(items=[item for item in items if not rule(item)])
    items[:] = [item for item in items if rule(item)]


def _is_short(item):
    """Not a journey that goes a second time, without scripts or on a desktop after a phone; nothing marked `full`; on
    PostgreSQL only what is marked `on_postgresql`."""
    if item.get_closest_marker("full"):
        return False
    if item.get_closest_marker("browser"):
        ids = _ids(item)
        again = item.name.endswith("plain]") and ids != ["plain"]
        again |= item.name.endswith("[desktop]") and "phone" in ids
        return not again
    return connection.vendor != "postgresql" or item.get_closest_marker("on_postgresql") is not None


def _ids(item):
    """The names under which a journey goes, out of the list that its mark gives."""
    return [name for mark in item.iter_markers("parametrize") for name in mark.kwargs.get("ids") or mark.args[1]]


def _asks_a_database(item):
    """By a fixture or a mark of pytest-django; tests in `upkeep` start the portal itself, which asks one."""
    if item.get_closest_marker("once"):
        return False
    wants = {"db", "transactional_db", "live_server", "workers"} & set(item.fixturenames)
    return bool(wants or item.get_closest_marker("django_db") or "tests/upkeep/" in str(item.path))
