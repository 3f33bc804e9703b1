"""A Django with one view and nothing else: the bytes of a page, as fast as Django can send them.

BENCH_BODIES names a folder with a file a page: its first line is the content type, the rest the page.
"""

import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], SECRET_KEY="bench", MIDDLEWARE=[], LOGGING_CONFIG=None)


def _read(file):
    content_type, _, body = file.read_bytes().partition(b"\n")
    return content_type.decode(), body


BODIES = {file.name: _read(file) for file in Path(os.environ["BENCH_BODIES"]).iterdir()}


def page(request, name):
    content_type, body = BODIES[name]
    return HttpResponse(body, content_type=content_type)


urlpatterns = [path("<str:name>", page)]
application = get_wsgi_application()
