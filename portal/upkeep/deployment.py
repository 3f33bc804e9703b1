"""The deployment checks themselves, in the order in which `doctor` prints them."""

import os
import shutil
import stat
from datetime import timedelta

from django.conf import settings
from django.core import checks as django_checks
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.utils import timezone

from portal.files.storing import missing
from portal.upkeep import facts, state, statics
from portal.upkeep.backups import newest_backup
from portal.upkeep.checks import CannotTell, deployment_check

BACKUP_IS_OLD_AFTER = timedelta(hours=26)
LEAST_FREE = 1_000_000_000  # bytes


@deployment_check("Secret key", fix="Set SECRET_KEY to 50 or more random characters.", compulsory=True)
def secret_key_is_strong():
    try:
        key = settings.SECRET_KEY
    except ImproperlyConfigured:
        return "SECRET_KEY is empty"
    if len(key) < 50:
        return f"SECRET_KEY has only {len(key)} characters"
    weak = len(set(key)) < 12 or key.startswith(("django-insecure-", "only-for-tests-"))
    return "SECRET_KEY is easy to guess" if weak else ""


@deployment_check("Debug is off", fix="Unset DEBUG.", compulsory=True)
def debug_is_off():
    return "DEBUG is on: errors show settings and code to everybody" if settings.DEBUG else ""


@deployment_check("Demo is off", fix="Unset DEMO (or set DEMO=0).", compulsory=True)
def demo_is_off():
    return "DEMO is on: anybody can sign in as a sample person" if settings.DEMO else ""


@deployment_check("Address is https", fix="Set PORTAL_ORIGIN to the https address that readers use.", compulsory=True)
def origin_is_https():
    return "" if settings.PORTAL_ORIGIN.startswith("https://") else f"PORTAL_ORIGIN is {settings.PORTAL_ORIGIN}"


@deployment_check("Migrations are applied", fix="Run `manage.py migrate` before you start.", compulsory=True)
def migrations_are_applied():
    coming = state.migrations_to_come()
    return f"{len(coming)} to come, first {coming[0]}" if coming else ""


@deployment_check(
    "SQLite keeps what it commits",
    fix="Leave the pragmas in portal/pieces.py as they are; keep the database on a local disk, not on a network share.",
    compulsory=True,
    locally_too=True,
    vendor="sqlite",
)
def sqlite_is_durable():
    return ", ".join(state.durability_gaps())


@deployment_check(
    "PostgreSQL keeps what it commits",
    fix="Set fsync, full_page_writes and synchronous_commit to on in postgresql.conf.",
    compulsory=True,
    vendor="postgresql",
)
def postgresql_is_durable():
    return ", ".join(state.durability_gaps())


@deployment_check("Shared counters", fix="Run `manage.py createcachetable`.")
def cache_table_is_there():
    cached = settings.CACHES["default"]["LOCATION"] in connection.introspection.table_names()
    return "" if cached and cache.get("doctor", "absent") == "absent" else "the cache table is missing"


@deployment_check("Second factor", fix="Unset SECOND_FACTOR_REQUIRED.")
def second_factor_is_required():
    return "" if settings.SECOND_FACTOR_REQUIRED else "people with a post may sign in with a password alone"


@deployment_check("Mail is sent", fix="Set EMAIL_URL, for example submission://name:password@mail.example.org:587.")
def mail_is_sent():
    if settings.EMAIL_BACKEND == "portal.upkeep.mail.FolderBackend":
        return f"mail only goes to the folder {settings.EMAIL_FOLDER}"
    if not settings.EMAIL_BACKEND.endswith(".smtp.EmailBackend"):
        return f"{settings.EMAIL_BACKEND} sends nothing"
    if not (settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL):
        return f"mail goes to {settings.EMAIL_HOST} unencrypted"
    raise CannotTell(f"mail goes to {settings.EMAIL_HOST}: ask for a sign-in code to see one arrive")


@deployment_check("Static files are current", fix="Run `manage.py serve`, or `manage.py collectstatic` yourself.")
def static_files_are_current():
    return "" if statics.are_current() else "they were not collected, or changed since"


@deployment_check("Data folder is private", fix="chmod 700 the folder DATA_DIR; run the portal as its owner.")
def data_folder_is_private():
    if not os.access(settings.DATA_DIR, os.W_OK):
        return f"{settings.DATA_DIR} cannot be written to"
    others = stat.S_IMODE(settings.DATA_DIR.stat().st_mode) & 0o077
    return f"other users of this machine can open {settings.DATA_DIR}" if others else ""


@deployment_check("Uploaded files are there", fix="Put them back from a backup: docs/deploy.md says how.")
def uploads_are_there():
    gone = missing()
    return f"{gone} of them are missing in {settings.UPLOADS_DIR}, or cut short" if gone else ""


@deployment_check("Room on the disk", fix="Make room, or move DATA_DIR to a larger disk.")
def disk_has_room():
    free = shutil.disk_usage(settings.DATA_DIR).free
    return "" if free >= LEAST_FREE else f"{free // 1_000_000} MB are left"


@deployment_check("Worker keeps up", fix="See whether `manage.py serve` runs, and what its worker says.")
def worker_keeps_up():
    if facts.seen_at() is None:
        raise CannotTell("no worker has run here yet")
    return facts.fault()


@deployment_check("Chores are done", fix="Look at the page /worker/, and at what the worker's log says.")
def chores_are_done():
    failed = facts.failed_chores()
    return f"{len(failed)} failed, first “{failed[0]}”" if failed else ""


@deployment_check("Backups are recent", fix="Run `manage.py backup` every night and copy the file to another machine.")
def backups_are_recent():
    newest = newest_backup()
    if newest is None:
        raise CannotTell(f"there is none in {settings.DATA_DIR / 'backups'}: look where yours are kept")
    age = timezone.now().timestamp() - newest.stat().st_mtime
    return f"the newest is {age / 3600:.0f} hours old" if age > BACKUP_IS_OLD_AFTER.total_seconds() else ""


@deployment_check("nginx stands in front", fix="See docs/deploy.md; set BEHIND_PROXY=1 when it does.")
def proxy_is_in_front():
    if not settings.BEHIND_PROXY:
        return "BEHIND_PROXY isn't set, and eight slow readers can hold up gunicorn alone"
    raise CannotTell("BEHIND_PROXY is set; only a request from outside shows whether nginx answers")


@deployment_check("Django's own checks", fix="Run `manage.py check --deploy` and follow its hints.")
def django_is_content():
    ours = "portal.D"
    found = django_checks.run_checks(
        tags=[
            tag for tag in django_checks.registry.registry.tags_available(True) if tag not in {"deployment", "database"}
        ],
        include_deployment_checks=True,
    )
    found = [one for one in found if not one.is_silenced() and not one.id.startswith(ours)]
    return ", ".join(sorted({one.id for one in found}))
