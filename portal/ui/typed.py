"""What somebody typed into a form that can't be saved: pages that refuse it give it back to be copied."""

from django.conf import settings

from portal.ui import richtext


def typed_into(request) -> list[str]:
    """Return each text of several words in the posted form, as clean rich text; nothing of another site's form.

    Only for a form that was read before: our cookies come with those of our own pages alone (SameSite).
    """
    ours = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME} & request.COOKIES.keys()
    if request.method != "POST" or not ours:
        return []
    fields = [(name, value) for name, values in request.POST.lists() for value in values]
    return [richtext.from_typed(value) for name, value in fields if len(value.split()) > 1 and "password" not in name]
