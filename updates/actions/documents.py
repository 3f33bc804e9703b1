"""Documents that are brought in: kept for their check screen, then made drafts."""

from django.db import transaction

from portal.regions.models import Region
from updates.actions.drafts import save_draft, start_update
from updates.found_pictures import hand_over, keep_pictures, take_pictures
from updates.models import ImportedDocument
from updates.periods import Period
from updates.words import found_text


def keep_document(name, found, *, by, form_key=None):
    """Keep what was read from a document (`updates.importing.Found`) for its check screen; return it.

    Raises KeyAlreadyUsed when the form with this key kept it before.
    """
    pictures = take_pictures(found)
    with transaction.atomic():
        document = ImportedDocument.keep(name, found, by=by, form_key=form_key)
        keep_pictures(document, pictures, by=by)
    return document


@transaction.atomic
def take_document(document, region, period, *, text, by, special=""):
    """Make the draft of a document that was checked, once: pressing the button twice finds the first draft.

    Raises PeriodTaken as `start_update` does.
    """
    document = ImportedDocument.objects.hold(document.pk)
    if document.update_id:
        return document.update.editions.order_by("pk").first()
    draft = start_update(region, period, by=by, special=special, text=text)
    document.become(draft.update)
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
