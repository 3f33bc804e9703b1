"""What things in a region are about, written with them."""

from priorities.models.theme import KINDS


def write_themes(rows, of, wanted, **copied):
    """Make `rows` (a queryset of Themes) those that are `wanted`, (what is tagged, its ThemeTexts) pairs.

    `of` is the field that names what is tagged ("section"); `copied` are the fields that new rows copy from it. In the
    transaction that writes what is tagged. The database refuses what is of another region when that ends.
    """
    there = {(getattr(theme, f"{of}_id"), theme.key): theme.pk for theme in rows}
    places = {(tagged.pk, theme.key): None for tagged, themes in wanted for theme in themes}
    gone = [pk for place, pk in there.items() if place not in places]
    if gone:
        rows.model.objects.filter(pk__in=gone).delete()
    new = [place for place in places if place not in there]
    plans = _plans_of({key for _, key in new})
    rows.model.objects.bulk_create(
        rows.model(**{f"{of}_id": tagged}, plan_id=plans[key], **copied, **_named_by(key)) for tagged, key in new
    )


def _named_by(key):
    kind, _, number = key.partition("-")
    return {f"{kind}_id": int(number)}


def _plans_of(keys) -> dict[str, int]:
    """Return the id of each one's plan by its key; a query for each kind that is there."""
    plans = {}
    for kind, model in KINDS.items():
        numbers = [int(key.partition("-")[2]) for key in keys if key.startswith(f"{kind}-")]
        if numbers:
            rows = model.objects.filter(pk__in=numbers).values_list("pk", "plan_id")
            plans |= {f"{kind}-{pk}": plan for pk, plan in rows}
    return plans
