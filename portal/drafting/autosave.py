"""What `static/js/autosave.js` is answered: JSON with a `state`, and what its page should show from now on."""

from django.http import JsonResponse

from portal.drafting.models.presence import in_words
from portal.ui.dates import clock

JSON = "application/json"


def wants_json(request) -> bool:
    """Whether the request came from one of our scripts, which ask for JSON and nothing else."""
    return request.headers.get("Accept") == JSON


def saved(at, fields, others=()):
    """All is saved, since the moment `at`. `fields` are values that the form's hidden fields take from now on."""
    return _answer("saved", at=clock(at), fields=fields, others=in_words(others))


def present(others):
    """Somebody is noted as being at work; `others` are the Presences of everybody else."""
    return _answer("present", others=in_words(others))


def invalid(errors):
    """Nothing is saved, because of `errors`: a list of {message, url}."""
    return _answer("invalid", 422, errors=[{"message": str(error["message"]), "url": error["url"]} for error in errors])


def overtaken(said):
    """Nothing is saved, because of what somebody else did first: `said`, a sentence."""
    return _answer("overtaken", 409, said=said)


def signed_out():
    """Nothing is saved: nobody is signed in any more."""
    return _answer("signed-out", 401)


def stale():
    """Nothing is saved: the form's token is from before somebody signed in again. A new one may be asked for."""
    return _answer("stale", 403)


def _answer(state, status=200, **values):
    return JsonResponse({"state": state} | values, status=status, headers={"Cache-Control": "no-store"})
