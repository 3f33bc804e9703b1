"""The edit form of a draft, as a browser sends it."""

from updates.words import edition_text


def form_of(draft, *sections, **changes):
    """What the form of `draft` sends, after its `sections`, (heading, body) of new ones; `changes` by field name."""
    text = edition_text(draft)
    rows = [*((s.heading, s.body, s.anchor) for s in text.sections), *((*section, "") for section in sections)]
    form = {
        "version": draft.version, "title": text.title, "in_short": text.in_short, "tags": ", ".join(text.tags),
        "supported_by": text.supported_by,
        "sections-TOTAL_FORMS": len(rows), "sections-INITIAL_FORMS": len(text.sections),
        "contacts-TOTAL_FORMS": 0, "contacts-INITIAL_FORMS": 0,
    }  # fmt: skip
    for number, row in enumerate(rows):
        heading, body, anchor = row
        place = f"sections-{number}"
        form |= {f"{place}-heading": heading, f"{place}-body": body, f"{place}-anchor": anchor}
    ticked = {f"sections-{n}-themes": [theme.key for theme in s.themes] for n, s in enumerate(text.sections)}
    return form | ticked | changes


def autosaved(browser, update, form):
    """What the page is answered when it saves by itself: (status, JSON)."""
    answer = browser.post(f"/updates/{update.pk}/autosave/", form, headers={"Accept": "application/json"})
    return answer.status_code, answer.json()
