"""What happens to updates: each function is one transaction, with its audit event, search index and page cache."""

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.text import slugify

from portal.audit.models import FormKey, Overtaken, record
from portal.regions.models import Region
from portal.ui import richtext
from portal.ui.pagecache import public_content_changed
from updates.index import index_update
from updates.models import Edition, ImportedDocument, Section, Tag, Tagging, Update
from updates.models.edition import free_anchor
from updates.periods import Period
from updates.words import edition_text, found_text


class PeriodTaken(Exception):
    """The region already has an update for these months: `update` is it."""

    def __init__(self, update):
        super().__init__(f"There is already an update at this address: {update}.")
        self.update = update


@transaction.atomic
def start_update(region, period, *, by, special="", text=None, form_key=None):
    """Make the update of `region` for `period` with a working draft holding `text`; return the draft.

    `special` names a special edition, which may stand beside the month's own. Raises PeriodTaken when the
    address is taken, unless all that is there was discarded; KeyAlreadyUsed when the form was saved before.
    """
    update, _ = Update.objects.select_for_update(no_key=True).get_or_create(
        region=region, period_from=period.from_on, period_to=period.to_on, special_slug=slugify(special)[:60],
        defaults={"special": special},
    )  # fmt: skip
    if form_key:  # first: to whom presses twice the address isn't taken, it is theirs
        FormKey.spend(form_key, update)
    if update.editions.exclude(status=Edition.Status.DISCARDED).exists():
        raise PeriodTaken(update)
    draft = _make_draft(update, by=by)
    record("started a draft of", update, by=by)
    if text is not None:
        save_draft(draft, text, version=draft.version, by=by)
    return draft


def _make_draft(update, *, by):
    """Make a working draft. Its version goes on from the drafts before it: a form of one of those is out of date."""
    return Edition.objects.create(
        update=update,
        version=(update.editions.aggregate(last=Max("version"))["last"] or 0) + 1,
        region_id=update.region_id,
        period_from=update.period_from,
        period_to=update.period_to,
        made_by=by,
        edited_by=by,
        title=update.suggested_title,
    )


@transaction.atomic
def start_draft(update, *, by):
    """Return the update's working draft; when there is none, make it from what is live, else was last published.

    While something is live, never from a scheduled edition: a correction would publish that before its time.
    """
    Update.objects.select_for_update(no_key=True).get(pk=update.pk)
    if draft := update.draft:
        return draft
    draft = _make_draft(update, by=by)
    last = update.live or update.editions.filter(published_at__isnull=False).order_by("-published_at").first()
    if last:
        text = edition_text(last)
        save_draft(draft, text, version=draft.version, by=by, anchors={section.anchor for section in text.sections})
    record("started a draft of", update, by=by)
    return draft


@transaction.atomic
def save_draft(draft, text, *, version, by, anchors=frozenset()):
    """Write `text` into the working draft, if nobody has changed it since `version`; return the new version.

    `anchors` are allowed beside those that the draft already has. Raises Overtaken, with nothing written,
    when somebody saved first or the draft is a draft no longer.
    """
    rows = Edition.objects.filter(pk=draft.pk, version=version, status=Edition.Status.DRAFT).update(
        title=" ".join(text.title.split()),
        in_short=text.in_short.strip(),
        supported_by=text.supported_by.strip(),
        contacts=text.contacts,
        version=F("version") + 1,
        edited_at=timezone.now(),
        edited_by=by,
    )
    if not rows:
        raise Overtaken("Somebody else saved this draft first.")
    _write_sections(draft, text.sections, anchors)
    draft.tags.set(Tag.objects.named(text.tags))
    if text.related is not None:
        draft.related.set(text.related)
    draft.refresh_from_db()
    return draft.version


def _write_sections(draft, texts, anchors):
    """Make the draft's sections those of `texts`: those whose anchor is known are changed in place."""
    known = {section.anchor: section for section in draft.sections.all()}
    taken = {text.anchor for text in texts} & (known.keys() | anchors)
    changed, new = [], []
    for position, text in enumerate(texts):
        section = known.pop(text.anchor, None) if text.anchor in taken else None
        if section is None:
            keeps = text.anchor in anchors
            anchor = text.anchor if keeps else free_anchor(text.heading, taken | known.keys())
            taken.add(anchor)
            section = Section(edition=draft, anchor=anchor)
            new.append(section)
        else:
            changed.append(section)
        section.position, section.heading = position, " ".join(text.heading.split())
        section.body = richtext.clean(text.body)
    Section.objects.filter(pk__in=[section.pk for section in known.values()]).delete()
    Section.objects.bulk_update(changed, ["position", "heading", "body"])
    Section.objects.bulk_create(new)


@transaction.atomic
def publish(draft, *, by, version, at=None, is_major=True):
    """Make the working draft the live edition, from now or from the moment `at`; return it.

    An edition that is live keeps being read until then; one that is scheduled for later still takes its turn.
    Raises Overtaken when the draft was changed since `version` or is a draft no longer.
    """
    update = Update.objects.select_for_update(no_key=True).get(pk=draft.update_id)
    live_from = at or timezone.now()
    published = update.editions.filter(status=Edition.Status.PUBLISHED).order_by("live_from")
    first, last = published.first(), published.filter(live_from__lte=live_from).last()
    draft.publish(
        by=by,
        version=version,
        live_from=live_from,
        first_published_at=min(first.first_published_at, live_from) if first else live_from,
        last_major_at=live_from if is_major or last is None else last.last_major_at,
    )
    Update.objects.filter(pk=update.pk).update(withdrawn_at=None, withdrawn_by=None, withdrawn_reason="")
    _set_windows(update)
    _public_changed(update)
    draft.refresh_from_db()
    return draft


def _set_windows(update):
    """Let each published edition be live until the next one is."""
    editions = list(update.editions.filter(status=Edition.Status.PUBLISHED).order_by("live_from", "pk"))
    for edition, following in zip(editions, [*editions[1:], None], strict=True):
        edition.live_until = following.live_from if following else None
    Edition.objects.bulk_update(editions, ["live_until"])


@transaction.atomic
def withdraw(update, *, by, reason):
    """Take the update out of public view at once, saying why; scheduled editions will not go live either."""
    rows = Update.objects.filter(pk=update.pk, withdrawn_at__isnull=True).update(
        withdrawn_at=timezone.now(), withdrawn_by=by, withdrawn_reason=reason.strip()
    )
    if not rows:
        raise Overtaken("Somebody else withdrew this update first.")
    for edition in update.editions.filter(status=Edition.Status.PUBLISHED):
        edition.withdraw(by=by)
    record("withdrew", update, by=by, reason=reason)
    _public_changed(update)


def _public_changed(update):
    Tagging.objects.follow(update.pk)
    Tag.objects.filter(pk__in=Tagging.objects.filter(update=update).values("tag")).recount()
    index_update(update)
    public_content_changed()


def keep_document(name, found, *, by):
    """Keep what was read from a document (`updates.importing.Found`) for its check screen; return it."""
    return ImportedDocument.objects.create(
        name=name, found=found.as_json(), original_html=found.original_html, made_by=by
    )


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
    return start_update(region, Period.parse(found.period), by=by, text=found_text(found.as_json()))
