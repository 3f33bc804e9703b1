"""What `settings.py` needs to compute: the database's pragmas, the security policy, a key that is made once."""

import os
from pathlib import Path

from csp.constants import NONE, SELF

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL;"
    "PRAGMA synchronous=FULL;"
    "PRAGMA foreign_keys=ON;"
    "PRAGMA cache_size=-64000;"
    "PRAGMA mmap_size=268435456;"
    "PRAGMA temp_store=MEMORY;"
)


def database(config: dict) -> dict:
    """Return Django's database setting with what durability needs: see RELIABILITY in docs/architecture.md."""
    if config["ENGINE"] == "django.db.backends.sqlite3":
        config["OPTIONS"] = {"init_command": SQLITE_PRAGMAS, "transaction_mode": "IMMEDIATE", "timeout": 20}
        config["CONN_MAX_AGE"] = None
    else:
        # Not setdefault: what parses the address writes 0, which would connect anew for every request.
        config["CONN_MAX_AGE"] = config.get("CONN_MAX_AGE") or 600
        config["CONN_HEALTH_CHECKS"] = True
        config["ENGINE"] = "portal.ui.postgresql"
        # For what `portal.ui.statements` keeps: made once, not again for each value. Nothing else is planned ahead.
        # And no machine code for a question of a few milliseconds: making it takes thirty.
        config.setdefault("OPTIONS", {})["options"] = "-c plan_cache_mode=force_generic_plan -c jit=off"
    return config


def csp_policy() -> dict:
    """Return the policy of every page: nothing from elsewhere, nothing inline.

    Bootstrap draws its ticks from `data:` images. The editor needs no exception (docs/decisions/0004).
    """
    return {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }


def read_or_make(path: Path, make) -> str:
    """Return the text in `path`; when there is none, make it once, readable by the owner alone."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        text = make()
        file.write(text)
    return text
