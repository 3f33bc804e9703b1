"""Forms as they stand on a page, filled in wrongly everywhere at once."""

from typing import NamedTuple

import lxml.html

WRONG = {"date": "31/13/2026", "time": "half past", "number": "many", "select": "no-such", "radio": "no-such",
         "checkbox": "no-such"}  # fmt: skip
RIGHT = {"date": "2026-11-17", "time": "09:30", "number": "3", "select": "", "radio": "", "checkbox": ""}
MOST = 8000


class Form(NamedTuple):
    """The form of a page that asks for most: what it would send as it stands, and what it asks for."""

    values: dict
    texts: dict[str, int | None]
    choices: dict[str, str]
    offered: dict[str, str]

    def mangled(self) -> dict:
        """What is wrong in each field: no choice of the list, no day, no number, more text than there is room for."""
        return self.values | {name: WRONG[kind] for name, kind in self.choices.items()} | self.overlong()

    def overlong(self) -> dict:
        return {name: f"{name}: {'many words ' * (((most or MOST) // 11) + 1)}" for name, most in self.texts.items()}

    def filled(self, words, **chosen) -> dict:
        """What is right everywhere: `words` in each text, of choices those that stand there or the first."""
        given = RIGHT | {name: self.offered.get(name) for name in self.choices}
        left = {name: given[name] or RIGHT[self.choices[name]] for name in self.choices if not self.values.get(name)}
        return self.values | left | dict.fromkeys(self.texts, words) | chosen

    def emptied(self) -> dict:
        return {
            name: "" if name in self.texts or name in self.choices else value for name, value in self.values.items()
        }

    @property
    def asked(self) -> set[str]:
        """The names of the fields that `mangled` makes wrong: a text without a length of its own may be right."""
        return {name for name, most in self.texts.items() if most} | set(self.choices)


def document(answer):
    return lxml.html.fromstring(answer.content.decode())


def form_of(answer) -> Form:
    """Return the form of a page that asks for most."""
    forms = [form for form in document(answer).xpath("//main//form") if (form.method or "").upper() == "POST"]
    return max(map(_read, forms), key=lambda form: len(form.texts) + len(form.choices))


def _read(form):
    texts, choices, values, offered = {}, {}, {}, {}
    for one in form.xpath(".//input[@name] | .//select[@name] | .//textarea[@name]"):
        kind = one.get("type", "text") if one.tag == "input" else one.tag
        if kind in ("text", "textarea", "email", "url"):
            texts[one.name] = int(one.get("maxlength", 0)) or None
        elif kind in WRONG and (kind != "checkbox" or one.get("value", "on") != "on"):
            choices[one.name] = kind
            options = one.xpath(".//option/@value") if kind == "select" else one.xpath("./@value")
            offered.setdefault(one.name, next(filter(None, options), ""))
    for name, value in form.form_values():
        values.setdefault(name, []).append(value.removeprefix("\n"))
    values.pop("csrfmiddlewaretoken", None)
    values.pop("not_an_identifier", None)
    texts.pop("not_an_identifier", None)
    return Form(
        {name: found if len(found) > 1 else found[0] for name, found in values.items()}, texts, choices, offered
    )


def summary(answer) -> list[tuple[str, str | None]]:
    """Return (what is wrong, the id to which it leads) out of the error summary of a page."""
    rows = document(answer).xpath("//*[contains(@class, 'error-summary')]//li")
    return [(" ".join(row.text_content().split()), (row.xpath(".//a/@href") or [None])[0]) for row in rows]


def typed_in(answer) -> dict[str, str]:
    """Return what stands in the text fields of a page."""
    fields = document(answer).xpath("//main//input[@name] | //main//textarea[@name]")
    return {one.name: (one.value or "").removeprefix("\n") for one in fields}
