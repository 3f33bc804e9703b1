"""Who was signed out while they wrote is given back what they typed."""

from django.contrib.auth.middleware import LoginRequiredMiddleware

from portal.drafting import autosave
from portal.drafting.kept import keep
from portal.ui.errors import signed_out
from portal.ui.typed import typed_into


class SignInFirst(LoginRequiredMiddleware):
    """As Django's, but a form that was sent is kept where it asks for that, and shown to be copied in any case."""

    def handle_no_permission(self, request, view_func):
        if autosave.wants_json(request):
            return autosave.signed_out()
        text = keep(request) if request.method == "POST" else None
        typed = typed_into(request)
        if text or typed:
            return signed_out(request, typed, is_kept=text is not None)
        return super().handle_no_permission(request, view_func)
