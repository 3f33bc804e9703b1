"""What a form says, in words: for the page that shows two people's texts side by side."""

from datetime import date

from portal.ui import dates, richtext


def in_words(form) -> list[tuple[str, str]]:
    """Return (label, text) of each field: what was typed into a valid form, what is saved for one just opened."""
    values = form.cleaned_data if form.is_bound else form.initial
    return [(str(form[name].label), _said(form.fields[name], values.get(name))) for name in form.fields]


def _said(field, value) -> str:
    choices = {str(key): str(label) for key, label in _flat(getattr(field, "choices", ()))}
    if isinstance(value, list | tuple):
        return "\n".join(choices.get(str(one), str(one)) for one in value) or "Nothing"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return dates.day(value)
    if value in (None, ""):
        return "Nothing"
    return choices.get(str(value)) or richtext.to_plain(str(value)) or "Nothing"


def _flat(choices):
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield key, label
