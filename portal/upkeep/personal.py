"""What every model declares about people (`portal.audit.personal`), with that of the libraries, declared here."""

from django.apps import apps

from portal.accounts.models.user import SIGN_IN, WHO_YOU_ARE
from portal.audit.personal import TRACED, AtErasure, Personal, named_in, personal_fields

SIGNED_IN = Personal(
    what="Where you are signed in: address and browser",
    why="So that you can see and end your own sessions",
    kept="Until the session ends",
    at_erasure=AtErasure.DELETED,
    ended_by="Forget sessions that have ended",
)
ADDRESS = WHO_YOU_ARE._replace(at_erasure=AtErasure.DELETED)
KEY = SIGN_IN._replace(at_erasure=AtErasure.DELETED)


def _sessions_of(model, name, subject):
    """The sessions in which the subject is signed in: only their content says so."""
    key = str(subject.person.pk) if subject.person else None
    mine = [one.pk for one in model.objects.iterator() if key and one.get_decoded().get("_auth_user_id") == key]
    return model.objects.filter(pk__in=mine)


OF_LIBRARIES = {
    "account.EmailAddress": {"user": ADDRESS, "email": ADDRESS.beside("user", AtErasure.DELETED)},
    "mfa.Authenticator": {
        "user": KEY,
        "type": KEY.beside("user", AtErasure.DELETED, shown=True),
        "data": KEY.beside("user", AtErasure.DELETED),
    },
    "usersessions.UserSession": {"user": SIGNED_IN}
    | dict.fromkeys(("ip", "user_agent"), SIGNED_IN.beside("user", AtErasure.DELETED))
    | dict.fromkeys(("session_key", "data"), SIGNED_IN.beside("user", AtErasure.DELETED, shown=False)),
    "sessions.Session": {"session_data": SIGNED_IN._replace(shown=False, found_by=_sessions_of)},
    "admin.LogEntry": {"user": TRACED, "object_repr": TRACED._replace(found_by=named_in)},
}


def declared(model) -> dict[str, Personal]:
    """Return what is declared of the fields of `model`, of whatever app."""
    return OF_LIBRARIES.get(model._meta.label) or personal_fields(model)


def everything_declared() -> list[tuple[type, dict[str, Personal]]]:
    """Return (model, what it declares) for each model that holds something about people, in the order of the apps."""
    found = ((model, declared(model)) for model in apps.get_models())
    return [(model, fields) for model, fields in found if fields]


def table() -> str:
    """Return docs/personal-data.md: what is held, why, how long and what erasure does, with the fields that hold it."""
    found: dict[tuple, dict[str, list[str]]] = {}
    for model, fields in everything_declared():
        for name, one in fields.items():
            end = f"{one.at_erasure.label}. {one.because}".strip()
            told = found.setdefault((one.what, one.why, one.kept), {})
            told.setdefault((end, model._meta.label), []).append(name)
    lines = ["# Personal data", "", "Printed by `manage.py personal_data` from what the models declare."]
    for (what, why, kept), told in found.items():
        lines += ["", f"## {what}", "", f"{why}. {kept}.", ""]
        lines += ["| fields | when somebody is erased |", "|---|---|"]
        lines += [f"| `{label}` {', '.join(names)} | {end} |" for (end, label), names in told.items()]
    return "\n".join(lines) + "\n"
