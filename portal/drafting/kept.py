"""Text typed into a form whose sender's session had ended: kept, and offered back to the same person.

A page with a form declares that it wants this, for any record:

    the view    context | kept.page(request)         what the two templates below need
                kept.restored(request)               the fields to fill the form with, when they were asked for
                kept.forget(request)                 in the request that has saved the form
    the page    drafting/_kept.html                  above the form: "We kept what you typed at 10:39"
                drafting/_keeps.html                 inside the form: whose text it is, signed

Nothing is kept of a form that does not carry its person's signature, so strangers can't fill the database.
"""

from django.core import signing
from django.db import transaction
from django.http import QueryDict

from portal.accounts.models import User
from portal.drafting.identifying import masked
from portal.drafting.models import KeptText
from portal.drafting.models.kept import KEPT_FOR, MOST_KEPT

SALT = "portal.drafting.kept"
WRITER, RESTORED = "kept_writer", "kept_id"
NEVER_KEPT = frozenset(("csrfmiddlewaretoken", WRITER, RESTORED))


def page(request) -> dict:
    """Return what `_kept.html` and `_keeps.html` show to the person who is signed in; one query."""
    offered = KeptText.objects.visible_to(request.user).filter(path=request.path).first()
    restored = request.GET.get("restore") or request.POST.get(RESTORED, "")
    return {
        "kept": offered if offered and str(offered.pk) != restored else None,
        "kept_writer": writer(request),
        "kept_id": restored,
    }


def writer(request) -> str:
    """Return the signature of whoever is signed in, for a form whose address offers itself what was kept of it."""
    return signing.dumps(request.user.pk, salt=SALT)


def keep(request) -> KeptText | None:
    """Keep the posted form for the person whose signature it carries; None when it carries none or says nothing.

    The same form sent again is kept once. Numbers that identify somebody are not kept: no form was asked about them.
    """
    person = _writer(request)
    fields = [
        [name, masked(value)]
        for name, values in request.POST.lists()
        for value in values
        if name not in NEVER_KEPT and "password" not in name
    ]
    if person is None or not fields:
        return None
    text = _store(person, request.path, fields)
    request.session["kept"] = True
    return text


def _writer(request) -> User | None:
    try:
        pk = signing.loads(request.POST.get(WRITER, ""), salt=SALT, max_age=KEPT_FOR)
    except signing.BadSignature:
        return None
    return User.objects.filter(pk=pk, is_active=True).first()


@transaction.atomic
def _store(person, path, fields):
    texts = list(KeptText.objects.filter(person=person))
    if same := next((text for text in texts if (text.path, text.fields) == (path, fields)), None):
        return same
    KeptText.objects.filter(pk__in=[text.pk for text in texts[MOST_KEPT - 1 :]]).delete()
    return KeptText.objects.create(person=person, path=path, fields=fields)


def restored(request) -> QueryDict | None:
    """Return the fields that `?restore=` asks for, as if they had been posted; None when there are none for them."""
    text = _theirs(request, request.GET.get("restore", "")).filter(path=request.path).first()
    return text and data_of(text)


def _theirs(request, pk: str):
    """The kept text of the person with this id, as it was sent; none when it can't be an id."""
    texts = KeptText.objects.visible_to(request.user)
    return texts.filter(pk=pk) if pk.isascii() and pk.isdigit() and len(pk) < 19 else texts.none()


def data_of(text) -> QueryDict:
    """Return the fields of a KeptText as a form takes them."""
    data = QueryDict(mutable=True)
    for name, value in text.fields:
        data.appendlist(name, value)
    return data


def forget(request) -> None:
    """Delete the kept text that the posted form was filled with, now that it is saved or discarded."""
    _theirs(request, request.POST.get(RESTORED, "")).delete()


def restore_address(text) -> str:
    """Return the address of the page that shows its form filled with a KeptText."""
    return f"{text.path}?restore={text.pk}"
