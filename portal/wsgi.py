"""The door that gunicorn opens."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

application = get_wsgi_application()

from portal.upkeep.checks import refuse_to_start  # noqa: E402
from portal.upkeep.gateway import kept_pages, only_utf8  # noqa: E402

# However the server was started, it must not serve people's data with a weak key or a demo's doors open.
refuse_to_start()
application = only_utf8(kept_pages(application))
