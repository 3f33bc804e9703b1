"""What is wrong with a field, in words that say how to put it right. Django's own sentences name no field."""

import re

_ASKS = {"select": "Choose", "radio": "Choose", "checkbox": "Tick", "file": "Choose a file for"}
# Django's sentences and ours; `{0}` and on are what stands in brackets, `{field}` the field's label.
_SAYS = [
    (re.compile(sentence), ours)
    for sentence, ours in (
        (r"Enter a valid email address\.", "Write “{field}” in full, like name@example.org"),
        (r"Enter a valid URL\.", "Write “{field}” in full, like https://example.org/page"),
        (r"Enter a valid date\.", "Write “{field}” as a day that exists, like 2026-03-03"),
        (r"Enter a whole number\.", "Write “{field}” in figures"),
        (r"Select a valid choice\..*", "Choose “{field}” from the list"),
        (r"The submitted file is empty\.", "The file is empty. Choose another, or paste the text"),
        (r"Ensure this value has at most (\d+) .*it has (\d+)\)\.", "Shorten “{field}” to {0} characters: it has {1}"),
        (r"Ensure this value is greater than or equal to (.+)\.", "“{field}” can’t be less than {0}"),
        (r"Ensure this value is less than or equal to (.+)\.", "“{field}” can’t be more than {0}"),
    )
]  # fmt: skip


def anchor(field) -> str:
    """Return the id of what one goes to in order to put a bound `field` right: of several choices the first, of a field
    with a template of its own the whole."""
    if field.id_for_label:
        return field.id_for_label
    choices = [] if field.field.template_name else field.subwidgets
    return choices[0].id_for_label if choices else field.auto_id


def field_errors(form) -> list[dict[str, str]]:
    """Return what is wrong with the fields of a form, each as {message, url}, as components/error_summary.html does."""
    fields = [(form[name], errors) for name, errors in form.errors.items() if name in form.fields]
    return [
        {"message": in_words(error, field), "url": f"#{anchor(field)}"} for field, errors in fields for error in errors
    ]


def in_words(error, field) -> str:
    """Return what `error` (a sentence) of a form's bound `field` means; a sentence of our own comes back as it is."""
    if str(error) == "This field is required.":
        return f"{_ASKS.get(getattr(field.field.widget, 'input_type', ''), 'Fill in')} “{field.label}”"
    for sentence, ours in _SAYS:
        if found := sentence.fullmatch(str(error)):
            return ours.format(*found.groups(), field=field.label)
    return error
