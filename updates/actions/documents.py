"""Documents that are brought in: kept for their check screen, then made drafts."""

from django.db import transaction

from portal.regions.models import Region
from updates.actions.drafts import save_draft, start_update
from updates.found_pictures import hand_over, keep_pictures, take_pictures
from updates.models import ImportedDocument
from updates.periods import Period
from updates.words import found_text


def keep_document(name, found, *, by):
    """Keep what was read from a document (`updates.importing.Found`) for its check screen; return it."""
    pictures = take_pictures(found)
    with transaction.atomic():
        document = ImportedDocument.objects.create(
            name=name, found=found.as_json(), original_html=found.original_html, made_by=by
        )
        keep_pictures(document, pictures, by=by)
    return document


@transaction.atomic
def take_document(document, region, period, *, text, by, special=""):
    """Make the draft of a document that was checked, once: pressing the button twice finds the first draft.

    Raises PeriodTaken as `start_update` does.
    """
    document = ImportedDocument.objects.select_for_update(no_key=True).get(pk=document.pk)
    if document.update_id:
        return document.update.editions.order_by("pk").first()
    draft = start_update(region, period, by=by, special=special, text=text)
    document.update, document.region = draft.update, region
    document.save(update_fields=["update", "region"])
    hand_over(document, draft)
    return draft


def bring_in(found, *, by=None):
    """Make a draft of what an importer found (`updates.importing.Found`); return it.

    Raises ValueError, saying what is missing, when the region or the period was not found, and PeriodTaken
    when the region already has an update for these months.
    """
    region = Region.objects.filter(slug=found.region or "").first()
    if region is None:
        raise ValueError("The document does not say which region it is about.")
    if not found.period:
        raise ValueError("The document does not say which month it is about.")
    pictures = take_pictures(found)
    with transaction.atomic():
        draft = start_update(region, Period.parse(found.period), by=by)
        keep_pictures(draft, pictures, by=by)
        save_draft(draft, found_text(found.as_json()), version=draft.version, by=by)
    return draft
