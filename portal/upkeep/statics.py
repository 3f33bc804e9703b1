"""Static files: what is left out when they are collected, and whether they have changed since."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.apps import StaticFilesConfig
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from portal.files.durable import write_durably


class StaticFiles(StaticFilesConfig):
    """Django's own app, without the variants that no page uses: compressing all of them takes half a minute."""

    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        "bootstrap-*",
        "bootstrap.css",
        "bootstrap.css.map",
        "*.rtl.*",
        "htmax-*",
        "htmx-2.js",
        "htmx-4.js",
        "jquery.js",
        "select2.full.js",
        "xregexp.js",
    ]


def collect_if_changed() -> bool:
    """Collect, hash and compress the static files if a source changed; return whether it was needed."""
    if are_current():
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    write_durably(_stamp(), _fingerprint().encode())
    return True


def are_current() -> bool:
    """True when the collected files were made from the sources as they are now."""
    manifest = settings.STATIC_ROOT / "staticfiles.json"
    return manifest.exists() and _stamp().exists() and _stamp().read_text() == _fingerprint()


def _stamp() -> Path:
    # Beside the folder, not in it: what is in it is served.
    return settings.STATIC_ROOT.with_name(settings.STATIC_ROOT.name + ".stamp")


def _fingerprint() -> str:
    """Return a hash over every source's name, size and moment of change: reading them all would take longer."""
    digest = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for name, storage in sorted(finder.list(StaticFiles.ignore_patterns), key=lambda found: found[0]):
            status = Path(storage.path(name)).stat()
            digest.update(
                f"{getattr(storage, 'prefix', None) or ''}/{name} {status.st_size} {status.st_mtime_ns}\n".encode()
            )
    return digest.hexdigest()
