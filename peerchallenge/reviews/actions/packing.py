"""Packs: asked for, put together by the worker part by part, deleted when their time is over."""

import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from peerchallenge.reviews.models import Pack
from peerchallenge.reviews.packing import leadership_summit, parts_of_folder, zipped
from portal.audit.models import FormKey, record
from portal.files.storing import keep
from portal.paper.word import WORD

KEPT = {Pack.Kind.FOLDER: timedelta(days=1), Pack.Kind.LEADERSHIP_SUMMIT: timedelta(days=30)}
AT_WORK_AT_MOST = timedelta(hours=1)
FAILED = "Something went wrong while it was put together. Ask for it again; if it fails again, tell your administrator."
MOST_BYTES = 200 * 1024 * 1024
TOO_BIG = "Its files are larger than 200 MB together, so it can’t be put into one folder."
ZIP = "application/zip"
_log = logging.getLogger(__name__)


class TooBig(Exception):
    """The files of a folder are too large together."""


@transaction.atomic
def ask(kind, region, *, by, authority=None, cycle=None, form_key=None) -> Pack:
    """Ask the worker for a pack. Raises KeyAlreadyUsed when the form was sent before."""
    FormKey.refuse_used(form_key, Pack)
    pack = Pack.objects.create(kind=kind, region=region, authority=authority, cycle=cycle, asked_by=by)
    if form_key:
        FormKey.spend(form_key, pack)
    record("asked for", pack, by=by)
    transaction.on_commit(lambda: make_pack.enqueue(pack.pk))
    return pack


@task()
def make_pack(pack_id: int) -> bool:
    """Put a pack together; False when it isn't waiting, or couldn't be made. Safe to run twice."""
    if not Pack.objects.filter(pk=pack_id, status=Pack.Status.WAITING).update(status=Pack.Status.AT_WORK):
        return False
    pack = Pack.objects.select_related("region", "authority__region", "cycle__region", "asked_by").get(pk=pack_id)
    try:
        data, name, content_type = _made(pack)
    except TooBig:
        return _failed(pack, TOO_BIG)
    except Exception as error:
        _log.error("Pack %s was not made: %s", pack.pk, type(error).__name__)
        return _failed(pack, FAILED)
    with transaction.atomic():
        blob = keep(data, content_type)
        Pack.objects.filter(pk=pack.pk).update(status=Pack.Status.READY, blob=blob, file_name=name)
    return True


def _failed(pack, said):
    Pack.objects.filter(pk=pack.pk).update(status=Pack.Status.FAILED, error=said)
    return False


def _made(pack):
    day = timezone.localdate()
    if pack.kind == Pack.Kind.LEADERSHIP_SUMMIT:
        return leadership_summit(pack), f"leadership-summit-{pack.region.slug}-{day}.docx", WORD
    parts = parts_of_folder(pack)
    Pack.objects.filter(pk=pack.pk).update(parts=len(parts))
    files, size = [], 0
    for number, part in enumerate(parts, 1):
        if (data := part.make()) is not None:
            files.append((part.name, data))
            size += len(data)
        if size > MOST_BYTES:
            raise TooBig
        Pack.objects.filter(pk=pack.pk).update(done=number)
    return zipped(pack, files), f"annual-conversation-{pack.authority.code}-{day}.zip", ZIP


def forget() -> str:
    """Delete packs whose time is over, whose files go with the sweep; say of those that a dead worker left."""
    now, deleted = timezone.now(), 0
    for kind, time in KEPT.items():
        deleted += Pack.objects.filter(kind=kind, asked_at__lt=now - time).delete()[0]
    left = Pack.objects.filter(status=Pack.Status.AT_WORK, asked_at__lt=now - AT_WORK_AT_MOST)
    left.update(status=Pack.Status.FAILED, error=FAILED)
    return f"Deleted {deleted}."
