"""Settings of the test run: SQLite in a real file, or PostgreSQL when `TEST_DATABASE_URL` names one."""

import atexit
import os
import shutil
import tempfile


def _folder_of_this_run() -> str:
    """Make a folder that goes when this process ends; a copy of the process that is forked off leaves it alone."""
    folder, maker = tempfile.mkdtemp(prefix="portal-tests-"), os.getpid()
    atexit.register(lambda: os.getpid() == maker and shutil.rmtree(folder, ignore_errors=True))
    return folder


os.environ["DATA_DIR"] = os.environ.get("TEST_DATA_DIR") or _folder_of_this_run()
os.environ["DATABASE_URL"] = os.environ.get("TEST_DATABASE_URL") or f"sqlite:///{os.environ['DATA_DIR']}/portal.sqlite3"
for name in (
    "PORTAL_ORIGIN",
    "SECRET_KEY",
    "DEMO",
    "DEBUG",
    "EMAIL_URL",
    "HOME_REGION",
    "PORT",
    "SECOND_FACTOR_REQUIRED",
):
    os.environ.pop(name, None)

from portal.settings import *  # noqa: E402, F403
from portal.settings import DATA_DIR, DATABASES, STATIC_ROOT, STORAGES  # noqa: E402

SECRET_KEY = "only-for-tests-" + "x" * 50
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
DATABASES["default"]["CONN_MAX_AGE"] = 0
# In-memory databases are never WAL: a file behaves as the product's database does.
# What a copy is made of, see template.py: PostgreSQL copies by itself, a file is copied in conftest.py.
DATABASES["default"]["TEST"] = (
    {"NAME": str(DATA_DIR / "test.sqlite3")}
    if "sqlite" in DATABASES["default"]["ENGINE"]
    else {"TEMPLATE": os.environ.get("TEST_TEMPLATE")}
)
# A page kept in one test would be read in the next; the cache's own tests turn it on.
PAGE_CACHE = False
# WhiteNoise warns of an absent folder, and here a warning is an error.
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
# The browser journeys read style sheets and scripts from where they are written.
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
