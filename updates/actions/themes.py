"""What the sections of a draft are about, written with its words."""

from updates.models import SectionTheme
from updates.models.theme import KINDS


def write_themes(draft, chosen):
    """Make the themes of a draft's sections those that `chosen` says, (Section, its ThemeTexts) pairs.

    In the transaction that writes the sections. The database refuses what is of another region when that ends.
    """
    there = {(theme.section_id, theme.key): theme.pk for theme in SectionTheme.objects.filter(edition=draft)}
    wanted = {(section.pk, theme.key): None for section, themes in chosen for theme in themes}
    gone = [pk for place, pk in there.items() if place not in wanted]
    if gone:
        SectionTheme.objects.filter(pk__in=gone).delete()
    new = [place for place in wanted if place not in there]
    plans = _plans_of({key for _, key in new})
    SectionTheme.objects.bulk_create(
        SectionTheme(section_id=section, edition=draft, region_id=draft.region_id, plan_id=plans[key], **_named_by(key))
        for section, key in new
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
