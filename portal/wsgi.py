"""The door that gunicorn opens."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

application = get_wsgi_application()

# However the server was started, it must not serve people's data with a weak key or a demo's doors open.
from portal.upkeep.checks import refuse_to_start  # noqa: E402

refuse_to_start()
