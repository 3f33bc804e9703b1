"""A portal with one draft of twelve sections and its writer: `python -m tests.bench.draft`, in a DATA_DIR of its own.

Prints, as JSON, the address of the draft's form and the cookie of a browser in which the writer is signed in.
"""

import json
import sys

import django

SECTIONS = 12


def build():
    """Return what to print: {address, cookie}."""
    from allauth.mfa.models import Authenticator
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client

    from tests import make
    from tests.bench.words import Prose

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    prose, region = Prose(), make.region("Mercia", is_invented=True)
    person = make.person("Dana")
    make.post(person, "programme-manager", region)
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": ""})
    sections = [
        (f"{prose.heading()} {n}", "".join(f"<p>{prose.paragraph()}</p>" for _ in range(4))) for n in range(SECTIONS)
    ]
    draft = make.draft(region, by=person, sections=sections, tags=["Adoption", "Workforce", "SEND"])
    browser = Client(HTTP_HOST="127.0.0.1")
    browser.force_login(person)
    address = f"/updates/{draft.update_id}/"
    browser.get(f"{address}edit/")
    names = (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME)
    return {"address": address, "cookie": "; ".join(f"{name}={browser.cookies[name].value}" for name in names)}


if __name__ == "__main__":
    django.setup()
    sys.stdout.write(json.dumps(build()))
